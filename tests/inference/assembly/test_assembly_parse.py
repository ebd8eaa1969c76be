"""Printed dates, numbers and letters."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.inference.assembly.codes import (
    note_number,
    parse_acquired_disposed,
    parse_code,
    parse_ownership,
)
from form4.inference.assembly.glyphs import unmixed
from form4.inference.assembly.join import complete_day, join_days, join_numbers
from form4.inference.assembly.parse import parse_day, parse_number, parse_period
from form4.inference.assembly.texts import tidy
from form4.model.values import YearMonth

DAY = date(2017, 4, 6)


@pytest.mark.parametrize(
    "text",
    [
        "04/06/2017",
        "4/6/2017",
        "4/6/17",
        "04-06-2017",
        "2017-04-06",
        "April 6, 2017",
        "Apr. 6 2017",
        "06-Apr-2017",
        "06\u2013Apr\u20132017",
        "6 April 2017",
        " 04/06/2017 ",
        "04 / 06 / 2017",
        "<u>04/06/2017</u>",
    ],
)
def test_every_printing_of_a_date(text: str) -> None:
    day = parse_day(text)
    assert day is not None
    assert (day.value, day.mended) == (DAY, False)


@pytest.mark.parametrize(
    "text", ["O4/06/2017", "04/06/2O17", "04/062017", "04I06/2017", "04/0612017"]
)
def test_slips_of_ocr_in_dates_are_mended(text: str) -> None:
    day = parse_day(text)
    assert day is not None
    assert (day.value, day.mended) == (DAY, True)


@pytest.mark.parametrize("text", ["", "04/06/2", "13/40/2017", "Date", "04/06", "1,234", "Immed."])
def test_what_is_no_date(text: str) -> None:
    assert parse_day(text) is None


@settings(deadline=None)
@given(st.dates(date(1961, 1, 1), date(2059, 12, 31)))
def test_dates_survive_every_format(day: date) -> None:
    for shape in ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%B %d, %Y", "%d-%b-%Y", "%b %d %Y"):
        parsed = parse_day(day.strftime(shape))
        assert parsed is not None
        assert parsed.value == day


def test_months_are_periods() -> None:
    assert parse_period("08/1999") == YearMonth(1999, 8)
    assert parse_period("August 1999") == YearMonth(1999, 8)
    assert parse_period("1999-08") == YearMonth(1999, 8)
    assert parse_period("04/06/2017") == DAY
    assert parse_period("19/1999") is None


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        ("12,345", "12345", False),
        ("$3.47", "3.47", False),
        (r"\$3.47", "3.47", False),
        ("0", "0", False),
        (".0001", "0.0001", False),
        ("1,234,567.891", "1234567.891", False),
        (["158.5611", "(6)"][0], "158.5611", False),
        ("12,345.", "12345", False),
        ("23 7/16", "23.4375", False),
        ("28,8362)", "28836", True),
        ("1,234,5671", "1234567", True),
        ("1O,OOO", "10000", True),
        ("1.234.567", "1234567", True),
        ("11, 796", "11796", False),
    ],
)
def test_numbers(text: str, value: str, mended: bool) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.mended) == (Decimal(value), mended)


def test_a_comma_is_a_point_only_in_prices() -> None:
    price = parse_number("3,47", price=True)
    assert price is not None
    assert (price.value, price.mended) == (Decimal("3.47"), True)
    assert parse_number("3,47") is None


@pytest.mark.parametrize("text", ["", "N/A", "Immediately", "(1)x", "$", "SO", ",400"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=4))
def test_numbers_survive_grouping(value: Decimal) -> None:
    number = parse_number(f"${value:,}")
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    ("pieces", "day"),
    [
        (["03/1", "7/2014"], date(2014, 3, 17)),
        (["03/17", "7/20", "7/2014"], date(2014, 3, 17)),
        (["06/17", "06/17/2014"], date(2014, 6, 17)),
        (["08/15/2", "2013"], date(2013, 8, 15)),
        (["08/15/2\t\t2013"], date(2013, 8, 15)),
        (["11/2", "|4/2019"], date(2019, 11, 24)),
    ],
)
def test_fragments_of_dates(pieces: list[str], day: date) -> None:
    assert join_days(pieces)[0].value == day


def test_a_known_date_settles_an_unsure_joining() -> None:
    assert join_days(["01/1", "1/2014"], [date(2014, 1, 1)])[0].value == date(2014, 1, 1)
    assert join_days(["01/1", "1/2014"])[0].value == date(2014, 1, 11)


def test_a_fragment_is_completed_only_by_the_one_date_it_fits() -> None:
    assert complete_day(["05/21/20"], [date(2019, 5, 20)]) is None
    assert complete_day(["05/20/20"], [date(2020, 5, 20)]) == date(2020, 5, 20)
    assert complete_day(["05/2"], [date(2020, 5, 20), date(2020, 5, 21)]) is None
    assert complete_day(["05/2", "2020"], [date(2020, 5, 20)]) == date(2020, 5, 20)


@pytest.mark.parametrize(
    ("pieces", "price", "value"),
    [
        (["400,", "000"], False, "400000"),
        (["400,00", "00"], False, "400000"),
        (["21,11", "113"], False, "21113"),
        (["1,156,7", "6,741"], False, "1156741"),
        (["3.", "47"], True, "3.47"),
        (["3", ".47"], True, "3.47"),
        (["$3", "47"], True, "3.47"),
        (["17", "4625"], True, "17.4625"),
        (["1", "7.50"], True, "17.50"),
        (["3", "47"], False, "347"),
        (["12", "500"], False, "12500"),
        (["7", "338,457"], False, "338457"),
        (["158.56", "611"], True, "158.5611"),
    ],
)
def test_fragments_of_numbers(pieces: list[str], price: bool, value: str) -> None:
    assert join_numbers(pieces, price=price)[0].value == Decimal(value)


@settings(deadline=None)
@given(st.integers(1000, 10**9), st.data())
def test_a_number_torn_anywhere_is_joined_again(value: int, data: st.DataObject) -> None:
    printed = f"{value:,}"
    cut = data.draw(st.integers(1, len(printed) - 1))
    values = [one.value for one in join_numbers([printed[:cut], printed[cut:]], price=False)]
    assert Decimal(value) in values


def test_codes_and_their_words() -> None:
    assert parse_code("F") == ("F", False)
    assert parse_code("S/K") == ("S", False)
    assert parse_code("s") == ("S", True)
    assert parse_code("5") == ("S", True)
    assert parse_code("Open market purchase") == ("P", False)
    assert parse_code("Sale") == ("S", False)
    assert parse_code("Exercise or conversion") == ("M", False)
    assert parse_code("Conversion of derivative security") == ("C", False)
    assert parse_code("\u0421") == ("C", False)
    assert parse_code("?") is None


def test_letters_of_two_choices() -> None:
    assert parse_acquired_disposed("(A)") == ("A", False)
    assert parse_acquired_disposed("Disposed") == ("D", False)
    assert parse_acquired_disposed("0") == ("D", True)
    assert parse_acquired_disposed("x") is None
    assert parse_ownership("Indirect") == ("I", False)
    assert parse_ownership("l") == ("I", True)
    assert parse_ownership("|") == ("I", True)
    assert parse_ownership("") is None


def test_marks_of_footnotes() -> None:
    assert note_number("1") == "1"
    assert note_number("¹²") == "12"
    assert note_number("(3)") == "3"
    assert note_number("b", letters=True) == "b"
    assert note_number("l") == "1"
    assert note_number("**") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("JO", "J"),
        ("Jo", "J"),
        ("Ss", "S"),
        ("Cc", "C"),
        ("ce", "C"),
        ("os", "S"),
        ("s\u00ae", "S"),
        ("Y", None),
        ("Pf", None),
        ("oi", None),
        ("to", None),
        ("MS", None),
    ],
)
def test_codes_with_a_garbled_mark(text: str, code: str | None) -> None:
    assert parse_code(text) == (None if code is None else (code, True))


def test_nothing_paid_is_nothing_only_as_a_price() -> None:
    for text in ("so", "SO", "$o", "s0"):
        number = parse_number(text, price=True)
        assert number is not None
        assert (number.value, number.mended) == (Decimal(0), True)
        assert parse_number(text) is None or text != "so"


def test_lookalikes_are_latin_only_within_latin_words() -> None:
    assert unmixed("DON\u0410LD \u0422rust") == "DONALD Trust"
    assert unmixed("\u0410\u041b\u0420\u041e\u0421\u0410 Jos\u00e9") == (
        "\u0410\u041b\u0420\u041e\u0421\u0410 Jos\u00e9"
    )


def test_marks_of_markup_are_no_text() -> None:
    assert tidy("President &amp; CEO") == "President & CEO"
    assert tidy("R&D, AT&T") == "R&D, AT&T"
