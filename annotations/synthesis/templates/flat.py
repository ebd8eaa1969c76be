"""Lists of insider trades as sites print them: names, symbol and title again in every row."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Page, Run
from form4.annotations.synthesis.templates import agent_print, ending, papers
from form4.annotations.synthesis.templates.chrome import Subject, site_lines
from form4.annotations.synthesis.templates.formats import OTHER_CHECKS, draw_formats
from form4.annotations.synthesis.templates.letter import role_words
from form4.annotations.synthesis.templates.pen import EMPTY, Pen, Runs, plain, text
from form4.annotations.synthesis.templates.stated import form_digit, in_order, state
from form4.annotations.synthesis.templates.wording import draw_wording
from form4.model.filing import Filing, ReportingOwner, Row, Table

TITLES = (
    "Insider Transactions",
    "SEC Form 4 Insider Trading",
    "Latest Insider Trades",
    "Insider Buying and Selling",
    "Recent Form 4 filings",
    "Insider Roster and Transactions",
)
# Codes whose sign is never in doubt in Table I.
_MINUS, _PLUS = frozenset("SFDU"), frozenset("PAMCXO")
Make = Callable[[Pen, Filing, Row], Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its captions, its width and what stands in it."""

    captions: tuple[str, ...]
    width: int
    make: Make


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The list, and the filing as it is stated there: transactions of Table I, one owner.

    Filings without such transactions are drawn as an agent's print.
    """
    if not any(row.table is Table.NON_DERIVATIVE for row in filing.transactions):
        page, stated = agent_print.draw(filing, rng)
        return replace(page, template="flat"), stated
    worded = rng.random()
    pen = Pen(
        rng,
        draw_formats(rng, OTHER_CHECKS, agent_print.DATES, classic=0.6),
        draw_wording(rng, odd=1.0),
        worded=worded < 0.5,
        both=worded > 0.8,
    )
    columns = _columns(pen)
    stated = _stated(filing, columns)
    rows = in_order(stated, Table.NON_DERIVATIVE, pen.rng)
    subject = Subject(
        stated.issuer.name or "Company", _first(stated).name or "Insider", form_digit(filing)
    )
    over, under = site_lines(rng, subject)
    blocks: tuple[Block, ...] = (
        *over,
        plain(f"{pen.rng.choice(TITLES)} - Form {filing.form_type or '4'}"),
        _grid(pen, stated, columns, rows),
        *ending.notes(pen, stated, ending.BRACKETED),
        *under,
        *papers.attached(pen, stated),
    )
    return Page(blocks, "flat"), stated


def _stated(filing: Filing, columns: dict[str, Column]) -> Filing:
    """The filing less what a list has no column for."""
    keys = {table: frozenset(columns) for table in Table}
    stated = state(filing, keys)
    rows = tuple(row for row in stated.transactions if row.table is Table.NON_DERIVATIVE)
    owner = _first(stated)
    if "officer_title" not in columns:
        owner = ReportingOwner(name=owner.name)
    issuer = stated.issuer
    if "trading_symbol" not in columns:
        issuer = replace(issuer, trading_symbol=None)
    return replace(
        stated,
        period_of_report=None,
        date_of_original_submission=None,
        aff10b5_one=None,
        issuer=issuer,
        reporting_owners=(owner,),
        transactions=rows,
        holdings=(),
        remarks=None,
        signatures=(),
    )


def _first(filing: Filing) -> ReportingOwner:
    return filing.reporting_owners[0] if filing.reporting_owners else ReportingOwner()


def _grid(pen: Pen, filing: Filing, columns: dict[str, Column], rows: tuple[Row, ...]) -> Grid:
    head = GridRow(
        tuple(text(pen.rng.choice(column.captions)) for column in columns.values()), is_head=True
    )
    body = (
        GridRow(tuple(column.make(pen, filing, row) for column in columns.values())) for row in rows
    )
    return Grid(tuple(column.width for column in columns.values()), (head, *body))


def _field(key: str) -> Make:
    return lambda pen, filing, row: pen.cell(row, key)


def _signed(pen: Pen, filing: Filing, row: Row) -> Cell:
    """The number with the sign that its code gives it; marked numbers stay bare."""
    del filing
    cell = pen.cell(row, "transaction_shares")
    sign = "-" if row.transaction_code in _MINUS else "+" if row.transaction_code in _PLUS else ""
    return Cell((Run(sign), *cell.runs)) if sign and cell.runs else cell


def _value(pen: Pen, filing: Filing, row: Row) -> Cell:
    """What the shares came to, which no field holds."""
    del filing
    shares, price = row.transaction_shares, row.transaction_price_per_share
    worth = (shares or Decimal(0)) * (price or Decimal(0))
    return text(f"${worth:,.0f}") if worth else text(pen.rng.choice(("", "$0", "-")))


def _filed(pen: Pen, filing: Filing, row: Row) -> Cell:
    """When the form was filed, with or without its hour; no field holds it."""
    del filing
    day = row.transaction_date
    hour = pen.rng.choice(("", " 16:05:31", " 18:30", ""))
    return text(f"{pen.formats.day(day)}{hour}") if day else EMPTY


def _name(pen: Pen, filing: Filing, row: Row) -> Cell:
    del pen, row
    return Cell(agent_print.labelled(_first(filing).name, "owner_name"))


def _company(pen: Pen, filing: Filing, row: Row) -> Cell:
    del pen, row
    return Cell(agent_print.labelled(filing.issuer.name, "issuer_name"))


def _symbol(pen: Pen, filing: Filing, row: Row) -> Cell:
    del pen, row
    return Cell(agent_print.labelled(filing.issuer.trading_symbol, "trading_symbol"))


def _relation(pen: Pen, filing: Filing, row: Row) -> Cell:
    del row
    runs: Runs = role_words(pen, _first(filing))
    return Cell(runs)


_COLUMNS: dict[str, Column] = {
    "filed": Column(("Filing Date", "Filed", "Reported Date", "SEC Form 4"), 20, _filed),
    "transaction_date": Column(
        ("Trade Date", "Date", "Transaction Date"), 12, _field("transaction_date")
    ),
    "trading_symbol": Column(("Ticker", "Symbol"), 8, _symbol),
    "issuer_name": Column(("Company Name", "Company", "Issuer"), 28, _company),
    "owner_name": Column(("Insider Name", "Insider", "Owner", "Reporting Owner"), 26, _name),
    "officer_title": Column(("Title", "Relationship", "Relation", "Position"), 26, _relation),
    "security_title": Column(("Security", "Security Title"), 20, _field("security_title")),
    "transaction_code": Column(
        ("Trade Type", "Transaction", "Type", "Code"), 18, _field("transaction_code")
    ),
    "transaction_acquired_disposed_code": Column(
        ("A/D", "Acquired/Disposed"), 8, _field("transaction_acquired_disposed_code")
    ),
    "transaction_price_per_share": Column(
        ("Price", "Cost", "Avg Price", "Price/Share"), 10, _field("transaction_price_per_share")
    ),
    "transaction_shares": Column(
        ("Qty", "#Shares", "Shares", "Shares Traded"), 12, _field("transaction_shares")
    ),
    "shares_owned_following_transaction": Column(
        ("Owned", "#Shares Total", "Shares Held", "Holdings After"),
        12,
        _field("shares_owned_following_transaction"),
    ),
    "value": Column(("Value", "Value ($)", "Amount ($)"), 14, _value),
    "direct_or_indirect_ownership": Column(
        ("D/I", "Ownership"), 9, _field("direct_or_indirect_ownership")
    ),
    "nature_of_ownership": Column(("Nature",), 16, _field("nature_of_ownership")),
}
_MAY_LACK = {
    "filed": 0.4,
    "trading_symbol": 0.2,
    "officer_title": 0.25,
    "security_title": 0.5,
    "transaction_acquired_disposed_code": 0.6,
    "value": 0.4,
    "direct_or_indirect_ownership": 0.6,
    "nature_of_ownership": 0.8,
}


def _columns(pen: Pen) -> dict[str, Column]:
    """The columns of one list, in an order of its own now and then."""
    kept = [key for key in _COLUMNS if not pen.chance(_MAY_LACK.get(key, 0.0))]
    if pen.chance(0.4):
        pen.rng.shuffle(kept)
    columns = {key: _COLUMNS[key] for key in kept}
    if pen.chance(0.4):
        columns["transaction_shares"] = replace(columns["transaction_shares"], make=_signed)
    return columns
