"""Values that the tagger passed over, read between the cells of a row where only one thing fits.

Between the amount and the figure owned stand the letter and the price, between the date and the
amount the code, behind the figure owned D or I; '$0' comes out of OCR as 'so'.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from form4.inference.assembly.chains import OWNED, SHARES, SIDE
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.parse import parse_number
from form4.inference.assembly.reading import Page, Reading
from form4.model.filing import Evidence, Origin
from form4.model.spans import Span
from form4.model.values import Value

_SCORE = 0.75
_PRICE = "transaction_price_per_share"
_CODE = "transaction_code"
_HELD = "direct_or_indirect_ownership"
_FRAME = r"[\s|\[\](){}/\\_,;:.~\-\u2014]*"
_NOTHING_PAID = re.compile(rf"{_FRAME}(?P<value>[$sS]\s?[oO0])(?:\.00?)?{_FRAME}")
_PAID = re.compile(rf"{_FRAME}(?P<value>\$\s?\d[\d,]*(?:\.\d+)?){_FRAME}")
_LETTER = re.compile(rf"{_FRAME}(?P<value>[AD]){_FRAME}")
_CODE_LETTER = re.compile(rf"{_FRAME}(?P<value>[PSADFMCGJ]){_FRAME}")
_OWNED_HOW = re.compile(rf"{_FRAME}(?P<value>[DI])(?![\w&.']){_FRAME}")
_LABELLED = re.compile(
    r"(?:ownership\s+form|form\s+of\s+ownership|direct\s*\(d\)\s*or\s+indirect\s*\(i\))"
    r"\s*[:|\t]\s*\(?(?P<value>[DI])\b(?!\))",
    re.IGNORECASE,
)
_NUMBERS = frozenset({SHARES, "derivative_shares_acquired", "derivative_shares_disposed"})


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch of one line between two cells of a row that holds no other cell."""

    start: int
    end: int
    before: str
    after: str


def read_gaps(page: Page, spans: Sequence[Span], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what stands unlabelled between their cells."""
    starts = sorted(span.start for span in spans)
    return [_filled(page, starts, draft) for draft in drafts]


def _filled(page: Page, starts: Sequence[int], draft: Draft) -> Draft:
    for gap in _gaps(page, starts, draft) if draft.is_transaction else ():
        draft = _read_traded(page, gap, draft)
    if _HELD not in draft.cells:
        draft = _read_held(page, starts, draft)
    return draft


def _gaps(page: Page, starts: Sequence[int], draft: Draft) -> list[_Gap]:
    gaps = []
    for left, right in zip(draft.spans, draft.spans[1:], strict=False):
        between = page.text[left.end : right.start]
        follows = starts[bisect_left(starts, left.end)]
        if between.strip() and "\n" not in between and follows == right.start:
            gaps.append(_Gap(left.end, right.start, left.label, right.label))
    return gaps


def _read_traded(page: Page, gap: _Gap, draft: Draft) -> Draft:
    if _PRICE not in draft.cells and _PRICE not in draft.marks and gap.after == OWNED:
        nothing = _NOTHING_PAID.fullmatch(page.text, gap.start, gap.end)
        if nothing is not None:
            origin = Origin.RULE if nothing["value"].endswith("0") else Origin.REPAIRED
            return _with(draft, _PRICE, Decimal(0), nothing, origin)
        paid = _PAID.fullmatch(page.text, gap.start, gap.end)
        number = parse_number(paid["value"]) if paid else None
        if paid is not None and number is not None:
            return _with(draft, _PRICE, number.value, paid, Origin.RULE)
    if SIDE not in draft.cells and gap.before in _NUMBERS and gap.after in (_PRICE, OWNED):
        side = _LETTER.fullmatch(page.text, gap.start, gap.end)
        if side is not None:
            return _with(draft, SIDE, side["value"], side, Origin.RULE)
    if _CODE not in draft.cells and gap.before == "transaction_date" and gap.after in _NUMBERS:
        code = _CODE_LETTER.fullmatch(page.text, gap.start, gap.end)
        if code is not None:
            return _with(draft, _CODE, code["value"], code, Origin.RULE)
    return draft


def _read_held(page: Page, starts: Sequence[int], draft: Draft) -> Draft:
    """D or I right behind the figure owned, or behind its caption within the row."""
    owned = next((span for span in draft.spans if span.label == OWNED), None)
    if owned is None:
        return draft
    at = bisect_left(starts, owned.end)
    end = starts[at] if at < len(starts) else len(page.text)
    line_end = page.text.find("\n", owned.end, end)
    short = line_end if line_end >= 0 else end
    found = _OWNED_HOW.fullmatch(page.text, owned.end, short)
    found = found or _LABELLED.search(page.text, owned.end, end)
    return draft if found is None else _with(draft, _HELD, found["value"].upper(), found)


def _with(
    draft: Draft, field: str, value: Value, match: re.Match[str], origin: Origin = Origin.RULE
) -> Draft:
    score = min(_SCORE, max((span.score for span in draft.spans), default=0.0))
    evidence = Evidence(match["value"], (match.span("value"),), max(0.0, score), origin)
    draft = draft.with_cell(field, Reading(value, evidence))
    return draft.warned(f"{field}: read as '{match['value']}' between its neighbours")
