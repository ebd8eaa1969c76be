"""Fixed-width readings: columns padded by blanks, ruled boxes, and lines as OCR reads them."""

import random
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.sheet import Box, Line, Sheet, Table, Text, wrap
from form4.annotations.synthesis.linearizers.tape import Pieces, Tape, text_of


@dataclass(frozen=True, slots=True)
class _Column:
    """One box set in its column: its x position, width and wrapped lines from the top down."""

    left: int
    width: int
    lines: list[Pieces]


def _set(table: Table, line: Line, scale: float, rng: random.Random | None) -> list[_Column]:
    """Wrap the boxes of a row and centre the shorter ones, so that all have equal height.

    With a random source some stand higher or lower, as baselines do in a scanned print.
    """
    columns = [_column(table, box, scale) for box in line.boxes]
    height = max((len(column.lines) for column in columns), default=0)
    for column in columns:
        spare = height - len(column.lines)
        above = spare // 2 if rng is None or rng.random() < 0.9 else rng.randint(0, spare)
        column.lines[:0] = [()] * above
        column.lines.extend([()] * (spare - above))
    return columns


def _column(table: Table, box: Box, scale: float) -> _Column:
    width = max(3, round(table.width(box) * scale))
    return _Column(round(table.left(box.column) * scale), width, wrap(box.pieces, width - 1))


def _top(columns: list[_Column]) -> None:
    for column in columns:
        filled = [line for line in column.lines if line]
        column.lines[:] = filled + [()] * (len(column.lines) - len(filled))


def fixed_width(sheet: Sheet, rng: random.Random) -> Tape:
    """Columns padded by blanks, the wrapped lines of all cells of a row interleaved."""
    tape = Tape()
    scale = rng.uniform(0.75, 1.4)
    margin = " " * rng.choice((0, 0, 0, 1, 4, 8))
    width = rng.choice((80, 100, 132, 160, 220))
    top, gap = rng.random() < 0.4, rng.choice(("\n", "\n\n"))
    jumbled = rng.random() < 0.2
    for block in sheet:
        if isinstance(block, Text):
            _paragraph(tape, block.pieces, width, margin, rng.random() < 0.3)
        else:
            for line in block.lines:
                columns = _set(block, line, scale, rng if jumbled else None)
                if top or line.is_head:
                    _top(columns)
                _padded_lines(tape, columns, margin)
            tape.write("\n" if gap == "\n\n" else "")
        tape.write("\n" if gap == "\n\n" else "")
    return tape


def _paragraph(
    tape: Tape, pieces: Pieces, width: int, margin: str = "", centred: bool = False
) -> None:
    lines = wrap(pieces, width)
    for line in lines:
        indent = (width - len(text_of(line))) // 2 if centred and len(lines) == 1 else 0
        tape.write(margin + " " * indent)
        tape.extend(line)
        tape.write("\n")


def _padded_lines(tape: Tape, columns: list[_Column], margin: str) -> None:
    for number in range(len(columns[0].lines) if columns else 0):
        position, is_first = 0, True
        tape.write(margin)
        for column in columns:
            pieces = column.lines[number]
            if not pieces:
                continue
            blanks = max(column.left - position, 0 if is_first else 1)
            tape.write(" " * blanks)
            tape.extend(pieces)
            position += blanks + len(text_of(pieces))
            is_first = False
        tape.write("\n")


def ocr_lines(sheet: Sheet, rng: random.Random) -> Tape:
    """Printed lines across all columns with single blanks, rules of the table as stray pipes."""
    tape = Tape()
    scale, width = rng.uniform(0.8, 1.3), rng.choice((90, 120, 160))
    pipe_share, blank_share = rng.choice((0.0, 0.1, 0.4)), rng.choice((0.05, 0.3))
    jumbled = rng.random() < 0.35
    for block in sheet:
        if isinstance(block, Text):
            _paragraph(tape, block.pieces, width)
            tape.write("\n" if rng.random() < blank_share else "")
            continue
        for line in block.lines:
            columns = _set(block, line, scale, rng if jumbled else None)
            for number in range(len(columns[0].lines) if columns else 0):
                parts = [column.lines[number] for column in columns if column.lines[number]]
                for place, part in enumerate(parts):
                    tape.write("" if not place else " | " if rng.random() < pipe_share else " ")
                    tape.extend(part)
                tape.write("\n")
            tape.write("\n" if rng.random() < blank_share else "")
    return tape


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
            _paragraph(tape, block.pieces, width, centred=rng.random() < 0.3)
            tape.write("\n" * (rng.random() < 0.5))
            continue
        for line in block.lines:
            columns = _set(block, line, scale, None)
            _top(columns)
            if rule_rows or line.is_head or line is block.lines[0]:
                tape.write(_rule(columns, corner, dash))
            _boxed_lines(tape, columns, side)
        if block.lines:
            tape.write(_rule(columns, corner, dash))
    return tape


def _rule(columns: list[_Column], corner: str, dash: str) -> str:
    parts = [dash * (column.width + 1) for column in columns]
    return corner + (corner or " ").join(parts) + corner + "\n"


def _boxed_lines(tape: Tape, columns: list[_Column], side: str) -> None:
    for number in range(len(columns[0].lines) if columns else 0):
        tape.write(side)
        for column in columns:
            pieces = column.lines[number]
            tape.write(" " * bool(side))
            tape.extend(pieces)
            tape.write(" " * max(0, column.width - len(text_of(pieces))) + (side or " "))
        tape.write("\n")
