"""A or D, and an amount that was lost, where the figures owned leave one choice."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from form4.inference.assembly.chains import OWNED, SHARES, SIDE, find_chains
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.reading import BETWEEN_PIECES, Reading
from form4.model.filing import Evidence, Origin

_SIDE_SCORE = 0.75
_AMOUNT_SCORE = 0.5
_SURE = 0.4  # less sure figures prove nothing


def conclude_from_sums(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the letters and amounts that their figures owned prove."""
    concluded = list(drafts)
    for chain in find_chains(drafts):
        for left, right in pairwise(chain):
            before = concluded[left].cells.get(OWNED)
            concluded[right] = _with_amount(_with_side(concluded[right], before), before)
    return [_disposed_of_more(draft) for draft in concluded]


def _numbers(*readings: Reading | None) -> list[Decimal] | None:
    sure = (reading for reading in readings if reading is not None and reading.score >= _SURE)
    values = [reading.value for reading in sure]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return numbers if len(numbers) == len(readings) else None


def _with_side(draft: Draft, before: Reading | None) -> Draft:
    shares, after = draft.cells.get(SHARES), draft.cells.get(OWNED)
    numbers = _numbers(before, shares, after)
    if SIDE in draft.cells or not draft.is_transaction or numbers is None or not numbers[1]:
        return draft
    moved = numbers[2] - numbers[0]
    if abs(moved) != numbers[1]:
        return draft
    evidence = _evidence([before, after], _SIDE_SCORE)
    draft = draft.with_cell(SIDE, Reading("A" if moved > 0 else "D", evidence))
    return draft.warned(f"{SIDE}: concluded from the figures owned before and after")


def _with_amount(draft: Draft, before: Reading | None) -> Draft:
    after, side = draft.cells.get(OWNED), draft.letter(SIDE)
    numbers = _numbers(before, after)
    if SHARES in draft.cells or not draft.is_transaction or numbers is None or side is None:
        return draft
    moved = numbers[1] - numbers[0] if side == "A" else numbers[0] - numbers[1]
    if moved <= 0:
        return draft
    draft = draft.with_cell(SHARES, Reading(moved, _evidence([before, after], _AMOUNT_SCORE)))
    return draft.warned(f"{SHARES}: concluded from the figures owned before and after")


def _disposed_of_more(draft: Draft) -> Draft:
    """Who owns less afterwards than was moved has disposed of it."""
    shares, after = draft.cells.get(SHARES), draft.cells.get(OWNED)
    numbers = _numbers(shares, after)
    if SIDE in draft.cells or not draft.is_transaction or numbers is None:
        return draft
    if numbers[1] >= numbers[0]:
        return draft
    draft = draft.with_cell(SIDE, Reading("D", _evidence([shares, after], _SIDE_SCORE)))
    return draft.warned(f"{SIDE}: concluded, fewer are owned afterwards than were moved")


def _evidence(readings: Sequence[Reading | None], most: float) -> Evidence:
    found = [reading.evidence for reading in readings if reading is not None]
    text = BETWEEN_PIECES.join(one.text for one in found)
    spans = tuple(span for one in found for span in one.spans)
    score = min(most, *(one.score for one in found))
    return Evidence(text, spans, score, Origin.INFERRED)
