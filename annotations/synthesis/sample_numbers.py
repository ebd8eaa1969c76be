"""Plausible numbers and dates, and new digits for old ones."""

import datetime
import random
from decimal import Decimal

from form4.annotations.synthesis.values import RowPattern, ValuePools

DAY = datetime.timedelta(days=1)
_SATURDAY = 5
_PRICE_DECIMALS = (2, 2, 2, 2, 2, 2, 2, 4, 4, 3, 1, 0, 5, 6)
_SHORT = Decimal("0.000001")


def chance(rng: random.Random, share: float) -> bool:
    """True in the given share of calls."""
    return rng.random() < share


def rounded(value: Decimal | float, decimals: int) -> Decimal:
    """The value with so many decimals."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals))


def without_zeros(value: Decimal) -> Decimal:
    """The number as JSON has it: no zeros at the end of its decimals."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain


def decimals_of(value: Decimal) -> int:
    """How many digits stand after the point, trailing zeros left out."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def with_new_digits(value: Decimal, rng: random.Random) -> Decimal:
    """A number that looks the same: as many digits and decimals, the same zeros at the end."""
    if value == 0:
        return value
    text = format(value.normalize(), "f")
    kept = len(text) if "." in text else len(text.rstrip("0"))
    digits = [
        str(rng.randint(1, 9) if at in (0, kept - 1) else rng.randint(0, 9))
        if char.isdigit() and (char != "0" or at)
        else char
        for at, char in enumerate(text[:kept])
    ]
    return Decimal("".join(digits) + text[kept:])


def draw_shares(rng: random.Random, low: float = 1.2, high: float = 6.3) -> Decimal:
    """A count of shares between 10**low and 10**high, often round, now and then a fraction."""
    size = 10 ** rng.uniform(low, high)
    kind = rng.random()
    if kind < 0.06:
        return rounded(size, rng.choice((1, 2, 3, 3, 4, 4, 6)))
    if kind < 0.4:
        step = 10 ** max(0, int(len(str(int(size)))) - rng.choice((1, 1, 2, 2, 3)))
        return Decimal(max(step, int(size) // step * step))
    return Decimal(max(1, int(size)))


def shares_like(pools: ValuePools, code: str, rng: random.Random) -> Decimal:
    """A count of shares as rows of this code have it."""
    pattern = row_like(pools, code, rng)
    if pattern is None or not pattern.shares or chance(rng, 0.4):
        return draw_shares(rng)
    return with_new_digits(pattern.shares, rng)


def row_like(pools: ValuePools, code: str, rng: random.Random) -> RowPattern | None:
    """A real row of the code, or None when the pools have none."""
    patterns = pools.rows_by_code.get(code)
    return rng.choice(patterns) if patterns else None


def draw_price(rng: random.Random) -> Decimal:
    """A share price between a few cents and some thousand dollars."""
    price = 10 ** min(max(rng.gauss(1.45, 0.55), -1.3), 3.6)
    return max(price_as(price, rng), Decimal("0.01"))


def price_as(price: Decimal | float, rng: random.Random) -> Decimal:
    """The price with as many decimals as such prices are printed with."""
    return rounded(price, rng.choice(_PRICE_DECIMALS))


def price_near(price: Decimal, rng: random.Random, spread: float = 0.03) -> Decimal:
    """A price within the spread of another one, never zero."""
    near = price_as(float(price) * (1 + rng.uniform(-spread, spread)), rng)
    return near if near > 0 else max(price, _SHORT)


def business_day(day: datetime.date) -> datetime.date:
    """The day itself, or the Monday after it."""
    while day.weekday() >= _SATURDAY:
        day += DAY
    return day


def draw_day(rng: random.Random, first: datetime.date, last: datetime.date) -> datetime.date:
    """A day between two days, nearly always a business day."""
    day = first + DAY * rng.randint(0, max(0, (last - first).days))
    return business_day(day) if chance(rng, 0.96) else day


def years_from(day: datetime.date, years: int, days: int = 0) -> datetime.date:
    """The same day so many years on, and so many days."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if leap else day.day) + DAY * days
