"""Figures with the interval that other documents of the same kind would have given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 4
_LOW, _HIGH = 2.5, 97.5  # percent: the middle 95 %

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A share in [0, 1] with its 95 % interval; None where there is nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def to_dict(self) -> dict[str, float | None]:
        """The figures, rounded to four places."""
        named = (("value", self.value), ("low", self.low), ("high", self.high))
        return {name: None if x is None else round(x, 4) for name, x in named}

    def __str__(self) -> str:
        if self.value is None or self.low is None or self.high is None:
            return "–"
        low, high = (f"{bound:.3f}".removeprefix("0") for bound in (self.low, self.high))
        return f"{self.value:.3f} {low}–{high}"


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1 of values, from their summed counts."""

    correct: int
    missed: int
    spurious: int
    precision: Interval
    recall: Interval
    f1: Interval

    def to_dict(self) -> dict[str, Any]:
        """The counts and figures."""
        return {
            "correct": self.correct,
            "missed": self.missed,
            "spurious": self.spurious,
            "precision": self.precision.to_dict(),
            "recall": self.recall.to_dict(),
            "f1": self.f1.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of counted things."""

    hits: int
    total: int
    share: Interval

    def to_dict(self) -> dict[str, Any]:
        """The counts and the share."""
        return {"hits": self.hits, "total": self.total, "share": self.share.to_dict()}


class Bootstrap:
    """Weights of resampled clusters, drawn once so that every figure sees the same resamples.

    A cluster is what was drawn independently: all texts of one filing count together.
    """

    def __init__(self, clusters: Sequence[str]) -> None:
        names = {name: number for number, name in enumerate(sorted(set(clusters)))}
        self._numbers = np.array([names[name] for name in clusters], dtype=np.int64)
        self._count = max(len(names), 1)  # without documents: one cluster of nothing
        rng = np.random.default_rng(SEED)
        even = np.full(self._count, 1.0 / self._count)
        self._weights = rng.multinomial(self._count, even, size=RESAMPLES)

    def measure(self, counts: Counts) -> Measure:
        """Scores of (documents, 3) counts: correct, missed, spurious."""
        correct, missed, spurious = (int(n) for n in counts.sum(axis=0))
        return Measure(
            correct=correct,
            missed=missed,
            spurious=spurious,
            precision=self._interval(counts, lambda c: (c[..., 0], c[..., 0] + c[..., 2])),
            recall=self._interval(counts, lambda c: (c[..., 0], c[..., 0] + c[..., 1])),
            f1=self._interval(counts, lambda c: (2 * c[..., 0], c @ np.array([2, 1, 1]))),
        )

    def rate(self, counts: Counts) -> Rate:
        """The share of (documents, 2) counts: hits, total."""
        hits, total = (int(n) for n in counts.sum(axis=0))
        return Rate(hits, total, self._interval(counts, lambda c: (c[..., 0], c[..., 1])))

    def _interval(
        self, counts: Counts, parts: Callable[[Counts], tuple[Counts, Counts]]
    ) -> Interval:
        top, bottom = parts(counts.sum(axis=0))
        if not bottom:
            return Interval(None)
        clustered = np.zeros((self._count, counts.shape[1]), dtype=np.int64)
        np.add.at(clustered, self._numbers, counts)
        tops, bottoms = parts(self._weights @ clustered)
        shares = tops[bottoms > 0] / bottoms[bottoms > 0]
        low, high = np.percentile(shares, (_LOW, _HIGH))
        return Interval(float(top / bottom), float(low), float(high))
