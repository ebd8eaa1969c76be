"""Filings as the tab-separated tables of the SEC Insider Transactions Data Sets."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from form4.inference.formats.cells import to_bytes
from form4.inference.formats.sec_columns import (
    KEY,
    NOT_READ,
    OWNER_VALUES,
    SUBMISSION_VALUES,
    TABLES,
    Place,
    row_value,
    shown,
)
from form4.model.filing import Filing, Row, Table
from form4.model.values import Value

Part = TypeVar("Part")
Read = Callable[[Part], Value]

FILES = tuple(f"{name}.tsv" for name in TABLES)

_ACCESSION = re.compile(r"(?<!\d)(\d{10})-?(\d{2})-?(\d{6})(?!\d)")


def heads() -> tuple[bytes, ...]:
    """The line of column names of every table."""
    return tuple(_line(columns) for columns in TABLES.values())


def lines(filing: Filing, apart: Collection[str] = ()) -> tuple[bytes, ...]:
    """The lines of a filing in every table, in the order of FILES.

    Sources that are to be kept `apart`, as `sharing` finds them, are their own key.
    """
    source = filing.source
    key = shown(source) if source in apart else accession_number(source)
    made = _rows(filing, key)
    return tuple(b"".join(map(_line, made[name])) for name in TABLES)


def accession_number(source: str | None) -> str:
    """The accession number in a source's name, or else the source itself, as the key of rows."""
    found = list(_ACCESSION.finditer(source or ""))
    return "-".join(found[-1].groups()) if found else shown(source)


def sharing(sources: Iterable[str], taken: Iterable[str] = ()) -> frozenset[str]:
    """The sources of which the accession number is that of an earlier one, or taken already.

    A filing as text and as HTML, or two parts of one submission, are two documents with one number.
    """
    seen = set(taken)
    found = set()
    for source in sources:
        key = accession_number(source)
        if key in seen:
            found.add(source)
        seen.add(key)
    return frozenset(found)


def keys_in(table: Path) -> Iterator[str]:
    """The keys of a table that was written earlier; none where there is no such file."""
    if not table.is_file():
        return
    with table.open(encoding="utf-8", newline="\n") as stream:
        next(stream, "")
        for line in stream:
            yield line.partition("\t")[0]


def _rows(filing: Filing, key: str) -> dict[str, list[list[str]]]:
    form = filing.form_type[:1] if filing.form_type else None
    signatures = filing.signatures
    rows = {
        "SUBMISSION": [_cells("SUBMISSION", key, filing, SUBMISSION_VALUES)],
        "REPORTINGOWNER": [
            _cells("REPORTINGOWNER", key, owner, OWNER_VALUES) for owner in filing.reporting_owners
        ],
        "FOOTNOTES": [[key, shown(mark), shown(text)] for mark, text in filing.footnotes.items()],
        "OWNER_SIGNATURE": [[key, shown(one.name), shown(one.date)] for one in signatures],
    }
    for kind, found in (("TRANS", filing.transactions), ("HOLDING", filing.holdings)):
        for prefix, table in (("NONDERIV", Table.NON_DERIVATIVE), ("DERIV", Table.DERIVATIVE)):
            name = f"{prefix}_{kind}"
            rows[name] = list(_table_rows(name, key, form, _of_table(found, table)))
    return rows


def _cells(table: str, key: str, part: Part, values: Mapping[str, Read[Part]]) -> list[str]:
    return [
        key if column == KEY else "" if column in NOT_READ else shown(values[column](part))
        for column in TABLES[table]
    ]


def _of_table(rows: Iterable[Row], table: Table) -> list[Row]:
    return [row for row in rows if row.table is table]


def _table_rows(name: str, key: str, form: str | None, rows: Iterable[Row]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        place = Place(row, number, form)
        yield [
            key if column == KEY else "" if column in NOT_READ else row_value(column, place)
            for column in TABLES[name]
        ]


def _line(cells: Sequence[str]) -> bytes:
    return to_bytes("\t".join(cells) + "\n")
