"""The flat table of rows: one list of columns for CSV, Parquet and pandas alike.

A record is one transaction or holding with its filing's header beside it. The header stands in
every record, so that a table of rows needs no join to be read.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Generic, TypeVar

from form4.model.filing import DATE_FIELDS, NUMBER_FIELDS, Filing, ReportingOwner, Row

DECIMAL_DIGITS = 38  # of a number in a typed table, as decimal128 has them ...
DECIMAL_PLACES = 10  # ... of which so many stand behind the point; prices print six at most
JOINT = "; "  # between the names of a joint filing, between warnings

Part = TypeVar("Part")
Cell = str | bool | int | float | Decimal | date | None


class Kind(StrEnum):
    """What a column holds: the type that a typed table gives it."""

    TEXT = "text"
    JSON = "json"  # text that holds an object
    DATE = "date"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    FLOAT = "float"


@dataclass(frozen=True, slots=True)
class Column(Generic[Part]):
    """A column: its name, its kind, and how its cell is read from a part of a filing."""

    name: str
    kind: Kind
    read: Callable[[Part], Cell]


@dataclass(frozen=True, slots=True)
class Place:
    """A row where it stands: in its filing, as a transaction or a holding, counted from 1."""

    filing: Filing
    row: Row
    row_kind: str
    number: int


def places(filing: Filing) -> Iterator[Place]:
    """The rows of a filing in order: transactions, then holdings, each counted from 1."""
    for row_kind, rows in (("transaction", filing.transactions), ("holding", filing.holdings)):
        for number, row in enumerate(rows, start=1):
            yield Place(filing, row, row_kind, number)


def records(filing: Filing) -> Iterator[tuple[Cell, ...]]:
    """One record a row under COLUMNS; a filing without rows gives one with its header alone.

    So no document disappears from the table: `row_kind` is null where there is no row.
    """
    header = tuple(column.read(filing) for column in FILING_COLUMNS)
    empty = True
    for place in places(filing):
        empty = False
        yield (*header, *(column.read(place) for column in ROW_COLUMNS))
    if empty:
        yield (*header, *(None for _ in ROW_COLUMNS))


def fixed(value: Decimal) -> Decimal | None:
    """A number with DECIMAL_PLACES, for typed tables; None for one with too many digits.

    Such a number was never an amount; what was read stays in the evidence.
    """
    try:
        return value.quantize(_PLACES)
    except InvalidOperation:  # more than 28 digits in all, which is the context's precision
        return None


_PLACES = Decimal(1).scaleb(-DECIMAL_PLACES)


def _json(data: Mapping[str, object]) -> str | None:
    return json.dumps(data, ensure_ascii=False) if data else None


def _joined(values: Iterator[str | None]) -> str | None:
    return JOINT.join(value for value in values if value) or None


def _period(filing: Filing) -> Cell:
    period = filing.period_of_report
    return None if period is None else period.isoformat()


def _of_owners(name: str) -> Callable[[Filing], Cell]:
    def read(filing: Filing) -> Cell:
        return _joined(getattr(owner, name) for owner in filing.reporting_owners)

    return read


def _any_owner(name: str) -> Callable[[Filing], Cell]:
    def read(filing: Filing) -> Cell:
        owners = filing.reporting_owners
        return any(getattr(owner, name) for owner in owners) if owners else None

    return read


def _of_row(name: str) -> Callable[[Place], Cell]:
    def read(place: Place) -> Cell:
        value: Cell = getattr(place.row, name)
        return value

    return read


def _row_notes(place: Place) -> Cell:
    """The texts of the footnotes that the row's cells bear, by mark."""
    notes = place.filing.footnotes
    marks = dict.fromkeys(mark for some in place.row.footnote_ids.values() for mark in some)
    return _json({mark: notes[mark] for mark in marks if mark in notes})


def _evidence(place: Place) -> Cell:
    evidence = place.row.evidence
    return _json({name: evidence[name].to_dict() for name in sorted(evidence)})


def _row_kind_of(name: str) -> Kind:
    if name in DATE_FIELDS:
        return Kind.DATE
    if name in NUMBER_FIELDS:
        return Kind.DECIMAL
    return Kind.BOOLEAN if name == "equity_swap_involved" else Kind.TEXT


_OWNER_TEXTS = ("officer_title", "other_text")
_ROLES = tuple(f.name for f in fields(ReportingOwner) if f.name.startswith("is_"))
_ROW_APART = frozenset({"table", "footnote_ids", "confidence", "warnings", "evidence"})
_ROW_VALUES = tuple(f.name for f in fields(Row) if f.name not in _ROW_APART)

FILING_COLUMNS: tuple[Column[Filing], ...] = (
    Column("source", Kind.TEXT, lambda filing: filing.source),
    Column("form_type", Kind.TEXT, lambda filing: filing.form_type),
    # Text: the forms before August 2002 state a month.
    Column("period_of_report", Kind.TEXT, _period),
    Column("date_of_original_submission", Kind.DATE, lambda f: f.date_of_original_submission),
    Column("aff10b5_one", Kind.BOOLEAN, lambda filing: filing.aff10b5_one),
    Column("issuer_cik", Kind.TEXT, lambda filing: filing.issuer.cik),
    Column("issuer_name", Kind.TEXT, lambda filing: filing.issuer.name),
    Column("issuer_trading_symbol", Kind.TEXT, lambda filing: filing.issuer.trading_symbol),
    Column("owner_count", Kind.INTEGER, lambda filing: len(filing.reporting_owners)),
    Column("owner_cik", Kind.TEXT, _of_owners("cik")),
    Column("owner_name", Kind.TEXT, _of_owners("name")),
    *(Column(name, Kind.BOOLEAN, _any_owner(name)) for name in _ROLES),
    *(Column(name, Kind.TEXT, _of_owners(name)) for name in _OWNER_TEXTS),
    Column("filing_confidence", Kind.FLOAT, lambda filing: filing.confidence),
    Column("filing_warnings", Kind.TEXT, lambda filing: _joined(iter(filing.warnings))),
    Column("model", Kind.TEXT, lambda filing: filing.model),
)

ROW_COLUMNS: tuple[Column[Place], ...] = (
    Column("row_kind", Kind.TEXT, lambda place: place.row_kind),
    Column("row_number", Kind.INTEGER, lambda place: place.number),
    Column("table", Kind.TEXT, lambda place: place.row.table.value),
    *(Column(name, _row_kind_of(name), _of_row(name)) for name in _ROW_VALUES),
    Column("footnote_ids", Kind.JSON, lambda place: _json(place.row.footnote_ids)),
    Column("footnotes", Kind.JSON, _row_notes),
    Column("confidence", Kind.FLOAT, lambda place: place.row.confidence),
    Column("warnings", Kind.TEXT, lambda place: _joined(iter(place.row.warnings))),
    Column("evidence", Kind.JSON, _evidence),
)

COLUMNS: tuple[tuple[str, Kind], ...] = (
    *((column.name, column.kind) for column in FILING_COLUMNS),
    *((column.name, column.kind) for column in ROW_COLUMNS),
)
