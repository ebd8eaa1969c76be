"""The canvas that a page is set on, the wrong columns drawn over it, and the cuts they make."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.sheet import Line, Table, Text, wrap
from form4.annotations.synthesis.linearizers.tape import Pieces, Tape, joined, text_of
from form4.annotations.synthesis.linearizers.tearing import tear

# Characters across a page: the SEC form's small print, printed sideways, and larger print.
CANVASES = (160.0, 160.0, 160.0, 130.0, 200.0)
# Where real grids cut values: dates, prices and amounts, a few characters in.
_OFTEN_CUT = (
    ("transaction_date", 9.0),
    ("transaction_price_per_share", 4.0),
    ("transaction_shares", 5.0),
    ("shares_owned_following_transaction", 6.0),
    ("security_title", 14.0),
    ("expiration_date", 9.0),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How badly one page is read: shares of the things that can happen to it."""

    glue: float
    split: float
    heavy: float
    whole: float
    explode: float
    lose: float
    garble: float
    stray: float
    lost_labels: frozenset[str]
    trailing: bool
    shift: float  # the first column's edge drawn too far right, into the dates
    canvas: float
    cuts: tuple[tuple[str, float], ...]  # labels that an edge runs through, and how far in
    alien: bool  # the grid of the header boxes drawn over the tables below too


@dataclass(frozen=True, slots=True)
class Part:
    """Characters at a place of the canvas: the printed line, counted from 0, and x."""

    y: int
    x: float
    pieces: Pieces


def draw_habits(rng: random.Random) -> Habits:
    """The habits of one page."""
    badness = rng.random()
    lost = {"transaction_code"} if rng.random() < 0.35 else set()
    if rng.random() < 0.1:
        lost.add(rng.choice(("transaction_acquired_disposed_code", "direct_or_indirect_ownership")))
    return Habits(
        glue=rng.uniform(0.0, 0.25) * (0.3 + badness),
        split=rng.uniform(0.0, 0.3) * badness,
        heavy=rng.uniform(0.1, 0.7),
        whole=rng.uniform(0.35, 0.95),
        explode=rng.choice((0.0, 0.1, 0.5)),
        lose=0.04 * badness,
        garble=0.5 * badness,
        stray=0.08 * badness,
        lost_labels=frozenset(lost),
        trailing=rng.random() < 0.9,
        shift=rng.uniform(2.0, 9.0) if rng.random() < 0.35 else 0.0,
        canvas=rng.choice(CANVASES),
        cuts=_draw_cuts(rng),
        alien=rng.random() < 0.06,
    )


def _draw_cuts(rng: random.Random) -> tuple[tuple[str, float], ...]:
    return tuple((label, rng.uniform(0.6, far)) for label, far in _OFTEN_CUT if rng.random() < 0.2)


@dataclass(frozen=True, slots=True)
class Reading:
    """One region being read: its inner column stops, the page's habits and the random source."""

    stops: list[float]
    habits: Habits
    rng: random.Random


def _finest(table: Table) -> Line:
    return max(table.lines, key=lambda line: len(line.boxes))


def borders_of(line: Line, table: Table, canvas: float, shift: float = 0.0) -> list[float]:
    """Where the boxes of a row begin on the canvas, the first one left out."""
    scale = canvas / max(1, sum(table.widths))
    borders = [table.left(box.column) * scale for box in line.boxes if box.column]
    if borders and table.is_data:
        borders[0] += shift
    return borders


def cuts_of(table: Table, habits: Habits) -> list[float]:
    """Where edges run through the values of a table's rows."""
    if not habits.cuts or not table.is_data:
        return []
    scale, cuts = habits.canvas / max(1, sum(table.widths)), dict(habits.cuts)
    body = next((line for line in table.lines if not line.is_head and not line.is_empty), None)
    found = []
    for box in body.boxes if body else ():
        label = next((piece.label for piece in box.pieces if piece.label), "")
        if label in cuts:
            found.append(table.left(box.column) * scale + cuts[label])
    return found


def draw_stops(region: Sequence[Text | Table], habits: Habits, rng: random.Random) -> list[float]:
    """The grid's inner columns: most near the borders of one table, the others anywhere."""
    tables = [block for block in region if isinstance(block, Table) and block.lines]
    if not tables:
        return []
    widest = max(len(table.widths) for table in tables)
    fine = tables if habits.alien else [t for t in tables if 2 * len(t.widths) >= widest]
    model = rng.choice(fine)
    true_share, shift = rng.uniform(0.3, 0.95), rng.uniform(0.3, 4.0)
    borders = borders_of(_finest(model), model, habits.canvas)
    near = [x for x in borders if rng.random() < true_share]
    number = rng.randint(12, 24) if widest > 6 else widest + rng.randint(0, 6)
    stops = [x + rng.gauss(0.0, shift) for x in near]
    if habits.shift:
        shifted = (borders_of(_finest(t), t, habits.canvas, habits.shift) for t in tables)
        stops.extend(borders[0] for borders in shifted if len(borders) > 5)
    for table in tables:
        stops.extend(cuts_of(table, habits))
    stops += [rng.uniform(2, habits.canvas - 2) for _ in range(max(0, number - 1 - len(stops)))]
    return sorted(min(max(x, 1.0), habits.canvas - 1) for x in stops)


def draw_edges(borders: list[float], reading: Reading) -> list[int]:
    """The stops where cells of a row end: nearest to the true borders, some missing, some more."""
    stops, habits, rng = reading.stops, reading.habits, reading.rng
    split = 0.8 if rng.random() < 0.1 * habits.heavy else habits.split
    edges = {stop for stop in range(len(stops)) if rng.random() < split}
    for border in borders:
        if stops and rng.random() >= habits.glue:
            edges.add(min(range(len(stops)), key=lambda stop: abs(stops[stop] - border)))
    return sorted(edges)


def flip(edges: list[int], count: int, rng: random.Random) -> list[int]:
    """The edges with one stop more or one less."""
    return sorted(set(edges) ^ {rng.randrange(count)}) if count else edges


def set_row(line: Line, table: Table, edges: list[int], reading: Reading) -> list[Part]:
    """The row's characters on the canvas, cut at the edges unless a cell was read whole."""
    habits, rng = reading.habits, reading.rng
    scale = habits.canvas / max(1, sum(table.widths))
    xs = [reading.stops[edge] for edge in edges]
    torn = 1.0 - habits.whole
    whole = habits.whole * 0.5 if table.is_data and not line.is_head else 1.0 - 0.7 * torn
    parts: list[Part] = []
    for box in line.boxes:
        if box.is_empty:
            continue
        left = table.left(box.column) * scale + rng.choice((0.0, 0.5, 1.5))
        width = table.width(box) * scale
        lines = wrap(box.pieces, max(4, int(width)))
        if rng.random() < whole:
            middle = left + min(width, len(text_of(lines[0]))) / 2
            parts.append(Part(0, middle, joined(lines, " ")))
        else:
            for y, pieces in enumerate(lines):
                parts.extend(cut_line(pieces, y, left, xs, rng))
    return parts


def cut_line(
    pieces: Pieces, y: int, x: float, xs: Sequence[float], rng: random.Random
) -> list[Part]:
    """One printed line cut where the edges cross it; each part keeps the middle of its place."""
    parts: list[Part] = []
    for edge in xs:
        at = round(edge - x)
        if 0 < at < len(text_of(pieces)):
            head, pieces = tear(pieces, at, rng)
            parts.append(Part(y, (x + edge) / 2, head))
            x = edge
    return [*parts, Part(y, x + 0.5, pieces)]


def by_line(parts: list[Part]) -> list[list[Part]]:
    """The parts of each printed line, as rows of their own."""
    lines: dict[int, list[Part]] = {}
    for part in parts:
        lines.setdefault(part.y, []).append(part)
    return [lines[y] for y in sorted(lines)]


def write_row(tape: Tape, parts: list[Part], edges: list[int], reading: Reading) -> None:
    """One table row: the text of each cell, then a tab for every column that the cell covers."""
    stops, habits, rng = reading.stops, reading.habits, reading.rng
    xs = [stops[edge] for edge in edges]
    cells: list[list[Part]] = [[] for _ in range(len(xs) + 1)]
    for part in parts:
        cells[bisect_right(xs, part.x)].append(part)
    columns = [0, *(edge + 1 for edge in edges), len(stops) + 1]
    last = max((number for number, cell in enumerate(cells) if cell), default=-1)
    before = ""
    for number, cell in enumerate(cells):
        if number > last and not habits.trailing:
            break
        if before and cell and rng.random() < habits.stray:
            tape.write(before[-rng.randint(1, 2) :] + " ")
        ordered = sorted(cell, key=lambda part: (part.y, part.x))
        pieces = joined([part.pieces for part in ordered if part.pieces], " ")
        tape.extend(pieces)
        before = text_of(pieces)
        tape.write("\t" * (columns[number + 1] - columns[number]))
    tape.write("\n")
