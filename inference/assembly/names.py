"""An owner's name that the tagger cut short, completed by the words that the signature confirms."""

import re
from collections.abc import Sequence
from dataclasses import replace

from form4.model.spans import Span

CONFIRMED_SCORE = 0.85
_AFTER = re.compile(r" ([^\W\d_]{2,})(?![^\s|<*])")
_BEFORE = re.compile(r"(?<![^\s|>*])([^\W\d_]{2,}) $")


def complete_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with owners' names grown over the words beside them that also stand in a signature.

    The signature must hold a word of the name as it was read, and names are never grown into
    another span or over more than one blank.
    """
    signed = [_words(text, span) for span in spans if span.label == "signature_name"]
    taken = {position for span in spans for position in range(span.start, span.end)}
    return [
        _completed(text, span, signed, taken) if span.label == "owner_name" else span
        for span in spans
    ]


def _words(text: str, span: Span) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{2,}", text[span.start : span.end].casefold()))


def _completed(text: str, span: Span, signed: Sequence[frozenset[str]], taken: set[int]) -> Span:
    own = _words(text, span)
    missing = frozenset().union(*(words - own for words in signed if words & own))
    start, end = span.start, span.end
    while (word := _AFTER.match(text, end)) and _fits(word, missing, taken):
        end = word.end()
    while (word := _BEFORE.search(text, max(0, start - 40), start)) and _fits(word, missing, taken):
        start = word.start(1)
    if (start, end) == (span.start, span.end):
        return span
    return replace(span, start=start, end=end, score=min(span.score, CONFIRMED_SCORE))


def _fits(word: re.Match[str], missing: frozenset[str], taken: set[int]) -> bool:
    return word[1].casefold() in missing and not taken & set(range(*word.span(1)))
