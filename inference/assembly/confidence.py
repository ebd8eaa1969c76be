"""How sure a row or a filing is: a low quantile of its parts, not their mean."""

from collections.abc import Sequence

_QUANTILE = 0.1
_FEW = 10


def low_quantile(scores: Sequence[float]) -> float | None:
    """The 10th percentile of scores, their minimum when they are few, None without any.

    A mean hides the one value that is wrong (docling's parse score of a page, same rule).
    """
    if not scores:
        return None
    ordered = sorted(scores)
    if len(ordered) < _FEW:
        return round(ordered[0], 4)
    return round(ordered[int(_QUANTILE * (len(ordered) - 1))], 4)
