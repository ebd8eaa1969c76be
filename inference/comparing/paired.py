"""Differences of two methods on the same documents: intervals and a paired test."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from form4.inference.evaluation.bootstrap import RESAMPLES, SEED, Counts, Interval
from form4.inference.evaluation.fields import ALL, CORE
from form4.inference.evaluation.scores import EVERYTHING, ScoredDocument, group_members, sum_counts

SWAPS = 5000  # of the paired test; its smallest p-value is 1 in so many
_LOW, _HIGH = 2.5, 97.5
_CHUNK = 500

Shares = NDArray[np.float64]
Measure = Callable[[Counts], Shares]
Pairs = Sequence[tuple[ScoredDocument, ScoredDocument]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One score of both methods; `difference` is the second's minus the first's, in [-1, 1].

    `p_value` is that of a paired randomisation test over filings, two-sided, not adjusted for
    the number of scores; None where there is nothing to count. One filing has no interval.
    """

    group: str
    name: str
    documents: int
    first: float | None
    second: float | None
    difference: Interval
    p_value: float | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON has them."""
        return {
            "group": self.group,
            "name": self.name,
            "documents": self.documents,
            "first": _rounded(self.first),
            "second": _rounded(self.second),
            "difference": self.difference.to_dict(),
            "p_value": _rounded(self.p_value),
        }


def paired_differences(pairs: Pairs) -> list[Difference]:
    """Core, all-field and exact-row differences by group, then each field's over all documents.

    `pairs` holds the counts of the first and the second method for each document.
    """
    if not pairs:
        return []
    found = _headline(EVERYTHING, pairs)
    names = sorted({name for pair in pairs for one in pair for name in one.fields})
    test = _Paired([first.cluster for first, _ in pairs])
    for name in names:
        found.append(test.difference(EVERYTHING, name, *_fields(pairs, [name]), _f1))
    for group, members in group_members([_Pair(*pair) for pair in pairs]).items():
        found += _headline(group, [(one.first, one.second) for one in members])
    return found


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both methods' counts of one document, grouped as one: names may come twice."""

    first: ScoredDocument
    second: ScoredDocument

    @property
    def groups(self) -> tuple[str, ...]:
        return self.first.groups


HEADLINES = ("core fields", "all fields", "exact rows")


def _headline(group: str, pairs: Pairs) -> list[Difference]:
    test = _Paired([first.cluster for first, _ in pairs])
    rows = [np.array([one.exact_rows for one in side]) for side in zip(*pairs, strict=True)]
    core, every, exact = HEADLINES
    return [
        test.difference(group, core, *_fields(pairs, CORE), _f1),
        test.difference(group, every, *_fields(pairs, ALL), _f1),
        test.difference(group, exact, rows[0], rows[1], _share),
    ]


def _fields(pairs: Pairs, names: Sequence[str] | frozenset[str]) -> tuple[Counts, Counts]:
    first, second = ([one.fields for one in side] for side in zip(*pairs, strict=True))
    return sum_counts(first, names), sum_counts(second, names)


def _f1(counts: Counts) -> Shares:
    """F1 of (…, 3) counts: correct, missed, spurious; nan where nothing is counted."""
    return _divided(2 * counts[..., 0], counts @ np.array([2, 1, 1]))


def _share(counts: Counts) -> Shares:
    return _divided(counts[..., 0], counts[..., 1])


def _divided(top: Counts, bottom: Counts) -> Shares:
    wanted: Shares = np.full(np.shape(top), np.nan)
    return np.divide(top, bottom, out=wanted, where=np.asarray(bottom) > 0)


class _Paired:
    """Resamples and swaps of filings, drawn once so that every figure sees the same."""

    def __init__(self, clusters: Sequence[str]) -> None:
        numbers = {name: number for number, name in enumerate(sorted(set(clusters)))}
        self._numbers = np.array([numbers[name] for name in clusters], dtype=np.int64)
        self._count = len(numbers)
        rng = np.random.default_rng(SEED)
        even = np.full(self._count, 1.0 / self._count)
        self._weights = rng.multinomial(self._count, even, size=RESAMPLES)

    def difference(
        self, group: str, name: str, first: Counts, second: Counts, measure: Measure
    ) -> Difference:
        """One score of both, from (documents, …) counts."""
        left, right = self._clustered(first), self._clustered(second)
        scores = [float(measure(one.sum(axis=0))) for one in (left, right)]
        known = [None if np.isnan(score) else score for score in scores]
        if None in known:
            interval, p_value = Interval(None), None
        else:
            interval = self._interval(left, right, measure, scores[1] - scores[0])
            p_value = self._test(left, right, measure, abs(scores[1] - scores[0]))
        return Difference(group, name, len(first), known[0], known[1], interval, p_value)

    def _interval(self, left: Counts, right: Counts, measure: Measure, seen: float) -> Interval:
        if self._count < 2:  # every resample of one filing is that filing
            return Interval(seen)
        apart = measure(self._weights @ right) - measure(self._weights @ left)
        low, high = np.nanpercentile(apart, (_LOW, _HIGH))
        return Interval(seen, float(low), float(high))

    def _clustered(self, counts: Counts) -> Counts:
        total: Counts = np.zeros((self._count, counts.shape[1]), dtype=np.int64)
        np.add.at(total, self._numbers, counts)
        return total

    def _test(self, left: Counts, right: Counts, measure: Measure, seen: float) -> float:
        """How often swapping the methods at random filings gives a difference as large."""
        rng = np.random.default_rng(SEED)
        gains = right - left
        differing = gains.any(axis=1)
        gains, base_left, base_right = gains[differing], left.sum(axis=0), right.sum(axis=0)
        as_large = 0
        for begin in range(0, SWAPS, _CHUNK):
            size = min(_CHUNK, SWAPS - begin)
            swapped = rng.integers(0, 2, size=(size, len(gains))) @ gains
            apart = measure(base_right - swapped) - measure(base_left + swapped)
            as_large += int(np.sum(np.abs(apart) >= seen - 1e-12))
        return (as_large + 1) / (SWAPS + 1)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
