"""A given share of a text's characters damaged: what a noise curve is measured on."""

import random
from dataclasses import dataclass
from itertools import accumulate

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.linearizers.slips import CONFUSIONS
from form4.model.spans import Span

# The shares of the non-blank characters at which a curve is usually read.
SHARES = (0.0, 0.01, 0.02, 0.05, 0.1)
_DROPPED, _DOUBLED = 0.15, 0.15  # the others are taken for characters that look alike


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text after damage, beside the spans that it had before.

    `moved` holds for every span of the undamaged text, in its order, where it stands now, None
    where no character of it is left; `intact` the numbers of those that lost and changed nothing.
    """

    annotated: AnnotatedText
    moved: tuple[Span | None, ...]
    intact: frozenset[int]


def damage(annotated: AnnotatedText, share: float, rng: random.Random) -> Damaged:
    """Misread, drop or double the share (0 to 1) of the non-blank characters; labels stay.

    The same random source in the same state gives the same text. Raises ValueError for a share
    out of bounds.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"The share of characters must lie in 0 to 1, not at {share}.")
    text = annotated.text
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    struck = set(rng.sample(solid, round(share * len(solid))))
    written = [_struck(c, rng) if place in struck else c for place, c in enumerate(text)]
    starts = [0, *accumulate(len(piece) for piece in written)]
    after = "".join(written)
    moved = tuple(_moved(span, starts, after) for span in annotated.spans)
    hurt = sorted(struck)
    intact = _untouched(annotated.spans, hurt)
    masked = ((starts[start], starts[end]) for start, end in annotated.masked)
    return Damaged(
        AnnotatedText(
            annotated.document_id,
            after,
            tuple(span for span in moved if span is not None),
            annotated.layout,
            tuple((start, end) for start, end in masked if start < end),
        ),
        moved,
        intact,
    )


def _struck(character: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < _DROPPED:
        return ""
    if chance < _DROPPED + _DOUBLED:
        return 2 * character
    alike = CONFUSIONS.get(character)
    return rng.choice(alike) if alike else rng.choice(("", 2 * character, "_", "·"))


def _moved(span: Span, starts: list[int], text: str) -> Span | None:
    start, end = starts[span.start], starts[span.end]
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return Span(start, end, span.label, span.score) if start < end else None


def _untouched(spans: tuple[Span, ...], hurt: list[int]) -> frozenset[int]:
    """The numbers of the spans that no struck place lies in; both come in reading order."""
    intact, at = set(), 0
    for number, span in enumerate(spans):
        while at < len(hurt) and hurt[at] < span.start:
            at += 1
        if at == len(hurt) or hurt[at] >= span.end:
            intact.add(number)
    return frozenset(intact)
