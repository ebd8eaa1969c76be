"""Columns whose cells disagree about what they are: the label that most of them have is right.

Where rows are read column by column, as many cells follow each other in each column as there are
titles. A tagger that meets three dates in a row may take the third for the next column's.
"""

from collections import Counter
from collections.abc import Sequence

from form4.inference.assembly.items import NUMBERS_TRADED, Item, relabelled
from form4.model.labels import BY_NAME, Kind

_FEWEST_EVEN = 2  # columns of one label that show the order
_VOTING = frozenset({Kind.DATE, Kind.NUMBER})
# One row has the one, the next the other, or both in every row.
_MIXED = (NUMBERS_TRADED, frozenset({"exercise_date", "expiration_date"}))
_TIED = ("transaction_date", "deemed_execution_date")


def settle_columns(items: Sequence[Item], count: int) -> list[Item]:
    """The items, of which the first `count` are titles, with each column under one label."""
    columns = [list(column) for column in _columns(items, count)]
    even = sum(len({item.label for item in column}) == 1 for column in columns[1:])
    if even < _FEWEST_EVEN:
        return list(items)
    settled = [item for column in columns for item in _settled(column)]
    return [*settled, *items[len(settled) :]]


def _columns(items: Sequence[Item], count: int) -> list[tuple[Item, ...]]:
    """The items in columns, as far as each holds cells of one kind."""
    columns: list[tuple[Item, ...]] = []
    for column in _in_parts(items, count):
        if len(column) < count or len({BY_NAME[item.label].kind for item in column}) > 1:
            break
        columns.append(column)
    return columns


def _in_parts(items: Sequence[Item], count: int) -> list[tuple[Item, ...]]:
    return [tuple(items[at : at + count]) for at in range(0, len(items), count)]


def _settled(column: list[Item]) -> list[Item]:
    labels = Counter(item.label for item in column)
    if len(labels) == 1 or BY_NAME[column[0].label].kind not in _VOTING:
        return column
    if any(labels.keys() <= mixed for mixed in _MIXED):
        return column
    label, most = labels.most_common(1)[0]
    if most * 2 > len(column) or tuple(labels) == _TIED:
        return [item if item.label == label else relabelled(item, label) for item in column]
    return column
