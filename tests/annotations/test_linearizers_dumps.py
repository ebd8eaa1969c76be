"""Tables for programs, raw HTML and field lists: whole small texts, with exact spans."""

import random

import pytest

from form4.annotations.synthesis.linearizers import READERS
from form4.annotations.synthesis.linearizers.dumps import captions_of
from form4.annotations.synthesis.linearizers.sheet import Box, Line, Table
from form4.annotations.synthesis.linearizers.tape import Piece

HEADS = ("1. Title (Instr. 3)", "2. Date", "3. Code", "", "Amount", "Price", "Owned")
SHEET = (
    Table(
        (12,) * 7,
        (
            Line(tuple(Box((Piece(text),), n, 1) for n, text in enumerate(HEADS)), is_head=True),
            Line(
                (
                    Box((Piece("A & B Stock", "security_title", 1),), 0, 1),
                    Box((Piece("08/15/2013", "transaction_date", 2),), 1, 1),
                    Box((Piece("F", "transaction_code", 3), Piece("(1)")), 2, 1),
                    Box((), 3, 1),
                    Box((Piece("11,796", "transaction_shares", 4),), 4, 1),
                    Box((Piece("$"), Piece("3.47", "transaction_price_per_share", 5)), 5, 1),
                    Box((), 6, 1),
                )
            ),
        ),
    ),
)


def readings(name: str) -> dict[str, list[str]]:
    """What the reader makes of the sheet under many seeds: the text and its span texts."""
    found = {}
    for seed in range(150):
        annotated = READERS[name](SHEET, random.Random(seed)).annotated("test", name)
        spans = [annotated.text[span.start : span.end] for span in annotated.spans]
        found[annotated.text] = spans
    return found


@pytest.mark.parametrize(
    ("name", "row", "title"),
    [
        ("cell_dump", 'A & B Stock,08/15/2013,F(1),,"11,796",$3.47,\n', "A & B Stock"),
        (
            "cell_dump",
            '["A & B Stock", "08/15/2013", "F(1)", "", "11,796", "$3.47", ""]',
            "A & B Stock",
        ),
        ("cell_dump", r"A \& B Stock & 08/15/2013 & F(1) &  & 11,796 & \$3.47 & ", r"A \& B Stock"),
        ("cell_dump", "<cell>A &amp; B Stock</cell>\n", "A &amp; B Stock"),
        ("cell_dump", '{"1. Title (Instr. 3)": "A & B Stock", "2. Date": "08/15', "A & B Stock"),
        ("raw_html", "<td>A &amp; B Stock</td><td>08/15/2013</td><td>F(1)</td>", "A &amp; B Stock"),
        ("form_fields", "1. Title: A & B Stock\n2. Date: 08/15/2013\n3. Code: F(1)", "A & B Stock"),
        ("form_fields", "Owned\nA & B Stock\n08/15/2013\nF(1)\n11,796\n$3.47\n", "A & B Stock"),
    ],
)
def test_a_row_reads_as_its_format_writes_it(name: str, row: str, title: str) -> None:
    spans = next(spans for text, spans in readings(name).items() if row in text)
    assert spans == [title, "08/15/2013", "F", "11,796", "3.47"]


def test_captions_join_their_head_rows_but_not_the_title_over_the_table() -> None:
    over = Line((Box((Piece("Table I"),), 0, 4),), is_head=True)
    upper = Line((Box((Piece("1. Title"),), 0, 2), Box((Piece("Code (8)"),), 2, 2)), is_head=True)
    lower = Line(tuple(Box((Piece(t),), n, 1) for n, t in enumerate("ABCV")), is_head=True)
    table = Table((5, 5, 5, 5), (over, upper, lower))
    assert captions_of(table, short=True) == {
        0: "1. Title A", 1: "1. Title B", 2: "Code C", 3: "Code V"
    }  # fmt: skip
