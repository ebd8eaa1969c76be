"""Titles and dates that typed forms print once, with ditto marks or nothing in the rows below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from form4.inference.assembly.chains import OWNED, SHARES
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.reading import Reading
from form4.model.filing import Origin, Table

_DATE = "transaction_date"
_TITLE = "security_title"
_CARRIED = (_TITLE, _DATE, "underlying_security_title")
_SCORE = 0.7
_FEWEST = 2  # one empty cell is a lost one, not a habit
_SIGN = r"(?:\"|''|[\u201c\u201d\u3003]|-?do\.?-?|ditto|same(?: as above)?)"
_SIGN_CELL = re.compile(rf"(?<![^\s|>]){_SIGN}(?![^\s|<])", re.IGNORECASE)
_IS_SIGN = re.compile(rf"\W*{_SIGN}\W*", re.IGNORECASE)


def carry_down(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with titles and dates of the row above where the table's habit is to omit them.

    A ditto mark before the row's figures shows the habit, as do several rows that lack a cell of
    this kind and are full otherwise. Rows that interlace, as columns read one by one, are left.
    """
    carried = [_without_signs(draft) for draft in drafts]
    for table in Table:
        rows = [at for at, draft in enumerate(carried) if draft.table is table]
        rows.sort(key=lambda at: carried[at].spans[0].start)
        if _interlace([carried[at] for at in rows]):
            continue
        for name in _CARRIED:
            _carry(text, carried, rows, name)
    return carried


def _carry(text: str, drafts: list[Draft], rows: Sequence[int], name: str) -> None:
    lacking = {at for at in rows if name not in drafts[at].cells and _bears(drafts[at], name)}
    habit = len(lacking) >= _FEWEST and all(_is_full(drafts[at]) for at in lacking)
    above: Draft | None = None
    for at in rows:
        draft = drafts[at]
        if at in lacking and above is not None and _is_full(draft):
            basis = above.cells.get(name)
            if basis is not None and (habit or _has_sign(text, above, draft)):
                drafts[at] = draft = _with(draft, name, basis)
        above = draft


def _bears(draft: Draft, name: str) -> bool:
    """Whether a row of this kind has such a cell at all."""
    if name == _TITLE:
        return True
    return draft.is_transaction if name == _DATE else "underlying_security_shares" in draft.cells


def _is_full(draft: Draft) -> bool:
    names = ("transaction_code", SHARES) if draft.is_transaction else (OWNED,)
    return all(name in draft.cells for name in names)


def _interlace(drafts: Sequence[Draft]) -> bool:
    """Whether a row begins before the one above it has ended."""
    ends = [max(span.end for span in draft.spans) for draft in drafts]
    return any(draft.spans[0].start < end for end, draft in zip(ends, drafts[1:], strict=False))


def _has_sign(text: str, above: Draft, draft: Draft) -> bool:
    """Whether a ditto mark stands before the figures of a row, on its line."""
    first = next((one for one in draft.spans if "title" not in one.label), draft.spans[0])
    begin = max(text.rfind("\n", 0, first.start) + 1, above.spans[-1].end)
    figures = (one.start for one in draft.spans if one.label not in (_DATE, "transaction_code"))
    end = next((start for start in figures if start > begin), first.start)
    return _SIGN_CELL.search(text[begin:end]) is not None


def _without_signs(draft: Draft) -> Draft:
    """The row without titles that are ditto marks which the tagger took for text."""
    cells = {
        name: one
        for name, one in draft.cells.items()
        if name not in _CARRIED or not _IS_SIGN.fullmatch(one.evidence.text)
    }
    return draft if len(cells) == len(draft.cells) else replace(draft, cells=cells)


def _with(draft: Draft, name: str, basis: Reading) -> Draft:
    score = min(basis.score, _SCORE)
    evidence = replace(basis.evidence, score=score, origin=Origin.INFERRED)
    draft = draft.with_cell(name, Reading(basis.value, evidence))
    return draft.warned(f"{name}: carried down from the row above")
