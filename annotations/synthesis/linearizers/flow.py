"""Readings that know no columns: cell after cell, in rows or in columns."""

import random

from form4.annotations.synthesis.linearizers.sheet import (
    Box,
    Line,
    Sheet,
    Text,
    one_line,
    split_lines,
    wrap,
)
from form4.annotations.synthesis.linearizers.tape import Tape, joined


def reading_order(sheet: Sheet, rng: random.Random) -> Tape:
    """Row after row by single blanks; cells of several lines, heads above all, line by line."""
    tape = Tape()
    scale, break_share = rng.uniform(0.6, 1.3), rng.choice((0.0, 0.02, 0.1))
    width = rng.choice((90, 130, 200))
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(wrap(block.pieces, width), "\n"))
            tape.write("\n")
            continue
        for line in block.lines:
            after_lines = False
            for number, box in enumerate(box for box in line.boxes if not box.is_empty):
                lines = wrap(box.pieces, max(6, int(block.width(box) * scale)))
                new_line = len(lines) > 1 or after_lines or rng.random() < break_share
                tape.write("" if not number else "\n" if new_line else " ")
                tape.extend(joined(lines, "\n"))
                after_lines = len(lines) > 1 and rng.random() < 0.7
            tape.write("\n")
    return tape


def cell_a_line(sheet: Sheet, rng: random.Random) -> Tape:
    """Every cell, and at times every wrapped line of a cell, a line of its own; no empty ones."""
    tape = Tape()
    wrapped, scale = rng.random() < 0.5, rng.uniform(0.7, 1.4)
    row_end, block_end = rng.choice(("", "", "\n")), rng.choice(("", "\n"))
    cell_end = rng.choice(("\n", "\n", "\n\n"))
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), "\n"))
            tape.write("\n" + block_end)
            continue
        for line in block.lines:
            for box in line.boxes:
                if box.is_empty:
                    continue
                width = int(block.width(box) * scale) if wrapped else 10_000
                tape.extend(joined(wrap(box.pieces, max(width, 6)), "\n"))
                tape.write(cell_end)
            tape.write(row_end)
        tape.write(block_end)
    return tape


def run_together(sheet: Sheet, rng: random.Random) -> Tape:
    """No separators, or one blank, between cells and paragraphs."""
    tape = Tape()
    cell_end = rng.choice(("", "", "", " ", "  "))
    row_end = rng.choice(("", " ", "\n", "\n"))
    block_end = rng.choice(("", " ", "\n", "\n", "\n\n"))
    line_end = rng.choice(("", " ", " "))
    no_blanks = rng.random() < 0.12
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), line_end))
            tape.write(block_end)
            continue
        for line in block.lines:
            for box in line.boxes:
                if not box.is_empty:
                    tape.extend(joined(split_lines(box.pieces), line_end))
                    tape.write(cell_end)
            tape.write(row_end)
        tape.write(block_end)
    return without_blanks(tape) if no_blanks else tape


def without_blanks(tape: Tape) -> Tape:
    """The tape with every blank gone, as text layers without blanks give it."""
    return Tape([piece._replace(text=piece.text.replace(" ", "")) for piece in tape.pieces])


def column_by_column(sheet: Sheet, rng: random.Random) -> Tape:
    """Tables from top to bottom within each column: all titles, then all dates, and so on."""
    tape = Tape()
    separator = rng.choice(("\n", "\n", " ", "\t"))
    column_end = rng.choice(("\n", "\n\n"))
    heads_first, data_only = rng.random() < 0.4, rng.random() < 0.5
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), "\n"))
            tape.write("\n")
        elif data_only and not block.is_data:
            _rows(tape, block.lines)
        else:
            heads = [line for line in block.lines if heads_first and line.is_head]
            _rows(tape, tuple(heads))
            body = [line for line in block.lines if line not in heads]
            for boxes in _by_column(body):
                tape.extend(joined([one_line(box.pieces) for box in boxes], separator))
                tape.write(column_end)
    return tape


def _rows(tape: Tape, lines: tuple[Line, ...]) -> None:
    for line in lines:
        cells = [one_line(box.pieces) for box in line.boxes if not box.is_empty]
        tape.extend(joined(cells, " "))
        tape.write("\n")


def _by_column(lines: list[Line]) -> list[list[Box]]:
    columns: dict[int, list[Box]] = {}
    for line in lines:
        for box in line.boxes:
            if not box.is_empty:
                columns.setdefault(box.column, []).append(box)
    return [columns[column] for column in sorted(columns)]
