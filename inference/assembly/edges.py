"""What touches a figure: a footnote mark run into it, or letters that hide the rest of it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from form4.inference.assembly.draft import Draft
from form4.inference.assembly.reading import DOUBTFUL_SCORE, Page, Reading
from form4.model.filing import Origin
from form4.model.spans import Span

_NUMBERS = ("transaction_shares", "shares_owned_following_transaction")
_PRICE = "transaction_price_per_share"
_HIDDEN_SCORE = 0.5
_MARK_CUT_SCORE = 0.75
# Since forms are filed as data, prices have four decimals at most: not one of 62,000 has more.
_EDGAR_ONLY = date(2003, 7, 1)
_TOO_PRECISE = re.compile(r"\$?\s?([\d,]+\.\d{4})(\d{1,2})")
_ENDS_IN_MARK = re.compile(r"(\d{1,3}|\d{1,3}(?:,\d{3})+)(\d)")


def doubt_edges(
    page: Page, spans: Sequence[Span], drafts: Sequence[Draft], notes: Collection[str]
) -> list[Draft]:
    """The drafts with figures that touch what is no cell less sure, and marks cut off prices.

    `notes` are the ids of the footnotes there are.
    """
    starts = frozenset(span.start for span in spans)
    ends = frozenset(span.end for span in spans)
    doubted = []
    for draft in drafts:
        for name in (*_NUMBERS, _PRICE):
            reading = draft.cells.get(name)
            if reading is not None and len(reading.evidence.spans) == 1:
                draft = _doubted(page, draft, name, reading, starts, ends)
        doubted.append(_without_mark(draft, notes))
    return doubted


def _doubted(
    page: Page,
    draft: Draft,
    name: str,
    reading: Reading,
    starts: Collection[int],
    ends: Collection[int],
) -> Draft:
    ((start, end),) = reading.evidence.spans
    before, after = page.text[max(0, start - 1) : start], page.text[end : end + 1]
    if (before.isalpha() and start not in ends) or (after.isalpha() and end not in starts):
        draft = draft.with_cell(name, reading.scored(min(reading.score, _HIDDEN_SCORE)))
        return draft.warned(f"{name}: letters touch '{reading.evidence.text}'")
    mark = _ENDS_IN_MARK.fullmatch(reading.evidence.text) if name != _PRICE else None
    opened = page.text[max(0, start - 2) : start].strip(" $\\")[-1:] == "("
    if after != ")" or mark is None or opened or reading.others:
        return draft
    other = Decimal(mark[1].replace(",", ""))
    reading = replace(reading, others=(other,)).scored(min(reading.score, DOUBTFUL_SCORE))
    warning = f"{name}: a footnote mark may have run into '{reading.evidence.text})'"
    return draft.with_cell(name, reading).warned(warning)


def _without_mark(draft: Draft, notes: Collection[str]) -> Draft:
    """A price without the footnote mark that makes its fifth decimal."""
    reading = draft.cells.get(_PRICE)
    match = None if reading is None else _TOO_PRECISE.fullmatch(reading.evidence.text)
    day = draft.day("transaction_date")
    if reading is None or match is None or f"F{match[2]}" not in notes:
        return draft
    if day is None or day < _EDGAR_ONLY or _PRICE in draft.marks:
        return draft
    score = min(reading.score, _MARK_CUT_SCORE)
    evidence = replace(reading.evidence, origin=Origin.REPAIRED, score=score)
    value = Decimal(match[1].replace(",", ""))
    cut = replace(reading, value=value, evidence=evidence, others=(reading.value,))
    return draft.with_cell(_PRICE, cut).warned(f"{_PRICE}: mark {match[2]} cut off")
