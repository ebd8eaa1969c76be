"""Schedules 13D and 13G, and what brokers send: confirmations and statements."""

from form4.annotations.synthesis.page import Block
from form4.annotations.synthesis.templates.other_facts import (
    BROKERS,
    Facts,
    filled,
    pairs,
    paragraphs,
    table,
)

Blocks = tuple[Block, ...]
_COVER_13 = (
    ("NAMES OF REPORTING PERSONS", "holder"),
    ("CHECK THE APPROPRIATE BOX IF A MEMBER OF A GROUP", "group"),
    ("SEC USE ONLY", ""),
    ("SOURCE OF FUNDS", "funds"),
    ("CITIZENSHIP OR PLACE OF ORGANIZATION", "place"),
    ("SOLE VOTING POWER", "shares"),
    ("SHARED VOTING POWER", "shares"),
    ("SOLE DISPOSITIVE POWER", "shares"),
    ("SHARED DISPOSITIVE POWER", "shares"),
    ("AGGREGATE AMOUNT BENEFICIALLY OWNED BY EACH REPORTING PERSON", "shares"),
    ("PERCENT OF CLASS REPRESENTED BY AMOUNT IN ROW (11)", "percent"),
    ("TYPE OF REPORTING PERSON", "type"),
)
_ITEM_13 = (
    "Item 1. Security and Issuer. This statement relates to the {security} of "
    "{company}, {address}.",
    "Item 2. Identity and Background. This statement is filed by {holder} and {holder}.",
    "Item 3. Source and Amount of Funds. The aggregate purchase price of the {shares} shares was "
    "approximately ${dollars}, excluding commissions.",
    "Item 5. Interest in Securities of the Issuer. (a) {holder} beneficially owns {shares} shares. "
    "(c) On {date}, {holder} sold {shares} shares at ${price} per share in the open market.",
)


def schedule_13(facts: Facts, held_out: bool) -> Blocks:
    """Cover pages of a Schedule 13D or 13G, and of 13D some items and its table of trades."""
    del held_out
    kind = facts.pick("13D", "13G", "13G")
    blocks = list(
        paragraphs(
            f"SCHEDULE {kind}{facts.pick('', '/A')}",
            "Under the Securities Exchange Act of 1934" if facts.chance(0.8) else "",
            facts.pick(f"(Amendment No. {facts.rng.randint(1, 12)})*", ""),
            facts.company,
            "(Name of Issuer)",
            facts.security(),
            "(Title of Class of Securities)",
            f"{facts.rng.randint(10**8, 10**9 - 1)}",
            "(CUSIP Number)",
            facts.date(-60),
            "(Date of Event Which Requires Filing of this Statement)",
        )
    )
    for _ in range(facts.rng.choice((1, 1, 2, 3))):
        blocks.extend(pairs(facts, [_cover_row(facts, n, *row) for n, row in enumerate(_COVER_13)]))
    if kind == "13D":
        blocks.extend(paragraphs(*(filled(facts, words) for words in _ITEM_13)))
        blocks.extend(_trades(facts))
    blocks.extend(paragraphs("SIGNATURE", f"Dated: {facts.date(20)}", f"By: /s/ {facts.someone()}"))
    return tuple(blocks)


def _cover_row(facts: Facts, number: int, caption: str, kind: str) -> tuple[str, str]:
    values = {
        "holder": facts.holder(),
        "group": f"(a) {facts.box()} (b) {facts.box()}",
        "funds": facts.pick("OO", "WC", "AF", "PF"),
        "place": facts.pick("Delaware", "United States", "Cayman Islands", "USA"),
        "shares": facts.pick("0", "-0-", facts.shares(4, 7.5), facts.shares(4, 7.5)),
        "percent": facts.percent(),
        "type": facts.pick("IN", "PN", "CO", "IA", "HC", "OO"),
    }
    return (f"{number + 1}. {caption}" if facts.chance(0.9) else caption, values.get(kind, ""))


def _trades(facts: Facts) -> Blocks:
    """Schedule A of a 13D: the trades of the last sixty days."""
    heads = ("Trade Date", "Nature of Transaction", "Number of Shares", "Price Per Share ($)")
    rows = [
        (
            facts.date(-60),
            facts.pick("Buy", "Sell", "Purchase", "Sale"),
            facts.shares(2, 5),
            facts.per_share(),
        )
        for _ in range(facts.rng.randint(3, 18))
    ]
    return (
        *paragraphs("SCHEDULE A", "TRANSACTIONS DURING THE PAST SIXTY DAYS"),
        table(heads, rows),
    )


_SLIP = (
    ("Trade Date", "date"),
    ("Settlement Date", "date"),
    ("Action", "side"),
    ("Symbol", "symbol"),
    ("Security", "security"),
    ("Quantity", "shares"),
    ("Price", "price"),
    ("Principal", "dollars"),
    ("Commission", "fee"),
    ("Net Amount", "dollars"),
    ("Account", "account"),
    ("Account Holder", "person"),
)


def broker_slip(facts: Facts, held_out: bool) -> Blocks:
    """A broker's confirmation of one trade, or a statement of several."""
    del held_out
    opening = facts.pick("TRADE CONFIRMATION", "Confirmation of Transaction", "Account Statement")
    blocks = list(paragraphs(facts.pick(*BROKERS), opening, facts.person, facts.address()))
    if facts.chance(0.5):
        blocks.extend(
            pairs(facts, [(caption, _slip_value(facts, kind)) for caption, kind in _SLIP])
        )
    else:
        shown = _SLIP[: facts.rng.randint(6, 10)]
        rows = [
            tuple(_slip_value(facts, kind) for _, kind in shown)
            for _ in range(facts.rng.randint(2, 12))
        ]
        blocks.append(table(tuple(caption for caption, _ in shown), rows))
    blocks.extend(
        paragraphs(facts.pick("", "We acted as your agent in this transaction.", "Member SIPC"))
    )
    return tuple(blocks)


def _slip_value(facts: Facts, kind: str) -> str:
    values = {
        "date": facts.date(5),
        "side": facts.pick("SELL", "BUY", "Sold", "Bought", "SELL TO COVER", "EXERCISE"),
        "symbol": facts.issuer.trading_symbol or "",
        "security": f"{facts.company} {facts.security()}",
        "shares": facts.shares(1.5, 5),
        "price": f"${facts.per_share()}",
        "dollars": f"${facts.dollars(3.5, 6.5)}.{facts.rng.randint(10, 99)}",
        "fee": f"${facts.rng.uniform(0, 90):.2f}",
        "account": f"{facts.rng.randint(100, 999)}-{facts.rng.randint(10000, 99999)}",
        "person": facts.person,
    }
    return values[kind]
