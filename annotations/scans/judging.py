"""Which labels survive a reading: what is hopeless is masked, and what was lost is counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.marked import MASK
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span

_ALIKE = 0.5
_ALIKE_TEXT = 0.6
_LEAST_READ = 0.4  # of a number or date: less of it tells nothing
_NO_MARKS = frozenset(",.;:|-_()[]{}/\\")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of labelled values, as counts by label."""

    kept: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, dict[str, int]]:
        """The counts as JSON has them."""
        counts = {"kept": self.kept, "masked": self.masked, "lost": self.lost}
        return {name: dict(sorted(count.items())) for name, count in counts.items()}


@dataclass(slots=True)
class Draft:
    """The text with the value of each character, how well it was read, and what is in doubt.

    Characters of words under which nothing was printed are dirt.
    """

    text: str
    owners: list[int]
    likes: list[float]
    doubt: list[bool]
    dirt: list[bool]


def judged(
    annotated: AnnotatedText,
    draft: Draft,
    labels: Sequence[str | None],
    printed: Counter[int],
) -> tuple[AnnotatedText, Fate]:
    """The text with hopeless readings masked, and the fates counted."""
    kept: list[Span] = []
    doubts: list[tuple[int, int]] = []
    kept_values, values = set(), _places_by_value(draft)
    for span in annotated.spans:
        value = next(owner for owner in draft.owners[span.start : span.end] if owner)
        if _is_readable(draft, span, values[value], printed[value]):
            kept.append(span)
            kept_values.add(value)
        else:
            doubts.append((span.start, span.end))
    fate = Fate()
    for value in printed:
        label = labels[value]
        if label and label != MASK:
            counts = fate.masked if value in values else fate.lost
            (fate.kept if value in kept_values else counts)[label] += 1
    hidden = [
        odd or labels[owner] == MASK for owner, odd in zip(draft.owners, draft.doubt, strict=True)
    ]
    masked = tuple(sorted([*doubts, *_ranges(hidden)]))
    return replace(annotated, spans=tuple(kept), masked=masked), fate


def _places_by_value(draft: Draft) -> dict[int, list[int]]:
    """Where the characters of each value were read, dirt left out."""
    places: dict[int, list[int]] = {}
    for place, value in enumerate(draft.owners):
        if value and not draft.dirt[place]:
            places.setdefault(value, []).append(place)
    return places


def _is_readable(draft: Draft, span: Span, places: Sequence[int], printed: int) -> bool:
    """Whether enough of what was printed was read, and like it; of a text, all of it counts.

    Check marks and footnote marks are marked whatever OCR made of them (docs/labelling.md).
    """
    kind, read = BY_NAME[span.label].kind, draft.text[span.start : span.end]
    if kind is Kind.MARK:
        return True
    if span.label == "footnote_mark":
        return not set(read) <= _NO_MARKS
    if kind in (Kind.NUMBER, Kind.DATE):
        if len(places) < _LEAST_READ * printed or not any(sign.isalnum() for sign in read):
            return False
        places = [place for place in places if span.start <= place < span.end]
    alike = sum(draft.likes[place] for place in places) / max(1, len(places))
    return alike >= (_ALIKE_TEXT if kind is Kind.TEXT else _ALIKE)


def _ranges(flags: Sequence[bool]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if flag and ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        elif flag:
            ranges.append((place, place + 1))
    return ranges
