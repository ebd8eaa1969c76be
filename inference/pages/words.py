"""What a page is: words with their boxes, and the lines that were ruled around them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that stay together and their box; y goes down.

    The box is that of the font from ascent to descent, where it is known, so that words of one
    line are equally high.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From the top of the box to its bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line ruled on the page, level or upright: at a place, from one end to the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in no order that matters, and the strokes between them, in points.

    `words_apart` tells that two words are two even where they touch, as with those of OCR; words
    of a file may be pieces of one.
    """

    words: Sequence[Word]
    level: Sequence[Stroke] = ()
    upright: Sequence[Stroke] = ()
    words_apart: bool = False
