"""What reads a picture of a page: an engine, and what it makes of a picture."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from form4.inference.pages.words import Word

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a picture in its pixels, and how sure of them the engine was, in [0, 1]."""

    words: tuple[Word, ...]
    sureness: float


class Engine(Protocol):
    """A program or library for OCR."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    def read(self, image: "Image", dpi: int) -> Reading:
        """The words of an upright grey picture; raises DocumentError when it fails."""


def weighed(words: list[tuple[Word, float]]) -> Reading:
    """Words with the mean of their sureness by character, since short ones are often dirt."""
    characters = sum(len(word.text) for word, _ in words)
    total = sum(len(word.text) * sureness for word, sureness in words)
    return Reading(tuple(word for word, _ in words), total / characters if characters else 0.0)
