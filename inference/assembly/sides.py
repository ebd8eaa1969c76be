"""What decided A or D where no letter is printed: the head of the column a number stands in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from form4.inference.assembly.draft import Draft
from form4.inference.assembly.reading import BETWEEN_PIECES
from form4.inference.assembly.tables import Caption
from form4.model.filing import Table

_SIDE = "transaction_acquired_disposed_code"
_BY_COLUMN = {"derivative_shares_acquired": "A", "derivative_shares_disposed": "D"}
_HEADS = {letter: re.compile(rf"\(\s*{letter}\s*\)") for letter in "AD"}


def show_columns(text: str, captions: Sequence[Caption], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts whose A or D came from a column of Table II, with the column's head as evidence.

    The head is the last one between the table's caption and its first row; without one the number
    alone is shown.
    """
    derivative = [one for one in drafts if one.table is Table.DERIVATIVE]
    if not derivative:
        return list(drafts)
    first = min(one.spans[0].start for one in derivative)
    begins = [one.start for one in captions if one.table is Table.DERIVATIVE and one.start < first]
    if not begins:
        return list(drafts)
    heads = {letter: _last(found, text, begins[0], first) for letter, found in _HEADS.items()}
    return [_shown(draft, text, heads) for draft in drafts]


def _last(pattern: re.Pattern[str], text: str, begin: int, end: int) -> tuple[int, int] | None:
    found = [match.span() for match in pattern.finditer(text, begin, end)]
    return found[-1] if found else None


def _shown(draft: Draft, text: str, heads: dict[str, tuple[int, int] | None]) -> Draft:
    reading = draft.cells.get(_SIDE)
    columns = {
        (one.start, one.end): _BY_COLUMN[one.label]
        for one in draft.spans
        if one.label in _BY_COLUMN
    }
    if reading is None or any(columns.get(one) != reading.value for one in reading.evidence.spans):
        return draft
    head = heads.get(str(reading.value))
    if head is None or draft.table is not Table.DERIVATIVE:
        return draft
    shown = BETWEEN_PIECES.join((text[head[0] : head[1]], reading.evidence.text))
    evidence = replace(reading.evidence, text=shown, spans=(head, *reading.evidence.spans))
    return draft.with_cell(_SIDE, replace(reading, evidence=evidence))
