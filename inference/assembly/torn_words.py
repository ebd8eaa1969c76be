"""The lost head of a title's first word: 'P, Global Sales' where 'SV' stands in a cell before."""

import re
from collections.abc import Sequence

from form4.inference.assembly.lines import Lines
from form4.inference.assembly.words import LEXICON
from form4.model.spans import Span

_WITHIN = 40  # characters before the title: captions that a wrong column put in between
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LONE_CELL = re.compile(r"[\t|] *([^\W\d_]{1,4}) *(?=[\t|])")


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
