"""How sure a row or a filing is: a low quantile of its parts, not their mean."""

from collections.abc import Sequence

# Nothing read is certain, and no figure shown may be rounded up to certainty.
MOST_SURE = 0.999
_QUANTILE = 0.1
_FEW = 10


def low_quantile(scores: Sequence[float]) -> float | None:
    """The 10th percentile of scores, their minimum when they are few, None without any.

    A mean hides the one value that is wrong (docling's parse score of a page, same rule).
    """
    if not scores:
        return None
    ordered = sorted(scores)
    low = ordered[0] if len(ordered) < _FEW else ordered[int(_QUANTILE * (len(ordered) - 1))]
    return round(min(low, MOST_SURE), 4)
