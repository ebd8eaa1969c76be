"""Rows as people joined them, put over the rows that the cells were cut into.

People need not join every cell: what they left alone stays in the row where it was found, unless
a joined cell takes its place; then it goes where that one came from.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from form4.inference.assembly.columns import Grouped
from form4.inference.assembly.items import Item
from form4.model.filing import Table
from form4.model.spans import Span

Rows = list[tuple[Table, Grouped]]
_NUMBER_WEIGHT = 2  # texts wrap and are found in other rows; numbers and dates seldom are


def as_given(found: Rows, given: Sequence[Sequence[Span]]) -> Rows:
    """The rows with the cells of each given group in one row, and those of two groups in two."""
    rows = [_Row(table, row, list(row.items)) for table, row in found]
    shared = Counter(item.span.start for row in rows for item in row.items)
    groups = [frozenset(span.start for span in group) for group in given]
    for group in sorted(groups, key=lambda one: -max((row.weight(one) for row in rows), default=0)):
        _gather(rows, group, frozenset(start for start, count in shared.items() if count > 1))
    return [(row.table, row.grouped()) for row in rows if row.items]


@dataclass(slots=True)
class _Row:
    """A row while cells move; `is_given` when it holds a group, so that no other may come."""

    table: Table
    found: Grouped
    items: list[Item]
    is_given: bool = False

    def weight(self, group: frozenset[int]) -> int:
        """How much of a group is here."""
        here = (item for item in self.items if item.span.start in group)
        return sum(1 if item.is_text else _NUMBER_WEIGHT for item in here)

    def take(self, cells: Sequence[Item]) -> None:
        """Remove cells."""
        starts = {item.span.start for item in cells}
        self.items = [item for item in self.items if item.span.start not in starts]

    def grouped(self) -> Grouped:
        """The row as it was found, or in text order where cells have moved."""
        if self.items == list(self.found.items):
            return self.found
        return Grouped(tuple(sorted(self.items, key=lambda item: item.span.start)))


def _gather(rows: list[_Row], group: frozenset[int], shared: frozenset[int]) -> None:
    """Bring the cells of a group into the row that has most of them, or into a row of their own."""
    holders = [row for row in rows if row.weight(group)]
    if not holders:
        return
    free = [row for row in holders if not row.is_given]
    home = max(free or holders, key=lambda row: row.weight(group))
    if home.is_given:
        at = rows.index(home)
        home = _Row(home.table, Grouped(()), [])
        rows.insert(at + 1, home)
    home.is_given = True
    own = {item.label for item in home.items if item.span.start in group}
    for donor in holders:
        if donor is not home:
            _move(donor, home, group, own, shared)


def _move(
    donor: _Row, home: _Row, group: frozenset[int], own: set[str], shared: frozenset[int]
) -> None:
    moved = [item for item in donor.items if item.span.start in group]
    donor.take([item for item in moved if item.span.start not in shared])
    here = {item.span.start for item in home.items}
    labels = {item.label for item in moved} - own
    displaced = [
        item for item in home.items if item.label in labels and item.span.start not in group
    ]
    home.take(displaced)
    home.items += [item for item in moved if item.span.start not in here]
    donor.items += [item for item in displaced if item not in donor.items]
