"""Text layers in reading order: a few rows at a time, column after column, as blocks of lines.

What `pdftotext` and its like write of a table without `-layout`: print that stands close together
is a block, blocks come from left to right and top to bottom, and where columns stand close some
of them are read across. Heads and the first rows are often one block.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.sheet import (
    Box,
    Line,
    Sheet,
    Table,
    Text,
    split_lines,
    wrap,
)
from form4.annotations.synthesis.linearizers.tape import Pieces, Tape, joined

_ROWS = ((1, 2, 3, 4, 6), (40, 25, 18, 12, 5))
_WIDE = (1, 2, 3)
_LATE = 0.06  # share of blocks that come after the next one


@dataclass(frozen=True, slots=True)
class Habits:
    """How one page is read: between lines and blocks, how many columns are read across."""

    scale: float
    block_end: str
    across: tuple[float, float, float]
    head_first: float
    header_too: bool

    @classmethod
    def drawn(cls, rng: random.Random) -> "Habits":
        """The habits of one page."""
        across = rng.choice(((1.0, 0.0, 0.0), (0.85, 0.12, 0.03), (0.6, 0.3, 0.1)))
        end = rng.choice(("\n\n", "\n\n", "\n\n", "\n"))
        return cls(rng.uniform(0.6, 1.4), end, across, rng.random(), rng.random() < 0.6)


def text_blocks(sheet: Sheet, rng: random.Random) -> Tape:
    """Tables as blocks of a few rows, each read column by column."""
    habits = Habits.drawn(rng)
    blocks: list[Pieces] = []
    for block in sheet:
        if isinstance(block, Text):
            blocks.append(joined(split_lines(block.pieces), "\n"))
        elif block.is_data or habits.header_too:
            blocks.extend(_blocks(block, habits, rng))
        else:
            blocks.extend(_cells(line, block, habits) for line in block.lines)
    tape = Tape()
    for pieces in _some_late([one for one in blocks if one], rng):
        tape.extend(pieces)
        tape.write(habits.block_end)
    return tape


def _blocks(table: Table, habits: Habits, rng: random.Random) -> list[Pieces]:
    blocks: list[Pieces] = []
    for lines in _stretches(table, habits, rng):
        for first, end in _column_runs(len(table.widths), habits, rng):
            blocks.extend(_read(lines, table, range(first, end), habits))
    return blocks


def _stretches(table: Table, habits: Habits, rng: random.Random) -> list[list[Line]]:
    """The rows as they are read together: the heads, with a first row or alone, then a few rows."""
    heads = [line for line in table.lines if line.is_head]
    body = [line for line in table.lines if not line.is_head]
    together = rng.random() < habits.head_first
    first = body[: rng.choice((1, 1, 2))] if heads and together else []
    stretches = [[*heads, *first]] if heads or first else []
    at = len(first)
    while at < len(body):
        count = rng.choices(*_ROWS)[0]
        stretches.append(body[at : at + count])
        at += count
    return stretches


def _column_runs(columns: int, habits: Habits, rng: random.Random) -> list[tuple[int, int]]:
    """The columns as they are read together, most of them alone."""
    runs: list[tuple[int, int]] = []
    first = 0
    while first < columns:
        end = min(columns, first + rng.choices(_WIDE, habits.across)[0])
        runs.append((first, end))
        first = end
    return runs


def _read(lines: Sequence[Line], table: Table, columns: range, habits: Habits) -> list[Pieces]:
    """A run of columns: one column is a block a cell, several are a line a row."""
    rows = [Line(tuple(b for b in line.boxes if b.column in columns)) for line in lines]
    if len(columns) > 1:
        return [_cells(row, table, habits) for row in rows if not row.is_empty]
    boxes = [box for row in rows for box in row.boxes if not box.is_empty]
    return [joined(_lines(box, table, habits), "\n") for box in boxes]


def _cells(line: Line, table: Table, habits: Habits) -> Pieces:
    """The cells of a row on one line, those of several lines below each other."""
    row: list[Pieces] = []
    for box in line.boxes:
        if not box.is_empty:
            row.append(joined(_lines(box, table, habits), "\n"))
    return joined(row, " ")


def _lines(box: Box, table: Table, habits: Habits) -> list[Pieces]:
    return wrap(box.pieces, max(6, int(table.width(box) * habits.scale)))


def _some_late(blocks: list[Pieces], rng: random.Random) -> list[Pieces]:
    """The blocks with some of them behind the one that should follow."""
    for at in range(len(blocks) - 1):
        if rng.random() < _LATE:
            blocks[at], blocks[at + 1] = blocks[at + 1], blocks[at]
    return blocks
