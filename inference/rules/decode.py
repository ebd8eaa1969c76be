"""The likeliest columns of a table's atoms: rows in the form's order, by dynamic programming."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from form4.inference.assembly.codes import DISPOSES
from form4.inference.rules.atoms import Atom, Sort
from form4.inference.rules.columns import (
    COLUMNS,
    HOLDING_COST,
    NEVER,
    TABLE_1,
    TABLE_2,
    TRADED,
    Column,
    fit,
)
from form4.model.filing import Table

_IGNORED = -1.5  # an atom that belongs to no column
_NEW_ROW_ON_LINE = -1.0
_SAME_ROW_ON_NEXT_LINE = -0.3
_STAY = -0.4
_RIGHT_CELL = 1.0
_WRONG_CELL = -0.5
_MOST_CELLS = 24

_IN_TABLE_1 = TRADED & {column.label for column in TABLE_1}
_IN_TABLE_2 = TRADED & {column.label for column in TABLE_2}

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the layout tells: whether `cells` are counted by borders, whether a row is a line."""

    cells: bool = False
    row_is_line: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """An atom with its column's label; `row` counts the rows of the table."""

    atom: Atom
    label: str
    row: int


def place_atoms(atoms: Sequence[Atom], table: Table, hints: Hints) -> list[Placed]:
    """Every atom that belongs to a column, in order; the others are left out."""
    cells = [atom for atom in atoms if atom.sort is not Sort.MARK]
    if not cells:
        return []
    columns = COLUMNS[table]
    path = _best_path(cells, columns, table, hints)
    return _rows(cells, path, columns)


def _rows(atoms: Sequence[Atom], path: Sequence[int], columns: Sequence[Column]) -> list[Placed]:
    placed: list[Placed] = []
    row, last = -1, len(columns)
    for atom, column in zip(atoms, path, strict=True):
        if column < 0:
            continue
        stays = column == last and _may_stay(columns[column])
        if column <= last and not stays:
            row += 1
        last = column
        placed.append(Placed(atom, columns[column].label, row))
    return placed


def _may_stay(column: Column) -> bool:
    return column.label.endswith("_title") or column.label == "nature_of_ownership"


def _best_path(
    atoms: Sequence[Atom], columns: Sequence[Column], table: Table, hints: Hints
) -> list[int]:
    same, other = _moves(table, hints.row_is_line)
    first = _first(table)
    lines = np.array([atom.line for atom in atoms])
    cells = np.array([atom.cell for atom in atoms])
    count = len(columns)
    best = np.full(count, NEVER * 2)
    at = np.full(count, -1)
    back = np.full((len(atoms), count), -1)  # the state before, -1 at the start, -2 ignored
    states = np.arange(count)
    start = 0.0
    code = ""
    for index, atom in enumerate(atoms):
        code = _number_column(atom, table, code)
        fits = _fits(table, atom.sort, atom.text, code)
        moves = np.where((lines[at] != lines[index])[:, None], other, same)
        if hints.cells:
            gone = np.clip(cells[index] - cells[at], 0, _MOST_CELLS)
            moves = moves + _cell_moves(table)[gone, states]
        reached = best[:, None] + moves
        before = reached.argmax(axis=0)
        value = reached[before, states]
        begun = start + first > value
        value = np.where(begun, start + first, value) + fits
        ignored = best + _IGNORED >= value
        back[index] = np.where(ignored, -2, np.where(begun, -1, before))
        best = np.where(ignored, best + _IGNORED, value)
        at = np.where(ignored, at, index)
        start += _IGNORED
    return _traced(back, int(best.argmax()))


def _traced(back: NDArray[np.int64], state: int) -> list[int]:
    path = [-1] * len(back)
    for index in range(len(back) - 1, -1, -1):
        before = int(back[index, state])
        if before == -2:
            continue
        path[index] = state
        if before == -1:
            break
        state = before
    return path


def _number_column(atom: Atom, table: Table, known: str) -> str:
    """In Table II the code tells which of the two number columns is filled, where it does."""
    if table is not Table.DERIVATIVE or atom.sort is not Sort.LETTER:
        return known
    if len(atom.text) > 1 or atom.text in "DIV":
        return known
    disposes = atom.text in DISPOSES[table]
    return "derivative_shares_disposed" if disposes else "derivative_shares_acquired"


@lru_cache(maxsize=8192)
def _fits(table: Table, sort: Sort, text: str, code: str) -> Scores:
    atom = Atom(0, 0, sort, text, 0, 0, 0)
    return np.array([fit(column.label, atom, code) for column in COLUMNS[table]])


@lru_cache(maxsize=8)
def _first(table: Table) -> Scores:
    columns = COLUMNS[table]
    return np.array([_skipped(columns[:place]) for place in range(len(columns))])


@lru_cache(maxsize=8)
def _moves(table: Table, row_is_line: bool) -> tuple[Scores, Scores]:
    """What a step from one column to the next costs, on one line and over a line's end."""
    columns = COLUMNS[table]
    count = len(columns)
    same = np.zeros((count, count))
    other = np.zeros((count, count))
    for left in range(count):
        for right in range(count):
            new_row = right <= left
            if right == left and _may_stay(columns[left]):
                cost, new_row = _STAY, False
            elif right > left:
                cost = _skipped(columns[left + 1 : right])
            else:
                cost = _skipped(columns[left + 1 :]) + _skipped(columns[:right])
            same[left, right] = cost + (_NEW_ROW_ON_LINE if new_row else 0.0)
            on_next = _SAME_ROW_ON_NEXT_LINE * (4.0 if row_is_line else 1.0)
            other[left, right] = cost + (0.0 if new_row else on_next)
    return same, other


def _skipped(columns: Sequence[Column]) -> float:
    labels = {column.label for column in columns}
    cost = sum(column.without for column in columns)
    if labels >= _IN_TABLE_1 or labels >= _IN_TABLE_2:
        traded = sum(column.without for column in columns if column.label in TRADED)
        price = 0.7 if "transaction_price_per_share" in labels else 0.0
        return -(cost - traded - price + HOLDING_COST)
    return -cost


@lru_cache(maxsize=4)
def _cell_moves(table: Table) -> Scores:
    """The worth of a step by the cells it goes over, as (cells, from, to)."""
    columns = COLUMNS[table]
    count = len(columns)
    worth = np.zeros((_MOST_CELLS + 1, count, count))
    for left in range(count):
        worth[1:, left, left] = _WRONG_CELL
        for right in range(left + 1, count):
            wanted = columns[right].cell - columns[left].cell
            worth[:, left, right] = _WRONG_CELL
            worth[wanted, left, right] = _RIGHT_CELL
    return worth
