"""The tables of the SEC's data sets: names, keys, dates, marks."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from form4.inference.formats import sec
from form4.inference.formats.sec_columns import NOT_READ, ROW_FIELDS, TABLES
from form4.model.filing import Filing
from tests.inference.formats.filings import EMPTY, FULL

KEY = "0001234567-13-000123"


def tables(*filings: Filing) -> dict[str, list[dict[str, str]]]:
    chunks: list[Iterable[bytes]] = [sec.heads(), *(sec.lines(one) for one in filings)]
    texts = [b"".join(parts).decode() for parts in zip(*chunks, strict=True)]
    return {
        name: list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
        for name, text in zip(TABLES, texts, strict=True)
    }


def test_every_table_has_its_rows_under_one_key() -> None:
    found = tables(FULL, EMPTY)
    assert {name: len(rows) for name, rows in found.items()} == {
        "SUBMISSION": 2,
        "REPORTINGOWNER": 2,
        "NONDERIV_TRANS": 1,
        "NONDERIV_HOLDING": 0,
        "DERIV_TRANS": 1,
        "DERIV_HOLDING": 1,
        "FOOTNOTES": 2,
        "OWNER_SIGNATURE": 1,
    }
    keys = {row["ACCESSION_NUMBER"] for rows in found.values() for row in rows}
    assert keys == {KEY, "pages/old.txt"}


def test_a_transaction_reads_as_in_the_published_sets() -> None:
    (row,) = tables(FULL)["NONDERIV_TRANS"]
    assert {name: value for name, value in row.items() if value} == {
        "ACCESSION_NUMBER": KEY,
        "NONDERIV_TRANS_SK": "1",
        "SECURITY_TITLE": "Common Stock",
        "TRANS_DATE": "15-AUG-2013",
        "TRANS_FORM_TYPE": "4",
        "TRANS_CODE": "F",
        "EQUITY_SWAP_INVOLVED": "0",
        "EQUITY_SWAP_TRANS_CD_FN": "F1",
        "TRANS_SHARES": "11796",
        "TRANS_SHARES_FN": "F1, F2",
        "TRANS_PRICEPERSHARE": "3.47",
        "TRANS_ACQUIRED_DISP_CD": "D",
        "SHRS_OWND_FOLWNG_TRANS": "-5",
        "DIRECT_INDIRECT_OWNERSHIP": "D",
    }


def test_derivatives_keep_the_two_spellings_of_the_sets() -> None:
    found = tables(FULL)
    (trade,), (holding,) = found["DERIV_TRANS"], found["DERIV_HOLDING"]
    assert (trade["EXCERCISE_DATE"], holding["EXERCISE_DATE"]) == ("02-JAN-2014", "04-MAR-2015")
    assert (trade["UNDLYNG_SEC_TITLE"], trade["UNDLYNG_SEC_SHARES"]) == ('Common "A"', "0.3333")
    assert trade["SECURITY_TITLE"] == "'-1+1"


def test_header_owners_and_notes() -> None:
    found = tables(FULL, EMPTY)
    full, empty = found["SUBMISSION"]
    assert (full["DOCUMENT_TYPE"], full["DATE_OF_ORIG_SUB"], full["AFF10B5ONE"]) == (
        "4/A",
        "01-AUG-2013",
        "1",
    )
    assert (full["ISSUERNAME"], empty["PERIOD_OF_REPORT"]) == ("'=Sonus, Inc", "JUN-1998")
    first, second = found["REPORTINGOWNER"]
    assert (first["RPTOWNERNAME"], first["RPTOWNER_RELATIONSHIP"]) == ("Dillon Matthew", "Officer")
    assert second["RPTOWNER_RELATIONSHIP"] == "Director,TenPercentOwner"
    assert found["FOOTNOTES"][0]["FOOTNOTE_TXT"] == "Payment of tax liability"
    assert found["OWNER_SIGNATURE"][0]["OWNERSIGNATUREDATE"] == "16-AUG-2013"


def test_every_column_is_read_or_listed_as_not_read() -> None:
    for name in ("NONDERIV_TRANS", "NONDERIV_HOLDING", "DERIV_TRANS", "DERIV_HOLDING"):
        known = {*ROW_FIELDS, *NOT_READ, "ACCESSION_NUMBER", f"{name}_SK", "TRANS_FORM_TYPE"}
        marks = {f"{column}_FN" for column in ROW_FIELDS} | {"EQUITY_SWAP_TRANS_CD_FN"}
        assert set(TABLES[name]) <= known | marks


def test_derivative_columns_are_those_of_a_published_set(shared: Path) -> None:
    import gzip

    with gzip.open(shared / "data" / "pools" / "rows_deriv.tsv.gz", "rt", encoding="utf-8") as file:
        published = file.readline().rstrip("\n").split("\t")
    assert list(TABLES["DERIV_TRANS"]) == published


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("a/0001234567-13-000123.txt", KEY),
        ("edgar.zip::2013/000123456713000123/doc.txt", KEY),
        ("pages/x.txt", "pages/x.txt"),
        (None, ""),
        ("12345678901234567890.txt", "12345678901234567890.txt"),
    ],
)
def test_the_key_is_the_accession_number_where_the_name_has_one(
    source: str | None, key: str
) -> None:
    assert sec.accession_number(source) == key
