"""Whether confidence means something: calibration error, reliability diagram, review curve.

The calibration error is the mean distance between confidence and share right over bins, weighed
by the bins' sizes (Naeini and others 2015); the headline has 10 bins of equal width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from form4.inference.evaluation.comparison import Comparison
from form4.inference.evaluation.fields import CORE
from form4.model.filing import Filing

BINS = 10
REVIEWED = (0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class Judged:
    """Something that was given with a confidence, and whether it was right."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Some judged things of like confidence: how many, their mean confidence, the share right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Review:
    """When this share of the rows is looked at, least sure first: what is caught, what is left.

    `caught` is a share of the wrong rows, None where no row is wrong; `wrong_left` a share of the
    rows not looked at.
    """

    looked_at: float
    caught: float | None
    wrong_left: float


def judged_values(comparison: Comparison) -> list[Judged]:
    """The core values that were read with evidence."""
    return [
        Judged(match.score, match.is_same)
        for match in comparison.matches
        if match.name in CORE and match.predicted is not None and match.score is not None
    ]


def judged_rows(comparison: Comparison, predicted: Filing) -> list[Judged]:
    """The transactions that were read; right with all core fields. Missed rows are not here."""
    right = set(comparison.exact_rows)
    found = []
    for pair in comparison.transactions:
        if pair.predicted is not None:
            confidence = predicted.transactions[pair.predicted].confidence
            if confidence is not None:
                found.append(Judged(confidence, pair in right))
    return found


def reliability(judged: Sequence[Judged], bins: int = BINS, *, by_mass: bool = False) -> list[Bin]:
    """The bins that hold anything, in rising confidence; of equal width, or of equal mass."""
    if not judged:
        return []
    confidence, right = _arrays(judged)
    if by_mass:
        ranks = np.argsort(np.argsort(confidence, kind="stable"), kind="stable")
        places = ranks * bins // len(judged)
    else:
        places = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    counts, sums, hits = (
        np.bincount(places, weights, bins) for weights in (None, confidence, right)
    )
    return [
        Bin(int(count), float(total / count), float(hit / count))
        for count, total, hit in zip(counts, sums, hits, strict=True)
        if count
    ]


def calibration_error(
    judged: Sequence[Judged], bins: int = BINS, *, by_mass: bool = False
) -> float | None:
    """The expected calibration error, None without anything judged."""
    found = reliability(judged, bins, by_mass=by_mass)
    if not found:
        return None
    return sum(one.count * abs(one.confidence - one.right) for one in found) / len(judged)


def review(judged: Sequence[Judged], shares: Iterable[float] = REVIEWED) -> list[Review]:
    """What looking at the least sure rows catches; equally sure ones are equally likely drawn."""
    if not judged:
        return []
    confidence, right = _arrays(judged)
    groups, members, counts = np.unique(confidence, return_inverse=True, return_counts=True)
    wrong = np.bincount(members, 1.0 - right, len(groups)) / counts
    order = np.argsort(confidence, kind="stable")
    summed = np.concatenate(([0.0], np.cumsum(wrong[members][order])))
    total = float(summed[-1])
    found = []
    for share in shares:
        caught = float(np.interp(share * len(judged), np.arange(len(summed)), summed))
        left = (1 - share) * len(judged)
        found.append(
            Review(
                looked_at=share,
                caught=caught / total if total > 0 else None,
                wrong_left=(total - caught) / left if left > 0 else 0.0,
            )
        )
    return found


def _arrays(judged: Sequence[Judged]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    confidence = np.array([one.confidence for one in judged], dtype=np.float64)
    return confidence, np.array([one.is_right for one in judged], dtype=np.float64)


def reliability_to_dict(judged: Sequence[Judged]) -> dict[str, Any]:
    """The diagram's bins and the errors by several binnings, as JSON has them."""
    bins = reliability(judged)
    return {
        "count": len(judged),
        "wrong": sum(not one.is_right for one in judged),
        "error_10_equal_width": _rounded(calibration_error(judged)),
        "error_15_equal_width": _rounded(calibration_error(judged, 15)),
        "error_10_equal_mass": _rounded(calibration_error(judged, 10, by_mass=True)),
        "bins": [[one.count, round(one.confidence, 4), round(one.right, 4)] for one in bins],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
