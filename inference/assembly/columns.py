"""Tables whose rows do not stand together: read column by column, or in halves.

In such text each label occurs in one block only. Cut at every place that no label crosses, the
blocks hold one column, or one half of the table, each; the k-th row of every block is row k.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from form4.inference.assembly.items import NUMBERS_TRADED, TITLES, Item
from form4.inference.assembly.rows import Habits, find_habits, segment
from form4.inference.assembly.votes import settle_columns

Cells = tuple[Item, ...]
_ANCHORS = frozenset({"transaction_date", "transaction_code", "direct_or_indirect_ownership"})
_INDIRECT_ONLY = "nature_of_ownership"
_HOLDING_LABELS = frozenset(
    {"shares_owned_following_transaction", "direct_or_indirect_ownership", *TITLES}
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Cells of one row, and whether the row had to be paired from several blocks."""

    items: tuple[Item, ...]
    paired: bool = False
    uneven: bool = False


def pair_blocks(items: Sequence[Item]) -> list[Grouped] | None:
    """The rows of one table read by columns or in halves; None when its rows stand together."""
    blocks = _blocks(items)
    return None if blocks is None else _pair(blocks)


def pair_chunks(items: Sequence[Item]) -> tuple[list[Grouped], list[Item]]:
    """The rows of stretches that are read column by column, a few rows at a time; and the rest.

    Text layers in reading order tell some rows so: their titles, their dates, their codes, and
    then the next rows. Such a stretch begins with several titles.
    """
    rows: list[Grouped] = []
    rest: list[Item] = []
    for chunk in _chunks(items):
        titles = next((at for at, one in enumerate(chunk) if one.label not in TITLES), len(chunk))
        paired = pair_blocks(settle_columns(chunk, titles)) if titles > 1 else None
        if paired is None or len(paired) != titles or any(group.uneven for group in paired):
            rest.extend(chunk)
        else:
            rows.extend(paired)
    return rows, rest


def _chunks(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The items cut where titles begin after other cells."""
    titled = [item.label in TITLES for item in items]
    starts = [at for at in range(1, len(items)) if titled[at] and not titled[at - 1]]
    return [items[start:end] for start, end in pairwise((0, *starts, len(items)))]


def _blocks(items: Sequence[Item]) -> list[list[Cells]] | None:
    """The rows of each block, or None when the rows stand together."""
    cuts = _cuts(items)
    if len(cuts) < 3:
        return None
    parts = [items[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    habits = find_habits(items)
    ways = [_ways(part, habits) for part in parts]
    count = _common_count(ways)
    if count < 2:
        return None
    blocks = [_way_of(block, count) for block in ways]
    full = [block for block in blocks if len(block) == count]
    cells = sum(len(part) for part, block in zip(parts, blocks, strict=True) if len(block) > 1)
    # One block with all the rows and a last cell beside it is an ordinary table.
    return blocks if len(full) > 1 and cells * 3 > len(items) * 2 else None


def _ways(part: Sequence[Item], habits: Habits) -> list[list[Cells]]:
    """How a block may be cut into rows: as any table, by its leading label, by its lines."""
    if len({item.label for item in part}) == 1:
        return [[(item,) for item in part]]
    return [segment(part, habits), _cut_before(part, part[0].label), _cut_by_line(part)]


def _way_of(ways: Sequence[list[Cells]], count: int) -> list[Cells]:
    """The rows of a block: its lines where there are as many, which no misread cell can shift."""
    fitting = [way for way in (ways[-1], *ways) if len(way) == count]
    return fitting[0] if fitting else ways[0]


def _cut_before(part: Sequence[Item], label: str) -> list[Cells]:
    starts = [at for at, item in enumerate(part) if item.label == label]
    ends = [*starts[1:], len(part)]
    return [tuple(part[start:end]) for start, end in zip(starts, ends, strict=True)]


def _cut_by_line(part: Sequence[Item]) -> list[Cells]:
    lines: dict[int, list[Item]] = {}
    for item in part:
        lines.setdefault(item.line, []).append(item)
    return [tuple(line) for line in lines.values()]


def _common_count(ways: Sequence[Sequence[list[Cells]]]) -> int:
    """The number of rows that most cells can agree on, by the first way where ways tie."""
    weights: Counter[int] = Counter()
    for block in ways:
        size = sum(len(row) for row in block[0])
        for count in {len(way) for way in block}:
            weights[count] += size
        weights[len(block[0])] += 1
    return max(weights, key=lambda count: (weights[count], count))


def _cuts(items: Sequence[Item]) -> list[int]:
    """Places, ends included, where no label stands on both sides."""
    after = Counter(item.label for item in items)
    open_labels: set[str] = set()
    cuts = [0]
    for index, item in enumerate(items, 1):
        after[item.label] -= 1
        if after[item.label]:
            open_labels.add(item.label)
        else:
            open_labels.discard(item.label)
        if not open_labels:
            cuts.append(index)
    return cuts


def _pair(blocks: list[list[Cells]]) -> list[Grouped]:
    count = max(len(block) for block in blocks)
    rows: list[list[Item]] = [[] for _ in range(count)]
    traded = _traded_rows(blocks, count)
    indirect = _indirect_rows(blocks, count)
    uneven = False
    for block in blocks:
        places, sure = _places(block, count, traded, indirect)
        uneven |= not sure
        for place, cells in zip(places, block, strict=False):
            rows[place].extend(cells)
    return [Grouped(tuple(sorted(row, key=_start)), True, uneven) for row in rows if row]


def _start(item: Item) -> int:
    return item.span.start


def _traded_rows(blocks: Sequence[Sequence[Cells]], count: int) -> list[int]:
    """The rows that are transactions: in a column that lacks some, holdings come last."""
    labels = NUMBERS_TRADED | _ANCHORS - _HOLDING_LABELS
    sizes = [len(block) for block in blocks if block[0][0].label in labels]
    return list(range(max(sizes, default=count)))


def _indirect_rows(blocks: Sequence[Sequence[Cells]], count: int) -> list[int]:
    for block in blocks:
        if block[0][0].label == "direct_or_indirect_ownership" and len(block) == count:
            return [row for row, cells in enumerate(block) if cells[0].folded[:1] in ("i", "1")]
    return []


def _places(
    block: Sequence[Cells], count: int, traded: list[int], indirect: list[int]
) -> tuple[list[int], bool]:
    """The rows of a block's cells, and whether the number of cells leaves no doubt."""
    if len(block) == count:
        return list(range(count)), True
    if block[0][0].label == _INDIRECT_ONLY and len(block) == len(indirect):
        return indirect, True
    if len(block) == len(traded):
        return traded, True
    return list(range(len(block))), False


def join_halves(rows: Sequence[Cells]) -> list[Grouped]:
    """The two halves of a table's only row as one, when they share no label."""
    if len(rows) == 2:
        left, right = ({item.label for item in row} for row in rows)
        titled = [bool(labels & TITLES) for labels in (left, right)]
        if not left & right and sum(titled) == 1 and not (left | right) <= TITLES:
            return [Grouped((*rows[0], *rows[1]), True)]
    return [Grouped(row) for row in rows]
