"""Filings as tables for people: a line of header, a row a transaction, notes below."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from form4.model.filing import Evidence, Filing, Origin, ReportingOwner, Row, Table
from form4.model.values import Value

WIDTH = 100
LOW_CONFIDENCE = 0.5  # below it a row is coloured: look at the page
MARKS = {Origin.REPAIRED: "~", Origin.INFERRED: "*"}
LEGEND = "~ mended from torn print   * concluded from elsewhere on the page"

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_ROMAN = {Table.NON_DERIVATIVE: "I", Table.DERIVATIVE: "II"}
_COLUMNS: tuple[tuple[str, str], ...] = (  # caption, field
    ("Date", "transaction_date"),
    ("Code", "transaction_code"),
    ("A/D", "transaction_acquired_disposed_code"),
    ("Shares", "transaction_shares"),
    ("Price", "transaction_price_per_share"),
    ("Owned after", "shares_owned_following_transaction"),
    ("D/I", "direct_or_indirect_ownership"),
    ("Security (how held)", "security_title"),
)
_NUMBERS = frozenset({"Shares", "Price", "Owned after", "Conf"})
_OWNER_TEXTS = ("name", "officer_title", "other_text")
_ROLES = (
    ("is_director", "director"),
    ("is_officer", "officer"),
    ("is_ten_percent_owner", "10% owner"),
    ("is_other", "other"),
)


def table_console(stream: TextIO) -> Console:
    """A console that is WIDTH wide and without colour unless the stream is a terminal."""
    if stream.isatty():
        return Console(file=stream, highlight=False)
    return Console(file=stream, width=WIDTH, color_system=None, highlight=False)


class TableWriter:
    """Prints one block a filing; the legend once, after the last one."""

    def __init__(self, stream: TextIO) -> None:
        self._console = table_console(stream)
        self._has_marks = False

    def write(self, filing: Filing) -> None:
        """Write one filing."""
        self._has_marks = self._has_marks or _is_marked(filing)
        self._console.print(filing_block(filing))
        self._console.print()

    def finish(self) -> None:
        """Print what the marks mean, when there were any."""
        if self._has_marks:
            self._console.print(LEGEND)


def filing_block(filing: Filing) -> RenderableType:
    """One filing as a block: header, rows, warnings."""
    parts: list[RenderableType] = [_text(filing.source or "", "bold"), *_header(filing)]
    rows = _rows(filing)
    parts.append(_grid(rows) if rows else Text("  no transactions and no holdings"))
    return Group(*parts, *_warnings(filing))


def _rows(filing: Filing) -> tuple[Row, ...]:
    return (*filing.transactions, *filing.holdings)


def _header(filing: Filing) -> list[RenderableType]:
    issuer, symbol = filing.issuer.name or "issuer not read", filing.issuer.trading_symbol
    about = [
        f"Form {filing.form_type or '?'}",
        f"period {_shown(filing.period_of_report)}",
        f"{issuer} [{symbol}]" if symbol else issuer,
    ]
    lines = ["   ".join(about), *(_owner(owner) for owner in filing.reporting_owners)]
    return [Padding(_text(line), (0, 0, 0, 2), expand=False) for line in lines]


def _owner(owner: ReportingOwner) -> str:
    roles = [name for field, name in _ROLES if getattr(owner, field)]
    texts = [(name, getattr(owner, name)) for name in _OWNER_TEXTS[1:]]
    notes = [f"{text}{_mark(owner.evidence, name)}" for name, text in texts if text]
    role = ", ".join(roles) + (f" ({'; '.join(notes)})" if notes else "")
    return f"{owner.name or 'owner not read'}{_mark(owner.evidence, 'name')}   {role}".rstrip()


def _grid(rows: Iterable[Row]) -> Grid:
    grid = Grid(box=None, padding=(0, 1), pad_edge=False, show_edge=False, header_style="dim")
    grid.add_column("  ", no_wrap=True)
    for caption, field in _COLUMNS:
        right = caption in _NUMBERS
        wraps = field == "security_title"
        grid.add_column(
            f"{caption} " if right else caption,  # the blank stands over the marks
            justify="right" if right else "left",
            no_wrap=not wraps,
            ratio=1 if wraps else None,
        )
    grid.add_column("Conf", justify="right", no_wrap=True)
    for row in rows:
        grid.add_row(*map(_text, _cells(row)), style=_style(row))
    return grid


def _cells(row: Row) -> list[str]:
    cells = [f"  {_ROMAN[row.table]}"]
    for caption, field in _COLUMNS:
        mark = _mark(row.evidence, field) or (" " if caption in _NUMBERS else "")
        cells.append(_shown(getattr(row, field)) + mark)
    if row.nature_of_ownership:
        cells[-1] += f" ({row.nature_of_ownership})"
    cells.append(_confidence(row.confidence))
    return cells


def _confidence(confidence: float | None) -> str:
    """Two digits, cut off: 1.00 is kept for what is certain."""
    if confidence is None:
        return ""
    return str(Decimal(str(confidence)).quantize(Decimal("0.01"), ROUND_FLOOR))


def _text(printed: str, style: str = "") -> Text:
    """Text from a page as it is: no markup, and no codes that steer a terminal."""
    return Text(_CONTROL.sub("\ufffd", printed), style)


def _style(row: Row) -> str:
    low = row.confidence is not None and row.confidence < LOW_CONFIDENCE
    return "yellow" if low else ""


def _shown(value: Value) -> str:
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return value.isoformat() if not isinstance(value, str | bool) else str(value)


def _mark(evidence: Mapping[str, Evidence], field: str) -> str:
    return MARKS.get(evidence[field].origin, "") if field in evidence else ""


def _is_marked(filing: Filing) -> bool:
    rows = any(_mark(row.evidence, field) for row in _rows(filing) for _, field in _COLUMNS)
    owners = filing.reporting_owners
    return rows or any(_mark(one.evidence, field) for one in owners for field in _OWNER_TEXTS)


def _warnings(filing: Filing) -> list[RenderableType]:
    texts = [*filing.warnings, *(text for row in _rows(filing) for text in row.warnings)]
    counted = dict.fromkeys(texts)
    return [
        Padding(
            Text(f"! {text}" + _times(texts.count(text)), style="yellow"),
            (0, 0, 0, 2),
            expand=False,
        )
        for text in counted
    ]


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""
