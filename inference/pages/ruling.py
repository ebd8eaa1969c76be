"""The ruled tables of a page: strokes brought in line, and the cell around a point."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from form4.inference.pages.words import Stroke

MAX_STROKES = 1_000  # level ones or upright ones; a page with more is drawn over, not ruled
_ASIDE = 2.5  # points between strokes that are one line: borders of neighbours are drawn twice
_BREAK = 3.0  # points by which pieces of one line may be apart, and lines that cross may miss
_SHORTEST = 8.0  # points
_NARROWEST = 60.0  # points; what has no longer level line is a check box

Cell = tuple[float, float, float, float]  # left, top, right, bottom
Floats = NDArray[np.float64]
_NONE: Floats = np.empty((0, 3))


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines of all tables of a page, as arrays of (at, start, end)."""

    level: Floats
    upright: Floats

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The smallest box of lines around a point; None when a side is open."""
        above, below = _nearest(self.level, across=x, along=y)
        left, right = _nearest(self.upright, across=y, along=x)
        if above is None or below is None or left is None or right is None:
            return None
        return left, above, right, below

    def reach_of(self, left: float, top: float, right: float) -> tuple[float, float]:
        """From where to where the level line runs that covers the top of cells."""
        at, start, end = self.level.T
        over = (at == top) & (start < right) & (left < end)
        if not over.any():
            return left, right
        return min(left, float(start[over].min())), max(right, float(end[over].max()))

    def columns_at(self, y: float, left: float, right: float) -> list[float]:
        """Where upright lines cross a height, from one place to another."""
        at = self.upright[(self.upright[:, 1] <= y) & (y <= self.upright[:, 2]), 0]
        near = (left - _BREAK <= at) & (at <= right + _BREAK)
        return sorted({float(x) for x in at[near]})


def ruling_of(level: Iterable[Stroke], upright: Iterable[Stroke]) -> Ruling:
    """The lines that make tables: each crosses two others; check boxes are none."""
    rows, columns = _brought_in_line(level), _brought_in_line(upright)
    if not (0 < len(rows) <= MAX_STROKES and 0 < len(columns) <= MAX_STROKES):
        return Ruling(_NONE, _NONE)
    rows, columns, crossing = _crossing_two(rows, columns)
    if not crossing.size:
        return Ruling(_NONE, _NONE)
    of_rows, of_columns = _groups(crossing)
    wide = rows[:, 2] - rows[:, 1] >= _NARROWEST
    kept = np.unique(of_rows[wide])
    return Ruling(rows[np.isin(of_rows, kept)], columns[np.isin(of_columns, kept)])


def _crossing_two(rows: Floats, columns: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The lines that cross two others, which underlines do not, and which crosses which."""
    while True:
        crossing = (
            (rows[:, None, 1] - _BREAK <= columns[None, :, 0])
            & (columns[None, :, 0] <= rows[:, None, 2] + _BREAK)
            & (columns[None, :, 1] - _BREAK <= rows[:, None, 0])
            & (rows[:, None, 0] <= columns[None, :, 2] + _BREAK)
        )
        good_rows, good_columns = crossing.sum(axis=1) >= 2, crossing.sum(axis=0) >= 2
        if good_rows.all() and good_columns.all():
            return rows, columns, crossing
        rows, columns = rows[good_rows], columns[good_columns]


def _nearest(lines: Floats, across: float, along: float) -> tuple[float | None, float | None]:
    """The places of the next lines before and after, of those that pass the point."""
    at = lines[(lines[:, 1] <= across) & (across <= lines[:, 2]), 0]
    before, after = at[at <= along], at[at > along]
    return (
        float(before.max()) if before.size else None,
        float(after.min()) if after.size else None,
    )


def _brought_in_line(strokes: Iterable[Stroke]) -> Floats:
    """Strokes side by side share one place, and what touches is joined."""
    lines: list[tuple[float, float, float]] = []
    beside: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if beside and stroke.at - beside[0].at > _ASIDE:
            lines += _joined(beside)
            beside = []
        beside.append(stroke)
    lines += _joined(beside)
    long_enough = [line for line in lines if line[2] - line[1] >= _SHORTEST]
    return np.array(long_enough, dtype=np.float64).reshape(-1, 3)


def _joined(strokes: Sequence[Stroke]) -> list[tuple[float, float, float]]:
    at = sum(stroke.at for stroke in strokes) / max(1, len(strokes))
    lines: list[tuple[float, float, float]] = []
    for start, end in sorted((stroke.start, stroke.end) for stroke in strokes):
        if lines and start <= lines[-1][2] + _BREAK:
            lines[-1] = (at, lines[-1][1], max(lines[-1][2], end))
        else:
            lines.append((at, start, end))
    return lines


def _groups(crossing: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A number for each row line and column line; those that hang together have the same."""
    of_rows = np.arange(crossing.shape[0], dtype=np.int64)
    of_columns = np.full(crossing.shape[1], crossing.shape[0], dtype=np.int64)
    while True:  # each round carries the lowest number over one more crossing
        lowest = np.where(crossing, of_rows[:, None], crossing.shape[0]).min(axis=0)
        of_columns_now = np.minimum(of_columns, lowest)
        nearest = np.where(crossing, of_columns_now[None, :], crossing.shape[0]).min(axis=1)
        of_rows_now = np.minimum(of_rows, nearest)
        if (of_rows_now == of_rows).all() and (of_columns_now == of_columns).all():
            return of_rows, of_columns
        of_rows, of_columns = of_rows_now, of_columns_now
