"""Characters of what was read set beside the characters that were printed."""

import math
from collections.abc import Container, Sequence

_SAME_SHAPE = (
    "0OoQDo°©@",
    "1lI|i!][)(tjJ7/",
    "2Zz?",
    "3B8E",
    "4A",
    "5Ss$§",
    "6Gb",
    "7T?",
    "8B&",
    "9gq",
    ".,:;'’`‘-_",
    "-—–_=~",
    "xX×*%",
    "cCeG(",
    "uUvV",
    "mMnrNH",
    "wWvV",
    "kK",
    "pPF",
    "yYv",
    "hHnb",
    "fFt",
)
_SHAPES: dict[str, frozenset[int]] = {
    sign: frozenset(n for n, shape in enumerate(_SAME_SHAPE) if sign in shape)
    for sign in "".join(_SAME_SHAPE)
}
_GAP = 0.8
_FAVOUR = 0.05
_NONE: frozenset[int] = frozenset()


def likeness(read: str, printed: str) -> float:
    """How alike two characters look: 1 the same, 0 nothing in common."""
    if read == printed:
        return 1.0
    if read.casefold() == printed.casefold():
        return 0.9
    return 0.6 if _SHAPES.get(read, _NONE) & _SHAPES.get(printed, _NONE) else 0.0


def paired(read: str, printed: Sequence[str], favoured: Container[int] = ()) -> list[int | None]:
    """For each character read, the place of the printed one it stands for; None if for none.

    The cheapest edit of one into the other, where characters of like shape cost less, and where
    nothing else decides, a printed character at a favoured place is taken before its neighbours.
    """
    swaps = [
        [1.0 - likeness(sign, other) - _FAVOUR * (n in favoured) for n, other in enumerate(printed)]
        for sign in read
    ]
    costs = [[_GAP * column for column in range(len(printed) + 1)]]
    for row, swap in enumerate(swaps):
        line, above = [_GAP * (row + 1)], costs[-1]
        for column, cost in enumerate(swap):
            line.append(min(above[column] + cost, above[column + 1] + _GAP, line[-1] + _GAP))
        costs.append(line)
    return _path(swaps, costs)


def _path(swaps: list[list[float]], costs: list[list[float]]) -> list[int | None]:
    result: list[int | None] = [None] * len(swaps)
    row, column = len(swaps), len(costs[0]) - 1
    while row and column:
        here = costs[row][column]
        if math.isclose(here, costs[row - 1][column - 1] + swaps[row - 1][column - 1]):
            row, column = row - 1, column - 1
            result[row] = column
        elif math.isclose(here, costs[row - 1][column] + _GAP):
            row -= 1
        else:
            column -= 1
    return result
