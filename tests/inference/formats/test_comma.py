"""CSV: one line a row, RFC 4180, no formula gets through."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.inference.columns import COLUMNS
from form4.inference.formats import comma
from form4.inference.formats.cells import harmless
from form4.model.filing import Filing, Issuer
from tests.inference.formats.filings import EMPTY, FULL


def read(*filings: Filing) -> list[dict[str, str]]:
    text = (comma.head() + b"".join(comma.lines(one)[0] for one in filings)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_line_a_row_and_one_for_a_filing_without() -> None:
    lines = read(FULL, EMPTY)
    assert [(one["source"], one["row_kind"], one["table"]) for one in lines] == [
        (FULL.source, "transaction", "non_derivative"),
        (FULL.source, "transaction", "derivative"),
        (FULL.source, "holding", "derivative"),
        (EMPTY.source, "", ""),
    ]
    assert set(lines[0]) == {name for name, _ in COLUMNS}


def test_values_are_plain() -> None:
    line = read(FULL)[0]
    names = ("transaction_shares", "transaction_price_per_share", "transaction_date", "confidence")
    assert [line[name] for name in names] == ["11796", "3.47", "2013-08-15", "0.61"]
    assert (line["aff10b5_one"], line["equity_swap_involved"]) == ("true", "false")
    assert line["deemed_execution_date"] == ""


def test_formulas_are_neutralised_and_negative_numbers_are_not() -> None:
    first, second, _ = read(FULL)
    assert (first["issuer_name"], second["security_title"]) == ("'=Sonus, Inc", "'-1+1")
    assert first["shares_owned_following_transaction"] == "-5"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1"])
def test_what_a_spreadsheet_would_calculate_is_guarded(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_was_but_for_the_guard(text: str) -> None:
    (line,) = read(Filing(issuer=Issuer(name=text)))
    assert line["issuer_name"] == harmless(text)


def test_lines_end_as_the_standard_has_it() -> None:
    assert comma.lines(EMPTY)[0].endswith(b"\r\n")
    assert comma.head().count(b"\n") == 1


def test_a_stream_is_written_as_a_file_is() -> None:
    stream = io.StringIO(newline="")
    writer = comma.CommaWriter(stream)
    writer.write(FULL)
    writer.finish()
    assert stream.getvalue().encode() == comma.head() + comma.lines(FULL)[0]
