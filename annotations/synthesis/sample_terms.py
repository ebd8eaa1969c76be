"""What Table II says of a derivative security: title, price, dates, underlying and their notes."""

import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from form4.annotations.synthesis.sample_numbers import price_as, price_near, years_from
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
_LONGEST_TERM = 10


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
        expiration_date=_expiration(scene, granted),
    )
    kind = scene.rng.random()
    if kind < 0.45:
        return noted(row, "exercise_date", scene.writer.write("option_vest"))
    row = replace(row, exercise_date=years_from(granted, scene.rng.choice((0, 1, 1, 3))))
    if kind < 0.65:
        cell = scene.rng.choice(("security_title", "exercise_date", "transaction_code"))
        return noted(row, cell, scene.writer.write("option_vest"))
    return row


def _expiration(scene: Scene, granted: date) -> date:
    """Mostly ten years after the grant, or a day less, and never before the scene's day."""
    years, less = scene.rng.choice((10, 10, 10, 7, 5)), scene.rng.choice((0, 0, 1))
    last = years_from(granted, years, -less)
    return last if last >= scene.day else years_from(granted, _LONGEST_TERM)


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
