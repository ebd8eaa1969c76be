"""One value as read from its spans: with evidence, doubts and the other values it could be."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from form4.inference.assembly.codes import (
    parse_acquired_disposed,
    parse_code,
    parse_ownership,
    parse_timeliness,
)
from form4.inference.assembly.confidence import MOST_SURE
from form4.inference.assembly.glyphs import unmixed
from form4.inference.assembly.join import (
    complete_day,
    complete_number,
    fragments,
    join_days,
    join_numbers,
    without_parts,
)
from form4.inference.assembly.lines import Lines
from form4.inference.assembly.parse import Day, parse_day, parse_number
from form4.inference.assembly.texts import Known, Piece, join_pieces, split_pieces, tidy
from form4.model.filing import Evidence, Origin
from form4.model.spans import Span
from form4.model.values import Value

BETWEEN_PIECES = " … "
MENDED_SCORE = 0.85
DOUBTFUL_SCORE = 0.6
INFERRED_SCORE = 0.85
BORDER = re.compile(r"[\t\n|]|<br", re.IGNORECASE)
_CENTURIES = (2019, 2020)
_CUT_AT_POINT = re.compile(r"\d{1,4} \d{2,4}")
_V = TypeVar("_V")
_MOST_PIECES = 60  # of one number, each of which is held against all others
_UNSURE_DOUBT = 0.2
_VERY_UNSURE_DOUBT = 1.0

_Code = Callable[[str], tuple[str, bool] | None]
_CODES: dict[str, _Code] = {
    "transaction_code": parse_code,
    "transaction_acquired_disposed_code": parse_acquired_disposed,
    "direct_or_indirect_ownership": parse_ownership,
    "transaction_timeliness": parse_timeliness,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A value, where it was read, and `others` that the same print could mean."""

    value: Value
    evidence: Evidence
    warning: str | None = None
    others: tuple[Value, ...] = ()

    @property
    def score(self) -> float:
        """How sure the value is, in [0, 0.999]."""
        return self.evidence.score

    def scored(self, score: float) -> "Reading":
        """The same reading with another score."""
        return replace(self, evidence=replace(self.evidence, score=min(MOST_SURE, max(0.0, score))))


@dataclass(frozen=True, slots=True)
class Page:
    """What reading a cell may ask of the page: its text, its whole words, the dates it is sure of.

    `full_years` tells that the page prints its years with four digits, so that a date with two is
    a fragment.
    """

    text: str
    lines: Lines
    known: Known
    days: frozenset[date] = frozenset()
    full_years: bool = False

    def printed(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]


def evidence_of(page: Page, spans: Sequence[Span], origin: Origin, score: float) -> Evidence:
    """Evidence whose text is that of its spans."""
    text = BETWEEN_PIECES.join(page.printed(span) for span in spans)
    return Evidence(text, tuple((span.start, span.end) for span in spans), score, origin)


def lowest(spans: Sequence[Span]) -> float:
    """The score of the least sure span, in [0, 0.999]."""
    return min(MOST_SURE, max(0.0, min(span.score for span in spans)))


def read_text(page: Page, spans: Sequence[Span]) -> Reading | None:
    """A text, its pieces joined in reading order; a text printed twice is one text."""
    chosen = _distinct(page, spans)
    pieces: list[Piece] = []
    for index, span in enumerate(chosen):
        gap = page.text[chosen[index - 1].end : span.start] if index else "\n"
        pieces += split_pieces(page.printed(span), torn="\n" not in gap)
    joined = join_pieces(pieces, page.known)
    if not joined.text:
        return None
    text = unmixed(joined.text)
    score, mended = lowest(chosen), joined.mended or text != joined.text
    origin = Origin.REPAIRED if mended else Origin.MODEL
    score = min(score, MENDED_SCORE) if mended else score
    return Reading(text, evidence_of(page, chosen, origin, score))


def _distinct(page: Page, spans: Sequence[Span]) -> list[Span]:
    seen: set[str] = set()
    kept = []
    for span in spans:
        folded = tidy(page.printed(span)).casefold()
        if folded not in seen or len(folded) < len("stock"):
            kept.append(span)
        seen.add(folded)
    return kept


def read_day(page: Page, field: str, spans: Sequence[Span]) -> Reading | None:
    """A date, torn or whole; a fragment is completed only by a date the page is sure of."""
    texts = [page.printed(span) for span in spans]
    days = [(span, day) for span in spans if (day := _whole_day(page, span)) is not None]
    values = _surest_first((span, day.value) for span, day in days)
    if len(values) == 1 and _only_parts_of(texts, [s for s, _ in days], page):
        span = max((span for span, _ in days), key=lambda one: one.score)
        mended = all(day.mended for _, day in days)
        return _settled(page, field, [span], values[0], mended)
    if len(values) > 1:
        return _choose(page, field, spans, values, page.days)
    candidates = [one for one in join_days(texts, page.days) if not _is_cut(one.value, texts, page)]
    unsure = not candidates or (candidates[0].doubt >= 1 and page.full_years)
    completed = complete_day(texts, page.days) if unsure else None
    if completed is not None:
        evidence = evidence_of(page, spans, Origin.INFERRED, min(lowest(spans), DOUBTFUL_SCORE))
        return Reading(completed, evidence, f"{field}: completed from {_quoted(texts)}")
    if not candidates:
        return None
    others = tuple(one.value for one in candidates[1:3])
    value, doubt = candidates[0].value, candidates[0].doubt
    return _joined(page, field, spans, value, others, doubt if value not in page.days else 0)


def _whole_day(page: Page, span: Span) -> Day | None:
    """The date of a span that no cell border and no line end tears."""
    text = page.printed(span)
    day = None if BORDER.search(text) else parse_day(text)
    return None if day is None or _is_cut_short(day, page) else day


def _is_cut_short(day: Day, page: Page) -> bool:
    """Whether a year of two digits is the beginning of one with four: '08/15/20' of 2013."""
    return page.full_years and not day.full_year and day.value.year in _CENTURIES


def _is_cut(value: date, texts: Sequence[str], page: Page) -> bool:
    short = not any(str(value.year) in "".join(fragments(texts[at:])) for at in range(len(texts)))
    return page.full_years and short and value.year in _CENTURIES


def _only_parts_of(texts: Sequence[str], whole: Sequence[Span], page: Page) -> bool:
    """Whether every other piece repeats a part of the whole one."""
    full = "".join(fragments([page.printed(span) for span in whole]))
    return all(part in full for part in fragments(texts))


def read_number(
    page: Page,
    field: str,
    spans: Sequence[Span],
    *,
    price: bool,
    likely: Collection[Decimal] = (),
) -> Reading | None:
    """A number, torn or whole; a fragment is completed only by a number `likely` there."""
    spans = spans[:_MOST_PIECES]
    kept = without_parts([page.printed(span) for span in spans])
    spans = [spans[at] for at in kept]
    texts = [page.printed(span) for span in spans]
    if len(texts) == 1 or all(parse_number(text, price=price) for text in texts):
        whole = [parse_number(text, price=price) for text in texts]
        values = _surest_first(
            zip(spans, [number.value if number else None for number in whole], strict=True)
        )
        if len(values) == 1 and not _is_torn(texts[0], price):
            mended = all(number.mended for number in whole if number)
            settled = _settled(page, field, spans[:1], values[0], mended)
            others = _with_point(texts[0]) if price else ()
            settled = settled.scored(min(settled.score, MENDED_SCORE)) if others else settled
            return replace(settled, others=others)
        if len(values) > 1 and not (_could_join(texts) or (price and _lost_point(page, spans))):
            return _choose(page, field, spans, values, likely)
    candidates = join_numbers(texts, price=price)
    completed = None if candidates else complete_number(texts, likely)
    if completed is not None:
        evidence = evidence_of(page, spans, Origin.INFERRED, min(lowest(spans), DOUBTFUL_SCORE))
        return Reading(completed, evidence, f"{field}: completed from {_quoted(texts)}")
    if not candidates:
        return None
    others = tuple(one.value for one in candidates[1:4])
    return _joined(page, field, spans, candidates[0].value, others, candidates[0].doubt)


def _with_point(text: str) -> tuple[Decimal, ...]:
    """The price that '2,593' is when its comma was a point."""
    match = re.fullmatch(r"(\d{1,3}),(\d{3})", text.strip(" $\\"))
    return (Decimal(f"{match[1]}.{match[2]}"),) if match else ()


def _is_torn(text: str, price: bool) -> bool:
    parts = fragments([text])
    return len(parts) > 1 and not (price and "/" in text)


def _could_join(texts: Sequence[str]) -> bool:
    """Whether numbers that are whole one by one are nevertheless pieces: '12,' and '500'."""
    return any(text.rstrip().endswith((",", ".")) for text in texts[:-1]) or any(
        text.lstrip().startswith((",", ".")) for text in texts[1:]
    )


def _lost_point(page: Page, spans: Sequence[Span]) -> bool:
    """Whether two whole numbers may be one price cut at its point, which was lost: '3' and '47'."""
    if len(spans) != 2:
        return False
    first, second = spans
    apart = page.text[first.end : second.start]
    digits = f"{page.printed(first)} {page.printed(second)}"
    return apart.isspace() and "\n" not in apart and bool(_CUT_AT_POINT.fullmatch(digits))


def _surest_first(read: Iterable[tuple[Span, _V | None]]) -> list[_V]:
    """The distinct values, those of the surest spans first."""
    ordered = sorted(read, key=lambda pair: -pair[0].score)
    return list(dict.fromkeys(value for _, value in ordered if value is not None))


def read_code(page: Page, field: str, spans: Sequence[Span]) -> Reading | None:
    """A letter of the form; of two different ones the surer."""
    parse = _CODES[field]
    found = [(span, parse(page.printed(span))) for span in spans]
    codes = [(span, code) for span, code in found if code is not None]
    if len(codes) < len(spans):
        together = parse(" ".join(page.printed(span) for span in spans))
        if together is not None:
            return _settled(page, field, spans, together[0], mended=False)
    values = _surest_first((span, code[0]) for span, code in codes)
    if not values:
        return None
    if len(values) > 1:
        return _choose(page, field, [span for span, _ in codes], values, ())
    span = max((span for span, _ in codes), key=lambda one: one.score)
    return _settled(page, field, [span], values[0], all(code[1] for _, code in codes))


def _settled(page: Page, field: str, spans: Sequence[Span], value: Value, mended: bool) -> Reading:
    score = lowest(spans)
    if not mended:
        return Reading(value, evidence_of(page, spans, Origin.MODEL, score))
    evidence = evidence_of(page, spans, Origin.REPAIRED, min(score, MENDED_SCORE))
    texts = [page.printed(span) for span in spans]
    return Reading(value, evidence, f"{field}: mended from {_quoted(texts)}")


def _joined(
    page: Page,
    field: str,
    spans: Sequence[Span],
    value: Value,
    others: tuple[Value, ...],
    doubt: float,
) -> Reading:
    score = min(lowest(spans), MENDED_SCORE)
    if doubt >= _UNSURE_DOUBT:
        score = min(score, DOUBTFUL_SCORE + 0.1)
    if doubt >= _VERY_UNSURE_DOUBT:
        score = min(score, DOUBTFUL_SCORE - 0.1)
    texts = fragments([page.printed(span) for span in spans])
    warning = f"{field}: joined from {_quoted(texts)}"
    return Reading(value, evidence_of(page, spans, Origin.REPAIRED, score), warning, others)


def _choose(
    page: Page,
    field: str,
    spans: Sequence[Span],
    values: Sequence[date] | Sequence[Decimal] | Sequence[str],
    likely: Collection[date] | Collection[Decimal],
) -> Reading:
    """One of several whole values, the surest first: the likely one, else the surest."""
    value = next((one for one in values if one in likely), values[0])
    evidence = evidence_of(page, spans, Origin.MODEL, min(lowest(spans), DOUBTFUL_SCORE))
    others = tuple(one for one in values if one != value)
    texts = [page.printed(span) for span in spans]
    return Reading(value, evidence, f"{field}: one of {_quoted(texts)}", others)


def _quoted(texts: Sequence[str]) -> str:
    shown = [f"'{' '.join(text.split())}'" for text in texts[:4]]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
