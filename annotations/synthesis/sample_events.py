"""Transactions of Table I: one function an event, each giving the rows that report it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from form4.annotations.synthesis.sample_holders import direct_holder, indirect_holder
from form4.annotations.synthesis.sample_numbers import (
    DAY,
    business_day,
    draw_shares,
    price_as,
    price_near,
    rounded,
    shares_like,
)
from form4.annotations.synthesis.sample_rows import Holder, Scene, noted
from form4.model.filing import Row

Event = Callable[[Scene], list[Row]]

_LOTS = (1, 1, 1, 1, 2, 2, 3, 4, 5)
_ZERO = Decimal(0)


def trade(
    scene: Scene,
    code: str,
    direction: str,
    shares: Decimal,
    price: Decimal | None,
    holder: Holder | None = None,
) -> Row:
    """A transaction in the issuer's stock; direction is A or D."""
    return replace(
        scene.stock(holder),
        transaction_date=scene.day,
        transaction_code=code,
        equity_swap_involved=False,
        transaction_shares=shares,
        transaction_acquired_disposed_code=direction,
        transaction_price_per_share=price,
    )


def free_price(scene: Scene) -> Decimal | None:
    """What stands in the price cell of something that cost nothing: 0, or nothing."""
    return _ZERO if scene.chance(0.7) else None


def _lots(scene: Scene) -> int:
    return scene.rng.randint(6, 30) if scene.chance(0.12) else scene.rng.choice(_LOTS)


def _spread_over_days(rows: list[Row], scene: Scene) -> list[Row]:
    """Lots on one day, or on some days that follow."""
    if scene.chance(0.65):
        return rows
    day, spread = scene.day, []
    for row in rows:
        day = business_day(day + DAY * scene.rng.choice((0, 0, 1)))
        spread.append(replace(row, transaction_date=day))
    return spread


def sale(scene: Scene) -> list[Row]:
    """Open-market sales, often in lots with weighted average prices and under a plan."""
    plan = scene.writer.write("plan") if scene.chance(0.4) else None
    plan_cell = scene.rng.choice(("transaction_code", "transaction_code", "transaction_shares"))
    rows = _market_lots(scene, "S", "D", "sale_range")
    return [noted(row, plan_cell, plan) for row in rows] if plan else rows


def purchase(scene: Scene) -> list[Row]:
    """Open-market purchases."""
    return _market_lots(scene, "P", "A", "buy_range")


def _market_lots(scene: Scene, code: str, direction: str, note: str) -> list[Row]:
    averaged = scene.chance(0.45)
    price, rows = scene.price, []
    for _ in range(_lots(scene)):
        price = price_near(price, scene.rng, 0.01)
        if averaged:
            price = rounded(price, scene.rng.choice((2, 3, 4, 4, 4)))
        row = trade(scene, code, direction, shares_like(scene.pools, code, scene.rng), price)
        rows.append(noted(row, *_price_note(scene, note, price)) if averaged else row)
    return _spread_over_days(rows, scene)


def _price_note(scene: Scene, kind: str, price: Decimal) -> tuple[str, str]:
    cell = "transaction_price_per_share" if scene.chance(0.9) else "transaction_shares"
    return cell, scene.writer.price_range(kind, price)


def award(scene: Scene) -> list[Row]:
    """Grants of stock, one or several."""
    rows = []
    for _ in range(scene.rng.choice((1, 1, 1, 1, 2, 3))):
        shares = shares_like(scene.pools, "A", scene.rng)
        price = scene.price if scene.chance(0.08) else free_price(scene)
        row = trade(scene, "A", "A", shares, price)
        cell = scene.rng.choice(("transaction_shares", "transaction_shares", "transaction_code"))
        cell = "transaction_price_per_share" if price is None and scene.chance(0.3) else cell
        rows.append(noted(row, cell, scene.writer.write("award")) if scene.chance(0.75) else row)
    return rows


def withholding(scene: Scene) -> list[Row]:
    """Shares withheld for taxes, alone or after an award."""
    shares = shares_like(scene.pools, "F", scene.rng)
    rows = [trade(scene, "F", "D", shares, price_as(scene.price, scene.rng))]
    if scene.chance(0.6):
        cell = scene.rng.choice(("transaction_shares", "transaction_code"))
        rows = [noted(rows[0], cell, scene.writer.write("withholding"))]
    return [*award(scene), *rows] if scene.chance(0.2) else rows


def gift(scene: Scene) -> list[Row]:
    """A gift; sometimes with the row of a trust that received it."""
    shares = shares_like(scene.pools, "G", scene.rng)
    rows = [trade(scene, "G", "D", shares, free_price(scene))]
    if scene.chance(0.25):
        rows.append(trade(scene, "G", "A", shares, rows[0].transaction_price_per_share))
        rows[1] = scene.held(replace(rows[1], footnote_ids={}), indirect_holder(scene))
    timeliness = "E" if scene.chance(0.35) else None
    note = scene.writer.write("gift") if scene.chance(0.6) else None
    rows = [replace(row, transaction_timeliness=timeliness) for row in rows]
    cell = scene.rng.choice(("transaction_code", "transaction_shares"))
    return [noted(row, cell, note) for row in rows] if note else rows


def distribution(scene: Scene) -> list[Row]:
    """Code J: what a footnote describes, mostly a distribution in kind."""
    direction = scene.rng.choice("AD")
    rows = []
    for _ in range(scene.rng.choice((1, 1, 1, 2, 3, 6))):
        holder = indirect_holder(scene) if scene.chance(0.5) else None
        shares = shares_like(scene.pools, "J", scene.rng)
        row = trade(scene, "J", direction, shares, free_price(scene), holder)
        rows.append(noted(row, "transaction_code", scene.writer.write("distribution")))
        direction = "A" if scene.chance(0.5) else direction
    return rows


def disposition(scene: Scene) -> list[Row]:
    """Code D: back to the issuer, for merger consideration or forfeited."""
    price = price_as(scene.price, scene.rng) if scene.chance(0.5) else free_price(scene)
    row = trade(scene, "D", "D", shares_like(scene.pools, "D", scene.rng), price)
    cell = scene.rng.choice(("transaction_code", "transaction_shares"))
    return [noted(row, cell, scene.writer.write("disposition"))]


def tender(scene: Scene) -> list[Row]:
    """Code U: tendered in a change of control."""
    price = price_as(scene.price, scene.rng)
    holders = [None] if scene.chance(0.6) else [direct_holder(scene), indirect_holder(scene)]
    note = scene.writer.write("tender")
    rows = [trade(scene, "U", "D", draw_shares(scene.rng), price, holder) for holder in holders]
    return [noted(row, "transaction_code", note) for row in rows]


def _simple(code: str, directions: str, kind: str, priced: float) -> Event:
    """An event of one row whose code has a usual direction, subject of note and price habit."""

    def event(scene: Scene) -> list[Row]:
        price = price_as(scene.price, scene.rng) if scene.chance(priced) else free_price(scene)
        shares = shares_like(scene.pools, code, scene.rng)
        row = trade(scene, code, scene.rng.choice(directions), shares, price)
        cell = scene.rng.choice(("transaction_code", "transaction_shares"))
        return [noted(row, cell, scene.writer.write(kind))] if scene.chance(0.7) else [row]

    return event


def swap(scene: Scene) -> list[Row]:
    """Code K, or another code with the K beside it."""
    price = price_as(scene.price, scene.rng)
    code = scene.rng.choice("KKSPJ")
    direction = {"S": "D", "P": "A"}.get(code) or scene.rng.choice("AD")
    row = trade(scene, code, direction, draw_shares(scene.rng), price)
    row = replace(row, equity_swap_involved=code != "K" or scene.chance(0.3))
    return [noted(row, "transaction_code", scene.writer.write("swap"))]


def plan_purchase(scene: Scene) -> list[Row]:
    """Fractional purchases under a plan: dividends reinvested, employee purchase, 401(k)."""
    shares = rounded(10 ** scene.rng.uniform(-0.5, 3), scene.rng.choice((2, 3, 3, 4)))
    code = scene.rng.choice("AJLPI")
    price = price_as(float(scene.price) * scene.rng.choice((1, 1, 0.85, 0.95)), scene.rng)
    row = trade(scene, code, "A", max(shares, Decimal("0.01")), price)
    kind = "espp" if code in "AP" else "distribution" if code == "J" else "small"
    return [noted(row, "transaction_code", scene.writer.write(kind))]


TABLE_ONE: tuple[tuple[Event, float], ...] = (
    (sale, 20.0),
    (purchase, 9.0),
    (award, 10.0),
    (withholding, 9.0),
    (gift, 6.0),
    (distribution, 5.0),
    (disposition, 3.0),
    (tender, 1.5),
    (swap, 1.5),
    (plan_purchase, 2.5),
    (_simple("W", "AAD", "inheritance", 0.1), 1.2),
    (_simple("Z", "AD", "voting_trust", 0.1), 1.0),
    (_simple("L", "A", "small", 0.8), 1.2),
    (_simple("I", "AD", "discretionary", 0.9), 1.2),
)
