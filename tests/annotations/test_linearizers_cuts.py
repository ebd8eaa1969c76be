"""Torn grids and markdown cells: the tears that real converters make, with exact spans."""

import random

import pytest

from form4.annotations.synthesis.linearizers import READERS
from form4.annotations.synthesis.linearizers.sheet import Box, Line, Sheet, Table
from form4.annotations.synthesis.linearizers.tape import Piece

HEADS = ("1. Title", "2. Date", "3. Code", "V", "Amount", "Price", "Owned")
WIDTHS = (30, 12, 8, 4, 12, 10, 18)
CELLS = (
    (Piece("Common Stock", "security_title", 1),),
    (Piece("08/15/2013", "transaction_date", 2),),
    (Piece("F", "transaction_code", 3),),
    (),
    (Piece("11,796", "transaction_shares", 4), Piece("(1)")),
    (Piece("$"), Piece("3.47", "transaction_price_per_share", 5)),
    (Piece("156,741", "shares_owned_following_transaction", 6),),
)


def sheet(cells: tuple[tuple[Piece, ...], ...] = CELLS) -> Sheet:
    """One table of one row."""
    head = Line(tuple(Box((Piece(text),), n, 1) for n, text in enumerate(HEADS)), is_head=True)
    row = Line(tuple(Box(pieces, n, 1) for n, pieces in enumerate(cells)))
    return (Table(WIDTHS, (head, row)),)


def spans(name: str, label: str, page: Sheet, count: int) -> set[str]:
    """The texts of the label's spans under many seeds."""
    found = set()
    for seed in range(count):
        annotated = READERS[name](page, random.Random(seed)).annotated("test", name)
        texts = (annotated.text[s.start : s.end] for s in annotated.spans if s.label == label)
        found |= {text.replace("\t\t", "\t").replace("\t\t", "\t") for text in texts}
    return found


@pytest.mark.parametrize(
    ("label", "torn"),
    [
        ("transaction_date", {"08/15\t/2013", "08/15/2\t013", "08/15/2\t2013", "08\t/15/2013"}),
        ("transaction_price_per_share", {"3\t.47", "3.\t47", "3\t47"}),
        ("transaction_shares", {"11,\t796", "11\t,796", "1\t1,796"}),
        ("shares_owned_following_transaction", {"156,\t741", "156\t,741"}),
    ],
)
def test_an_edge_through_a_value_leaves_one_span(label: str, torn: set[str]) -> None:
    assert torn <= spans("wrong_grid", label, sheet(), 1500)


def test_a_cell_of_two_lines_keeps_one_span_over_the_break() -> None:
    cells = ((Piece("Stock Option\n(right to buy)", "security_title", 1),), *CELLS[1:])
    found = spans("markdown", "security_title", sheet(cells), 60)
    assert "Stock Option<br>(right to buy)" in found
    assert "Stock Option (right to buy)" in found


def test_an_escaped_pipe_stays_inside_its_value() -> None:
    cells = ((Piece("Class A | B Stock", "security_title", 1),), *CELLS[1:])
    assert r"Class A \| B Stock" in spans("markdown", "security_title", sheet(cells), 60)


def test_narrow_columns_print_a_date_over_two_lines() -> None:
    assert {"08/15/", "2013"} <= spans("fixed_width", "transaction_date", sheet(), 60)
