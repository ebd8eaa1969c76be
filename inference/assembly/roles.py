"""Role marks that stand behind their words: 'Director ( )  Officer (X)  10% Owner ( )'.

The SEC's form prints the mark first, so a tagger gives each mark to the word behind it. A row that
begins with a word and ends with a mark, words and marks by turns, is printed the other way round.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from form4.model.spans import Span

_WORDS = {
    "is_director": r"director",
    "is_officer": r"officer(?:\s*\([^)\n]{4,40}\))?",
    "is_ten_percent_owner": r"(?:10|ten)\s?(?:%|percent)\s+(?:share|stock)?(?:owner|holder)",
    "is_other": r"other(?:\s*\([^)\n]{4,40}\))?",
}
_MARK = r"[\[(]\s?[Xx✓✔☒]?\s?[\])]|[☐☒☑✓✔]|_+[Xx]?_+"
_ITEM = re.compile(
    "|".join((*(rf"(?P<{name}>\b{word}(?!\w))" for name, word in _WORDS.items()), _MARK)),
    re.IGNORECASE,
)
_APART = re.compile(r"[\s|:;,.*/-]*")
_FEWEST = 2  # words with a mark behind them: one may be chance
_MOST = 8  # of them; a form has four
_MOST_ROWS = 100  # of words and marks on a page


@dataclass(frozen=True, slots=True)
class _Item:
    """A role's word, or with an empty label a mark."""

    start: int
    end: int
    label: str
    is_set: bool


def settle_roles(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with role marks given to the words before them where a page prints them so.

    A word that was taken for a mark goes where its own mark is empty.
    """
    set_marks: list[_Item] = []
    ranges: list[tuple[int, int]] = []
    for row in islice(filter(_marks_follow, _rows(text)), _MOST_ROWS):
        ranges.append((row[0].start, row[-1].end))
        pairs = zip(row[::2], row[1::2], strict=True)
        set_marks += [replace(mark, label=word.label) for word, mark in pairs if mark.is_set]
    if not ranges:
        return list(spans)
    return sorted((*_others(spans, ranges), *_given(spans, set_marks)))


def _rows(text: str) -> Iterator[list[_Item]]:
    """Runs of role words and marks with nothing but blanks and borders between them."""
    row: list[_Item] = []
    for match in _ITEM.finditer(text):
        label = match.lastgroup or ""
        item = _Item(*match.span(), label, bool(re.search(r"[Xx✓✔☒☑]", match[0])) and not label)
        if row and not _APART.fullmatch(text, row[-1].end, item.start):
            yield row
            row = []
        row.append(item)
    yield row


def _marks_follow(row: Sequence[_Item]) -> bool:
    """Whether a row is words and marks by turns, a word first and a mark last."""
    by_turns = all(bool(item.label) is (place % 2 == 0) for place, item in enumerate(row))
    return by_turns and len(row) % 2 == 0 and 2 * _FEWEST <= len(row) <= 2 * _MOST


def _others(spans: Sequence[Span], ranges: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The spans that are no role marks of these rows."""
    for span in spans:
        is_role = span.label in _WORDS
        if not is_role or not any(start <= span.start < end for start, end in ranges):
            yield span


def _given(spans: Sequence[Span], marks: Sequence[_Item]) -> Iterator[Span]:
    """A span for each mark that is set, as sure as what the tagger said of that place."""
    starts = [one.start for one in spans]
    for mark in marks:
        first = max(0, bisect_right(starts, mark.start) - 1)
        around = spans[first : bisect_left(starts, mark.end)]
        seen = [one for one in around if mark.start < one.end]
        if not any(one.label not in _WORDS for one in seen):
            score = max((one.score for one in seen), default=0.5)
            yield Span(mark.start, mark.end, mark.label, score)
