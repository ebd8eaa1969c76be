"""Tables read with the wrong column grid: strings cut anywhere into neighbouring tab cells.

A table recogniser draws one grid of columns over a page, header boxes and both tables alike,
joins some of them, and gives each cell the characters that lie inside it: line by line, cut at
its edges. So the page is set on a canvas, and the canvas is cut.
"""

import random
from dataclasses import replace

from form4.annotations.synthesis.linearizers.grid_cuts import (
    Habits,
    Reading,
    borders_of,
    by_line,
    cut_line,
    cuts_of,
    draw_edges,
    draw_habits,
    draw_stops,
    flip,
    set_row,
    write_row,
)
from form4.annotations.synthesis.linearizers.sheet import (
    Box,
    Line,
    Sheet,
    Table,
    Text,
    one_line,
    split_lines,
)
from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, Tape, joined, text_of
from form4.annotations.synthesis.linearizers.tearing import garble, shred_captions

_SHREDDED = 1.6  # header boxes are read worse than the rest of a page is


def wrong_grid(sheet: Sheet, rng: random.Random) -> Tape:
    """Tab cells cut by a grid that is not the table's own; see the module's first lines."""
    habits, tape = draw_habits(rng), Tape()
    for region in _regions(sheet, rng):
        if isinstance(region, Text):
            tape.extend(_loose_line(region, rng))
            tape.write("\n\n")
            continue
        reading = Reading(draw_stops(region, habits, rng), habits, rng)
        for block in region:
            if isinstance(block, Text):
                _write_caption(tape, block, reading)
            else:
                _write_table(tape, block, reading)
        tape.write("\n")
    return _escape_dollars(tape) if rng.random() < 0.6 else tape


def _escape_dollars(tape: Tape) -> Tape:
    return Tape([Piece(t.replace("$", "\\$"), label, v) for t, label, v in tape.pieces])


def _loose_line(text: Text, rng: random.Random) -> Pieces:
    """A paragraph, or a title that became a small table of its own."""
    if not 20 < len(text_of(text.pieces)) < 90 or rng.random() < 0.85:
        return joined(split_lines(text.pieces), "\n")
    line = one_line(text.pieces)
    length = len(text_of(line))
    edges = sorted({rng.uniform(0, length) for _ in range(rng.randint(1, 3))})
    parts = [part.pieces for part in cut_line(line, 0, 0.0, edges, rng)]
    return joined(parts, "\t")


def _regions(sheet: Sheet, rng: random.Random) -> list[Text | list[Text | Table]]:
    """Tables with the captions between them, which one grid covers; other paragraphs alone."""
    together = 3 if rng.random() < 0.7 else 0
    regions: list[Text | list[Text | Table]] = []
    waiting: list[Text | Table] = []
    for block in sheet:
        if isinstance(block, Text):
            waiting.append(block)
            continue
        if regions and isinstance(regions[-1], list) and len(waiting) <= together:
            regions[-1].extend([*waiting, block])
        else:
            regions.extend(text for text in waiting if isinstance(text, Text))
            regions.append([block])
        waiting = []
    regions.extend(text for text in waiting if isinstance(text, Text))
    return regions


def _write_caption(tape: Tape, text: Text, reading: Reading) -> None:
    """A line across the page: in one cell, or cut by every column."""
    is_cut = reading.rng.random() < reading.habits.heavy
    edges = list(range(len(reading.stops))) if is_cut else []
    row = Line((Box(text.pieces, 0, 1),))
    table = Table((round(reading.habits.canvas),), ())
    write_row(tape, set_row(row, table, edges, reading), edges, reading)


def _write_table(tape: Tape, table: Table, reading: Reading) -> None:
    """Rows of the same boxes mostly end at the same edges; headers may fall into their lines."""
    habits, rng = reading.habits, reading.rng
    drawn: dict[tuple[int, ...], list[int]] = {}
    cuts = cuts_of(table, habits)
    explode = not table.is_data and rng.random() < habits.explode
    for line in table.lines:
        shape = tuple(box.column for box in line.boxes)
        if shape not in drawn:
            borders = borders_of(line, table, habits.canvas, habits.shift)
            drawn[shape] = draw_edges([*borders, *cuts], reading)
        edges = drawn[shape]
        if rng.random() < 0.3:
            edges = flip(edges, len(reading.stops), rng)
        lossy = _lossy(line, habits, rng, has_captions=not table.is_data)
        parts = set_row(lossy, table, edges, reading)
        for one in by_line(parts) if explode else [parts]:
            write_row(tape, one, edges, reading)


def _lossy(line: Line, habits: Habits, rng: random.Random, *, has_captions: bool) -> Line:
    """The row with cells lost and its heads garbled, the captions inside header boxes too."""
    boxes = []
    for box in line.boxes:
        labels = {piece.label for piece in box.pieces if piece.label}
        lose = habits.lose * (3 if line.is_head else 1)
        if labels & habits.lost_labels or rng.random() < lose:
            boxes.append(replace(box, pieces=()))
        elif not labels and rng.random() < habits.garble * (1.0 if line.is_head else 0.4):
            boxes.append(replace(box, pieces=(Piece(garble(text_of(box.pieces), rng)),)))
        elif labels and has_captions and rng.random() < _SHREDDED * habits.garble:
            boxes.append(replace(box, pieces=shred_captions(box.pieces, rng)))
        else:
            boxes.append(box)
    return Line(tuple(boxes), line.is_head)
