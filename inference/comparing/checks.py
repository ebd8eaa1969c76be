"""What must add up in a filing by itself: amounts owned from row to row, box 3, the signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from form4.inference.assembly.chains import chain_key
from form4.model.filing import Filing, Row, Table


@dataclass(frozen=True, slots=True)
class Checks:
    """How many of the checks that could be made hold, and what the others say."""

    held: int
    failed: tuple[str, ...]

    @property
    def made(self) -> int:
        """How many could be made: both sides of them are stated."""
        return self.held + len(self.failed)

    @property
    def balance(self) -> int:
        """Those that hold less those that fail."""
        return self.held - len(self.failed)


def checks_of(filing: Filing) -> Checks:
    """The checks of a filing; what is not stated is not checked (Form 4, box 3 and Table I).

    Amounts owned of Table II are left out: they count units of one grant, and rarely follow from
    row to row.
    """
    made = (*_dates(filing), *_sums(filing.transactions))
    failed = tuple(sentence for holds, sentence in made if not holds)
    return Checks(len(made) - len(failed), failed)


Check = tuple[bool, str]  # whether it holds, and what to say when it does not


def _dates(filing: Filing) -> Iterator[Check]:
    """One check of box 3 and one of the signature, however many rows there are."""
    dates = [row.transaction_date for row in filing.transactions if row.transaction_date]
    if not dates:
        return
    period = filing.period_of_report
    if isinstance(period, date):
        earliest = min(dates)
        sentence = f"earliest transaction {earliest} is not the period {period}"
        yield period == earliest, sentence
    signed = max((one.date for one in filing.signatures if one.date), default=None)
    if signed is not None:
        latest = max(dates)
        yield latest <= signed, f"transaction dated {latest} after the signature of {signed}"


def _sums(rows: Sequence[Row]) -> Iterator[Check]:
    """Amounts owned that must move by the amount traded, row to row of one holder's security."""
    chains: dict[object, list[Row]] = {}
    for row in rows:
        if row.table is Table.NON_DERIVATIVE:
            chains.setdefault(_key(row), []).append(row)
    for chain in chains.values():
        for before, row in pairwise(chain):
            yield from _sum(before, row)


def _sum(before: Row, row: Row) -> Iterator[Check]:
    left = before.shares_owned_following_transaction
    right = row.shares_owned_following_transaction
    traded, side = row.transaction_shares, row.transaction_acquired_disposed_code
    if left is None or right is None or traded is None or side is None:
        return
    holds = right == (left + traded if side == "A" else left - traded)
    yield holds, f"{left:,} owned, then {traded:,} ({side}), gives no {right:,}"


def _key(row: Row) -> object:
    holder = row.direct_or_indirect_ownership, row.nature_of_ownership
    return chain_key(row.table, row.security_title, *holder)
