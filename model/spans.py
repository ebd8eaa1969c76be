"""A labelled piece of text, as annotated and as predicted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Labelled piece of one document text: half open, in code points; score 1 when annotated."""

    start: int
    end: int
    label: str
    score: float = 1.0
