"""A filing as the forms before August 2002 would have stated it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from form4.annotations.synthesis.templates.formats import SIXTEENTH
from form4.model.filing import Filing, Row
from form4.model.values import Period, YearMonth


def moved(filing: Filing, first: int, last: int) -> Filing:
    """The filing with all its dates moved by whole years, its period into `first`..`last`."""
    year = _year(filing)
    years = first + (year - first) % (last - first + 1) - year
    return replace(
        filing,
        period_of_report=_period(filing.period_of_report, years),
        date_of_original_submission=_day(filing.date_of_original_submission, years),
        transactions=tuple(_row(row, years) for row in filing.transactions),
        holdings=tuple(_row(row, years) for row in filing.holdings),
        signatures=tuple(replace(s, date=_day(s.date, years)) for s in filing.signatures),
    )


def _year(filing: Filing) -> int:
    if filing.period_of_report:
        return filing.period_of_report.year
    days = (row.transaction_date for row in filing.transactions)
    return next((day.year for day in days if day), 2000)


def _day(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _period(period: Period | None, years: int) -> Period | None:
    if isinstance(period, YearMonth):
        return YearMonth(period.year + years, period.month)
    return _day(period, years)


def _row(row: Row, years: int) -> Row:
    return replace(
        row,
        transaction_date=_day(row.transaction_date, years),
        deemed_execution_date=_day(row.deemed_execution_date, years),
        exercise_date=_day(row.exercise_date, years),
        expiration_date=_day(row.expiration_date, years),
    )


def by_month(filing: Filing) -> Filing:
    """The filing with a month for its period, and owned stated once for each class and holder."""
    period = filing.period_of_report
    month = YearMonth(period.year, period.month) if isinstance(period, date) else period
    rows = _owned_once((*filing.transactions, *filing.holdings))
    traded = len(filing.transactions)
    return replace(
        filing,
        period_of_report=month,
        date_of_original_submission=None,
        transactions=rows[:traded],
        holdings=rows[traded:],
    )


def _owned_once(rows: Sequence[Row]) -> tuple[Row, ...]:
    last = {_class(row): index for index, row in enumerate(rows)}
    return tuple(
        row if last[_class(row)] == index else _without_owned(row) for index, row in enumerate(rows)
    )


def _class(row: Row) -> tuple[str | None, ...]:
    return (
        row.table,
        row.security_title,
        row.direct_or_indirect_ownership,
        row.nature_of_ownership,
    )


def _without_owned(row: Row) -> Row:
    name = "shares_owned_following_transaction"
    notes = {cell: marks for cell, marks in row.footnote_ids.items() if cell != name}
    return replace(row, shares_owned_following_transaction=None, footnote_ids=notes)


def in_sixteenths(filing: Filing) -> Filing:
    """The filing with every price rounded to sixteenths, in which shares traded until 2001."""
    return replace(
        filing,
        transactions=tuple(map(_quoted, filing.transactions)),
        holdings=tuple(map(_quoted, filing.holdings)),
    )


def _quoted(row: Row) -> Row:
    return replace(
        row,
        transaction_price_per_share=_sixteenths(row.transaction_price_per_share),
        conversion_or_exercise_price=_sixteenths(row.conversion_or_exercise_price),
    )


def _sixteenths(price: Decimal | None) -> Decimal | None:
    if not price:
        return price
    return max(Decimal(round(price * SIXTEENTH)), Decimal(1)) / SIXTEENTH
