"""Filings written as JSON."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.export import (
    JsonLinesWriter,
    JsonWriter,
    check_new,
    check_output,
    open_output,
)
from form4.model.errors import ConfigError, Form4Error
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


def test_output_appears_whole(tmp_path: Path) -> None:
    with open_output(tmp_path / "whole.json") as stream:
        stream.write("[]")
        assert not (tmp_path / "whole.json").exists()
    assert (tmp_path / "whole.json").read_text() == "[]"


def test_an_interrupt_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), open_output(target) as stream:
        stream.write("{}\n")
        raise KeyboardInterrupt
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_what_stands_there_is_told(tmp_path: Path) -> None:
    check_new(tmp_path / "new.json")
    (tmp_path / "old.json").write_text("[]")
    for there in (tmp_path, tmp_path / "old.json"):
        with pytest.raises(ConfigError, match="exists. Choose another name, or --overwrite"):
            check_new(there)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    with open_output(tmp_path / "link.json") as stream:
        stream.write("new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_what_cannot_be_written_is_one_sentence_and_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    for name in ("missing/out.json", ".", "circle"):
        with (
            pytest.raises(ConfigError, match="cannot be written") as caught,
            open_output(tmp_path / name),
        ):
            pass
        assert str(caught.value).startswith(f"{tmp_path / name}: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_names_the_file() -> None:
    with (
        pytest.raises(Form4Error, match="^/dev/full: cannot be written"),
        open_output(Path("/dev/full")) as stream,
    ):
        stream.write("x" * 100_000)


def test_a_place_is_checked_before_the_work(tmp_path: Path) -> None:
    check_output(tmp_path / "new.json")
    for bad in (tmp_path, tmp_path / "missing" / "new.json"):
        with pytest.raises(ConfigError, match="cannot be written"):
            check_output(bad)
    assert not list(tmp_path.iterdir())
