"""The labelled characters that a linearizer writes and that noise changes.

A value is what one run of the page holds; its number stays with every piece of it, so that two
pieces of one value can join into one span and two values side by side never do.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span

# The label of characters that nobody can name any more: their place is masked in training.
UNKNOWN = "unknown"
# What may stand between the pieces of a torn value inside one span (docs/labelling.md, rule 3).
TEAR = re.compile(r"(?:\s|\||<br\s*/?>)*")


class Piece(NamedTuple):
    """Characters of one value, or of none: then the label is None and the value number 0."""

    text: str
    label: str | None = None
    value: int = 0


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Tape:
    """Pieces in the order of the text; a builder while a page is read, a value afterwards."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All characters."""
        return "".join(piece.text for piece in self.pieces)

    def write(self, text: str) -> None:
        """Append characters without a label."""
        if text:
            self.pieces.append(Piece(text))

    def extend(self, pieces: Pieces | list[Piece]) -> None:
        """Append pieces as they are."""
        self.pieces.extend(pieces)

    def annotated(self, document_id: str, layout: str) -> AnnotatedText:
        """The text with one span for each value, or for each part of one that others interrupt.

        Characters of an unknown label become masked ranges.
        """
        text = self.text
        marks: list[tuple[int, int, str, int]] = []
        masked: list[tuple[int, int]] = []
        position = 0
        for piece in self.pieces:
            start, position = position, position + len(piece.text)
            bare = piece.text.strip()
            if piece.label is None or not bare:
                continue
            start += len(piece.text) - len(piece.text.lstrip())
            end = start + len(bare)
            if piece.label == UNKNOWN:
                masked.append((start, end))
                continue
            if marks and _continues(text, marks[-1], piece, start):
                start = marks.pop()[0]
            marks.append((start, end, piece.label, piece.value))
        spans = tuple(Span(start, end, label) for start, end, label, _ in marks)
        return AnnotatedText(document_id, text, spans, layout, tuple(masked))


def _continues(text: str, mark: tuple[int, int, str, int], piece: Piece, start: int) -> bool:
    _, end, label, value = mark
    same = value == piece.value and label == piece.label
    return same and (end == start or TEAR.fullmatch(text, end, start) is not None)


def text_of(pieces: Pieces | list[Piece]) -> str:
    """The characters of some pieces."""
    # One piece is by far the most frequent case, and this is called for every box of a page.
    return pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])


def cut(pieces: Pieces, start: int, end: int) -> Pieces:
    """The characters from start to end, half open, with their labels."""
    parts: list[Piece] = []
    position = 0
    for text, label, value in pieces:
        left, right = max(start - position, 0), min(end - position, len(text))
        if left < right:
            parts.append(Piece(text[left:right], label, value))
        position += len(text)
        if position >= end:
            break
    return tuple(parts)


def joined(parts: list[Pieces], separator: str) -> Pieces:
    """Parts in a row with unlabelled characters between them."""
    row: list[Piece] = []
    for number, part in enumerate(parts):
        if number and separator:
            row.append(Piece(separator))
        row.extend(part)
    return tuple(row)
