"""Rows in the making: the scene they are set in, what they own afterwards, their notes' numbers.

While a filing is sampled, the footnote marks of a row are the notes' texts; `numbered` turns them
into F1, F2 and so on at the end.
"""

import datetime
import random
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from form4.annotations.synthesis.sample_notes import NoteWriter
from form4.annotations.synthesis.sample_numbers import chance, draw_shares, without_zeros
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Row, Table

Notes = Mapping[str, tuple[str, ...]]

# The order in which a reader meets the cells of a row, so that marks count upwards.
CELL_ORDER = (
    "security_title",
    "conversion_or_exercise_price",
    "transaction_date",
    "deemed_execution_date",
    "transaction_code",
    "transaction_timeliness",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "exercise_date",
    "expiration_date",
    "underlying_security_title",
    "underlying_security_shares",
    "transaction_price_per_share",
    "shares_owned_following_transaction",
    "direct_or_indirect_ownership",
    "nature_of_ownership",
)
NUMBER_CELLS = (
    "conversion_or_exercise_price",
    "transaction_shares",
    "transaction_price_per_share",
    "underlying_security_shares",
    "shares_owned_following_transaction",
)
_MOST_NOTES = 99
# Forms before this day state a month (SEC 1474 until the two-business-day rule took effect).
MODERN_SINCE = datetime.date(2002, 8, 29)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds: D, or I with its nature, and the note that explains it."""

    form: str = "D"
    nature: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the events of one filing share."""

    pools: ValuePools
    rng: random.Random
    writer: NoteWriter
    day: datetime.date
    price: Decimal
    common: str
    underlying: str
    holder: Holder = Holder()

    @property
    def modern(self) -> bool:
        """Whether the form is of the revision of August 2002 or later."""
        return self.day >= MODERN_SINCE

    def chance(self, share: float) -> bool:
        """True in the given share of calls."""
        return chance(self.rng, share)

    def stock(self, holder: Holder | None = None) -> Row:
        """An empty row of Table I about the issuer's stock."""
        return self.held(Row(Table.NON_DERIVATIVE, security_title=self.common), holder)

    def held(self, row: Row, holder: Holder | None = None) -> Row:
        """The row with its holder's ownership cells and note."""
        who = holder or self.holder
        notes = {"nature_of_ownership": (who.note,)} if who.note else {}
        if who.note and self.chance(0.25):
            notes = {"direct_or_indirect_ownership": (who.note,)}
        return replace(
            row,
            direct_or_indirect_ownership=who.form,
            nature_of_ownership=who.nature,
            footnote_ids={**row.footnote_ids, **notes},
        )


def noted(row: Row, cell: str, *texts: str) -> Row:
    """The row with further notes at one cell."""
    marks = row.footnote_ids.get(cell, ())
    fresh = tuple(text for text in texts if text not in marks)
    return replace(row, footnote_ids={**row.footnote_ids, cell: marks + fresh}) if fresh else row


def chain_of(row: Row) -> Hashable:
    """What the owned-following figures of rows run on within: security, terms and holder."""
    terms = (row.conversion_or_exercise_price, row.expiration_date)
    return (
        row.table,
        row.security_title,
        row.direct_or_indirect_ownership,
        row.nature_of_ownership,
        terms if row.table is Table.DERIVATIVE else None,
    )


def signed_shares(row: Row) -> Decimal:
    """The shares of a row, negative where they were disposed of."""
    shares = row.transaction_shares or Decimal(0)
    return -shares if row.transaction_acquired_disposed_code == "D" else shares


def settled(rows: Sequence[Row], end: Callable[[Row], Decimal], spare: Decimal) -> list[Row]:
    """Rows whose owned-following figures add up within each chain.

    `end` proposes what the holder of a chain's last row is left with; where an earlier figure
    would fall below zero, the whole chain is lifted until `spare` is the least.
    """
    owned: dict[int, Decimal] = {}
    chains: dict[Hashable, list[int]] = {}
    for at, row in enumerate(rows):
        chains.setdefault(chain_of(row), []).append(at)
    for chain in chains.values():
        figure = end(rows[chain[-1]])
        for at in reversed(chain):
            owned[at] = figure
            figure -= signed_shares(rows[at])
        least = min(figure, *(owned[at] for at in chain))
        if least < 0:
            owned |= {at: owned[at] - least + spare for at in chain}
    return [
        replace(row, shares_owned_following_transaction=owned[at]) for at, row in enumerate(rows)
    ]


def draw_end(scene: Scene) -> Callable[[Row], Decimal]:
    """How much a holder is left with: nothing, just what was acquired, or something more."""

    def end(row: Row) -> Decimal:
        kind = scene.rng.random()
        acquired = row.transaction_acquired_disposed_code == "A"
        if not acquired and kind < (0.4 if row.table is Table.DERIVATIVE else 0.12):
            return Decimal(0)
        if acquired and kind < (0.6 if row.table is Table.DERIVATIVE else 0.1):
            return row.transaction_shares or Decimal(0)
        high = 7.6 if kind > 0.97 else 6.3
        return draw_shares(scene.rng, 2.0, high) + (row.transaction_shares or 0)

    return end


def plain_numbers(row: Row) -> Row:
    """The row with its numbers as JSON has them."""
    values: dict[str, Any] = {name: getattr(row, name) for name in NUMBER_CELLS}
    plain = {name: without_zeros(value) for name, value in values.items() if value is not None}
    return replace(row, **values | plain)


def last_of_class_only(rows: Sequence[Row]) -> list[Row]:
    """Rows as forms before August 2002 state them: owned at the month's end, once a class."""
    last = {chain_of(row): at for at, row in enumerate(rows)}
    return [
        row if last[chain_of(row)] == at else replace(row, shares_owned_following_transaction=None)
        for at, row in enumerate(rows)
    ]


def numbered(printed: Iterable[Row], extra: Iterable[str] = ()) -> tuple[list[Row], dict[str, str]]:
    """The printed rows with F1, F2 ... for their notes, and the notes by number.

    Numbers follow the order of the rows and of the cells in them; `extra` notes stand at no cell.
    """
    ids: dict[str, str] = {}
    rows = []
    for row in printed:
        marks: dict[str, tuple[str, ...]] = {}
        for cell in sorted(row.footnote_ids, key=CELL_ORDER.index):
            found = (_id_of(text, ids) for text in row.footnote_ids[cell])
            marks[cell] = tuple(mark for mark in found if mark)
        rows.append(replace(row, footnote_ids={cell: some for cell, some in marks.items() if some}))
    for text in extra:
        _id_of(text, ids)
    return rows, {mark: text for text, mark in ids.items()}


def _id_of(text: str, ids: dict[str, str]) -> str | None:
    if text not in ids and len(ids) < _MOST_NOTES:
        ids[text] = f"F{len(ids) + 1}"
    return ids.get(text)
