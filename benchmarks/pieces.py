"""The pieces that peers tag: words, whole digit runs, signs and white space that is layout.

form4 cuts digits one by one. Peers that see few pieces around them read further when a number's
digits stay together; the price is the span that begins or ends inside a run of digits, one in
a hundred, which they can neither learn nor find. A single blank is no piece, as in spaCy.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span

_PIECE = re.compile(
    r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_]|\d+|\t+| {2,}|\n+|-{2,}|_{2,}|={2,}|\.{2,}|\*{2,}"
    r"|[^\s\w]|_|[^\S ]+|\w"
)
OUTSIDE, UNKNOWN = "O", "?"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text: half open, in code points, with its characters."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()


def cut(text: str) -> list[Piece]:
    """The pieces of a text, in order; what lies between them is single blanks."""
    return [Piece(*found.span(), found.group()) for found in _PIECE.finditer(text)]


def whole_spans(
    page: AnnotatedText, pieces: Sequence[Piece]
) -> Iterator[tuple[Span, range | None]]:
    """Each span with the pieces that it is made of; None where it ends inside a piece."""
    starts = {piece.start: number for number, piece in enumerate(pieces)}
    ends = {piece.end: number for number, piece in enumerate(pieces)}
    for span in page.spans:
        first, last = starts.get(span.start), ends.get(span.end)
        yield span, None if first is None or last is None else range(first, last + 1)


def tags_of(page: AnnotatedText, pieces: Sequence[Piece]) -> list[str]:
    """The IOB2 tags of the pieces; UNKNOWN where no border of pieces fits a span."""
    tags = [OUTSIDE] * len(pieces)
    for span, within in whole_spans(page, pieces):
        if within is None:
            for number in touched(pieces, span.start, span.end):
                tags[number] = UNKNOWN
            continue
        for number in within:
            tags[number] = f"{'B' if number == within.start else 'I'}-{span.label}"
    return tags


def touched(pieces: Sequence[Piece], start: int, end: int) -> list[int]:
    """The numbers of the pieces that share a character with a half-open range."""
    return [n for n, piece in enumerate(pieces) if piece.start < end and start < piece.end]


def spans_of(pieces: Sequence[Piece], tags: Sequence[str], scores: Sequence[float]) -> list[Span]:
    """The spans that IOB2 tags spell, each as sure as its least sure piece.

    An I without a beginning opens a span, as conlleval and the pipelines read it.
    """
    runs: list[tuple[int, int, str]] = []
    for number, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "I" and runs and runs[-1][1:] == (number, label):
            runs[-1] = (runs[-1][0], number + 1, label)
        elif label:
            runs.append((number, number + 1, label))
    return [
        Span(pieces[first].start, pieces[end - 1].end, label, min(scores[first:end]))
        for first, end, label in runs
    ]
