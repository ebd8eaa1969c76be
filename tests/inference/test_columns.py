"""The flat table: a record a row, the header in each, and nothing that disappears."""

import datetime
import json
from dataclasses import fields
from decimal import Decimal

from form4.inference.columns import (
    COLUMNS,
    DECIMAL_PLACES,
    FILING_COLUMNS,
    ROW_COLUMNS,
    Cell,
    Kind,
    fixed,
    records,
)
from form4.model.filing import Evidence, Filing, Issuer, Origin, ReportingOwner, Row, Table
from form4.model.values import YearMonth

SALE = Row(
    Table.NON_DERIVATIVE,
    security_title="Common Stock",
    transaction_date=datetime.date(2019, 5, 14),
    transaction_code="S",
    transaction_shares=Decimal("7500"),
    transaction_price_per_share=Decimal("41.8837"),
    footnote_ids={"transaction_price_per_share": ("F2", "F1")},
    confidence=0.5,
    warnings=("one", "two"),
    evidence={"transaction_code": Evidence("S", ((4, 5),), 0.9, Origin.MODEL)},
)
HELD = Row(Table.DERIVATIVE, security_title="Option")
JOINT = Filing(
    form_type="4",
    period_of_report=YearMonth(1998, 6),
    issuer=Issuer(name="Tamsin Bancorp"),
    reporting_owners=(
        ReportingOwner(name="Roe Ann", is_director=True),
        ReportingOwner(name="Roe Trust", is_other=True, other_text="Trust"),
    ),
    transactions=(SALE,),
    holdings=(HELD,),
    footnotes={"F1": "By spouse.", "F2": "Average price.", "F3": "Not marked."},
    source="a.txt",
)


def _named(filing: Filing) -> list[dict[str, Cell]]:
    names = [name for name, _ in COLUMNS]
    return [dict(zip(names, record, strict=True)) for record in records(filing)]


def test_a_record_is_a_row_with_its_header() -> None:
    sale, held = _named(JOINT)
    assert (sale["source"], sale["period_of_report"]) == ("a.txt", "1998-06")
    assert (sale["owner_count"], sale["owner_name"]) == (2, "Roe Ann; Roe Trust")
    assert (sale["is_director"], sale["is_officer"], sale["is_other"]) == (True, False, True)
    assert (sale["officer_title"], sale["other_text"]) == (None, "Trust")
    assert (sale["row_kind"], sale["row_number"], sale["table"]) == (
        "transaction",
        1,
        "non_derivative",
    )
    assert sale["transaction_date"] == datetime.date(2019, 5, 14)
    assert sale["transaction_price_per_share"] == Decimal("41.8837")
    assert sale["warnings"] == "one; two"
    assert (held["row_kind"], held["row_number"], held["table"]) == ("holding", 1, "derivative")
    assert held["footnote_ids"] is held["footnotes"] is held["evidence"] is None


def test_json_columns_hold_marks_notes_and_evidence() -> None:
    sale = _named(JOINT)[0]
    texts = {name: json.loads(str(sale[name])) for name in ("footnote_ids", "footnotes")}
    assert texts["footnote_ids"] == {"transaction_price_per_share": ["F2", "F1"]}
    assert texts["footnotes"] == {"F2": "Average price.", "F1": "By spouse."}
    evidence = json.loads(str(sale["evidence"]))
    assert evidence["transaction_code"]["spans"] == [[4, 5]]


def test_a_filing_without_rows_keeps_its_header() -> None:
    (record,) = _named(Filing(form_type="4", source="b.txt", warnings=("no form",)))
    assert (record["source"], record["filing_warnings"]) == ("b.txt", "no form")
    assert record["is_director"] is record["owner_name"] is None
    assert all(record[column.name] is None for column in ROW_COLUMNS)


def test_every_field_of_a_row_has_its_column() -> None:
    assert {f.name for f in fields(Row)} <= {column.name for column in ROW_COLUMNS}
    names = [name for name, _ in COLUMNS]
    assert len(names) == len(set(names)) == len(FILING_COLUMNS) + len(ROW_COLUMNS)


def test_the_kinds_are_the_types_of_the_values() -> None:
    kinds = {
        Kind.TEXT: str,
        Kind.JSON: str,
        Kind.DATE: datetime.date,
        Kind.DECIMAL: Decimal,
        Kind.BOOLEAN: bool,
        Kind.INTEGER: int,
        Kind.FLOAT: float,
    }
    for record in _named(JOINT):
        for name, kind in COLUMNS:
            assert record[name] is None or type(record[name]) is kinds[kind], name


def test_numbers_of_typed_tables_have_fixed_places() -> None:
    rounded = fixed(Decimal("41.8837"))
    assert rounded == Decimal("41.8837")
    assert rounded is not None
    assert rounded.as_tuple().exponent == -DECIMAL_PLACES
    assert fixed(Decimal("1" * 40)) is None
