"""What a row does not print but the rest of the form tells: codes, dates, A or D, D or I.

Everything here is `inferred` and never as sure as what was read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from form4.inference.assembly.codes import ACQUIRES, DISPOSES
from form4.inference.assembly.ditto import carry_down
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.notes import Note, notes_of
from form4.inference.assembly.reading import BETWEEN_PIECES, INFERRED_SCORE, Reading
from form4.inference.assembly.sums import conclude_from_sums
from form4.inference.assembly.twins import conclude_from_twins
from form4.model.filing import Evidence, Origin, Table
from form4.model.spans import Span

# The codes that a footnote tells of, with their evidence, by footnote, side and table of the row.
Wording = dict[tuple[tuple[Span, ...], str, str | None, Table], dict[str, Evidence]]
_OWNERSHIP_SCORE = 0.7
_DATE_SCORE = 0.8
_BETWEEN_SCORE = 0.7
# The wording that gives a code away; `only_if` is the A/D it goes with.
_WORDING: tuple[tuple[str, str, str], ...] = (
    (
        "F",
        "D",
        r"(?:withh\w+|deliver\w+|surrender\w+|retain\w+|forfeit\w+|payment)\b.{0,120}\btax|"
        r"\btax(?:es)?\b.{0,80}\b(?:withh\w+|deliver\w+|surrender\w+|liabilit\w+|obligation\w*)",
    ),
    ("S", "D", r"\bsold\b|\bsales?\b(?! of control)|\b10b5-1\b.{0,40}\b(?:plan|instruction)\b"),
    (
        "P",
        "A",
        r"\bpurchased\b|\bpurchases?\b(?! (?:plan|price|period|right|agreement))|\bbought\b",
    ),
    ("G", "", r"\bgift(?:s|ed)?\b|\bdonat\w+"),
    ("A", "A", r"\b(?:grant(?:ed)?|award(?:ed)?)\b(?! shall)"),
    ("D", "D", r"\bcancell?ed\b.{0,60}\b(?:right to receive|in exchange for|cash)\b"),
    ("M", "", r"\bexercise of\b.{0,60}\boptions?\b|\b(?:upon|in connection with) the vesting\b"),
    ("C", "", r"\bconver(?:ted|sion)\b"),
    ("J", "", r"\bpro[\s\-]?rata\b|\bdistribution in kind\b|\bin[\s\-]kind distribution\b"),
    ("U", "D", r"\btender(?:ed)? (?:offer|in)\b|\btendered\b"),
    ("W", "", r"\binherit\w+|\bby will\b|\blaws? of descent\b"),
)
_SOLD_UNDER_PLAN = r"^(?!.*withh).*\b10b5-1\b.{0,40}\b(?:plan|instruction)\b"
# Shares bought through an employees' plan are acquired under Rule 16b-3, code A or none at all.
_EMPLOYEE_PURCHASE = r"\bemployees?'? (?:stock|share) purchase|\b16b-3\b"


def conclude(
    text: str, drafts: Sequence[Draft], footnotes: Mapping[str, Note], period: Reading | None
) -> list[Draft]:
    """The drafts with what can be concluded for each, marked as inferred."""
    dated = carry_down(text, _conclude_between(_conclude_dates(drafts, period)))
    words: Wording = {}
    coded = [_conclude_code(text, draft, footnotes, words) for draft in dated]
    twins = conclude_from_twins(coded)
    sided = conclude_from_sums([_conclude_acquired(draft) for draft in twins])
    return [_conclude_ownership(draft) for draft in sided]


def _conclude_dates(drafts: Sequence[Draft], period: Reading | None) -> list[Draft]:
    """Box 3's date for a row without one, when it is the only row or all others agree."""
    traded = [draft for draft in drafts if draft.is_transaction]
    dates = {draft.value("transaction_date") for draft in traded} - {None}
    value = None if period is None else period.value
    if period is None or not isinstance(value, date) or not dates <= {value}:
        return list(drafts)
    evidence = Evidence(
        period.evidence.text,
        period.evidence.spans,
        min(period.score, _DATE_SCORE),
        Origin.INFERRED,
    )
    return [
        _with_date(draft, Reading(value, evidence))
        if draft.is_transaction and "transaction_date" not in draft.cells
        else draft
        for draft in drafts
    ]


def _with_date(draft: Draft, reading: Reading, source: str = "box 3") -> Draft:
    draft = draft.with_cell("transaction_date", reading)
    return draft.warned(f"transaction_date: taken from {source}")


def _conclude_between(drafts: Sequence[Draft]) -> list[Draft]:
    """The date on which the trades before and after a row in its table agree."""
    dated = list(drafts)
    for at, (before, draft, after) in enumerate(zip(drafts, drafts[1:], drafts[2:], strict=False)):
        days = {before.day("transaction_date"), after.day("transaction_date")}
        agree = len(days) == 1 and None not in days
        same_table = before.table is draft.table is after.table
        lost = draft.is_transaction and draft.day("transaction_date") is None
        if lost and agree and same_table:
            basis = before.cells["transaction_date"]
            score = min(basis.score, _BETWEEN_SCORE)
            evidence = replace(basis.evidence, score=score, origin=Origin.INFERRED)
            reading = Reading(basis.value, evidence)
            dated[at + 1] = _with_date(draft, reading, "the rows beside it")
    return dated


def _conclude_code(text: str, draft: Draft, footnotes: Mapping[str, Note], known: Wording) -> Draft:
    """The row with the code that its footnotes tell; `known` keeps what each footnote told."""
    if not draft.is_transaction or "transaction_code" in draft.cells:
        return draft
    side = draft.letter("transaction_acquired_disposed_code")
    fitting: dict[str, Evidence] = {}
    for note in notes_of(draft, footnotes):
        key = (note.spans[:1], note.text, side, draft.table)
        if key not in known:
            words = _codes_in(note.text, side, draft.table)
            known[key] = {code: _found(text, note, one) for code, one in words.items()}
        fitting = known[key] | fitting
    if len(fitting) != 1:
        return draft
    code, evidence = fitting.popitem()
    return draft.with_cell("transaction_code", Reading(code, evidence)).warned(
        "transaction_code: concluded from a footnote"
    )


def _found(text: str, note: Note, words: str) -> Evidence:
    """The words of a footnote where they stand in the text, between whatever layout put there."""
    score = min(INFERRED_SCORE, *(span.score for span in note.spans))
    loose = re.compile(r"[\W_]+".join(re.escape(word) for word in re.findall(r"\w+", words)))
    for span in note.spans:
        match = loose.search(text, span.start, span.end)
        if match:
            return Evidence(match[0], (match.span(),), max(0.0, score), Origin.INFERRED)
    pieces = tuple((span.start, span.end) for span in note.spans)
    shown = BETWEEN_PIECES.join(text[start:end] for start, end in pieces)
    return Evidence(shown, pieces, max(0.0, score), Origin.INFERRED)


def _codes_in(text: str, side: str | None, table: Table) -> dict[str, str]:
    """The codes whose wording a footnote has, with the words, as far as A or D allows them."""
    found: dict[str, str] = {}
    for code, only, pattern in _WORDING:
        match = re.search(pattern, text, re.IGNORECASE | re.DOTALL)
        if match and _agrees(code, only, side, table):
            found[code] = match[0]
    if "F" in found and re.search(_SOLD_UNDER_PLAN, text, re.IGNORECASE | re.DOTALL):
        del found["F"]  # sold to cover taxes, not withheld for them
    if "D" in found:
        found.pop("C", None)  # "cancelled and converted into the right to receive cash"
    if re.search(_EMPLOYEE_PURCHASE, text, re.IGNORECASE):
        found.pop("P", None)
    if "F" in found:
        # Shares withheld at vesting or exercise: the tax is the reason, the rest its occasion.
        found = {code: words for code, words in found.items() if code not in "MAG"}
    return found


def _agrees(code: str, only: str, side: str | None, table: Table) -> bool:
    if code == "S" and table is Table.DERIVATIVE:
        return False  # what was sold is the stock that the exercise or conversion brought
    if side is None:
        return True
    if only and only != side:
        return False
    if side == "A":
        return code not in DISPOSES[table]
    return code not in ACQUIRES[table]


def _conclude_acquired(draft: Draft) -> Draft:
    field = "transaction_acquired_disposed_code"
    code = draft.cells.get("transaction_code")
    if not draft.is_transaction or field in draft.cells or code is None:
        return draft
    if code.value in DISPOSES[draft.table]:
        side = "D"
    elif code.value in ACQUIRES[draft.table]:
        side = "A"
    else:
        return draft
    score = min(code.score, INFERRED_SCORE)
    evidence = Evidence(code.evidence.text, code.evidence.spans, score, Origin.INFERRED)
    return draft.with_cell(field, Reading(side, evidence)).warned(
        f"{field}: concluded from code {code.value}"
    )


def _conclude_ownership(draft: Draft) -> Draft:
    """Direct, when a figure is owned and no nature of indirect ownership is given."""
    field = "direct_or_indirect_ownership"
    owned = draft.cells.get("shares_owned_following_transaction")
    if owned is None or field in draft.cells:
        return draft
    nature = draft.cells.get("nature_of_ownership")
    if nature is None:
        # Concluded from what is not there: there is no place to point at.
        score = min(owned.score, _OWNERSHIP_SCORE)
        reading = Reading("D", Evidence("", (), score, Origin.INFERRED))
        return draft.with_cell(field, reading).warned(f"{field}: concluded, no nature is given")
    score = min(nature.score, _OWNERSHIP_SCORE)
    evidence = replace(nature.evidence, score=score, origin=Origin.INFERRED)
    return draft.with_cell(field, Reading("I", evidence)).warned(
        f"{field}: concluded from the nature of ownership"
    )
