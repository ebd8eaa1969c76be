"""Tables as one line of tab-separated cells a row."""

import random

from form4.annotations.synthesis.linearizers.sheet import (
    Line,
    Sheet,
    Table,
    Text,
    one_line,
    split_lines,
)
from form4.annotations.synthesis.linearizers.tape import Pieces, Tape, joined


def grid_tabs(sheet: Sheet, rng: random.Random) -> Tape:
    """One line a row, the right tab grid; empty cells leave their tabs or vanish."""
    tape = Tape()
    keep_empty, keep_spans = rng.random() < 0.75, rng.random() < 0.6
    gap = rng.choice(("\n", "\n\n", "\n"))
    separator = rng.choice(("\t", "\t", "\t", "\t", " \t", "\t ", ";", ","))
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), "\n"))
            tape.write(gap)
            continue
        for line in block.lines:
            tape.extend(_tab_line(line, separator, keep_empty, keep_spans))
            tape.write("\n")
        tape.write("\n" if gap == "\n\n" else "")
    return tape


def _tab_line(line: Line, separator: str, keep_empty: bool, keep_spans: bool) -> Pieces:
    cells: list[Pieces] = []
    for box in line.boxes:
        if box.is_empty and not keep_empty:
            continue
        cells.append(one_line(box.pieces))
        if keep_spans and keep_empty:
            cells.extend([()] * (box.span - 1))
    return joined(cells, separator)


def right_half_first(sheet: Sheet, rng: random.Random) -> Tape:
    """The right part of every wide table before its left part, as when a page was turned."""
    separator = rng.choice(("\t", " ", "  ", "\n", " | "))
    keep_empty = rng.random() < 0.5
    tape = Tape()
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), "\n"))
            tape.write("\n")
            continue
        for part in _halves(block, rng):
            for line in part:
                tape.extend(_tab_line(line, separator, keep_empty, keep_spans=False))
                tape.write("\n")
            tape.write(rng.choice(("", "\n")))
    return tape


def _halves(table: Table, rng: random.Random) -> tuple[tuple[Line, ...], ...]:
    columns = len(table.widths)
    if columns < 5:
        return (table.lines,)
    middle = rng.randint(columns // 3, columns - columns // 3)
    right = tuple(_columns(line, middle, columns) for line in table.lines)
    left = tuple(_columns(line, 0, middle) for line in table.lines)
    return right, left


def _columns(line: Line, start: int, end: int) -> Line:
    return Line(tuple(box for box in line.boxes if start <= box.column < end), line.is_head)
