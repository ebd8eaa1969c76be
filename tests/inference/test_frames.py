"""Filings as pandas tables."""

import sys
from datetime import date
from decimal import Decimal

import pytest

from form4.inference import to_frames
from form4.model.errors import ConfigError
from form4.model.filing import Filing, ReportingOwner, Row, Signature, Table

pytest.importorskip("pandas")

SALE = Row(
    Table.NON_DERIVATIVE,
    transaction_date=date(2019, 5, 14),
    transaction_shares=Decimal("7500"),
    transaction_price_per_share=Decimal("41.8837"),
)
HELD = Row(Table.NON_DERIVATIVE, shares_owned_following_transaction=Decimal(9))
FILING = Filing(
    form_type="4",
    reporting_owners=(ReportingOwner(name="Roe Ann", is_director=True), ReportingOwner(name="B")),
    transactions=(SALE,),
    holdings=(HELD, HELD),
    footnotes={"F1": "By spouse."},
    signatures=(Signature("Ann Roe", date(2019, 5, 16)),),
    source="a.txt",
)


def test_each_part_of_a_filing_has_its_table() -> None:
    frames = to_frames([FILING, Filing(source="b.txt")])
    assert {name: len(frame) for name, frame in frames.items()} == {
        "filings": 2,
        "transactions": 1,
        "holdings": 2,
        "owners": 2,
        "footnotes": 1,
        "signatures": 1,
    }
    (sale,) = frames["transactions"].to_dict("records")
    assert (sale["source"], sale["transaction_shares"]) == ("a.txt", 7500.0)
    assert sale["transaction_date"].date() == date(2019, 5, 14)
    assert frames["owners"]["is_director"].tolist() == [True, False]


def test_columns_have_types_with_and_without_rows() -> None:
    for filings in ([], [FILING]):
        rows = to_frames(filings)["transactions"].dtypes
        assert rows["transaction_date"].kind == "M"
        assert rows["transaction_shares"] == "float64"
        assert rows["row_number"] == "Int64"


def test_exact_keeps_the_printed_decimals() -> None:
    prices = to_frames([FILING], exact=True)["transactions"]["transaction_price_per_share"]
    assert prices.tolist() == [Decimal("41.8837")]


def test_a_missing_pandas_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConfigError, match="pip install pandas"):
        to_frames([FILING])
