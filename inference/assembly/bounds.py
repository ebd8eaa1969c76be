"""How many mentions of one part of a form's head are read: each is held against all others.

EDGAR takes ten owners a filing, and a form names each of them some four times.
"""

from collections import Counter
from collections.abc import Sequence

from form4.model.labels import BY_NAME, Place
from form4.model.spans import Span

MOST_MENTIONS = 100
_HEAD = frozenset(
    name
    for name, label in BY_NAME.items()
    if label.place in (Place.HEADER, Place.OWNER, Place.SIGNATURE)
)


def bound_mentions(spans: Sequence[Span]) -> tuple[list[Span], list[str]]:
    """The spans without what is too many of the head, and a warning for each label cut short."""
    seen: Counter[str] = Counter()
    kept: list[Span] = []
    for span in spans:
        seen[span.label] += span.label in _HEAD
        if seen[span.label] <= MOST_MENTIONS:
            kept.append(span)
    return kept, [_warning(label, seen[label]) for label in seen if seen[label] > MOST_MENTIONS]


def _warning(label: str, count: int) -> str:
    return (
        f"{label}: {count - MOST_MENTIONS:,} of {count:,} left out, {MOST_MENTIONS} are the most "
        "of one filing. Give each filing a file of its own."
    )
