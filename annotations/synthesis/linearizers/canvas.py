"""Fixed-width readings: columns padded by blanks, and ruled boxes."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.sheet import (
    Box,
    Line,
    Sheet,
    Table,
    Text,
    wrap,
    wrap_tight,
)
from form4.annotations.synthesis.linearizers.tape import Pieces, Tape, text_of

Wrap = Callable[[Pieces, int], list[Pieces]]
# Where a cell stands whose spare lines are odd in number: above the middle, below, between lines.
MANNERS = ("up", "up", "down", "between")


@dataclass(frozen=True, slots=True)
class Column:
    """One box set in its column: its x position, width and printed lines from the top down."""

    left: int
    width: int
    lines: list[Pieces]


def set_columns(
    table: Table, line: Line, scale: float, rng: random.Random | None = None, manner: str = "up",
    wrapped: Wrap = wrap,
) -> list[Column]:  # fmt: skip
    """Wrap the boxes of a row and centre the shorter ones, so that all have equal height.

    With a random source some stand higher or lower, as baselines do in a scanned print.
    """
    columns = [_column(table, box, scale, wrapped) for box in line.boxes]
    height = max((len(column.lines) for column in columns), default=0)
    if manner == "between" and any((height - len(column.lines)) % 2 for column in columns):
        _spread(columns, height)
        return columns
    for column in columns:
        spare = height - len(column.lines)
        above = (spare + (manner == "down")) // 2
        if rng is not None and rng.random() < 0.1:
            above = rng.randint(0, spare)
        column.lines[:0] = [()] * above
        column.lines.extend([()] * (spare - above))
    return columns


def _column(table: Table, box: Box, scale: float, wrapped: Wrap) -> Column:
    width = max(3, round(table.width(box) * scale))
    return Column(round(table.left(box.column) * scale), width, wrapped(box.pieces, width - 1))


def _spread(columns: list[Column], height: int) -> None:
    """Set in half lines: a single line between the two lines of its neighbour stays between."""
    for column in columns:
        halves: list[Pieces] = [()] * (height - len(column.lines))
        for pieces in column.lines:
            halves.extend((pieces, ()))
        column.lines[:] = halves + [()] * (2 * height - len(halves))


def _top(columns: list[Column]) -> None:
    for column in columns:
        filled = [line for line in column.lines if line]
        column.lines[:] = filled + [()] * (len(column.lines) - len(filled))


def fixed_width(sheet: Sheet, rng: random.Random) -> Tape:
    """Columns padded by blanks, the wrapped lines of all cells of a row interleaved."""
    tape = Tape()
    is_tight = rng.random() < 0.25
    scale = rng.uniform(0.4, 0.75) if is_tight else rng.uniform(0.75, 1.4)
    wrapped = wrap_tight if is_tight else wrap
    margin = " " * rng.choice((0, 0, 0, 1, 4, 8))
    width = rng.choice((80, 100, 132, 160, 220))
    top, gap = rng.random() < 0.4, rng.choice(("\n", "\n\n"))
    jumbled, manner = rng.random() < 0.2, rng.choice(MANNERS)
    for block in sheet:
        if isinstance(block, Text):
            write_paragraph(tape, block.pieces, width, margin, rng.random() < 0.3)
        else:
            for line in block.lines:
                how = "up" if top or line.is_head else manner
                columns = set_columns(block, line, scale, rng if jumbled else None, how, wrapped)
                if top or line.is_head:
                    _top(columns)
                _padded_lines(tape, columns, margin)
            tape.write("\n" if gap == "\n\n" else "")
        tape.write("\n" if gap == "\n\n" else "")
    return tape


def write_paragraph(
    tape: Tape, pieces: Pieces, width: int, margin: str = "", centred: bool = False
) -> None:
    """A paragraph in lines of at most `width` characters."""
    lines = wrap(pieces, width)
    for line in lines:
        indent = (width - len(text_of(line))) // 2 if centred and len(lines) == 1 else 0
        tape.write(margin + " " * indent)
        tape.extend(line)
        tape.write("\n")


def _padded_lines(tape: Tape, columns: list[Column], margin: str) -> None:
    for number in range(len(columns[0].lines) if columns else 0):
        position, is_first = 0, True
        for column in columns:
            pieces = column.lines[number]
            if not pieces:
                continue
            blanks = max(column.left - position, 0 if is_first else 1)
            tape.write((margin if is_first else "") + " " * blanks)
            tape.extend(pieces)
            position += blanks + len(text_of(pieces))
            is_first = False
        tape.write("" if is_first else "\n")


def ascii_box(sheet: Sheet, rng: random.Random) -> Tape:
    """Tables ruled with signs, as typed forms and ASCII filings have them."""
    tape = Tape()
    scale, width = rng.uniform(0.7, 1.2), rng.choice((72, 80, 100, 132))
    side, corner, dash = rng.choice(
        (("|", "+", "-"), ("|", "|", "_"), ("", "", "-"), ("|", "+", "="))
    )
    rule_rows = rng.random() < 0.5
    for block in sheet:
        if isinstance(block, Text):
            write_paragraph(tape, block.pieces, width, centred=rng.random() < 0.3)
            tape.write("\n" * (rng.random() < 0.5))
            continue
        for line in block.lines:
            columns = set_columns(block, line, scale)
            _top(columns)
            if rule_rows or line.is_head or line is block.lines[0]:
                tape.write(_rule(columns, corner, dash))
            _boxed_lines(tape, columns, side)
        if block.lines:
            tape.write(_rule(columns, corner, dash))
    return tape


def _rule(columns: list[Column], corner: str, dash: str) -> str:
    parts = [dash * (column.width + 1) for column in columns]
    return corner + (corner or " ").join(parts) + corner + "\n"


def _boxed_lines(tape: Tape, columns: list[Column], side: str) -> None:
    for number in range(len(columns[0].lines) if columns else 0):
        tape.write(side)
        for column in columns:
            pieces = column.lines[number]
            tape.write(" " * bool(side))
            tape.extend(pieces)
            tape.write(" " * max(0, column.width - len(text_of(pieces))) + (side or " "))
        tape.write("\n")
