"""Real filings made new: other names, numbers and dates in the same rows, marks and arithmetic."""

import datetime
import random
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from form4.annotations.synthesis.note_templates import as_template, kind_of
from form4.annotations.synthesis.renaming import Renaming, renaming
from form4.annotations.synthesis.sample_holders import draw_nature
from form4.annotations.synthesis.sample_notes import NoteWriter, Subject
from form4.annotations.synthesis.sample_numbers import (
    DAY,
    chance,
    decimals_of,
    draw_day,
    rounded,
    with_new_digits,
)
from form4.annotations.synthesis.sample_owners import Owner, draw_signatures
from form4.annotations.synthesis.sample_rows import chain_of, signed_shares
from form4.annotations.synthesis.sample_terms import title_like
from form4.annotations.synthesis.text_numbers import rewritten, stated_range
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Filing, ReportingOwner, Row, Table
from form4.model.values import Period, YearMonth

# The Rule 10b5-1(c) box came with the form of April 1, 2023.
PLAN_BOX_SINCE = datetime.date(2023, 4, 1)
_FIRST, _LAST = datetime.date(2003, 7, 1), datetime.date(2026, 6, 30)
_WEEK = 7
_SHARES = ("transaction_shares", "underlying_security_shares")
_PRICES = ("transaction_price_per_share", "conversion_or_exercise_price")
_DATES = ("transaction_date", "deemed_execution_date", "exercise_date", "expiration_date")


@dataclass(slots=True)
class Digits:
    """New digits for numbers, the same for the same number throughout a filing."""

    rng: random.Random
    known: dict[Decimal, Decimal] = field(default_factory=dict)

    def __call__(self, value: Decimal) -> Decimal:
        """The new number in place of a number."""
        if value not in self.known:
            self.known[value] = with_new_digits(value, self.rng)
        return self.known[value]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to every value of one filing."""

    pools: ValuePools
    rng: random.Random
    digits: Digits
    price_factor: float
    shift: datetime.timedelta
    names: Renaming
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def price(self, value: Decimal) -> Decimal:
        """A price scaled like all others, with as many decimals."""
        places = decimals_of(value)
        scaled = rounded(float(value) * self.price_factor, places)
        return scaled if scaled or not value else Decimal(1).scaleb(-places)

    def day(self, value: datetime.date) -> datetime.date:
        """A date shifted like all others."""
        return value + self.shift

    def text(self, value: str) -> str:
        """Running text with the new names, numbers, prices and dates."""
        return rewritten(self.names(value), self.digits, self.price, self.day)


def vary_filing(filing: Filing, pools: ValuePools, rng: random.Random) -> Filing:
    """The filing with other values, but its own rows, footnote marks and arithmetic."""
    names = renaming(filing, pools, rng)
    change = Change(pools, rng, Digits(rng), rng.lognormvariate(0, 0.8), _shift(filing, rng), names)
    old = (*filing.transactions, *filing.holdings)
    rows = _owned_anew(old, [_varied(row, change) for row in old], change.digits)
    size = len(filing.transactions)
    period = _shifted(filing.period_of_report, change)
    return replace(
        filing,
        period_of_report=period,
        date_of_original_submission=_shifted_day(filing.date_of_original_submission, change),
        aff10b5_one=_plan_box(filing, period, rng),
        issuer=names.issuer,
        reporting_owners=tuple(_owner(owner, change) for owner in names.owners),
        transactions=tuple(rows[:size]),
        holdings=tuple(rows[size:]),
        footnotes=_footnotes(filing.footnotes, change, period),
        remarks=change.text(filing.remarks) if filing.remarks else None,
        signatures=_signatures(filing, change),
    )


def _shift(filing: Filing, rng: random.Random) -> datetime.timedelta:
    """Whole weeks that bring the filing to some day since the form states days."""
    period = filing.period_of_report
    old = datetime.date(period.year, period.month, 1) if period else _FIRST
    return DAY * (_WEEK * ((draw_day(rng, _FIRST, _LAST) - old).days // _WEEK))


def _shifted_day(day: datetime.date | None, change: Change) -> datetime.date | None:
    return None if day is None else change.day(day)


def _shifted(period: Period | None, change: Change) -> Period | None:
    if isinstance(period, YearMonth):
        day = change.day(datetime.date(period.year, period.month, 1))
        return YearMonth(day.year, day.month)
    return _shifted_day(period, change)


def _plan_box(filing: Filing, period: Period | None, rng: random.Random) -> bool | None:
    if period is None or (period.year, period.month) < (2023, 4):
        return None
    return bool(filing.aff10b5_one) or chance(rng, 0.1)


def _owner(owner: Owner, change: Change) -> ReportingOwner:
    filed = owner.filed
    title = filed.officer_title
    if title and "remarks" not in title.lower() and chance(change.rng, 0.85):
        title = change.pools.officer_titles.draw(change.rng)
    return replace(filed, officer_title=title)


def _varied(row: Row, change: Change) -> Row:
    """The row with new cells; what it leaves owned is settled afterwards."""
    new: dict[str, Any] = {}
    for names, turn in ((_SHARES, change.digits), (_PRICES, change.price), (_DATES, change.day)):
        for name in names:
            value = getattr(row, name)
            new[name] = None if value is None else turn(value)
    new["underlying_security_shares"] = _underlying(row, new)
    new["nature_of_ownership"] = _same(row.nature_of_ownership, "nature", change)
    kind = "derivative" if row.table is Table.DERIVATIVE else "title"
    new["security_title"] = _same(row.security_title, kind, change)
    new["underlying_security_title"] = _same(row.underlying_security_title, "title", change)
    return replace(row, **new)


def _underlying(row: Row, new: Mapping[str, Any]) -> Decimal | None:
    """The underlying amount in the same ratio to the derivative's as before."""
    old, shares = row.underlying_security_shares, row.transaction_shares
    if not old or not shares:
        fresh: Decimal | None = new["underlying_security_shares"]
        return fresh
    return rounded(new["transaction_shares"] * old / shares, decimals_of(old))


def _same(value: str | None, kind: str, change: Change) -> str | None:
    """A new text for a text, the same wherever the filing repeats it."""
    if value is None:
        return None
    key = (kind, value)
    if key not in change.texts:
        change.texts[key] = _other(value, kind, change)
    return change.texts[key]


def _other(value: str, kind: str, change: Change) -> str:
    pools, rng = change.pools, change.rng
    if chance(rng, 0.45):
        return change.names(value)
    if kind == "nature":
        points_to_note = "note" in value.lower()
        return value if points_to_note else draw_nature(pools, rng)
    return title_like(value, pools, rng) if kind == "derivative" else pools.titles.draw(rng)


def _owned_anew(old: Sequence[Row], new: Sequence[Row], digits: Digits) -> list[Row]:
    """New rows whose owned-following figures add up wherever the old ones did."""
    owned: dict[int, Decimal] = {}
    for run in _runs(old):
        last = old[run[-1]].shares_owned_following_transaction
        if last is None:
            continue
        figure = digits(last)
        for at in reversed(run):
            owned[at] = figure
            figure -= signed_shares(new[at])
        least = min(figure, *(owned[at] for at in run))
        if least < 0:
            owned |= {at: owned[at] - least for at in run}
    return [
        replace(row, shares_owned_following_transaction=owned.get(at)) for at, row in enumerate(new)
    ]


def _runs(rows: Sequence[Row]) -> list[list[int]]:
    """Positions of rows of one chain that add up from each to the next."""
    runs: list[list[int]] = []
    last: dict[Hashable, list[int]] = {}
    for at, row in enumerate(rows):
        run = last.get(chain_of(row))
        if run is not None and _adds_up(rows[run[-1]], row):
            run.append(at)
        else:
            last[chain_of(row)] = [at]
            runs.append(last[chain_of(row)])
    return runs


def _adds_up(before: Row, row: Row) -> bool:
    left, right = before.shares_owned_following_transaction, row.shares_owned_following_transaction
    if left is None or right is None or row.transaction_code is None:
        return False
    return left + signed_shares(row) == right


def _footnotes(notes: Mapping[str, str], change: Change, period: Period | None) -> dict[str, str]:
    """Footnotes with new names and figures, some of them in other words about the same subject."""
    day = period if isinstance(period, datetime.date) else _LAST
    rng, names = change.rng, change.names
    issuer = names.issuer.name or "the Issuer"
    subject = Subject(
        rng.choice(("the Issuer", issuer)), "the reporting person", "common stock", day
    )
    writer = NoteWriter(change.pools, rng, subject)
    found = {}
    for mark, text in notes.items():
        new = change.text(text)
        found[mark] = _reworded(new, writer) if chance(rng, 0.35) else new
    return found


def _reworded(text: str, writer: NoteWriter) -> str:
    ends = stated_range(text)
    kind = kind_of(as_template(text))
    if kind.endswith("range"):
        return writer.write(kind, low=ends[0], high=ends[1]) if ends else text
    return text if kind == "general" else writer.write(kind)


def _signatures(filing: Filing, change: Change) -> tuple[Any, ...]:
    dates = [signature.date for signature in filing.signatures if signature.date]
    day = change.day(max(dates, default=_FIRST - change.shift))
    if chance(change.rng, 0.8) or not dates:
        return draw_signatures(change.names.owners, change.pools, change.rng, day)
    return tuple(
        replace(signature, name=signature.name and change.names(signature.name), date=day)
        for signature in filing.signatures
    )
