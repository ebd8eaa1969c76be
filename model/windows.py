"""Windows over a long token sequence, and their scores put together again."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from form4.model.errors import ConfigError

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Half-open range of tokens that the network sees at once."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def cut_windows(count: int, *, size: int, overlap: int) -> list[Window]:
    """Cover `count` tokens by the fewest windows of at most `size`, neighbours sharing `overlap`.

    All are of one length, since a short last window would see little of its page; where the
    tokens do not divide evenly, some neighbours share more. Raises ConfigError unless
    0 <= overlap < size.
    """
    if not 0 <= overlap < size:
        raise ConfigError(f"A window of {size} tokens cannot overlap by {overlap}: choose less.")
    number = max(1, math.ceil((count - overlap) / (size - overlap)))
    length = math.ceil((count + (number - 1) * overlap) / number)
    gaps = max(1, number - 1)
    starts = (place * (count - length) // gaps for place in range(number))
    return [Window(start, start + length) for start in starts]


def stitch(windows: Sequence[Window], scores: Sequence[Scores]) -> Scores:
    """One row of scores a token, each from the window where it is farthest from an inner edge.

    Takes an array (tokens of the window, tags) per window, gives (tokens, tags).
    """
    borders = [(left.end + right.start) // 2 for left, right in pairwise(windows)]
    starts, ends = [0, *borders], [*borders, windows[-1].end]
    parts = [
        part[start - window.start : end - window.start]
        for window, part, start, end in zip(windows, scores, starts, ends, strict=True)
    ]
    return np.concatenate(parts)
