"""A row under construction: readings by field, until checks and conclusions are done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from form4.inference.assembly.codes import ACQUIRES, DISPOSES
from form4.inference.assembly.columns import Grouped
from form4.inference.assembly.confidence import low_quantile
from form4.inference.assembly.items import TITLES
from form4.inference.assembly.reading import (
    DOUBTFUL_SCORE,
    Page,
    Reading,
    evidence_of,
    lowest,
    read_code,
    read_day,
    read_number,
    read_text,
)
from form4.model.filing import Origin, Row, Table
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span
from form4.model.values import Value

OWNED = "shares_owned_following_transaction"
_PRICES = frozenset({"transaction_price_per_share", "conversion_or_exercise_price"})
_TRADE_FIELDS = (
    "transaction_date",
    "transaction_code",
    "transaction_shares",
    "transaction_acquired_disposed_code",
)
# How much a cell tells of a trade. A stray letter that the tagger doubts makes none of a holding:
# of 85 OCR texts 6 had a holding with such a letter, and no transaction had less.
_TELLS = {
    "transaction_date": 1.0,
    "transaction_code": 0.5,
    "transaction_shares": 1.0,
    "derivative_shares_acquired": 1.0,
    "derivative_shares_disposed": 1.0,
    "transaction_acquired_disposed_code": 0.5,
}
_ENOUGH = 0.4
_TRADED_ONLY = (*_TRADE_FIELDS, "transaction_price_per_share", "transaction_timeliness")
_SURE_CODE = 0.9
_BY_COLUMN = {"derivative_shares_acquired": "A", "derivative_shares_disposed": "D"}
_PAIRED = 0.8
_PAIRED_UNEVENLY = 0.5
UNSTATED_SCORE = 0.5
_STATED_BY_ALL = frozenset({"transaction_date", "transaction_code", "transaction_shares"})


@dataclass(frozen=True, slots=True)
class Draft:
    """Readings and marks of one row; `first` and `last` are where its cells begin and end."""

    table: Table
    cells: Mapping[str, Reading]
    spans: tuple[Span, ...]
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def value(self, name: str) -> Value:
        """The value of a field, or None."""
        reading = self.cells.get(name)
        return None if reading is None else reading.value

    def day(self, name: str) -> date | None:
        """The value of a date field, or None."""
        value = self.value(name)
        return value if isinstance(value, date) else None

    def letter(self, name: str) -> str | None:
        """The value of a code field, or None."""
        value = self.value(name)
        return value if isinstance(value, str) else None

    def with_cell(self, name: str, reading: Reading) -> "Draft":
        """The draft with one reading replaced or added."""
        return replace(self, cells={**self.cells, name: reading})

    def warned(self, warning: str) -> "Draft":
        """The draft with one more warning."""
        return replace(self, warnings=(*self.warnings, warning))

    def lowered(self, name: str, factor: float) -> "Draft":
        """The draft with one field less sure."""
        reading = self.cells.get(name)
        return (
            self
            if reading is None
            else self.with_cell(name, reading.scored(reading.score * factor))
        )

    @property
    def is_transaction(self) -> bool:
        """Whether anything was traded in the row."""
        return any(name in self.cells for name in _TRADE_FIELDS)

    @property
    def is_row(self) -> bool:
        """Whether the row holds more than a title or a stray cell."""
        if self.is_transaction:
            return len(self.cells) > 1
        names = self.cells.keys() - {"security_title"}
        return bool(names) and ("security_title" in self.cells or len(names) > 1)


def read_row(page: Page, table: Table, group: Grouped) -> Draft:
    """The cells of one row read field by field."""
    by_label: dict[str, list[Span]] = {}
    for item in group.items:
        by_label.setdefault(item.label, []).append(item.span)
    cells: dict[str, Reading] = {}
    warnings: list[str] = []
    for label, spans in by_label.items():
        name = "security_title" if label in TITLES else label
        if label in _BY_COLUMN or label == "transaction_shares":
            continue
        reading = read_cell(page, name, spans)
        _note(cells, warnings, page, name, spans, reading)
    _read_traded(page, by_label, cells, warnings)
    draft = Draft(table, cells, tuple(item.span for item in group.items), {}, tuple(warnings))
    return _paired(_without_stray_letters(draft), group)


def _without_stray_letters(draft: Draft) -> Draft:
    """A holding again, where all that tells of a trade is a letter or digit hardly believed."""
    surest: dict[str, float] = {}
    for span in draft.spans:
        surest[span.label] = max(span.score, surest.get(span.label, 0.0))
    told = sum(weight * surest.get(label, 0.0) for label, weight in _TELLS.items())
    shares = draft.value("transaction_shares")
    if shares is not None and shares == draft.value("underlying_security_shares"):
        told += _ENOUGH
    holds = OWNED in draft.cells or "underlying_security_shares" in draft.cells
    if not draft.is_transaction or told >= _ENOUGH or not holds:
        return draft
    stray = [name for name in _TRADED_ONLY if name in draft.cells]
    shown = ", ".join(f"{name} '{draft.cells[name].evidence.text}'" for name in stray)
    cells = {name: one for name, one in draft.cells.items() if name not in stray}
    return replace(draft, cells=cells).warned(f"row: held, not traded; left out {shown}")


def read_cell(page: Page, name: str, spans: Sequence[Span]) -> Reading | None:
    """The value of one field from its spans, or None when they spell nothing it can hold."""
    kind = BY_NAME[name].kind if name in BY_NAME else Kind.NUMBER
    if kind is Kind.TEXT:
        return read_text(page, spans)
    if kind is Kind.DATE:
        return read_day(page, name, spans)
    if kind is Kind.NUMBER:
        return read_number(page, name, spans, price=name in _PRICES)
    if kind is Kind.CODE:
        return read_code(page, name, spans)
    return Reading(True, evidence_of(page, spans[:1], Origin.MODEL, lowest(spans[:1])))


def _note(
    cells: dict[str, Reading],
    warnings: list[str],
    page: Page,
    name: str,
    spans: Sequence[Span],
    reading: Reading | None,
) -> None:
    if reading is None:
        shown = " ".join(page.printed(spans[0]).split())[:40]
        warnings.append(f"{name}: cannot read '{shown}'")
        return
    cells[name] = reading
    if reading.warning is not None:
        warnings.append(reading.warning)


def _read_traded(
    page: Page,
    by_label: Mapping[str, list[Span]],
    cells: dict[str, Reading],
    warnings: list[str],
) -> None:
    """The number traded; in Table II its column tells acquired from disposed."""
    found: list[tuple[str, list[Span], Reading]] = []
    underlying = cells.get("underlying_security_shares")
    likely = [underlying.value] if underlying and isinstance(underlying.value, Decimal) else []
    for label in ("transaction_shares", *_BY_COLUMN):
        spans = by_label.get(label)
        if spans is None:
            continue
        reading = read_number(page, "transaction_shares", spans, price=False, likely=likely)
        if reading is None:
            _note(cells, warnings, page, "transaction_shares", spans, None)
        else:
            found.append((label, spans, reading))
    if not found:
        return
    label, spans, reading = max(found, key=lambda one: (bool(one[2].value), one[2].score))
    if sum(bool(one[2].value) for one in found) > 1:
        shown = " and ".join(f"'{one[2].evidence.text}'" for one in found)
        warnings.append(f"transaction_shares: one of {shown}")
        reading = reading.scored(min(reading.score, DOUBTFUL_SCORE))
    _note(cells, warnings, page, "transaction_shares", spans, reading)
    side = _BY_COLUMN.get(label)
    if side and "transaction_acquired_disposed_code" not in cells and _fits(side, cells):
        evidence = evidence_of(page, spans, Origin.MODEL, lowest(spans))
        cells["transaction_acquired_disposed_code"] = Reading(side, evidence)


def _fits(side: str, cells: Mapping[str, Reading]) -> bool:
    """Whether the code may stand with a column that was told apart by its place alone.

    A purchase is no disposal, whichever column the print let its number slip into.
    """
    code = cells.get("transaction_code")
    opposite = (DISPOSES if side == "A" else ACQUIRES)[Table.DERIVATIVE]
    return code is None or code.value not in opposite or code.score < _SURE_CODE


def _paired(draft: Draft, group: Grouped) -> Draft:
    if not group.paired:
        return draft
    factor = _PAIRED_UNEVENLY if group.uneven else _PAIRED
    cells = {name: one.scored(one.score * factor) for name, one in draft.cells.items()}
    draft = replace(draft, cells=cells)
    if not group.uneven:
        return draft
    return draft.warned("row: paired from columns of different length")


def to_row(draft: Draft) -> Row:
    """The finished row, its confidence a low quantile of its fields' scores.

    A transaction without date, code or number was not read whole, however sure the rest is.
    """
    values = {name: reading.value for name, reading in draft.cells.items()}
    evidence = {name: reading.evidence for name, reading in draft.cells.items()}
    confidence = low_quantile([one.score for one in evidence.values()])
    if confidence is not None and draft.is_transaction and not values.keys() >= _STATED_BY_ALL:
        confidence = min(confidence, UNSTATED_SCORE)
    warnings = tuple(dict.fromkeys(draft.warnings))
    return Row(
        table=draft.table,
        footnote_ids={name: draft.marks[name] for name in sorted(draft.marks)},
        confidence=confidence,
        warnings=warnings,
        evidence=evidence,
        **values,  # type: ignore[arg-type]
    )
