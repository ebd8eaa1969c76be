"""Words to lines of print, and lines to text: a blank between words, a tab at a wide gap."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from form4.inference.pages.words import Word

TAB_GAP = 1.0  # of the height of the higher word: a wider gap is one between columns
_BLANK_GAP = 0.12  # of the height of the higher word: a narrower one is none
_RISE = 0.15  # of a word's height, by which a mark beside it is raised
_MARK = re.compile("[0-9]{1,2}")
_MARK_GAP = 0.5  # of the height of the higher word
_SHARED = 0.5  # of the lower word's height, so that both are of one line
_LOOK_BACK = 8  # lines; what lies further up can reach no word that comes later


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """The words line by line from the top, each line from the left.

    A word is of a line when it shares half of its height with the line's first one: a raised
    mark stays with its cell, and cells whose print is not quite level stay in one row.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        for line in reversed(lines[-_LOOK_BACK:]):
            if _is_level(line[0], word):
                line.append(word)
                break
        else:
            lines.append([word])
    lines.sort(key=lambda line: line[0].middle)
    return [sorted(line, key=lambda word: word.left) for line in lines]


def line_text(
    line: Sequence[Word], *, tab_gap: float | None = TAB_GAP, words_apart: bool = False
) -> str:
    """The text of a line; `tab_gap` None never puts a tab, `words_apart` always a blank.

    A bare number that is raised beside its neighbour is a mark and gets brackets, as it would read
    as another digit.
    """
    gaps = (_next(left, right, tab_gap, words_apart) for left, right in pairwise(line))
    return line[0].text + "".join(gaps)


def _is_level(first: Word, word: Word) -> bool:
    shared = min(first.bottom, word.bottom) - max(first.top, word.top)
    return shared > _SHARED * min(first.height, word.height)


def _next(left: Word, right: Word, tab_gap: float | None, words_apart: bool) -> str:
    height = max(left.height, right.height)
    gap = right.left - left.right
    if tab_gap is not None and gap > tab_gap * height:
        return f"\t{right.text}"
    if words_apart:
        return f" {right.text}"
    if _is_raised(left, right) and _MARK.fullmatch(right.text) and gap <= _MARK_GAP * height:
        return f"({right.text})"
    return f" {right.text}" if gap > _BLANK_GAP * height else right.text


def _is_raised(left: Word, right: Word) -> bool:
    return right.height < left.height and right.bottom < left.bottom - _RISE * left.height
