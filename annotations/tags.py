"""Spans to IOB2 tags over tokens, and back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from form4.annotations.annotated_text import AnnotatedText
from form4.model.decoding import TagSet
from form4.model.network import TOKENIZER_FILE, find_model
from form4.model.spans import Span
from form4.model.tokenizer import Tokens, encode, load_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

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


def border_check(model: str | Path) -> Callable[[AnnotatedText], tuple[Span, ...]]:
    """What finds the spans that a model's tokens cannot be tagged with; ModelError without one."""
    return partial(off_border, load_tokenizer(find_model(model) / TOKENIZER_FILE))


def off_border(tokenizer: "Tokenizer", annotated: AnnotatedText) -> tuple[Span, ...]:
    """The spans that begin or end inside a token, and so are masked from training.

    Tokens are words, single digits, single signs and runs of one sign; only a text with a span that
    may lie inside one of them is cut into tokens here.
    """
    text = annotated.text
    doubtful = [s for s in annotated.spans if _is_inside(text, s.start) or _is_inside(text, s.end)]
    if not doubtful:
        return ()
    tokens = encode(tokenizer, text)
    return tuple(s for s in doubtful if not _fits(tokens, _touched(tokens, s.start, s.end), s))


def _is_inside(text: str, border: int) -> bool:
    before, after = text[border - 1 : border], text[border : border + 1]
    return (before.isalpha() and after.isalpha()) or (before == after != "" and not after.isdigit())


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
