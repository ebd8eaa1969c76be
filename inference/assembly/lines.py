"""Lines and columns of a text, and which spans are pieces of one value printed over lines."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from form4.model.spans import Span

_COLUMN_SLACK = 3
_SHORT_PIECE = 7


class Lines:
    """Where lines begin, to find the line and the column of an offset."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """The number of the line that holds the offset, from 0."""
        return bisect_right(self._starts, offset) - 1

    def column(self, offset: int) -> int:
        """The characters between the line's start and the offset."""
        return offset - self._starts[self.line(offset)]


def stands_below(lines: Lines, upper: Span, lower: Span, *, within: int = 1) -> bool:
    """Whether a span begins at most `within` lines after another one, at the same column."""
    down = lines.line(lower.start) - lines.line(upper.end - 1)
    shift = lines.column(lower.start) - lines.column(upper.start)
    return 1 <= down <= within and abs(shift) <= _COLUMN_SLACK


def is_torn_off(text: str, left: Span, right: Span) -> bool:
    """Whether nothing but a cell's border, or less, stands between two spans.

    A value that is torn by layout alone is one span when labelled; a tagger may still split it.
    """
    gap = text[left.end : right.start]
    short = min(left.end - left.start, right.end - right.start) < _SHORT_PIECE
    if re.search(r"\w", gap) or "\n\n" in gap:
        return False
    return short or "\t" in gap or "|" in gap


def runs_of(spans: Sequence[Span], continues: Callable[[Span, Span], bool]) -> list[list[Span]]:
    """Spans of one label as values: a span that continues the one before joins its run."""
    runs: list[list[Span]] = []
    for span in spans:
        if runs and continues(runs[-1][-1], span):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs
