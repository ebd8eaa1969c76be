"""Tables and lists that are far longer than a form's: time grows as the text does."""

import time
from collections.abc import Callable

import pytest

from form4.inference.assembly.bounds import MOST_MENTIONS
from form4.inference.calibration import read_calibration
from form4.inference.documents.limits import MAX_CHARACTERS
from form4.inference.extract import Extractor
from form4.inference.rules.tagger import RuleTagger
from form4.model.filing import Filing
from form4.model.network import find_model
from tests.inference.assembly.marked import filing

HEAD = """FORM 4
1. Name and Address of Reporting Person*
Doe Jane
2. Issuer Name and Ticker or Trading Symbol
ACME CORP [ ACME ]
3. Date of Earliest Transaction (Month/Day/Year)
01/02/2015
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title\t2. Transaction Date\t3. Code\tV\t4. Amount\t(A) or (D)\tPrice\t5. Owned\t6. Form\t7. Nature
"""
TABLE_2 = "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
NOTES = "Explanation of Responses:\n(1) Sold at prices from $10.00 to $11.00. "


def _plain(count: int) -> str:
    return HEAD + "".join(
        f"Common Stock\t01/02/2015\tS\t\t{100 + at % 50}\tD\t$10.{at % 90 + 10}\t{10**6 - at}\tD\t\n"
        for at in range(count)
    )


def _without_points(count: int) -> str:
    prices = ("$10.50", "$1050")
    return HEAD + "".join(
        f"Class {at} Stock\t01/02/2015\tS\t\t100\tD\t{prices[at % 2]}\t{at + 5}\tI\tBy Trust {at}\n"
        for at in range(count)
    )


def _exercises(count: int) -> str:
    stock = "Common Stock\t01/02/2015\tM\t\t100\tA\t$10.5\t1000\tD\t\n"
    option = (
        "Option\t$10.5\t01/02/2015\tM\t\t\t100\t01/02/2010\t01/02/2020\tStock\t100\t$0\t5\tD\t\n"
    )
    return HEAD + stock * (count // 2) + TABLE_2 + option * (count // 2)


def _one_line(count: int) -> str:
    row = "Common Stock 01/02/2015 S 100 D $10.5 1000 D "
    return HEAD.replace("\n", " ") + row * count


def _by_columns(count: int) -> str:
    columns = (
        ("1. Title of Security", "Common Stock "),
        ("2. Transaction Date", "01/02/2015 "),
        ("3. Transaction Code", "S "),
        ("4. Amount", "100 "),
        ("(A) or (D)", "D "),
        ("Price", "$10.5 "),
    )
    head = HEAD.rpartition("1. Title")[0]
    return head + "".join(f"{caption}\n{value * count}\n" for caption, value in columns)


def _one_note(count: int) -> str:
    row = "Common Stock\t01/02/2015\t\t\t100(1)\t\t$10.5(1)\t1000\tD\t\n"
    return HEAD + row * count + NOTES + "Others follow at $1 each, and so on. " * count


def _owners(count: int) -> str:
    box = "1. Name and Address of Reporting Person*\n{} {}\n"
    return "FORM 4\n" + "".join(box.format(_word(at), _word(at * 7)) for at in range(count)) + HEAD


def _word(number: int) -> str:
    letters = []
    for _ in range(4):
        number, at = divmod(number, 70)
        letters.append("bcdfghklmnprst"[at % 14] + "aeiou"[at % 5])
    return "".join(letters).title()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.with_tagger(RuleTagger(), read_calibration(find_model("base")))


@pytest.mark.parametrize(
    "page", [_plain, _without_points, _exercises, _one_line, _by_columns, _one_note, _owners]
)
def test_four_times_the_rows_take_less_than_six_times_as_long(
    page: Callable[[int], str], extractor: Extractor
) -> None:
    short = min(_seconds(extractor, page(150)) for _ in range(3))
    # The better of two: other work on the machine takes the caches away.
    assert min(_seconds(extractor, page(600)) for _ in range(2)) < 6 * short


def _seconds(extractor: Extractor, text: str) -> float:
    begin = time.process_time()
    extractor.extract(text)
    return time.process_time() - begin


def test_a_table_at_the_bound_of_a_text_ends(extractor: Extractor) -> None:
    rows = 500
    page = _plain(rows).replace("\tD\t\n", "\tD\t" + " " * 3_900 + "\n")
    assert 0.95 * MAX_CHARACTERS < len(page) <= MAX_CHARACTERS
    begin = time.process_time()
    assert len(extractor.extract(page).transactions) == rows
    assert time.process_time() - begin < 30  # a second where nothing else runs


def test_more_owners_than_a_filing_may_have_are_cut_short_with_a_warning() -> None:
    names = "\n".join(f"{{own:{_word(at)} {_word(at * 7)}}}" for at in range(MOST_MENTIONS + 20))
    read: Filing = filing(f"FORM 4\n{names}\n{{t:Stock}} {{d:01/02/2015}} {{c:S}} {{n:5}}\n")
    assert len(read.reporting_owners) == MOST_MENTIONS
    assert (
        "owner_name: 20 of 120 left out, 100 are the most of one filing. "
        "Give each filing a file of its own."
    ) in read.warnings


def test_a_remark_of_many_cells_is_joined_as_one_of_few() -> None:
    for count in (3, 20_000):
        (remark,) = [filing("FORM 4\n{remarks:" + "Share\ts " * count + "}").remarks]
        assert remark == "Shares " * (count - 1) + "Shares"
