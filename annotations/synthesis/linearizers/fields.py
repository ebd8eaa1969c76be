"""Forms as lists of fields: a caption and its value, or all captions first and then all values."""

import random

from form4.annotations.synthesis.linearizers.dumps import captions_of
from form4.annotations.synthesis.linearizers.sheet import (
    Line,
    Sheet,
    Table,
    Text,
    one_line,
    split_lines,
)
from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, Tape, joined


def form_fields(sheet: Sheet, rng: random.Random) -> Tape:
    """Captions and values apart, or a line for each cell with its caption before it."""
    tape = Tape()
    captions_first, rows_named = rng.random() < 0.6, rng.random() < 0.6
    sign = rng.choice((": ", ": ", ":\n", " = ", "\n", " - ", "\t"))
    end = rng.choice(("\n", "\n", " "))
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), "\n"))
            tape.write("\n")
        elif not block.is_data:
            _boxes(tape, block, end, captions_first=captions_first)
        elif rows_named:
            _named_cells(tape, block, sign, rng)
        else:
            _heads_then_values(tape, block, end)
        tape.write("\n" if end == " " else "")
    return tape


def _boxes(tape: Tape, table: Table, end: str, *, captions_first: bool) -> None:
    """Header boxes: their lines as they stand, or those with values after all the others."""
    cells = (box.pieces for line in table.lines for box in line.boxes)
    lines = [line for cell in cells for line in split_lines(cell)]
    if captions_first:
        lines.sort(key=_has_value)
    for line in lines:
        tape.extend(line)
        tape.write(end)


def _has_value(pieces: Pieces) -> bool:
    return any(piece.label for piece in pieces)


def _named_cells(tape: Tape, table: Table, sign: str, rng: random.Random) -> None:
    captions = captions_of(table, short=rng.random() < 0.5)
    keep_empty = rng.random() < 0.15
    line_end = rng.choice(("\n", "\n", "; ", "\n\n"))
    row_end = rng.choice(("\n", "", "---\n"))
    title = rng.choice(("", "", "Transaction {}\n", "Row {}:\n", "#{}\n"))
    body = [line for line in table.lines if not line.is_head and not line.is_empty]
    for number, line in enumerate(body, start=1):
        tape.write(title.format(number))
        for box in line.boxes:
            if not box.is_empty or keep_empty:
                tape.write(captions[box.column] + sign)
                tape.extend(one_line(box.pieces))
                tape.write(line_end)
        tape.write(("\n" if line_end == "; " else "") + row_end)


def _heads_then_values(tape: Tape, table: Table, end: str) -> None:
    for line in table.lines:
        _cells(tape, line, end)


def _cells(tape: Tape, line: Line, end: str) -> None:
    cells = [one_line(box.pieces) for box in line.boxes if not box.is_empty]
    if cells:
        tape.extend(joined(cells, end))
        tape.extend((Piece("\n"),))
