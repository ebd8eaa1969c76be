"""A text that holds two forms: where the second begins, and its rows held apart by their scores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from form4.inference.assembly.draft import Draft
from form4.inference.assembly.items import NUMBERS_TRADED
from form4.inference.assembly.reading import Page
from form4.model.spans import Span

_SURE = 0.9
_ROW_SCORE = 0.5
_HEADING = re.compile(
    r"(?:\bform\s*[345]\b[^\n]{0,40}\s+)?(?:initial\s+)?statement\s+of\s+"
    r"(?:changes\s+(?:of|in)\s+)?beneficial\s+ownership",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{3,}")
_TRADES = NUMBERS_TRADED | {"transaction_date"}
_OPENS = frozenset({"issuer_name", "owner_name", "period_of_report"})


@dataclass(frozen=True, slots=True)
class SecondForm:
    """Where a second form begins, in code points, and the warning that says so."""

    start: int
    warning: str


def find_second_form(page: Page, spans: Sequence[Span]) -> SecondForm | None:
    """The second form of a text: another company's, or a new heading and head behind a signature.

    A heading repeated on each page of one form has no signature before it.
    """
    return _other_company(page, spans) or _new_heading(page, spans)


def hold_apart(drafts: Sequence[Draft], second: SecondForm | None) -> list[Draft]:
    """The drafts with the second form's rows hardly believed: this filing is the first form's."""
    if second is None:
        return list(drafts)
    return [_doubted(one, second) if one.spans[0].start >= second.start else one for one in drafts]


def _doubted(draft: Draft, second: SecondForm) -> Draft:
    cells = {name: one.scored(min(one.score, _ROW_SCORE)) for name, one in draft.cells.items()}
    draft = replace(draft, cells=cells)
    return draft.warned(f"row: of the second form in this text, from character {second.start} on")


def _other_company(page: Page, spans: Sequence[Span]) -> SecondForm | None:
    """Unlike companies read surely, with trades of a first form between them.

    Pieces of one torn name share no word either, but stand in one box.
    """
    trades = [span.start for span in spans if span.label in _TRADES]
    sure = [span for span in spans if span.label == "issuer_name" and span.score >= _SURE]
    behind = (start for start in trades if sure and sure[0].end <= start)
    traded = min(behind, default=len(page.text))
    sure = [*sure[:1], *(one for one in sure if traded < one.start)]
    firsts: dict[str, Span] = {}
    for span in sure:
        firsts.setdefault(" ".join(page.printed(span).split()), span)
    words = [frozenset(_WORD.findall(name.casefold())) for name in firsts]
    unlike = all(not one & other for one, other in combinations(words, 2))
    if len(words) < 2 or not unlike or not all(words):
        return None
    shown = ", ".join(f"'{name}'" for name in list(firsts)[:3])
    start = _heading_before(page, list(firsts.values())[1].start)
    return SecondForm(
        start,
        f"issuer.name: {shown} are read; a text should hold one form. Split it: the second "
        f"begins at character {start}.",
    )


def _heading_before(page: Page, start: int) -> int:
    """The second form's heading where one stands before its issuer, else the issuer itself."""
    headings = [match.start() for match in _HEADING.finditer(page.text, 0, start)]
    return headings[-1] if len(headings) > 1 else start


def _new_heading(page: Page, spans: Sequence[Span]) -> SecondForm | None:
    signed = min((one.end for one in spans if one.label == "signature_name"), default=None)
    opened = min((one.start for one in spans if one.label in _OPENS), default=None)
    if signed is None or opened is None or opened > signed:
        return None
    last = {one.label: one.start for one in sorted(spans) if one.label in _OPENS}
    first = min(one.end for one in spans)
    for match in _HEADING.finditer(page.text, signed):
        behind = sum(start >= match.end() for start in last.values())
        if behind > 1 and first <= match.start():
            return SecondForm(
                match.start(),
                "form_type: a second form begins at character "
                f"{match.start()}; a text should hold one form. Split it.",
            )
    return None
