"""Two filings held against each other: one stored matching that every score is a view of."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from form4.inference.evaluation.assignment import assign
from form4.inference.evaluation.fields import (
    CORE,
    CORE_ROW,
    Item,
    Key,
    Part,
    filing_items,
    footnote_items,
    owner_items,
    row_items,
)
from form4.model.filing import Filing, Row, Table
from form4.model.values import Value

CONFIDENT = 0.9  # CONTRACT.md, confident errors


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of the gold filing and the one it is held against, by position; None without one."""

    part: Part
    table: Table | None
    gold: int | None
    predicted: int | None


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """One field of a pair that at least one side states; different values miss and are spurious."""

    pair: Pair
    name: str
    gold: Value
    predicted: Value
    is_same: bool
    score: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the gold value was not read."""
        return self.gold is not None and not self.is_same

    @property
    def is_spurious(self) -> bool:
        """Whether the value read is not the gold one."""
        return self.predicted is not None and not self.is_same

    @property
    def is_confident(self) -> bool:
        """Whether a value was given with a score of 0.9 or more."""
        return self.predicted is not None and self.score is not None and self.score >= CONFIDENT


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matching of one predicted filing with its gold filing (DocILE, line-item matching)."""

    pairs: tuple[Pair, ...]
    matches: tuple[FieldMatch, ...]

    @property
    def true_positives(self) -> tuple[FieldMatch, ...]:
        """The values read as gold has them."""
        return tuple(match for match in self.matches if match.is_same)

    @property
    def misses(self) -> tuple[FieldMatch, ...]:
        """The gold values that were not read, or read differently."""
        return tuple(match for match in self.matches if match.is_missed)

    @property
    def spurious(self) -> tuple[FieldMatch, ...]:
        """The values read that gold does not have, or has differently."""
        return tuple(match for match in self.matches if match.is_spurious)

    @property
    def transactions(self) -> tuple[Pair, ...]:
        """The pairs of transactions: gold ones, matched or not, and spurious ones."""
        return tuple(pair for pair in self.pairs if pair.part is Part.TRANSACTION)

    @property
    def exact_rows(self) -> tuple[Pair, ...]:
        """The matched transactions of which no core field (that the filter left) differs."""
        wrong = {
            match.pair for match in self.matches if match.name in CORE_ROW and not match.is_same
        }
        return tuple(
            pair
            for pair in self.transactions
            if pair.gold is not None and pair.predicted is not None and pair not in wrong
        )

    @property
    def confident(self) -> tuple[FieldMatch, ...]:
        """The core values given with a score of 0.9 or more; values without evidence are not."""
        return tuple(match for match in self.matches if match.name in CORE and match.is_confident)

    @property
    def confident_errors(self) -> tuple[FieldMatch, ...]:
        """The confident core values that are wrong."""
        return tuple(match for match in self.confident if match.is_spurious)

    def filter(
        self, names: Collection[str] | None = None, table: Table | None = None
    ) -> "Comparison":
        """The same matching, seen only in the named fields, or in the rows of one table."""
        pairs = tuple(pair for pair in self.pairs if table is None or pair.table is table)
        matches = tuple(
            match
            for match in self.matches
            if (names is None or match.name in names)
            and (table is None or match.pair.table is table)
        )
        return replace(self, pairs=pairs, matches=matches)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One part of a filing, with its position there."""

    index: int
    items: Mapping[str, Item]
    footnotes: frozenset[str] = frozenset()


_NOTHING = _Entry(-1, {})


def compare_filings(gold: Filing, predicted: Filing) -> Comparison:
    """Pair owners and rows so that most fields agree, and note every field that either states.

    Rows are paired within table and kind, one to one. Parts that agree in no field are left
    unpaired: a wholly wrong row is one missed and one spurious row. Ties go by order.
    """
    pairs: list[Pair] = []
    matches: list[FieldMatch] = []
    for part, table, golds, predictions in _groups(gold, predicted):
        for left, right in _paired(golds, predictions, always=part is Part.FILING):
            pair = Pair(part, table, _index(left), _index(right))
            pairs.append(pair)
            matches.extend(_field_matches(pair, left.items, right.items))
            matches.extend(_footnote_matches(pair, left.footnotes, right.footnotes))
    return Comparison(tuple(pairs), tuple(matches))


_ROWS: tuple[tuple[Part, Callable[[Filing], tuple[Row, ...]]], ...] = (
    (Part.TRANSACTION, lambda filing: filing.transactions),
    (Part.HOLDING, lambda filing: filing.holdings),
)


def _groups(
    gold: Filing, predicted: Filing
) -> Iterator[tuple[Part, Table | None, list[_Entry], list[_Entry]]]:
    yield Part.FILING, None, [_Entry(0, filing_items(gold))], [_Entry(0, filing_items(predicted))]
    yield Part.OWNER, None, _owners(gold), _owners(predicted)
    for part, rows_of in _ROWS:
        for table in Table:
            yield part, table, _rows(rows_of(gold), table), _rows(rows_of(predicted), table)


def _owners(filing: Filing) -> list[_Entry]:
    return [_Entry(index, owner_items(o)) for index, o in enumerate(filing.reporting_owners)]


def _rows(rows: Sequence[Row], table: Table) -> list[_Entry]:
    return [
        _Entry(index, row_items(row), footnote_items(row))
        for index, row in enumerate(rows)
        if row.table is table
    ]


def _index(entry: _Entry) -> int | None:
    return None if entry is _NOTHING else entry.index


def _paired(
    golds: Sequence[_Entry], predictions: Sequence[_Entry], *, always: bool
) -> list[tuple[_Entry, _Entry]]:
    agreeing = _agreements(golds, predictions)
    places = [
        (row, column) for row, column in _assigned(agreeing) if always or agreeing[row, column]
    ]
    found = [(golds[row], predictions[column]) for row, column in places]
    taken = [set(side) for side in zip(*places, strict=True)] or [set(), set()]
    found += [(entry, _NOTHING) for i, entry in enumerate(golds) if i not in taken[0]]
    return found + [(_NOTHING, entry) for i, entry in enumerate(predictions) if i not in taken[1]]


def _assigned(agreeing: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """The pairing that agrees most; among equals the one that moves rows least out of order."""
    rows, columns = agreeing.shape
    order = (np.arange(rows)[:, None] - np.arange(columns)[None, :]) ** 2
    weight = 1 + min(rows, columns) * max(rows, columns) ** 2  # above what order can ever sum to
    return assign(agreeing * weight - order)


def _agreements(golds: Sequence[_Entry], predictions: Sequence[_Entry]) -> NDArray[np.int64]:
    """How many fields agree, as (gold parts, predicted parts)."""
    total = np.zeros((len(golds), len(predictions)), dtype=np.int64)
    names = sorted({name for entry in golds for name in entry.items})
    for name in names:
        numbers: dict[Key, int] = {}
        left = _numbered(golds, name, numbers)
        right = _numbered(predictions, name, numbers)
        total += (left[:, None] == right[None, :]) & (left[:, None] >= 0)
    return total


def _numbered(entries: Sequence[_Entry], name: str, numbers: dict[Key, int]) -> NDArray[np.int64]:
    items = [entry.items.get(name) for entry in entries]
    values = [-1 if i is None else numbers.setdefault(i.key, len(numbers)) for i in items]
    return np.array(values, dtype=np.int64)


def _field_matches(
    pair: Pair, gold: Mapping[str, Item], predicted: Mapping[str, Item]
) -> Iterator[FieldMatch]:
    for name in dict.fromkeys((*gold, *predicted)):
        left, right = gold.get(name), predicted.get(name)
        yield FieldMatch(
            pair=pair,
            name=f"{pair.part}.{name}",
            gold=left.value if left else None,
            predicted=right.value if right else None,
            is_same=left is not None and right is not None and left.key == right.key,
            score=right.score if right else None,
        )


def _footnote_matches(
    pair: Pair, gold: frozenset[str], predicted: frozenset[str]
) -> Iterator[FieldMatch]:
    for mark in sorted(gold | predicted):
        left, right = (mark if mark in side else None for side in (gold, predicted))
        yield FieldMatch(pair, f"{pair.part}.footnote_ids", left, right, left == right)
