"""A total that a footnote states: it confirms the rows that bear the footnote, or doubts them."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from form4.inference.assembly.agreement import agreed
from form4.inference.assembly.chains import SHARES
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.notes import Note

_DOUBTED = 0.9
_CODE = "transaction_code"
_MOST = 100  # footnotes with a total, each of which is held against all rows
# Sentences that tell of a trade's total; others tell of what is owned, or of a plan or a grant.
_TOTAL = re.compile(
    r"\b(?:sold|sale of|purchased?|purchase of|acquired|bought|gifted|gift of|donated|withheld|"
    r"disposed of|disposition of)\b(?P<between>[^.;]{0,40}?)\b(?:aggregate|total)(?: of)? "
    r"(?P<number>\d[\d,]*\d)\b(?!\.\d)(?: \w+){0,4}? (?:shares|units|ads|stock)\b",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(r"\b(?:includ\w+|previous\w*|since|plan|between)\b", re.IGNORECASE)


def check_totals(drafts: Sequence[Draft], footnotes: Mapping[str, Note]) -> list[Draft]:
    """The drafts, surer where amounts make a footnote's total, else less sure and with a warning.

    The total may be of one row, of the rows that bear the footnote, or of all rows of their code.
    """
    checked = list(drafts)
    stated = ((name, _total(note.text)) for name, note in footnotes.items())
    totals = [(name, total) for name, total in stated if total is not None]
    for name, total in totals[:_MOST]:
        bearing = [at for at, draft in enumerate(drafts) if _bears(draft, name)]
        if bearing:
            _check(checked, bearing, total, name)
    return checked


def _bears(draft: Draft, name: str) -> bool:
    return draft.is_transaction and any(name in marks for marks in draft.marks.values())


def _total(text: str) -> Decimal | None:
    """The one total of a trade that a footnote tells of."""
    found = {
        match["number"] for match in _TOTAL.finditer(text) if not _NOT_HERE.search(match["between"])
    }
    if len(found) != 1 or _NOT_HERE.match(text):
        return None
    return Decimal(found.pop().replace(",", ""))


def _check(drafts: list[Draft], bearing: Sequence[int], total: Decimal, name: str) -> None:
    one = next((at for at in bearing if drafts[at].value(SHARES) == total), None)
    kinds = {(drafts[at].table, drafts[at].value(_CODE)) for at in bearing}
    alike = [at for at, row in enumerate(drafts) if (row.table, row.value(_CODE)) in kinds]
    if one is not None:
        agreeing: Sequence[int] = [one]
    else:
        agreeing = next((rows for rows in (bearing, alike) if _sum(drafts, rows) == total), ())
    for at in agreeing:
        drafts[at] = _confirmed(drafts[at])
    for at in () if agreeing else bearing:
        draft = drafts[at].warned(f"{SHARES}: footnote {name} tells of {total:,} in all")
        drafts[at] = draft.lowered(SHARES, _DOUBTED)


def _sum(drafts: Sequence[Draft], rows: Sequence[int]) -> Decimal | None:
    values = [drafts[at].value(SHARES) for at in rows]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return sum(numbers, Decimal(0)) if len(numbers) == len(values) else None


def _confirmed(draft: Draft) -> Draft:
    reading = draft.cells[SHARES]
    value = reading.value
    return draft.with_cell(SHARES, agreed(reading, value)) if isinstance(value, Decimal) else draft
