"""Rows told a few at a time, column after column, as text layers in reading order have them."""

import pytest

from form4.inference.assembly import assemble
from tests.inference.assembly.marked import core, filing, marked

PLAIN = "{t:Common Stock}\n{d:11/08/2019}\n{c:P}\n{n:50}\n{ad:A}\n{p:7.00}\n{o:42,102}\n{di:D}\n"
THREE = (
    "{t:Class A}\n\n{t:Class A}\n\n{t:Class A}\n\n{d:11/11/2019}\n\n{d:11/12/2019}\n\n%s\n\n"
    "{c:C}\n\n{c:C}\n\n{c:S}\n\n{n:1,072}\n\n{n:117}\n\n%s\n\n{ad:A}\n\n{ad:A}\n\n{ad:D}\n\n"
    "{p:1.00}\n\n{p:2.00}\n\n{p:3.00}\n\n{o:2,072}\n\n{o:2,189}\n\n{o:2,166}\n\n"
    "{di:I}\n\n{nat:By Fund}\n\n{di:I}\n\n{nat:By Trust}\n\n{di:I}\n\n{nat:By Fund}\n\n"
)
ROWS = [
    ("2019-11-11", "C", "1072", "A", "1.00"),
    ("2019-11-12", "C", "117", "A", "2.00"),
    ("2019-11-13", "S", "23", "D", "3.00"),
]


def test_a_stretch_by_columns_after_plain_rows() -> None:
    page = filing(PLAIN + THREE % ("{d:11/13/2019}", "{n:23}"))
    assert core(page) == [("2019-11-08", "P", "50", "A", "7.00"), *ROWS]
    natures = [row.nature_of_ownership for row in page.transactions]
    assert natures == [None, "By Fund", "By Trust", "By Fund"]


@pytest.mark.parametrize(
    ("day", "shares"),
    [("{dd:11/13/2019}", "{n:23}"), ("{d:11/13/2019}", "{o:23}"), ("{dd:11/13/2019}", "{o:23}")],
)
def test_a_cell_takes_the_label_of_its_column(day: str, shares: str) -> None:
    page = filing(PLAIN + THREE % (day, shares))
    assert core(page)[1:] == ROWS
    assert all(row.deemed_execution_date is None for row in page.transactions)


def test_rows_that_stand_together_are_left() -> None:
    rows = "".join(
        f"{{t:Common Stock}}\n{{d:11/0{day}/2019}}\n{{dd:11/0{day}/2019}}\n{{c:S}}\n{{n:{day}00}}\n"
        f"{{ad:D}}\n{{p:{day}.00}}\n{{o:9,{day}00}}\n{{di:D}}\n"
        for day in (4, 5, 6)
    )
    page = filing(rows)
    assert [row.deemed_execution_date is not None for row in page.transactions] == [True] * 3
    assert [row[2] for row in core(page)] == ["400", "500", "600"]


def test_exercise_and_expiration_dates_by_turns_are_no_column() -> None:
    page = filing(
        "{dt:Option}\n{dt:Option}\n{cp:1.00}\n{cp:2.00}\n{d:11/11/2019}\n{d:11/11/2019}\n{c:A}\n{c:A}\n"
        "{na:10}\n{na:20}\n{ex:01/01/2020}\n{xp:01/01/2029}\n{ex:02/01/2020}\n{xp:02/01/2029}\n"
        "{ut:Common}\n{ut:Common}\n{us:10}\n{us:20}\n{o:10}\n{o:20}\n{di:D}\n{di:D}\n"
    )
    first, second = page.transactions
    assert str(first.exercise_date) == "2020-01-01"
    assert str(second.expiration_date) == "2029-02-01"


def test_titles_alone_make_no_rows() -> None:
    text, spans = marked("{t:Common Stock}\n{t:Preferred Stock}\n{t:Units}\n")
    assert assemble(text, spans).transactions == ()
