"""Spans to IOB2 tags over tokens, and back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from form4.annotations.annotated_text import AnnotatedText
from form4.model.decoding import TagSet
from form4.model.spans import Span
from form4.model.tokenizer import Tokens

IGNORED = -100


@dataclass(frozen=True, slots=True)
class TaggedTokens:
    """Class numbers (tokens,), IGNORED where training must not look, and what did not fit."""

    tags: NDArray[np.int64]
    off_border: tuple[Span, ...]


def tag_tokens(annotated: AnnotatedText, tokens: Tokens, tag_set: TagSet) -> TaggedTokens:
    """Tag each token; a span off the token borders is reported and masked, never called O.

    This is the only place where tags are made. Raises ValueError for a label out of the set.
    """
    tags = np.zeros(len(tokens), dtype=np.int64)
    off_border = []
    for start, end in annotated.masked:
        tags[_touched(tokens, start, end)] = IGNORED
    for span in annotated.spans:
        touched = _touched(tokens, span.start, span.end)
        if _fits(tokens, touched, span):
            begin = tag_set.begin(span.label)
            tags[touched] = begin + 1
            tags[touched.start] = begin
        else:
            tags[touched] = IGNORED
            off_border.append(span)
    return TaggedTokens(tags, tuple(off_border))


def _touched(tokens: Tokens, start: int, end: int) -> slice:
    """The tokens that share a character with a half-open range."""
    first = int(np.searchsorted(tokens.ends, start, side="right"))
    last = int(np.searchsorted(tokens.starts, end, side="left"))
    return slice(first, max(first, last))


def _fits(tokens: Tokens, touched: slice, span: Span) -> bool:
    if touched.start >= touched.stop:
        return False
    first, last = tokens.starts[touched.start], tokens.ends[touched.stop - 1]
    return bool(first == span.start and last == span.end)
