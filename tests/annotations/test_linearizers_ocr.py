"""What optical character recognition leaves: rules as signs, marks, letters and dates misread."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from form4.annotations.synthesis.linearizers.canvas import set_columns
from form4.annotations.synthesis.linearizers.ocr import ocr_lines
from form4.annotations.synthesis.linearizers.sheet import Box, Line, Table
from form4.annotations.synthesis.linearizers.slips import (
    garble_marks,
    ruin_date,
    ruin_letter,
    smear,
)
from form4.annotations.synthesis.linearizers.tape import UNKNOWN, Piece, text_of

TITLE = Piece("Class A Common Stock", "security_title", 1)
NATURE = Piece("By Sequoia Capital Fund", "nature_of_ownership", 2)
CODE = Piece("S", "transaction_code", 3)
DATE = Piece("08/15/2013", "transaction_date", 4)


def two_cells(left: Piece, right: Piece, widths: tuple[int, int]) -> Table:
    """A table of one row."""
    return Table(widths, (Line((Box((left,), 0, 1), Box((right,), 1, 1))),))


def test_a_row_between_two_lines_of_its_neighbour_keeps_a_line_of_its_own() -> None:
    table = two_cells(TITLE, NATURE, (30, 13))
    columns = set_columns(table, table.lines[0], 1.0, manner="between")
    lines = [[text_of(column.lines[n]) for column in columns] for n in range(len(columns[0].lines))]
    assert [line for line in lines if any(line)] == [
        ["", "By Sequoia"],
        ["Class A Common Stock", ""],
        ["", "Capital Fund"],
    ]


def test_rules_of_a_table_read_as_signs_beside_the_values() -> None:
    cells = (TITLE, DATE, CODE, Piece(""), Piece("2,248,637", "transaction_shares", 5))
    boxes = tuple(Box((piece,) if piece.text else (), n, 1) for n, piece in enumerate(cells))
    head = Line(tuple(Box((Piece("x"),), n, 1) for n in range(7)), is_head=True)
    sheet = (Table((30, 14, 5, 5, 14, 5, 5), (head, Line(boxes))),)
    texts = [ocr_lines(sheet, random.Random(seed)).text for seed in range(200)]
    assert any("08/15/2013 | S | 2,248,637" in text for text in texts)
    assert any("/2,248,637" in text for text in texts)
    assert any("_|2,248,637" in text or "_| 2,248,637" in text for text in texts)


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_a_ruined_date_is_masked_unless_most_of_it_are_digits(seed: int) -> None:
    ruined = ruin_date(DATE, random.Random(seed))
    good = sum(sign.isdigit() or sign == "/" for sign in ruined.text)
    assert (ruined.label == UNKNOWN) == (good < 0.6 * len(ruined.text))
    assert ruined.value == DATE.value


def test_ruined_dates_are_both_readable_and_beyond_repair() -> None:
    labels = {ruin_date(DATE, random.Random(seed)).label for seed in range(40)}
    assert labels == {"transaction_date", UNKNOWN}


def test_a_ruined_letter_is_still_the_letter_or_no_letter_at_all() -> None:
    for seed in range(100):
        for piece in ruin_letter(CODE, random.Random(seed)):
            if piece.label == "transaction_code":
                assert piece.text in ("S", "s")
            elif piece.label is None:
                assert not piece.text.isalnum()


def test_a_misread_mark_keeps_its_label_only_as_a_number() -> None:
    pieces = [Piece("35,000 ("), Piece("2", "footnote_mark", 1), Piece(") D")]
    read = {text_of(garble_marks(pieces, 1.0, random.Random(seed))) for seed in range(200)}
    assert {"35,0002) D", "35,000@ D", "35,000 ® D"} <= read
    for seed in range(50):
        for piece in garble_marks(pieces, 1.0, random.Random(seed)):
            assert piece.text == "2" or piece.label is None


@settings(deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.3))
def test_smeared_characters_keep_their_labels(seed: int, share: float) -> None:
    pieces = (Piece("$"), Piece("3.47", "transaction_price_per_share", 1))
    read = smear(pieces, share, random.Random(seed))
    assert [(piece.label, piece.value) for piece in read] == [(p.label, p.value) for p in pieces]
