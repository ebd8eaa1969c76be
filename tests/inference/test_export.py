"""Filings written as JSON."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.export import JsonLinesWriter, JsonWriter, open_output
from form4.model.errors import Form4Error
from form4.model.filing import Filing, Issuer, Row, Table

FILINGS = (
    Filing(form_type="4", issuer=Issuer(name="Ærø A/S"), source="a.txt"),
    Filing(
        form_type="4/A",
        transactions=(
            Row(Table.DERIVATIVE, transaction_shares=Decimal("1.5"), confidence=0.61237),
        ),
    ),
)


def test_one_filing_a_line() -> None:
    stream = io.StringIO()
    writer = JsonLinesWriter(stream)
    for filing in FILINGS:
        writer.write(filing)
    writer.finish()
    lines = stream.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == [filing.to_dict() for filing in FILINGS]
    assert "Ærø A/S" in lines[0]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_json_is_one_list(count: int) -> None:
    stream = io.StringIO()
    writer = JsonWriter(stream)
    for filing in FILINGS[:count]:
        writer.write(filing)
    writer.finish()
    assert json.loads(stream.getvalue()) == [filing.to_dict() for filing in FILINGS[:count]]


def test_a_failed_run_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    with pytest.raises(KeyError), open_output(target) as stream:
        stream.write("half")
        raise KeyError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_output_appears_whole_or_line_by_line(tmp_path: Path) -> None:
    with open_output(tmp_path / "whole.json") as stream:
        stream.write("[]")
        assert not (tmp_path / "whole.json").exists()
    with open_output(tmp_path / "lines.jsonl", atomic=False) as stream:
        stream.write("{}\n")
        stream.flush()
        assert (tmp_path / "lines.jsonl").read_text() == "{}\n"
    assert (tmp_path / "whole.json").read_text() == "[]"


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(Form4Error, match=r"out\.json: cannot be written"),
        open_output(tmp_path / "missing" / "out.json"),
    ):
        pass
