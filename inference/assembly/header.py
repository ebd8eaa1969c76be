"""The form's head: issuer, dates, form type, the 10b5-1 box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from form4.inference.assembly.confidence import MOST_SURE
from form4.inference.assembly.items import fold
from form4.inference.assembly.lines import is_torn_off, runs_of, stands_below
from form4.inference.assembly.parse import parse_day, parse_period
from form4.inference.assembly.reading import (
    INFERRED_SCORE,
    MENDED_SCORE,
    Page,
    Reading,
    evidence_of,
    lowest,
    read_day,
    read_text,
)
from form4.model.filing import Evidence, Issuer, Origin
from form4.model.spans import Span
from form4.model.values import Period

_FORM = re.compile(r"\bform\s*(?P<number>[345])\s*(?P<amended>/\s*a\b)?", re.IGNORECASE)
_BEFORE_HEADING = re.compile(r"(?:\W|\d|_|sec\b|form\s*[345])*", re.IGNORECASE)
_TITLES = (
    (re.compile(r"annual\s+statement\s+of\s+changes", re.IGNORECASE), "5"),
    (re.compile(r"initial\s+statement\s+of\s+beneficial", re.IGNORECASE), "3"),
    (re.compile(r"statement\s+of\s+changes\s+(?:of|in)\s+beneficial", re.IGNORECASE), "4"),
)
_PLAN_BOX = re.compile(
    r"(?:contract|instruction)[\s,|]+(?:or\s+)?written\s+plan|"
    r"transactions?\s+made\s+pursuant\s+to\s+a\s+rule\s+10b5-1|"
    r"intended\s+to\s+satisfy\s+the\s+affirmative|rule\s+10b5-1\s*\(c\)\s+transaction\s+indication",
    re.IGNORECASE,
)
# Every print of the form says that "Form 4 or Form 5 obligations may continue".
_OBLIGATIONS = re.compile(r"form\s*4\s*or\s*form\s*5\s*obligations", re.IGNORECASE)
_OTHER_FORMS = re.compile(
    r"form\s*4\s*or\s*form\s*5|form\s*[34]\s*(?:holdings|transactions)\s*reported|"
    r"in\s+this\s+form\s*\d|(?:no longer|subject to).{0,40}form",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = 3000
_SAME_BUT_FOR_SLIPS = 0.75
_SYMBOL_WITHIN = 8  # characters, brackets and exchange marks among them


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of the form states, with its evidence and warnings."""

    form_type: str | None
    period: Period | None
    original: date | None
    aff10b5_one: bool | None
    issuer: Issuer
    evidence: dict[str, Evidence]
    warnings: tuple[str, ...]


def read_head(page: Page, spans: Sequence[Span]) -> Head:
    """The head of the form from its labelled spans and, for the form's type, from its text."""
    evidence: dict[str, Evidence] = {}
    warnings: list[str] = []
    name = _best_of(page, spans, "issuer_name")
    symbol = _symbol_beside(page, spans, name) or _best_of(page, spans, "trading_symbol")
    period = read_period(page, spans)
    original = _day_of(page, spans, "date_of_original_submission")
    found = {
        "issuer.name": name,
        "issuer.trading_symbol": symbol,
        "period_of_report": period,
        "date_of_original_submission": original,
    }
    evidence = {key: one.evidence for key, one in found.items() if one is not None}
    warnings += [one.warning for one in found.values() if one is not None and one.warning]
    form_type = read_form_type(page, amended=original)
    if form_type is not None:
        evidence["form_type"] = form_type.evidence
    plan = _read_plan_box(page, spans)
    if plan is not None:
        evidence["aff10b5_one"] = plan.evidence
    return Head(
        None if form_type is None else str(form_type.value),
        None if period is None else _as_period(period),
        original.value if original is not None and isinstance(original.value, date) else None,
        None if plan is None else bool(plan.value),
        Issuer(None, _text(name), _symbol(symbol)),
        evidence,
        tuple(warnings),
    )


def _as_period(reading: Reading) -> Period | None:
    value = reading.value
    return None if value is None or isinstance(value, bool | str) else value  # type: ignore[return-value]


def _text(reading: Reading | None) -> str | None:
    return None if reading is None else str(reading.value)


def _symbol(reading: Reading | None) -> str | None:
    text = _text(reading)
    return None if text is None else text.strip("[]() ") or None


def _symbol_beside(page: Page, spans: Sequence[Span], name: Reading | None) -> Reading | None:
    """The symbol printed right after the chosen name, where OCR read box 2 more than once."""
    if name is None:
        return None
    end = name.evidence.spans[-1][1]
    for span in spans:
        if span.label == "trading_symbol" and 0 <= span.start - end <= _SYMBOL_WITHIN:
            return read_text(page, [span])
    return None


def _best_of(page: Page, spans: Sequence[Span], label: str) -> Reading | None:
    """The printing that most mentions support, weighed by their scores; the first of equals."""
    mentions = [one for group in _runs(page, spans, label) if (one := read_text(page, group))]
    if not mentions:
        return None
    keys = [fold(str(one.value)) for one in mentions]
    support = [
        sum(_alike(key, other) * again.score for other, again in zip(keys, mentions, strict=True))
        for key in keys
    ]
    return mentions[max(range(len(mentions)), key=support.__getitem__)]


def _alike(left: str, right: str) -> float:
    """How far a printing supports another: wholly, or less so with slips of OCR in it."""
    if left == right:
        return 1.0
    ratio = SequenceMatcher(None, left, right).ratio()
    return ratio / 2 if ratio >= _SAME_BUT_FOR_SLIPS else 0.0


def _runs(page: Page, spans: Sequence[Span], label: str) -> list[list[Span]]:
    """The pieces of each printing of one value."""
    return runs_of(
        [span for span in spans if span.label == label],
        lambda left, right: (
            is_torn_off(page.text, left, right) or stands_below(page.lines, left, right)
        ),
    )


def read_period(page: Page, spans: Sequence[Span]) -> Reading | None:
    """Box 3: the date of the earliest transaction, or for old forms the month."""
    label = "period_of_report"
    found = [span for span in spans if span.label == label]
    if not found:
        return None
    runs = _runs(page, found, label)
    for run in sorted(runs, key=lambda one: -lowest(one)):
        if len(run) == 1:
            period = parse_period(page.printed(run[0]))
            if period is not None:
                return _whole_period(page, run[0], period)
        joined = read_day(page, label, run)
        if joined is not None:
            return joined
    return read_day(page, label, found)


def _whole_period(page: Page, span: Span, period: Period) -> Reading:
    day = parse_day(page.printed(span))
    mended = day is not None and day.mended
    score = min(lowest([span]), MENDED_SCORE) if mended else lowest([span])
    origin = Origin.REPAIRED if mended else Origin.MODEL
    return Reading(period, evidence_of(page, [span], origin, score))


def _day_of(page: Page, spans: Sequence[Span], label: str) -> Reading | None:
    found = [span for span in spans if span.label == label]
    if not found:
        return None
    period = parse_period(page.printed(found[0]))
    if len(found) == 1 and period is not None and not isinstance(period, date):
        return None
    return read_day(page, label, found)


def _rule(value: str | bool, match: re.Match[str], origin: Origin, score: float) -> Reading:
    evidence = Evidence(match[0], ((match.start(), match.end()),), score, origin)
    return Reading(value, evidence)


def read_form_type(page: Page, amended: Reading | None) -> Reading | None:
    """'3', '4', '5', with '/A' for an amendment, from the words of the form; None for no form."""
    opening = _OTHER_FORMS.sub(lambda match: " " * len(match[0]), page.text[:_OPENING])
    title = _titled(page.text)
    named = next((match for match in _FORM.finditer(opening) if _is_heading(match)), None)
    if named is None and title is None:
        found = _OBLIGATIONS.search(page.text)
        title = _rule("4", found, Origin.INFERRED, INFERRED_SCORE) if found else None
    if named is not None and (title is None or title.value == named["number"]):
        number = named["number"]
        slash_a = "/A" if named["amended"] else ""
        reading = _rule(number + slash_a, named, Origin.RULE, MOST_SURE)
    elif title is not None:
        reading = title
    else:
        return None
    if amended is not None and not str(reading.value).endswith("/A"):
        evidence = amended.evidence
        score = min(evidence.score, INFERRED_SCORE)
        shown = Evidence(evidence.text, evidence.spans, score, Origin.INFERRED)
        return Reading(f"{reading.value}/A", shown)
    return reading


def _is_heading(match: re.Match[str]) -> bool:
    """Whether a form is named as a title: in capitals, or with no words before it on its line."""
    if match[0].startswith("FORM"):
        return True
    line = match.string[: match.start()].rpartition("\n")[2]
    return _BEFORE_HEADING.fullmatch(line) is not None


def _titled(text: str) -> Reading | None:
    for pattern, number in _TITLES:
        match = pattern.search(text)
        if match:
            return _rule(number, match, Origin.INFERRED, INFERRED_SCORE)
    return None


def _read_plan_box(page: Page, spans: Sequence[Span]) -> Reading | None:
    """The Rule 10b5-1(c) box: checked when marked, not checked when only its caption is there."""
    marks = [span for span in spans if span.label == "aff10b5_one"]
    if marks:
        best = max(marks, key=lambda span: span.score)
        return Reading(True, evidence_of(page, [best], Origin.MODEL, lowest([best])))
    notes = [span for span in spans if span.label in ("footnote_text", "remarks")]
    for match in _PLAN_BOX.finditer(page.text):
        if not any(span.start <= match.start() < span.end for span in notes):
            return _rule(False, match, Origin.RULE, INFERRED_SCORE)
    return None
