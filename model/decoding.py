"""From scores to spans: the best sequence of tags that IOB2 allows, over the whole document."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span
from form4.model.tokenizer import Tokens

Scores = NDArray[np.float32]
Tags = NDArray[np.int64]
TEXT_QUANTILE = 0.1
LONGEST_WORD = 40
_WORDS = re.compile(r"(?<![^\s|>(\[])(?:[A-Z]?[a-z]+|[A-Z]+(?![a-z]))(?![^\s,.;|<)\]])")


@dataclass(frozen=True, slots=True)
class TagSet:
    """The labels in class order; O is class 0, label k has B at 2k + 1 and I at 2k + 2."""

    labels: tuple[str, ...]

    @property
    def count(self) -> int:
        """The number of tags."""
        return 2 * len(self.labels) + 1

    def begin(self, label: str) -> int:
        """The class of a label's first token."""
        return 2 * self.labels.index(label) + 1


def is_legal(tags: Tags) -> bool:
    """Whether every I follows a B or an I of the same label."""
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate(([0], tags[:-1]))
    return bool(np.all(~inside | (before == tags) | (before == tags - 1)))


def best_legal_tags(log_probabilities: Scores) -> Tags:
    """The most probable legal tag sequence of scores (tokens, tags), by dynamic programming.

    The greedy choice is taken wherever it is legal, because then no other sequence beats it.
    """
    greedy: Tags = log_probabilities.argmax(axis=1).astype(np.int64)
    return greedy if is_legal(greedy) else _mended(greedy, log_probabilities)


def _mended(greedy: Tags, scores: Scores) -> Tags:
    """The same, decided anew in the runs of tokens that are illegal: a B or O, and the I behind it.

    A run is decided as if anything could stand before it. Where the best then begins with an I,
    it is decided again with the run before; else the parts fit, and no whole beats its best parts.
    """
    inside = (greedy > 0) & (greedy % 2 == 0)
    before = np.concatenate(([0], greedy[:-1]))
    starts = np.flatnonzero(~inside).tolist()
    borders = [*([] if starts[:1] == [0] else [0]), *starts, len(greedy)]
    tags, done = greedy.copy(), 0
    for wrong in np.flatnonzero(inside & (before != greedy) & (before != greedy - 1)).tolist():
        if wrong < done:
            continue
        run = bisect_right(borders, wrong) - 1
        done = borders[run + 1]
        best = _viterbi(scores[borders[run] : done], is_open=run > 0)
        while run > 0 and best[0] > 0 and best[0] % 2 == 0:
            run -= 1
            best = _viterbi(scores[borders[run] : done], is_open=run > 0)
        tags[borders[run] : done] = best
    return tags


def _viterbi(scores: Scores, *, is_open: bool = False) -> Tags:
    """Only an I depends on the tag before it, so each step looks at two candidates a label.

    An open sequence may begin with an I.
    """
    count, tags = scores.shape
    inside = np.arange(2, tags, 2)
    best = scores[0].astype(np.float64)
    if not is_open:
        best[inside] = -np.inf
    came_from = np.zeros((count, tags), dtype=np.int16)  # a long text has many tokens
    for token in range(1, count):
        leader = int(best.argmax())
        from_begin = best[inside - 1] >= best[inside]
        came_from[token] = leader
        came_from[token, inside] = np.where(from_begin, inside - 1, inside)
        before = np.full(tags, best[leader])
        before[inside] = np.maximum(best[inside - 1], best[inside])
        best = before + scores[token]
    path = np.empty(count, dtype=np.int64)
    path[-1] = best.argmax()
    for token in range(count - 1, 0, -1):
        path[token - 1] = came_from[token, path[token]]
    return path


def spans_of(
    text: str, tokens: Tokens, tags: Tags, probabilities: Scores, tag_set: TagSet
) -> list[Span]:
    """The spans of a legal tag sequence, trimmed of white space, each with its score."""
    starts = np.flatnonzero(tags % 2 == 1)
    ends = [_end_of(tags, int(start)) for start in starts]
    spans = [
        _trimmed(text, tokens, int(start), end, probabilities, tags, tag_set)
        for start, end in zip(starts, ends, strict=True)
    ]
    return whole_words(text, [span for span in spans if span is not None])


def whole_words(text: str, spans: Sequence[Span]) -> list[Span]:
    """Texts that begin or end inside a word, grown to its borders, never into another span.

    Only words that stand free are grown to: converters glue a name to the address behind it.
    """
    edges = [0, *(span.end for span in spans)]
    limits = [*(span.start for span in spans[1:]), len(text)]
    return [
        _grown(text, span, low, high) for span, low, high in zip(spans, edges, limits, strict=False)
    ]


def _grown(text: str, span: Span, low: int, high: int) -> Span:
    known = BY_NAME.get(span.label)
    if known is None or known.kind is not Kind.TEXT:
        return span
    start, end = _word_at(text, span.start)[0], _word_at(text, span.end)[1]
    return replace(span, start=max(start, low), end=min(end, high))


def _word_at(text: str, position: int) -> tuple[int, int]:
    """The borders of the word that a position lies inside; the position itself between words."""
    begin = max(0, position - LONGEST_WORD)
    for word in _WORDS.finditer(text, begin, position + LONGEST_WORD):
        if word.start() < position < word.end():
            return word.span()
    return position, position


def _end_of(tags: Tags, start: int) -> int:
    end = start + 1
    while end < len(tags) and tags[end] == tags[start] + 1:
        end += 1
    return end


def _trimmed(
    text: str,
    tokens: Tokens,
    first: int,
    last: int,
    probabilities: Scores,
    tags: Tags,
    tag_set: TagSet,
) -> Span | None:
    start, end = int(tokens.starts[first]), int(tokens.ends[last - 1])
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    label = tag_set.labels[int(tags[first]) // 2]
    if start >= end:
        return None
    return Span(start, end, label, _score(probabilities, first, last, int(tags[first]), label))


def _score(probabilities: Scores, first: int, last: int, begin: int, label: str) -> float:
    """The least sure token tells for a value; a long text is judged by a low quantile.

    The border counts too: the token behind the span must not continue it.
    """
    sure = [probabilities[first, begin], *probabilities[first + 1 : last, begin + 1]]
    if last < len(probabilities):
        sure.append(1 - probabilities[last, begin + 1])
    known = BY_NAME.get(label)
    is_text = known is not None and known.kind is Kind.TEXT
    return _low_quantile(sure) if is_text else float(min(sure))


def _low_quantile(values: Sequence[float]) -> float:
    """The TEXT_QUANTILE, between neighbours by their distance; numpy takes longer over so few."""
    ordered = sorted(map(float, values))
    place = TEXT_QUANTILE * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def log_softmax(logits: Sequence[Scores] | Scores) -> Scores:
    """Log probabilities along the last axis."""
    array = np.asarray(logits, dtype=np.float32)
    shifted = array - array.max(axis=-1, keepdims=True)
    normalizer = np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return np.asarray(shifted - normalizer, dtype=np.float32)
