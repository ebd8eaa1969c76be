"""The lost head of a title's first word: 'P, Global Sales' where 'SV' stands in a cell before."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from form4.inference.assembly.lines import Lines
from form4.inference.assembly.words import LEXICON
from form4.model.spans import Span

_CAPTION_END = "below"
_ALIKE = 0.8
_WITHIN = 40  # characters before the title: captions that a wrong column put in between
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LONE_CELL = re.compile(r"[\t|] *([^\W\d_]{1,4}) *(?=[\t|])")


def without_caption(text: str, spans: Sequence[Span]) -> list[Span]:
    """The pieces of a title without the end of its caption, '(give title below)', before them."""
    first = re.sub(r"[\W\d_]+", "", text[spans[0].start : spans[0].end]).casefold()
    alike = SequenceMatcher(None, first, _CAPTION_END).ratio() >= _ALIKE
    return list(spans[1:] if len(spans) > 1 and alike else spans)


def with_head(text: str, lines: Lines, spans: Sequence[Span]) -> list[Span]:
    """The pieces of a title, led by the letters that make its first word one of titles.

    The letters touch the title or stand alone in a cell just before it, on the same line.
    """
    first = spans[0]
    word = _FIRST_WORD.match(text, first.start, first.end)
    if word is None or word[0].casefold() in LEXICON:
        return list(spans)
    begin = max(first.start - _WITHIN, first.start - lines.column(first.start))
    touching = re.search(r"[^\W\d_]{1,4}$", text[begin : first.start])
    cells = list(_LONE_CELL.finditer(text, begin, first.start))
    found = [(begin + touching.start(), begin + touching.end())] if touching else []
    found += [match.span(1) for match in reversed(cells)]
    for start, end in found:
        if (text[start:end] + word[0]).casefold() in LEXICON:
            return [Span(start, end, first.label, first.score), *spans]
    return list(spans)
