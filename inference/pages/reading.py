"""What reads a picture of a page: an engine, and what it makes of a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from form4.inference.pages.words import Word

_MOST_WORDS = 4_000  # of a page; of one with more each pair is not looked at
_UNSURE = 0.5
_MUCH, _MUCH_OF_UNSURE = 0.6, 0.25  # of a word's area under a surer one, by whether it is unsure

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


def weighed(words: Sequence[tuple[Word, float]]) -> Reading:
    """Words, each once, and the mean of their sureness by character: short ones are often dirt."""
    kept = _without_doubles(words)
    characters = sum(len(word.text) for word, _ in kept)
    total = sum(len(word.text) * sureness for word, sureness in kept)
    return Reading(tuple(word for word, _ in kept), total / characters if characters else 0.0)


def _without_doubles(words: Sequence[tuple[Word, float]]) -> list[tuple[Word, float]]:
    """The words without those that lie on a surer one: Tesseract reads crowded places twice."""
    if not 1 < len(words) <= _MOST_WORDS:
        return list(words)
    boxes = np.array([(word.left, word.top, word.right, word.bottom) for word, _ in words])
    sure = np.array([sureness for _, sureness in words])
    shared = np.ones((len(words), len(words)))
    for low, high in ((0, 2), (1, 3)):
        end = np.minimum(boxes[:, None, high], boxes[None, :, high])
        start = np.maximum(boxes[:, None, low], boxes[None, :, low])
        shared *= np.maximum(end - start, 0.0)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    covered = shared / np.maximum(areas, 1e-9)[:, None]
    much = np.where(sure < _UNSURE, _MUCH_OF_UNSURE, _MUCH)[:, None]
    double = ((covered > much) & (sure[None, :] > sure[:, None])).any(axis=1)
    return [one for one, is_double in zip(words, double, strict=True) if not is_double]
