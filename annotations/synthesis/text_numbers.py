"""Numbers, prices and dates inside running text, rewritten in the form they stand in."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

from form4.annotations.synthesis.phrases import words

_MONTHS = words(
    "January February March April May June July August September October November December"
)
_PATTERN = re.compile(
    rf"(?P<long>\b(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b)"
    r"|(?P<short>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b)"
    r"|(?P<price>\$\d[\d,]*(?:\.\d+)?)"
    r"|(?P<count>\b\d{1,3}(?:,\d{3})+\b(?!\.\d))",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\$\d[\d,]*\.?\d*)(?: to | and | ?- ?)(\$\d[\d,]*\.\d+)")
# Par values and the like are no prices of trades.
_LEAST_PRICE = Decimal("0.2")
_LATEST_SHORT_YEAR = 69

Turn = Callable[[Decimal], Decimal]


def rewritten(
    text: str, count: Turn, price: Turn, day: Callable[[datetime.date], datetime.date]
) -> str:
    """The text with every count of shares, price and date turned into a new one."""

    def new(match: re.Match[str]) -> str:
        found = match.group()
        if match["long"]:
            return _long_date(match, day)
        if match["short"]:
            return _short_date(found, day)
        if match["price"]:
            return _price(found, price)
        return f"{int(count(Decimal(found.replace(',', '')))):,}"

    return _PATTERN.sub(new, text)


def stated_range(text: str) -> tuple[str, str] | None:
    """The two ends of a price range that a note states, as printed."""
    match = _RANGE.search(text)
    return (match[1], match[2]) if match else None


def _price(found: str, price: Turn) -> str:
    amount = Decimal(found[1:].replace(",", ""))
    if amount < _LEAST_PRICE:
        return found
    places = len(found.partition(".")[2])
    turned = price(amount).quantize(Decimal(1).scaleb(-places))
    return f"${max(turned, Decimal(1).scaleb(-places)):,f}"


def _long_date(match: re.Match[str], day: Callable[[datetime.date], datetime.date]) -> str:
    month = _MONTHS.index(match["month"].capitalize()) + 1
    turned = _turned(int(match["year"]), month, int(match["day"]), day)
    if turned is None:
        return match.group()
    name = f"{turned:%B}"
    return f"{name.upper() if match['month'].isupper() else name} {turned.day}, {turned.year}"


def _short_date(found: str, day: Callable[[datetime.date], datetime.date]) -> str:
    month, date, year = (int(part) for part in found.split("/"))
    digits = len(found.rpartition("/")[2])
    if digits == len("yy"):
        year += 2000 if year <= _LATEST_SHORT_YEAR else 1900
    turned = _turned(year, month, date, day)
    if turned is None:
        return found
    shown = f"{turned:%Y}" if digits > len("yy") else f"{turned:%y}"
    return f"{turned.month}/{turned.day}/{shown}"


def _turned(
    year: int, month: int, date: int, day: Callable[[datetime.date], datetime.date]
) -> datetime.date | None:
    """The new date, or None for what is none, such as 13/45/2020."""
    try:
        return day(datetime.date(year, month, date))
    except (ValueError, OverflowError):
        return None
