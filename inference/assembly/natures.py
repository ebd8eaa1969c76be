"""Natures of ownership shared out among the rows of a table where rows and wrapped cells interlace.

A wrapped nature stands around the line of its row, or wholly above or below it. Indirect rows have
one, direct rows none, and natures keep the order of their rows: where the cut into rows leaves a
direct row with a nature or an indirect one without, or wrapped natures clearly off their rows, the
cheapest sharing is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from form4.inference.assembly.items import Item

_NATURE = "nature_of_ownership"
_HELD = "direct_or_indirect_ownership"
_CLEARLY_CHEAPER = 1.0
_BEGINS_INSIDE = 1.2
_MOST_PIECES = 200
_MOST_PAIRS = 40_000  # of rows and pieces: a second of work; a form has some hundreds
_LONGEST = 12  # pieces of one nature
_OFF_CENTRE = 0.3
_FAR = 8.0
_TORN_APART = 0.4
_CUT_TOGETHER = 0.15
_BEGINS_LIKE_THE_REST = 0.5
_FOR_UNKNOWN = 0.6
_NEVER = float("inf")

Cells = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Holder:
    """A row as natures see it: its line, and whether it must (True) or must not have one."""

    line: int
    indirect: bool | None


def share_natures(rows: Sequence[Cells]) -> list[Cells]:
    """The rows of one table with their natures shared out anew, if that leaves fewer rows amiss."""
    pieces = sorted(
        (item for row in rows for item in row if item.label == _NATURE),
        key=lambda item: item.span.start,
    )
    holders = [_holder(row) for row in rows]
    indirect = sum(one.indirect is True for one in holders)
    if len(rows) < 2 or not max(1, indirect) <= len(pieces) <= _MOST_PIECES:
        return list(rows)
    if len(rows) * len(pieces) > _MOST_PAIRS:
        return list(rows)
    before = [[item for item in row if item.label == _NATURE] for row in rows]
    if not _amiss(holders, before) and _total(holders, before) <= _CLEARLY_CHEAPER:
        return list(rows)
    after = _share(holders, pieces)
    if after is None or not _is_better(holders, before, after):
        return list(rows)
    return [_with_natures(row, share) for row, share in zip(rows, after, strict=True)]


def _is_better(
    holders: Sequence[_Holder], before: Sequence[Sequence[Item]], after: Sequence[Sequence[Item]]
) -> bool:
    """Whether fewer rows are amiss, or as many and the pieces lie clearly nearer to their rows."""
    old, new = _amiss(holders, before), _amiss(holders, after)
    return new < old or (
        new == old and _total(holders, after) < _total(holders, before) - _CLEARLY_CHEAPER
    )


def _total(holders: Sequence[_Holder], shares: Sequence[Sequence[Item]]) -> float:
    costs = (
        _cost(_Holder(one.line, None), _Stretches(share), 0, len(share))
        for one, share in zip(holders, shares, strict=True)
    )
    return sum(costs)


def _holder(row: Cells) -> _Holder:
    held = next((item for item in row if item.label == _HELD), None)
    basis = held or next((item for item in row if item.is_number), row[0])
    letter = held.folded[:1] if held is not None else ""
    indirect = {"i": True, "d": False}.get(letter)
    return _Holder(basis.line, indirect)


def _begins(piece: Item) -> bool:
    """Whether a piece opens a nature: 'By The Founders', not '(by spouse)'."""
    return piece.folded.startswith("by") and not piece.goes_on


def _amiss(holders: Sequence[_Holder], shares: Sequence[Sequence[Item]]) -> int:
    """The number of direct rows with a nature and of indirect rows without one."""
    return sum(
        one.indirect is not None and one.indirect is not bool(share)
        for one, share in zip(holders, shares, strict=True)
    )


def _with_natures(row: Cells, share: Sequence[Item]) -> Cells:
    kept = [item for item in row if item.label != _NATURE]
    return tuple(sorted((*kept, *share), key=lambda item: item.span.start))


def _share(holders: Sequence[_Holder], pieces: Sequence[Item]) -> list[list[Item]] | None:
    """Contiguous pieces for each row, in order, at the least cost; None when there is no way."""
    count = len(pieces)
    stretches = _Stretches(pieces)
    costs = [[_NEVER] * (count + 1) for _ in range(len(holders) + 1)]
    steps = [[0] * (count + 1) for _ in range(len(holders) + 1)]
    costs[0][0] = 0.0
    for row, holder in enumerate(holders, 1):
        for end in range(count + 1):
            first = end if holder.indirect is False else max(0, end - _LONGEST)
            for start in range(first, end + 1):
                if costs[row - 1][start] >= costs[row][end]:
                    continue  # no stretch costs less than nothing
                cost = costs[row - 1][start] + _cost(holder, stretches, start, end)
                if cost < costs[row][end]:
                    costs[row][end], steps[row][end] = cost, start
    if costs[-1][count] == _NEVER:
        return None
    shares: list[list[Item]] = []
    end = count
    for row in range(len(holders), 0, -1):
        start = steps[row][end]
        shares.append(list(pieces[start:end]))
        end = start
    return shares[::-1]


def _cost(holder: _Holder, stretches: "_Stretches", start: int, end: int) -> float:
    if start == end:
        return _FAR if holder.indirect else 0.0
    if holder.indirect is False:
        return _NEVER
    stretch = stretches.between(start, end)
    cost = _FOR_UNKNOWN if holder.indirect is None else 0.0
    cost += _OFF_CENTRE * min(abs(stretch.centre - holder.line), 2 * _FAR)
    for part in stretch.costs:
        cost += part
    return cost


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pieces in a row as one nature: their middle line, and what they cost whoever has them."""

    centre: float
    costs: tuple[float, ...]


class _Stretches:
    """Every stretch of some pieces, each worked out once: rows are many, and ask again."""

    __slots__ = ("_known", "_pieces")

    def __init__(self, pieces: Sequence[Item]) -> None:
        self._pieces = pieces
        self._known: dict[tuple[int, int], _Stretch] = {}

    def between(self, start: int, end: int) -> _Stretch:
        """The stretch from one piece up to another, which it has not."""
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = self._made(start, end)
        return known

    def _made(self, start: int, end: int) -> _Stretch:
        inside = self._pieces[start:end]
        first, last = inside[0], inside[-1]
        gaps = (right.line - left.last_line for left, right in pairwise(inside))
        after = self._pieces[end] if end < len(self._pieces) else None
        together = after is not None and after.line - last.last_line <= 1
        costs = (
            _BEGINS_LIKE_THE_REST if first.goes_on else 0.0,
            sum(_TORN_APART * (gap - 1) for gap in gaps if gap > 1),
            _BEGINS_INSIDE * sum(map(_begins, inside[1:])),
            _CUT_TOGETHER if together else 0.0,
        )
        return _Stretch((first.line + last.last_line) / 2, costs)
