"""The plain values of a filing and their JSON form: exact decimals, dates, months."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from form4.model.errors import Form4Error


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month, which is all that forms before August 2002 state as their period."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)  # raises ValueError when there is no such month

    def isoformat(self) -> str:
        """The month as YYYY-MM."""
        return f"{self.year:04d}-{self.month:02d}"


Period = date | YearMonth
Value = str | bool | Decimal | date | YearMonth | None


def to_json(value: Value) -> str | bool | int | float | None:
    """A value as JSON has it: ISO dates, numbers as numbers, whole numbers without a point."""
    if isinstance(value, date | YearMonth):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def to_decimal(value: object) -> Decimal | None:
    """A JSON number as an exact decimal; raises Form4Error for anything else but null."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise Form4Error(f"{value!r} is no number. Write numbers without quotes.")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise Form4Error(f"{value!r} is no number.") from error
    if not number.is_finite():
        raise Form4Error(f"{value!r} is no finite number.")
    return number


def to_date(value: object) -> date | None:
    """An ISO date string as a date; raises Form4Error for anything else but null."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Form4Error(f"{value!r} is no date. Write dates as YYYY-MM-DD.") from error


def to_period(value: object) -> Period | None:
    """An ISO date or month string as a date or a month; raises Form4Error otherwise."""
    text = str(value)
    if value is None or len(text) != len("YYYY-MM"):
        return to_date(value)
    try:
        return YearMonth(int(text[:4]), int(text[5:]))
    except ValueError as error:
        raise Form4Error(f"{value!r} is no month. Write months as YYYY-MM.") from error
