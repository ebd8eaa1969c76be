"""How pages come apart before they are read, each way on a small table."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from form4.annotations.synthesis.linearizers.arrange import (
    ARRANGEMENTS,
    broken_tables,
    halved_tables,
    lines_as_rows,
    merged_heads,
    repeated_cells,
    side_by_side,
)
from form4.annotations.synthesis.linearizers.sheet import (
    Box,
    Line,
    Sheet,
    Table,
    Text,
    number_values,
)
from form4.annotations.synthesis.linearizers.tape import Piece, Tape, text_of
from tests.annotations.sec_form_page import sec_form_page

TITLE = Piece("Restricted Stock Units", "security_title", 1)
DATE = Piece("08/15/2013", "transaction_date", 2)
AMOUNT = Piece("400", "transaction_shares", 3)


def line(*texts: Piece | str, head: bool = False) -> Line:
    """A row of one-column boxes."""
    pieces = (Piece(text) if isinstance(text, str) else text for text in texts)
    return Line(
        tuple(Box((piece,) if piece.text else (), n, 1) for n, piece in enumerate(pieces)), head
    )


def table(*lines: Line) -> Table:
    """A table of seven columns of 12 characters: wide enough to count as data."""
    return Table((12,) * 7, lines)


HEAD = line("Title", "Date", "Code", "Amount", "A/D", "Price", "Owned", head=True)
ROW = line(TITLE, DATE, "", AMOUNT, "", "", "")


def texts(sheet: Sheet) -> list[list[str]]:
    """The texts of all rows; a paragraph is a row of one."""
    rows: list[list[str]] = []
    for block in sheet:
        if isinstance(block, Text):
            rows.append([text_of(block.pieces)])
        else:
            rows.extend([text_of(box.pieces) for box in one.boxes] for one in block.lines)
    return rows


def test_a_title_of_three_lines_stands_above_and_below_its_row() -> None:
    for seed in range(40):
        rows = texts(lines_as_rows((table(HEAD, ROW),), random.Random(seed)))
        if rows[-3:] == [
            ["Restricted", "", "", "", "", "", ""],
            ["Stock", "08/15/2013", "", "400", "", "", ""],
            ["Units", "", "", "", "", "", ""],
        ]:
            return
    raise AssertionError("no reading put the row beside the middle line of its title")


def test_a_halved_table_has_its_left_columns_first_and_then_the_others() -> None:
    sheet = halved_tables((table(HEAD, ROW, ROW),), random.Random(2))
    rows = [row for row in texts(sheet) if len(row) > 1]
    widths = [len(row) for row in rows]
    assert widths[0] + widths[-1] == 7
    assert widths == sorted(widths) or widths == sorted(widths, reverse=True)
    assert len(rows) == 6


def test_a_broken_table_prints_page_lines_and_mostly_its_heads_again() -> None:
    heads = 0
    for seed in range(30):
        rows = texts(broken_tables((table(HEAD, ROW, ROW, ROW),), random.Random(seed)))
        assert sum(row[0].startswith("Restricted") for row in rows) == 3
        assert any(len(row) == 1 for row in rows)
        heads += sum(row[0] == "Title" for row in rows)
    assert 40 < heads < 60


def test_paragraphs_side_by_side_make_one_row() -> None:
    sheet = (Text((Piece("left"),)), Text((Piece("right"),)))
    found = {str(texts(side_by_side(sheet, random.Random(seed)))) for seed in range(40)}
    assert found == {"[['left'], ['right']]", "[['left', 'right']]", "[['right', 'left']]"}


def test_heads_of_two_rows_merge_into_whole_captions() -> None:
    upper = Line(
        (Box((Piece("1. Title"),), 0, 1), Box((Piece("3. Code"),), 1, 2), Box((), 3, 4)), True
    )
    lower = line("", "Code", "V", "Amount", "", "", "", head=True)
    merged = texts(merged_heads((table(upper, lower, ROW),), random.Random(0)))
    head = [" ".join(text.replace(".", " ").split()) for text in merged[0]]
    assert head[:4] == ["1 Title", head[1], head[2], "Amount"]
    assert {head[1], head[2]} & {"3 Code Code", "3 Code - Code", "3 Code / Code"}
    assert len(merged) == 2


def test_a_cell_printed_in_each_of_its_columns_is_a_value_of_its_own_each_time() -> None:
    wide = Table((5, 5), (Line((Box((AMOUNT,), 0, 2),)),))
    repeated = repeated_cells((wide,), random.Random(0))[0]
    assert isinstance(repeated, Table)
    tape = Tape()
    for box in repeated.lines[0].boxes:
        tape.extend(box.pieces)
        tape.write(" | ")
    annotated = tape.annotated("test", "test")
    assert annotated.text == "400 | 400 | "
    assert [(span.start, span.end) for span in annotated.spans] == [(0, 3), (6, 9)]


@settings(deadline=None)
@given(st.sampled_from(sorted(ARRANGEMENTS)), st.integers(0, 10**6))
def test_no_labelled_character_is_lost(name: str, seed: int) -> None:
    def characters(sheet: Sheet) -> dict[int, str]:
        found: dict[int, str] = {}
        for block in sheet:
            boxes = (
                [block.pieces]
                if isinstance(block, Text)
                else [b.pieces for one in block.lines for b in one.boxes]
            )
            for piece in (piece for pieces in boxes for piece in pieces if piece.value):
                found[piece.value] = found.get(piece.value, "") + "".join(piece.text.split())
        return found

    sheet = number_values(sec_form_page())
    arrange, _ = ARRANGEMENTS[name]
    assert characters(arrange(sheet, random.Random(seed))) == characters(sheet)
