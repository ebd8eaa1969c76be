"""Transactions that touch Table II: grants, exercises, vesting, conversions, expirations."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from form4.annotations.synthesis.sample_events import Event, free_price, sale, trade
from form4.annotations.synthesis.sample_numbers import (
    DAY,
    draw_shares,
    price_as,
    rounded,
    shares_like,
    with_new_digits,
    years_from,
)
from form4.annotations.synthesis.sample_rows import Scene, noted
from form4.annotations.synthesis.sample_terms import convertible, option, phantom, unit, warrant
from form4.model.filing import Row


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
        terms = option(scene, granted, strike)
        if terms.exercise_date and terms.exercise_date > scene.day:
            terms = replace(terms, exercise_date=granted)
        derivatives.append(traded(scene, terms, "M", "D", shares, price))
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
