"""A date cut by columns whose pieces the tagger gave to two date columns of the form."""

from collections.abc import Sequence
from dataclasses import replace

from form4.inference.assembly.join import join_days
from form4.inference.assembly.parse import parse_day
from form4.model.labels import BY_NAME, Kind, Place
from form4.model.spans import Span

_SURE = 1.0  # doubt of a joined date below which no digit was guessed


def join_torn_dates(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with two neighbouring pieces of one date made one, under the label of the first.

    Only where neither is a date by itself, nothing but tabs and blanks stands between them, and
    together they are one date: with all its digits, or, where the pieces touch, with some guessed.
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and _are_one_date(text, joined[-1], span):
            joined[-1] = replace(joined[-1], end=span.end)
        else:
            joined.append(span)
    return joined


def _are_one_date(text: str, left: Span, right: Span) -> bool:
    if left.label == right.label or not (_is_row_date(left) and _is_row_date(right)):
        return False
    gap = text[left.end : right.start]
    if left.end > right.start or gap.strip() or "\n" in gap:
        return False
    pieces = [text[left.start : left.end], text[right.start : right.end]]
    if any(parse_day(piece) is not None for piece in pieces):
        return False
    if left.end == right.start:
        return bool(join_days(["".join(pieces)], frozenset()))
    found = join_days(pieces, frozenset())
    return bool(found) and found[0].doubt < _SURE


def _is_row_date(span: Span) -> bool:
    known = BY_NAME.get(span.label)
    return known is not None and known.kind is Kind.DATE and known.place is Place.ROW
