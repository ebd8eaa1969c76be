import re

from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.scans.html import to_html
from form4.annotations.scans.looks import Look
from form4.annotations.scans.marked import MOST_VALUES, colour_of, value_of
from form4.annotations.scans.printable import Ink, inks
from form4.annotations.synthesis.linearizers.tape import Piece
from form4.annotations.synthesis.page import Cell, Grid, GridRow, Page, Paragraph, Run

TITLE = Piece("Common Stock", "security_title", 1)


@given(st.integers(0, MOST_VALUES))
def test_a_colour_tells_its_value(value: int) -> None:
    channels = [int(number) for number in re.findall(r"\d+", colour_of(value))]
    assert value_of(*channels) == value


def test_the_colours_of_a_page_of_its_own_tell_nothing() -> None:
    assert value_of(0, 0, 255) == value_of(0, 128, 0) == value_of(0, 0, 0) == 0


def test_marks_of_a_converter_are_printed_as_what_they_stand_for() -> None:
    mark = (Piece("<sup>("), Piece("1", "footnote_mark", 2), Piece(")</sup>"))
    assert inks((TITLE, *mark)) == [
        Ink("Common Stock", 1),
        Ink("(", 0, "sup"),
        Ink("1", 2, "sup"),
        Ink(")", 0, "sup"),
    ]
    assert inks((Piece("["), TITLE, Piece("](/cgi-bin/x?CIK=1) \\$"))) == [
        Ink("Common Stock", 1),
        Ink(" $", 0),
    ]
    assert inks((Piece("**Notes** ** Intentional *See* 1"),)) == [
        Ink("Notes", 0, "b"),
        Ink(" ** Intentional ", 0),
        Ink("See", 0, "i"),
        Ink(" 1", 0),
    ]


def test_a_check_box_of_html_is_printed_as_a_box() -> None:
    box = (Piece("<input "), Piece("checked", "is_director", 3), Piece('="">'), Piece("<input>"))
    assert inks(box) == [Ink("☒", 3), Ink("☐", 0)]


def test_raised_marks_take_their_brackets_along() -> None:
    cell = (Piece("F", "transaction_code", 1), Piece("("), Piece("2", "footnote_mark", 2))
    assert inks((*cell, Piece(") x")), marks_raised=True) == [
        Ink("F", 1),
        Ink("(", 0, "sup"),
        Ink("2", 2, "sup"),
        Ink(") ", 0, "sup"),
        Ink("x", 0),
    ]


def test_a_page_is_set_with_its_values_in_their_colours() -> None:
    owner, code = Run("Doe & Co", "owner_name"), Run("F", "transaction_code")
    grid = Grid(
        (4, 4),
        (GridRow((Cell((Run("Code"),), 2),), is_head=True), GridRow((Cell((code,)), Cell()))),
    )
    marked = to_html(Page((Paragraph((Run("1. Name: "), owner)), grid), "sheet"), Look())
    assert marked.labels == (None, "owner_name", "transaction_code")
    assert f'<p>1. Name: <s style="color:{colour_of(1)}">Doe &amp; Co</s></p>' in marked.markup
    assert "<td class=h colspan=2>Code</td>" in marked.markup
    assert f'<tr><td><s style="color:{colour_of(2)}">F</s></td><td></td></tr>' in marked.markup


def test_empty_boxes_below_a_box_become_part_of_it() -> None:
    rows = (
        GridRow((Cell((Run("1. Name"),)), Cell((Run("2. Issuer"),)), Cell((Run("5. Role"),)))),
        GridRow((Cell(), Cell((Run("3. Date"),)), Cell())),
        GridRow((Cell(), Cell(), Cell((Run("6. Filing"),)))),
    )
    markup = to_html(Page((Grid((9, 9, 9), rows),), "sec_form"), Look()).markup
    assert "<td rowspan=3>1. Name</td><td>2. Issuer</td><td rowspan=2>5. Role</td>" in markup
    assert "<tr><td rowspan=2>3. Date</td></tr><tr><td>6. Filing</td></tr>" in markup
