"""Row cells under a wrong label, settled by what stands beside them on their line.

OCR runs footnote marks into codes and figures ('C(2)' as 'cG)', '19.8491' as '19.849' and '1') and
glues the A or D to its amount ('2,248,637/A'); a tagger then takes a mark for a second code, a last
digit for a mark, an A for a code.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from form4.inference.assembly.codes import parse_code
from form4.inference.assembly.items import NUMBERS_TRADED, RELABELLED_SCORE
from form4.model.labels import BY_NAME, Kind, Place
from form4.model.spans import Span

_CODE = "transaction_code"
_SIDE = "transaction_acquired_disposed_code"
_PRICE = "transaction_price_per_share"
_OWNED = "shares_owned_following_transaction"
_MARK = "footnote_mark"
_BETWEEN_CELLS = re.compile(r"[\s|/\\\[\](){}_,;:.-]*")
_WEIGHTED_AVERAGE = re.compile(r"[\d,]+\.\d{4}")
_LETTER = re.compile(r"\(?[ADad]\)?")
_NOTHING_PAID = re.compile(r"[$sS]\s?[oO0]")
_MOST_ON_LINE = 60  # spans before one: a whole text may be one line
_CLASS = re.compile(r"\b(?:class|series)\s*$", re.IGNORECASE)
_TITLE_GOES_ON = re.compile(
    r"\s*(?:common|ordinary|preferred|convertible|stock|shares)\b", re.IGNORECASE
)


def relabel(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with wrong labels mended; what is a mark or a title's letter loses its label."""
    bracketed = _marks_are_bracketed(text, spans) and _has_long_prices(text, spans)
    kept: list[Span] = []
    for span in spans:
        mended = _mended(text, kept, span, bracketed)
        if mended is None:
            continue
        if kept and mended.start < kept[-1].end:
            kept.pop()  # the longer of two that were one
        if mended.label == _CODE and kept and _is_unread_code(text, kept[-1], mended):
            kept.pop()
        kept.append(mended)
    return kept


def _mended(text: str, before: Sequence[Span], span: Span, bracketed: bool) -> Span | None:
    if span.label == _CODE:
        return _mended_code(text, before, span)
    if span.label == _MARK and bracketed and before:
        return _last_digit(text, before[-1], span)
    if span.label in (_OWNED, "nature_of_ownership") and _is_nothing_paid(text, before, span):
        return replace(span, label=_PRICE, score=min(span.score, RELABELLED_SCORE))
    return span


def _mended_code(text: str, before: Sequence[Span], span: Span) -> Span | None:
    printed = text[span.start : span.end]
    if _CLASS.search(text[max(0, span.start - 12) : span.start]) and _TITLE_GOES_ON.match(
        text, span.end
    ):
        return None
    line = _same_line(text, before, span)
    if not any(one.label == _CODE for one in line):
        return span
    last = line[-1]
    if last.label == _CODE and _is_garbled_mark(text, last, span):
        return None
    beside = _BETWEEN_CELLS.fullmatch(text, last.end, span.start)
    if last.label in NUMBERS_TRADED and beside and _LETTER.fullmatch(printed):
        return replace(span, label=_SIDE, score=min(span.score, RELABELLED_SCORE))
    closes = text[span.end : span.end + 1] == ")" and text[span.start - 1 : span.start] != "("
    return None if closes and any(one.label in NUMBERS_TRADED for one in line) else span


def _is_unread_code(text: str, code: Span, span: Span) -> bool:
    """Whether the letter before, which touches this code, is itself none."""
    touches = code.label == _CODE and code.end == span.start
    return touches and parse_code(text[code.start : code.end]) is None


def _is_garbled_mark(text: str, code: Span, span: Span) -> bool:
    """Whether a second code touches the first, or is a letter closed by a bracket nobody opened."""
    if parse_code(text[code.start : code.end]) is None:
        return False
    gap = text[code.end : span.start]
    short = span.end - span.start <= 1 and code.end - code.start <= 2
    closed = text[span.end : span.end + 1] == ")" and "(" not in gap
    return short and (not gap or (closed and not gap.strip()))


def _same_line(text: str, before: Sequence[Span], span: Span) -> list[Span]:
    recent = before[-_MOST_ON_LINE:]
    first = recent[0].start if recent else span.start
    start = max(first, text.rfind("\n", first, span.start) + 1)
    row = (one for one in recent if one.label in BY_NAME and BY_NAME[one.label].place is Place.ROW)
    return [one for one in row if one.start >= start]


def _marks_are_bracketed(text: str, spans: Sequence[Span]) -> bool:
    """Whether most marks of the page stand in brackets, so that a bare digit is none."""
    marks = [span for span in spans if span.label == _MARK]
    opened = sum(text[span.start - 1 : span.start] in ("(", "[") for span in marks)
    return len(marks) > 1 and opened * 2 > len(marks)


def _has_long_prices(text: str, spans: Sequence[Span]) -> bool:
    """Whether a price of the page has the four decimals of weighted averages."""
    prices = (span for span in spans if span.label == _PRICE)
    return any(_WEIGHTED_AVERAGE.fullmatch(text, one.start, one.end) for one in prices)


def _last_digit(text: str, number: Span, mark: Span) -> Span:
    """A bare digit that touches a figure with a point is its last digit, not a mark."""
    label = BY_NAME.get(number.label)
    printed = text[number.start : mark.end]
    if (
        label is None
        or label.kind is not Kind.NUMBER
        or number.end != mark.start
        or not _WEIGHTED_AVERAGE.fullmatch(printed)
    ):
        return mark
    return Span(number.start, mark.end, number.label, min(number.score, RELABELLED_SCORE))


def _is_nothing_paid(text: str, before: Sequence[Span], span: Span) -> bool:
    """Whether a cell before the figure owned is '$0' as OCR reads it: 'so'."""
    if not _NOTHING_PAID.fullmatch(text[span.start : span.end]):
        return False
    line = _same_line(text, before, span)
    labels = {one.label for one in line}
    return bool(labels) and _PRICE not in labels and line[-1].label != _OWNED
