"""What a page prints for one row of a filing: cells in the order of the form's columns."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from form4.annotations.alignment.atoms import fold
from form4.model.filing import Row, Table
from form4.model.labels import BY_NAME, Kind

# Columns of Form 4, Table I and Table II; Form 3 prints fewer, in another order.
_TABLE_1 = (
    "security_title transaction_date deemed_execution_date transaction_code equity_swap_involved "
    "transaction_timeliness transaction_shares transaction_total_value "
    "transaction_acquired_disposed_code transaction_price_per_share "
    "shares_owned_following_transaction value_owned_following_transaction "
    "direct_or_indirect_ownership nature_of_ownership"
)
_TABLE_2 = (
    "security_title conversion_or_exercise_price transaction_date deemed_execution_date "
    "transaction_code equity_swap_involved transaction_timeliness transaction_shares "
    "transaction_total_value transaction_acquired_disposed_code exercise_date expiration_date "
    "underlying_security_title underlying_security_shares underlying_security_value "
    "transaction_price_per_share shares_owned_following_transaction "
    "value_owned_following_transaction direct_or_indirect_ownership nature_of_ownership"
)
_TABLE_2_FORM_3 = (
    "security_title exercise_date expiration_date underlying_security_title "
    "underlying_security_shares underlying_security_value conversion_or_exercise_price "
    "direct_or_indirect_ownership nature_of_ownership"
)
_MONTHS = "january february march april may june july august september october november december"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed value: its field, its label (None when no label is right), its folded forms."""

    field: str
    label: str | None
    kind: Kind
    value: str | Decimal | date
    forms: tuple[str, ...]

    @property
    def is_mark(self) -> bool:
        """Whether the cell is a footnote mark."""
        return self.label == "footnote_mark"


def text_cell(field: str, label: str | None, value: str) -> Cell:
    """A cell of words, or of one letter."""
    kind = BY_NAME[field].kind if field in BY_NAME else Kind.TEXT
    return Cell(field, label, kind, value, (fold(value),))


def date_cell(field: str, label: str | None, value: date) -> Cell:
    """A cell with a date in any printing."""
    month = _MONTHS.split()[value.month - 1]
    forms = (
        f"{value:%m%d%Y}",
        f"{value.month}{value.day}{value.year}",
        f"{value:%m%d%y}",
        f"{value.month}{value.day}{value:%y}",
        f"{month}{value.day}{value.year}",
        f"{month[:3]}{value.day}{value.year}",
        f"{value:%Y%m%d}",
    )
    return Cell(field, label, Kind.DATE, value, tuple(dict.fromkeys(forms)))


def number_cell(field: str, label: str | None, value: Decimal) -> Cell:
    """A cell with a number, with or without trailing zeros."""
    plain = f"{value.normalize():f}"
    padded = (f"{value:.{places}f}" for places in (2, 4))
    forms = (plain, *(form for form in padded if Decimal(form) == value))
    return Cell(field, label, Kind.NUMBER, value, tuple(dict.fromkeys(map(fold, forms))))


def mark_cell(field: str, footnote_id: str) -> Cell:
    """A footnote mark: the number of F1 is 1."""
    return Cell(field, "footnote_mark", Kind.CODE, footnote_id, (fold(footnote_id.lstrip("Ff")),))


def row_cells(row: Row, form_type: str | None) -> tuple[Cell, ...]:
    """The cells of a row in the order of its table's columns, each before its footnote marks."""
    cells: list[Cell] = []
    for field in _columns(row.table, form_type).split():
        cell = _value_cell(row, field)
        if cell is not None:
            cells.append(cell)
        cells.extend(mark_cell(field, mark) for mark in row.footnote_ids.get(field, ()))
    return tuple(cells)


def _columns(table: Table, form_type: str | None) -> str:
    if table is Table.NON_DERIVATIVE:
        return _TABLE_1
    return _TABLE_2_FORM_3 if (form_type or "").startswith("3") else _TABLE_2


def _value_cell(row: Row, field: str) -> Cell | None:
    value = getattr(row, field)
    label = _label(row, field)
    if field == "equity_swap_involved":
        return text_cell(field, label, "K") if value else None
    if field == "transaction_timeliness" and value:
        # The form prints V where the XML says E (early); only late ones keep their letter.
        return Cell(field, label, Kind.CODE, str(value), ("v", fold(str(value))))
    if field == "transaction_acquired_disposed_code" and row.table is Table.DERIVATIVE:
        return None  # told by the column that holds the number
    if isinstance(value, Decimal):
        return number_cell(field, label, value)
    if isinstance(value, date):
        return date_cell(field, label, value)
    return text_cell(field, label, value) if value and fold(value) else None


def _label(row: Row, field: str) -> str | None:
    if row.table is Table.DERIVATIVE:
        if field == "security_title":
            return "derivative_security_title"
        if field == "transaction_shares":
            sides = {"A": "derivative_shares_acquired", "D": "derivative_shares_disposed"}
            return sides.get(row.transaction_acquired_disposed_code or "")
    return field if field in BY_NAME else None
