"""Filings as pandas tables, by one call."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from form4.inference.columns import FILING_COLUMNS, ROW_COLUMNS, Cell, Column, Kind, Place, places
from form4.model.errors import ConfigError
from form4.model.filing import Filing, ReportingOwner

if TYPE_CHECKING:
    from pandas import DataFrame

_DTYPES = {
    Kind.TEXT: "str",
    Kind.JSON: "str",
    Kind.DATE: "datetime64[s]",
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "Int64",
    Kind.FLOAT: "float64",
}
_Table = tuple[tuple[str, Kind], ...]
_Record = Sequence[Cell]

_SOURCE: tuple[str, Kind] = ("source", Kind.TEXT)
_OWNERS: _Table = (
    _SOURCE,
    *((name, Kind.TEXT) for name in ("cik", "name")),
    *(
        (name, Kind.BOOLEAN)
        for name in ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
    ),
    *((name, Kind.TEXT) for name in ("officer_title", "other_text")),
)
_FOOTNOTES: _Table = (_SOURCE, ("footnote_id", Kind.TEXT), ("text", Kind.TEXT))
_SIGNATURES: _Table = (_SOURCE, ("name", Kind.TEXT), ("date", Kind.DATE))


def to_frames(filings: Iterable[Filing], *, exact: bool = False) -> dict[str, "DataFrame"]:
    """Tables `filings`, `transactions`, `holdings`, `owners`, `footnotes` and `signatures`.

    `source` leads from each to the others. Shares and prices are floats to count with, or with
    `exact` the decimals that are printed. Raises ConfigError when pandas is missing.
    """
    kept = list(filings)
    rows = [place for filing in kept for place in places(filing)]
    return {
        "filings": _frame(_table(FILING_COLUMNS), _cells(FILING_COLUMNS, kept), exact),
        "transactions": _rows(rows, "transaction", exact),
        "holdings": _rows(rows, "holding", exact),
        "owners": _frame(_OWNERS, (_owner(f, one) for f in kept for one in f.reporting_owners)),
        "footnotes": _frame(
            _FOOTNOTES, ((f.source, *note) for f in kept for note in f.footnotes.items())
        ),
        "signatures": _frame(
            _SIGNATURES, ((f.source, one.name, one.date) for f in kept for one in f.signatures)
        ),
    }


def _rows(rows: Sequence[Place], row_kind: str, exact: bool) -> "DataFrame":
    columns = _table(FILING_COLUMNS[:1]), _table(ROW_COLUMNS)
    kept = (place for place in rows if place.row_kind == row_kind)
    records = ((one.filing.source, *(column.read(one) for column in ROW_COLUMNS)) for one in kept)
    return _frame((*columns[0], *columns[1]), records, exact)


def _table(columns: Sequence[Column[Any]]) -> _Table:
    return tuple((column.name, column.kind) for column in columns)


def _cells(columns: Sequence[Column[Filing]], filings: Sequence[Filing]) -> Iterable[_Record]:
    return (tuple(column.read(filing) for column in columns) for filing in filings)


def _owner(filing: Filing, owner: ReportingOwner) -> _Record:
    return (filing.source, *(getattr(owner, name) for name, _ in _OWNERS[1:]))


def _frame(columns: _Table, records: Iterable[_Record], exact: bool = False) -> "DataFrame":
    try:
        import pandas
    except ImportError as error:
        raise ConfigError("Tables need pandas. Install it: pip install pandas.") from error
    kept = list(records)
    return pandas.DataFrame(
        {
            name: pandas.Series(
                [_cell(record[at], kind, exact) for record in kept], dtype=_dtype(kind, exact)
            )
            for at, (name, kind) in enumerate(columns)
        }
    )


def _dtype(kind: Kind, exact: bool) -> str:
    if kind is Kind.DECIMAL:
        return "object" if exact else "float64"
    return _DTYPES[kind]


def _cell(value: Cell, kind: Kind, exact: bool) -> Any:
    if kind is Kind.DECIMAL and isinstance(value, Decimal) and not exact:
        return float(value)
    return value
