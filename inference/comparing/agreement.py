"""Where two methods agree when no truth is known, and whom the form's own sums side with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from form4.inference.comparing.compared import Compared
from form4.inference.evaluation.comparison import FieldMatch
from form4.model.filing import Filing, Row


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How often both methods state the same, something different, or only one states anything."""

    name: str
    same: int
    different: int
    only_first: int
    only_second: int

    @property
    def share(self) -> float:
        """The share of values that both state alike, of all that either states; in [0, 1]."""
        total = self.same + self.different + self.only_first + self.only_second
        return self.same / total if total else 1.0

    def to_dict(self) -> dict[str, Any]:
        """The counts as JSON has them."""
        return {
            "name": self.name,
            "same": self.same,
            "different": self.different,
            "only_first": self.only_first,
            "only_second": self.only_second,
            "share": round(self.share, 4),
        }


@dataclass(frozen=True, slots=True)
class Sides:
    """Documents on which the two differ, by whose filing fails fewer of the form's own checks."""

    first: int
    second: int
    neither: int

    def to_dict(self) -> dict[str, int]:
        """The counts as JSON has them."""
        return {"first": self.first, "second": self.second, "neither": self.neither}


def field_agreements(documents: Iterable[Compared]) -> list[FieldAgreement]:
    """The agreement of each field, by name."""
    counts: dict[str, Counter[str]] = {}
    for document in documents:
        for match in document.between.matches:
            counts.setdefault(match.name, Counter())[_kind(match)] += 1
    return [
        FieldAgreement(
            name,
            count["same"],
            count["different"],
            count["only_first"],
            count["only_second"],
        )
        for name, count in sorted(counts.items())
    ]


def _kind(match: FieldMatch) -> str:
    if match.is_same:
        return "same"
    if match.predicted is None:
        return "only_first"
    return "only_second" if match.gold is None else "different"


def sides_of_checks(documents: Iterable[Compared]) -> Sides:
    """How often the checks side with which method, where the two differ."""
    first = second = neither = 0
    for document in documents:
        if not document.differing:
            continue
        left, right = (len(failed_checks(one.filing)) for one in (document.first, document.second))
        first += left < right
        second += right < left
        neither += left == right
    return Sides(first, second, neither)


def failed_checks(filing: Filing) -> list[str]:
    """What does not add up in a filing, a sentence each (Form 4: dates and amounts owned)."""
    rows = filing.transactions
    signed = max((one.date for one in filing.signatures if one.date), default=None)
    dates = [row.transaction_date for row in rows if row.transaction_date is not None]
    failed = [
        f"transaction dated {day} after the signature of {signed}"
        for day in dates
        if signed is not None and day > signed
    ]
    period = filing.period_of_report
    if dates and isinstance(period, date) and period != min(dates):
        failed.append(f"earliest transaction {min(dates)} is not the period {period}")
    failed += [
        f"expires {row.expiration_date} before the transaction"
        for row in rows
        if row.expiration_date
        and row.transaction_date
        and row.expiration_date < row.transaction_date
    ]
    return failed + _broken_sums(rows)


def _broken_sums(rows: Sequence[Row]) -> list[str]:
    """Amounts owned that do not move by the amount traded, row to row of one holder's security."""
    failed = []
    for before, row in pairwise(rows):
        holder = ("table", "security_title", "direct_or_indirect_ownership", "nature_of_ownership")
        if any(getattr(before, name) != getattr(row, name) for name in holder):
            continue
        left = before.shares_owned_following_transaction
        right = row.shares_owned_following_transaction
        traded, side = row.transaction_shares, row.transaction_acquired_disposed_code
        if left is None or right is None or traded is None or side is None:
            continue
        if right != (left + traded if side == "A" else left - traded):
            failed.append(f"{left:,} owned, then {traded:,} ({side}), gives no {right:,}")
    return failed
