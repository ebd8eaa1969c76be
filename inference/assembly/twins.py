"""An exercise or conversion stands in both tables: what one row lost, its twin still has.

The stock that a derivative brings is acquired in Table I under the same code, on the same day and
in the same number; in 25 of 25 such pairs of training filings with an exercise price, the price in
Table I is that price.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from form4.inference.assembly.chains import SHARES, SIDE
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.reading import Reading
from form4.model.filing import Origin, Table
from form4.model.values import Value

_EXERCISES = frozenset("MCXO")
_CODE = "transaction_code"
_DATE = "transaction_date"
_PRICE = "transaction_price_per_share"
_EXERCISE_PRICE = "conversion_or_exercise_price"
_CODE_SCORE = 0.7
_PRICE_SCORE = 0.6
_UNSURE = 0.6
_FEWEST_DIGITS = 2
_MOST_ALIKE = 100  # rows of one amount in Table II: among more, no pair is the only one


def conclude_from_twins(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with codes and prices that only the same exercise's other row has."""
    concluded = list(drafts)
    for stock, derivative in _pairs(drafts):
        concluded[stock] = _with_code(concluded[stock], concluded[derivative])
        concluded[derivative] = _with_code(concluded[derivative], concluded[stock])
        concluded[stock] = _with_price(concluded[stock], concluded[derivative])
    return concluded


def _pairs(drafts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """A row of Table I and one of Table II that can only be each other's twin."""
    by_shares: dict[Value, list[int]] = {}
    for at, draft in enumerate(drafts):
        if draft.table is Table.DERIVATIVE:
            by_shares.setdefault(draft.value(SHARES), []).append(at)
    by_shares = {one: rows for one, rows in by_shares.items() if len(rows) <= _MOST_ALIKE}
    fits = [
        (left, right)
        for left, stock in enumerate(drafts)
        for right in by_shares.get(stock.value(SHARES), ())
        if _are_twins(stock, drafts[right])
    ]
    lefts, rights = (Counter(pair[side] for pair in fits) for side in (0, 1))
    yield from ((left, right) for left, right in fits if lefts[left] == rights[right] == 1)


def _are_twins(stock: Draft, derivative: Draft) -> bool:
    if (stock.table, derivative.table) != (Table.NON_DERIVATIVE, Table.DERIVATIVE):
        return False
    shares = stock.value(SHARES)
    codes = {stock.value(_CODE), derivative.value(_CODE)} - {None}
    days = {stock.value(_DATE), derivative.value(_DATE)} - {None}
    return (
        isinstance(shares, Decimal)
        and shares == derivative.value(SHARES)
        and stock.value(SIDE) != "D"
        and derivative.value(SIDE) != "A"
        and len(codes) == 1
        and codes <= _EXERCISES
        and len(days) <= 1
    )


def _with_code(draft: Draft, twin: Draft) -> Draft:
    code = twin.cells.get(_CODE)
    if code is None or _CODE in draft.cells:
        return draft
    table = "Table II" if twin.table is Table.DERIVATIVE else "Table I"
    draft = draft.with_cell(_CODE, _inferred(code, _CODE_SCORE))
    return draft.warned(f"{_CODE}: taken from the same exercise in {table}")


def _with_price(draft: Draft, twin: Draft) -> Draft:
    """The exercise price for an option's stock without a price, or with a fragment of it."""
    exercise_price, read = twin.cells.get(_EXERCISE_PRICE), draft.cells.get(_PRICE)
    if exercise_price is None or not exercise_price.value or draft.value(_CODE) != "M":
        return draft
    if read is None and _PRICE not in draft.marks:
        draft = draft.with_cell(_PRICE, _inferred(exercise_price, _PRICE_SCORE))
        return draft.warned(f"{_PRICE}: taken from the exercise price in Table II")
    if read is None or read.value == exercise_price.value or read.score > _UNSURE:
        return draft
    if not _frames(read.evidence.text, str(exercise_price.value)):
        return draft
    evidence = replace(read.evidence, origin=Origin.REPAIRED, score=_PRICE_SCORE)
    draft = draft.with_cell(_PRICE, replace(read, value=exercise_price.value, evidence=evidence))
    return draft.warned(f"{_PRICE}: completed from the exercise price in Table II")


def _inferred(reading: Reading, most: float) -> Reading:
    score = min(reading.score, most)
    evidence = replace(reading.evidence, origin=Origin.INFERRED, score=score)
    return Reading(reading.value, evidence)


def _frames(printed: str, price: str) -> bool:
    """Whether the printed pieces begin and end the price, or one of them does."""
    pieces = re.findall(r"\d[\d.,]*\d|\d", printed)
    if sum(letter.isdigit() for piece in pieces for letter in piece) < _FEWEST_DIGITS:
        return False
    if len(pieces) == 1:
        return price.startswith(pieces[0]) or price.endswith(pieces[0])
    return len(pieces) == 2 and price.startswith(pieces[0]) and price.endswith(pieces[1])
