"""The best way to read the cells of one row out of the atoms of its band of text.

A search with a beam over the atoms in reading order. Within a line the cells follow the columns;
a new line may go back, because converters print wrapped and centred cells line by line.
"""

from dataclasses import dataclass

from form4.annotations.alignment.atoms import Atom, AtomKind
from form4.annotations.alignment.cells import Cell
from form4.annotations.alignment.matching import Step, is_done, steps
from form4.model.labels import Kind

_NARROW, _WIDE = 6, 48  # states kept: enough for plain rows, and for torn ones
_PLAIN_COST = 0.5  # a row cheaper than this needs no wider search
_BACK_COST = 0.4  # a line that goes back to an earlier column
_JUNK_COSTS = {AtomKind.DATE: 1.6, AtomKind.NUMBER: 1.3, AtomKind.WORD: 1.0}
_MARK_JUNK_COST = 0.5
_MISSING_COSTS = {Kind.DATE: 2.0, Kind.NUMBER: 2.0, Kind.CODE: 1.2, Kind.MARK: 1.2}
_MISSING_MARK_COST = 0.6
_MISSING_LETTER_COST = 0.15


@dataclass(frozen=True, slots=True)
class Placement:
    """For each atom the index of its cell (None: in no cell), for each cell what was read."""

    cell_of_atom: tuple[int | None, ...]
    done: tuple[str, ...]
    cost: float


@dataclass(slots=True)
class _State:
    cost: float
    line: int
    cell: int
    done: tuple[str, ...]
    before: "_State | None"
    taken: int | None


def place(atoms: list[Atom], cells: tuple[Cell, ...]) -> Placement:
    """The cheapest reading found; `cost` is 0 when every atom and every cell is explained."""
    placement = _search(atoms, cells, _NARROW)
    if placement.cost <= _PLAIN_COST:
        return placement
    wide = _search(atoms, cells, _WIDE)
    return min(placement, wide, key=lambda found: found.cost)


def _search(atoms: list[Atom], cells: tuple[Cell, ...], width: int) -> Placement:
    memo: dict[tuple[int, str], tuple[Step, ...]] = {}
    states = [_State(0.0, -1, -1, ("",) * len(cells), None, None)]
    for atom in atoms:
        memo.clear()
        reached: dict[tuple[int, int, tuple[str, ...]], _State] = {}
        for state in states:
            _keep(reached, _skip(state, atom))
            for index, cell in enumerate(cells):
                back = index < state.cell
                if (back and atom.line == state.line) or is_done(cell, state.done[index]):
                    continue
                key = (index, state.done[index])
                if key not in memo:
                    memo[key] = steps(cell, state.done[index], atom)
                for step in memo[key]:
                    _keep(reached, _take(state, atom, index, step, back))
        states = sorted(reached.values(), key=lambda state: state.cost)[:width]
    best = min(states, key=lambda state: state.cost + _unread_cost(cells, state.done))
    return Placement(_trace(best), best.done, best.cost + _unread_cost(cells, best.done))


def _keep(reached: dict[tuple[int, int, tuple[str, ...]], _State], state: _State) -> None:
    key = (state.line, state.cell, state.done)
    if key not in reached or state.cost < reached[key].cost:
        reached[key] = state


def _skip(state: _State, atom: Atom) -> _State:
    cost = _MARK_JUNK_COST if atom.bracketed else _JUNK_COSTS[atom.kind]
    return _State(state.cost + cost, state.line, state.cell, state.done, state, None)


def _take(state: _State, atom: Atom, index: int, step: Step, back: bool) -> _State:
    done = (*state.done[:index], step.done, *state.done[index + 1 :])
    cost = state.cost + step.cost + (_BACK_COST if back else 0.0)
    return _State(cost, atom.line, index, done, state, index)


def _unread_cost(cells: tuple[Cell, ...], done: tuple[str, ...]) -> float:
    return sum(missing_cost(cell, read) for cell, read in zip(cells, done, strict=True))


def missing_cost(cell: Cell, done: str) -> float:
    """What it costs to leave a cell unread, or read in part."""
    if is_done(cell, done):
        return 0.0
    if cell.is_mark:
        return _MISSING_MARK_COST
    if cell.kind is Kind.TEXT:
        return 0.8 + _MISSING_LETTER_COST * (len(cell.forms[0]) - len(done))
    return _MISSING_COSTS[cell.kind]


def _trace(state: _State) -> tuple[int | None, ...]:
    taken: list[int | None] = []
    while state.before is not None:
        taken.append(state.taken)
        state = state.before
    return tuple(reversed(taken))
