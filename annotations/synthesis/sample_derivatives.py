"""Transactions that touch Table II: grants, exercises, vesting, conversions, expirations."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from form4.annotations.synthesis.sample_events import Event, free_price, sale, trade
from form4.annotations.synthesis.sample_numbers import (
    DAY,
    draw_shares,
    price_as,
    price_near,
    rounded,
    shares_like,
    with_new_digits,
    years_from,
)
from form4.annotations.synthesis.sample_rows import Scene, noted
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Row, Table

_ZERO = Decimal(0)
_OPTION = (
    "Stock Option (right to buy)",
    "Employee Stock Option (Right to Buy)",
    "Non-Qualified Stock Option",
    "Stock Options",
    "Option to purchase Common Stock",
    "Stock Appreciation Right",
)
_UNIT = ("Restricted Stock Units", "Restricted Stock Unit", "RSUs", "Performance Stock Units")
_PHANTOM = ("Phantom Stock", "Phantom Stock Units", "Deferred Stock Units", "Stock Equivalent Unit")
_CONVERTIBLE = ("Class B Common Stock", "Series A Preferred Stock", "OP Units", "Common Units")
_WARRANT = ("Warrants", "Common Stock Warrant (right to buy)", "Warrant to Purchase Common Stock")
_PATTERNS = {
    _OPTION: re.compile(r"option|right|SAR", re.I),
    _UNIT: re.compile(r"restricted|RSU|PSU|performance", re.I),
    _PHANTOM: re.compile(r"phantom|deferred|equivalent|unit", re.I),
    _CONVERTIBLE: re.compile(r"class|series|unit|preferred|note|convertible", re.I),
    _WARRANT: re.compile(r"warrant", re.I),
}
_TRIES = 6


def draw_title(usual: tuple[str, ...], pools: ValuePools, rng: random.Random) -> str:
    """A derivative security's title of the usual ones' kind, from the pools if it can be had."""
    for _ in range(_TRIES):
        title = pools.derivative_titles.draw(rng)
        if _PATTERNS[usual].search(title):
            return title
    return rng.choice(usual)


def title_like(title: str, pools: ValuePools, rng: random.Random) -> str:
    """Another derivative security's title of the same kind; the same one if its kind is unknown."""
    for usual, pattern in _PATTERNS.items():
        if pattern.search(title):
            return draw_title(usual, pools, rng)
    return title


def _title(scene: Scene, usual: tuple[str, ...]) -> str:
    return draw_title(usual, scene.pools, scene.rng)


def _terms(scene: Scene, title: str) -> Row:
    row = Row(Table.DERIVATIVE, security_title=title, underlying_security_title=scene.underlying)
    return scene.held(row)


def option(scene: Scene, granted: date, strike: Decimal) -> Row:
    """The terms of an option: ten years, vesting stated by a date, by a note, or by both."""
    row = replace(
        _terms(scene, _title(scene, _OPTION)),
        conversion_or_exercise_price=strike,
        expiration_date=years_from(
            granted, scene.rng.choice((10, 10, 10, 7, 5)), -_day_less(scene)
        ),
    )
    kind = scene.rng.random()
    if kind < 0.45:
        return noted(row, "exercise_date", scene.writer.write("option_vest"))
    row = replace(row, exercise_date=years_from(granted, scene.rng.choice((0, 1, 1, 3))))
    if kind < 0.65:
        cell = scene.rng.choice(("security_title", "exercise_date", "transaction_code"))
        return noted(row, cell, scene.writer.write("option_vest"))
    return row


def _day_less(scene: Scene) -> int:
    return scene.rng.choice((0, 0, 1))


def unit(scene: Scene) -> Row:
    """The terms of restricted stock units: mostly notes in place of price and dates."""
    row = _terms(scene, _title(scene, _UNIT))
    row = _one_for_one(scene, row, "unit")
    kind = scene.rng.random()
    if kind < 0.6:
        note = scene.writer.write("unit_vest")
        row = noted(row, "exercise_date", note)
        return noted(row, "expiration_date", note) if kind < 0.5 else row
    if kind < 0.75:
        return row
    row = replace(row, exercise_date=years_from(scene.day, scene.rng.choice((0, 1, 3))))
    last = row.exercise_date if scene.chance(0.7) else None
    return replace(row, expiration_date=last)


def _one_for_one(scene: Scene, row: Row, kind: str) -> Row:
    """A conversion price of nothing or 0 or 1, usually explained by a note."""
    price = scene.rng.choice((None, None, None, None, _ZERO, _ZERO, Decimal(1)))
    row = replace(row, conversion_or_exercise_price=price)
    if price is None or scene.chance(0.4):
        cell = "conversion_or_exercise_price" if scene.chance(0.85) else "security_title"
        return noted(row, cell, scene.writer.write(kind))
    return row


def phantom(scene: Scene) -> Row:
    """The terms of phantom stock or deferred units."""
    row = _one_for_one(scene, _terms(scene, _title(scene, _PHANTOM)), "unit")
    note = scene.writer.write("unit_vest" if scene.chance(0.6) else "phantom")
    cells = ("exercise_date", "expiration_date") if scene.chance(0.7) else ("security_title",)
    for cell in cells:
        row = noted(row, cell, note)
    return row


def convertible(scene: Scene) -> Row:
    """The terms of convertible stock or partnership units."""
    row = _terms(scene, _title(scene, _CONVERTIBLE))
    note = scene.writer.write("conversion_terms" if scene.chance(0.7) else "conversion")
    if scene.chance(0.15):
        row = replace(row, conversion_or_exercise_price=price_as(scene.price, scene.rng))
    for cell in ("conversion_or_exercise_price", "exercise_date", "expiration_date"):
        row = noted(row, cell, note) if scene.chance(0.75) else row
    return row


def warrant(scene: Scene) -> Row:
    """The terms of a warrant."""
    row = replace(
        _terms(scene, _title(scene, _WARRANT)),
        conversion_or_exercise_price=price_near(scene.price, scene.rng, 0.5),
        exercise_date=scene.day if scene.chance(0.6) else None,
        expiration_date=years_from(scene.day, scene.rng.randint(1, 8)),
    )
    return noted(row, "exercise_date", scene.writer.write("warrant"))


def traded(
    scene: Scene, terms: Row, code: str, direction: str, shares: Decimal, price: Decimal | None
) -> Row:
    """A transaction in a derivative security, with its underlying shares."""
    ratio = Decimal(scene.rng.choice((2, 10, 100))) if scene.chance(0.03) else Decimal(1)
    return replace(
        terms,
        transaction_date=scene.day,
        transaction_code=code,
        equity_swap_involved=False,
        transaction_shares=shares,
        transaction_acquired_disposed_code=direction,
        transaction_price_per_share=price,
        underlying_security_shares=shares * ratio,
    )


def _strike(scene: Scene, low: float, high: float) -> Decimal:
    strike = price_as(float(scene.price) * scene.rng.uniform(low, high), scene.rng)
    return strike if strike > 0 else Decimal("0.01")


def option_grant(scene: Scene) -> list[Row]:
    """Options granted; the price is 0 or left out."""
    rows = []
    for _ in range(scene.rng.choice((1, 1, 1, 1, 2))):
        terms = option(scene, scene.day, _strike(scene, 0.97, 1.03))
        shares = draw_shares(scene.rng, 2.5, 6.0)
        rows.append(traded(scene, terms, "A", "A", shares, free_price(scene)))
    return rows


def unit_grant(scene: Scene) -> list[Row]:
    """Restricted stock units granted."""
    rows = []
    for _ in range(scene.rng.choice((1, 1, 1, 2, 4))):
        shares = _pattern_shares(scene)
        rows.append(traded(scene, unit(scene), "A", "A", shares, free_price(scene)))
    return rows


def _pattern_shares(scene: Scene) -> Decimal:
    shares = scene.rng.choice(scene.pools.derivative_rows).shares
    return with_new_digits(shares, scene.rng) if shares else draw_shares(scene.rng)


def exercise(scene: Scene) -> list[Row]:
    """Options exercised, with what became of the stock: kept, sold, or withheld."""
    stock, derivatives = [], []
    for _ in range(scene.rng.choice((1, 1, 1, 2, 3))):
        strike, shares = _strike(scene, 0.15, 0.95), shares_like(scene.pools, "M", scene.rng)
        granted = years_from(scene.day, -scene.rng.randint(1, 9), scene.rng.randint(-90, 90))
        stock.append(trade(scene, "M", "A", shares, strike))
        price = strike if scene.chance(0.1) else free_price(scene)
        derivatives.append(traded(scene, option(scene, granted, strike), "M", "D", shares, price))
    if scene.chance(0.2):
        stock = [noted(row, "transaction_code", scene.writer.write("exercise")) for row in stock]
    return [*stock, *_followed(scene), *derivatives]


def _followed(scene: Scene) -> list[Row]:
    kind = scene.rng.random()
    if kind < 0.55:
        return sale(scene)
    return _withheld(scene) if kind < 0.75 else []


def _withheld(scene: Scene) -> list[Row]:
    shares = shares_like(scene.pools, "F", scene.rng)
    row = trade(scene, "F", "D", shares, price_as(scene.price, scene.rng))
    return [noted(row, "transaction_shares", scene.writer.write("withholding"))]


def vesting(scene: Scene) -> list[Row]:
    """Units that vest: into stock, some of it withheld, the units gone from Table II."""
    stock, derivatives = [], []
    price = free_price(scene)
    for _ in range(scene.rng.choice((1, 1, 1, 2, 3, 4))):
        shares = shares_like(scene.pools, "M", scene.rng)
        terms = unit(scene)
        row = trade(scene, "M", "A", shares, price)
        conversion = terms.footnote_ids.get("conversion_or_exercise_price", ())
        stock.append(noted(row, "transaction_price_per_share", *conversion) if not price else row)
        stock += _withheld(scene) if scene.chance(0.5) else []
        derivatives.append(traded(scene, terms, "M", "D", shares, free_price(scene)))
    return [*stock, *derivatives]


def conversion(scene: Scene) -> list[Row]:
    """Convertible securities turned into stock, in one or several lots."""
    stock, derivatives = [], []
    for _ in range(scene.rng.choice((1, 1, 2, 4))):
        shares = shares_like(scene.pools, "C", scene.rng)
        row = trade(scene, "C", "A", shares, free_price(scene))
        stock.append(noted(row, "transaction_code", scene.writer.write("conversion")))
        derivatives.append(traded(scene, convertible(scene), "C", "D", shares, free_price(scene)))
    return [*stock, *(sale(scene) if scene.chance(0.3) else []), *derivatives]


def warrant_exercise(scene: Scene) -> list[Row]:
    """Code X or O: warrants and the like exercised."""
    terms, shares = warrant(scene), draw_shares(scene.rng, 2.5, 6.5)
    code = scene.rng.choice("XXO")
    paid = terms.conversion_or_exercise_price
    row = traded(scene, terms, code, "D", shares, free_price(scene))
    return [trade(scene, code, "A", shares, paid), row]


def phantom_credit(scene: Scene) -> list[Row]:
    """Phantom stock or deferred units credited, often fractions at the market price."""
    shares = rounded(10 ** scene.rng.uniform(0, 4), scene.rng.choice((0, 1, 2, 3, 3, 4)))
    price = price_as(scene.price, scene.rng) if scene.chance(0.75) else free_price(scene)
    row = traded(scene, phantom(scene), "A", "A", max(shares, Decimal("0.5")), price)
    return [noted(row, "transaction_shares", scene.writer.write("phantom"))]


def cancellation(scene: Scene) -> list[Row]:
    """Codes D, H and E: options or units given up for value, cancelled or expired."""
    code = scene.rng.choice("DDDHE")
    direction = "A" if code == "E" and scene.chance(0.5) else "D"
    rows = []
    for _ in range(scene.rng.choice((1, 1, 2, 3, 5))):
        granted = years_from(scene.day, -scene.rng.randint(1, 9))
        terms = (
            option(scene, granted, _strike(scene, 0.3, 1.1)) if scene.chance(0.7) else unit(scene)
        )
        price = price_as(scene.price, scene.rng) if scene.chance(0.3) else free_price(scene)
        row = traded(scene, terms, code, direction, _pattern_shares(scene), price)
        kind = "disposition" if code == "D" else "expired"
        rows.append(noted(row, "transaction_code", scene.writer.write(kind)))
    return rows


def derivative_trade(scene: Scene) -> list[Row]:
    """A derivative bought, sold, given away or distributed; the price is what was paid."""
    code = scene.rng.choice("PSGJ")
    direction = {"P": "A", "S": "D"}.get(code) or scene.rng.choice("AD")
    maker = scene.rng.choice((warrant, convertible))
    price = price_as(scene.price, scene.rng) if code in "PS" else free_price(scene)
    return [traded(scene, maker(scene), code, direction, draw_shares(scene.rng, 2.5, 6.5), price)]


def derivative_holding(scene: Scene) -> Row:
    """A derivative security that is held."""
    kind: Callable[[Scene], Row] = scene.rng.choice((_held_option, _held_option, unit, convertible))
    owned = draw_shares(scene.rng, 2, 6.2)
    return replace(
        kind(scene), underlying_security_shares=owned, shares_owned_following_transaction=owned
    )


def _held_option(scene: Scene) -> Row:
    granted = scene.day - DAY * scene.rng.randint(30, 3000)
    return option(scene, granted, _strike(scene, 0.2, 1.4))


TABLE_TWO: tuple[tuple[Event, float], ...] = (
    (exercise, 12.0),
    (vesting, 10.0),
    (unit_grant, 7.0),
    (option_grant, 8.0),
    (conversion, 4.0),
    (phantom_credit, 4.0),
    (warrant_exercise, 2.0),
    (cancellation, 3.0),
    (derivative_trade, 2.5),
)
