"""`form4 extract` around an extractor that needs no model."""

import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from form4.cli.main import main
from form4.inference import extract as module
from form4.inference.extract import NO_FORM
from form4.model.errors import ModelError
from form4.model.filing import Filing, Row, Table


class FakeExtractor:
    """Reads `SHARES CONFIDENCE` a line; knows the model `base` alone."""

    def __init__(self, model: str = "base", backend: str = "onnx", threads: int = 0) -> None:
        if model != "base":
            raise ModelError(f"{model}: no model there.")
        self.backend = backend

    def extract(self, text: str, source: str | None = None) -> Filing:
        if "FORM 4" not in text:
            return Filing(source=source, warnings=(NO_FORM,))
        lines = [line.split() for line in text.splitlines()[1:]]
        rows = tuple(
            Row(Table.NON_DERIVATIVE, transaction_shares=Decimal(int(n)), confidence=float(score))
            for n, score in lines
        )
        return Filing(form_type="4", transactions=rows, source=source)


@pytest.fixture(autouse=True)
def _fake_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Extractor", FakeExtractor)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two forms."""
    (tmp_path / "a.txt").write_text("FORM 4\n100 0.9\n200 0.3\n")
    (tmp_path / "b.txt").write_text("FORM 4\n300 0.8\n")
    return tmp_path


def code_of(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main(["extract", *map(str, arguments)])
    assert isinstance(end.value.code, int)
    return end.value.code


def shares(lines: str) -> list[list[int]]:
    filings = [json.loads(line) for line in lines.splitlines()]
    return [[row["transaction_shares"] for row in filing["transactions"]] for filing in filings]


def test_one_line_a_filing(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(pages, "--format", "jsonl") == 0
    captured = capsys.readouterr()
    assert (shares(captured.out), captured.err) == ([[100, 200], [300]], "")


def test_json_is_a_list(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(pages / "b.txt", "--format", "json") == 0
    assert [filing["form_type"] for filing in json.loads(capsys.readouterr().out)] == ["4"]


def test_a_table_is_the_default(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(pages / "b.txt") == 0
    shown = capsys.readouterr().out
    assert ("300" in shown, "Form 4" in shown, str(pages / "b.txt") in shown) == (True,) * 3


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"FORM 4\n7 1.0\n")))
    assert code_of("-", "--format", "jsonl") == 0
    assert shares(capsys.readouterr().out) == [[7]]


@pytest.mark.parametrize("kind", ["json", "jsonl", "table"])
def test_output_goes_to_a_file(pages: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = pages / "out" / "records"
    target.parent.mkdir()
    assert code_of(pages / "a.txt", "--format", kind, "--output", target) == 0
    assert ("200" in target.read_text(), capsys.readouterr().out) == (True, "")
    assert list(target.parent.iterdir()) == [target]


def test_documents_that_fail_are_named_and_the_others_written(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "aa.txt").write_bytes(b"\x00\x01")
    (pages / "ab.txt").write_text("")
    (pages / "ac.txt").write_text("FORM 4\nnot a row\n")
    (pages / "empty").mkdir()
    paths = [pages, pages / "empty", pages / "missing.txt"]
    assert code_of(*paths, "--format", "jsonl") == 1
    captured = capsys.readouterr()
    assert shares(captured.out) == [[100, 200], [300]]
    reasons = ["holds no document", "is binary", "is empty", "extraction failed", "no such file"]
    lines = captured.err.splitlines()
    assert [reason in line for reason, line in zip(reasons, lines, strict=False)] == [True] * 5
    assert lines[5:] == ["form4: 5 of 7 documents failed"]


def test_one_document_that_fails_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(tmp_path / "missing.txt") == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)


def test_a_text_that_is_no_form_gives_an_empty_filing(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "a.txt").write_text("Dear shareholders,\n")
    assert code_of(pages / "a.txt", "--format", "jsonl") == 0
    captured = capsys.readouterr()
    assert (shares(captured.out), captured.err) == ([[]], f"form4: {pages / 'a.txt'}: {NO_FORM}\n")


def test_doubtful_rows_are_left_out_and_counted(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(pages, "--format", "jsonl", "--min-confidence", "0.5") == 0
    captured = capsys.readouterr()
    assert shares(captured.out) == [[100], [300]]
    assert captured.err == (
        f"form4: {pages / 'a.txt'}: rows below confidence 0.5 left out: 1\n"
        "form4: rows below confidence 0.5 left out in all: 1\n"
    )
    warnings = [json.loads(line)["warnings"] for line in captured.out.splitlines()]
    assert warnings == [["rows below confidence 0.5 left out: 1"], []]


def test_a_missing_model_is_wrong_usage_and_writes_nothing(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = pages / "records.json"
    arguments = ["--model", "nowhere", "--format", "json", "--output", target]
    assert code_of(pages, *arguments) == 2
    assert capsys.readouterr().err.startswith("form4: nowhere: no model there")
    assert not target.exists()


@pytest.mark.parametrize(
    "arguments", [["--min-confidence", "1.5"], ["--format", "xml"], ["--backend", "abacus"]]
)
def test_wrong_values_are_refused(
    pages: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(pages, *arguments) == 2
    assert arguments[0] in capsys.readouterr().err


def test_an_unwritable_output_is_one_sentence(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = pages / "missing" / "out.txt"
    assert code_of(pages, "--output", target) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"form4: {target}: cannot be written (there is no folder")
    assert error.count("\n") == 1


@pytest.mark.parametrize("kind", ["json", "jsonl", "table"])
def test_a_run_without_a_document_leaves_the_old_file_and_says_so(
    pages: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "empty.txt").write_text("")
    target = pages / "records"
    arguments = [pages / "empty.txt", "--format", kind, "--output", target]
    assert code_of(*arguments) == 1
    assert "records: not written, because no document could be read" in capsys.readouterr().err
    target.write_text("old")
    assert code_of(*arguments, "--overwrite") == 1
    assert "records: left as it was, because" in capsys.readouterr().err
    assert target.read_text() == "old"
    beside = {"records.failed.jsonl"} if kind == "jsonl" else set()
    names = {path.name for path in pages.iterdir()}
    assert names == {"a.txt", "b.txt", "empty.txt", "records"} | beside


def test_an_interrupt_keeps_the_lines_that_were_done(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = FakeExtractor.extract

    def interrupted(self: FakeExtractor, text: str, source: str | None = None) -> Filing:
        if str(source).endswith("b.txt"):
            raise KeyboardInterrupt
        return plain(self, text, source)

    monkeypatch.setattr(FakeExtractor, "extract", interrupted)
    target = pages / "records.jsonl"
    target.write_text("old")
    arguments = [pages, "--format", "jsonl", "--output", target, "--overwrite"]
    assert code_of(*arguments) == 130
    part = pages / "records.jsonl.part"
    assert (target.read_text(), (part / "records.jsonl").is_file()) == ("old", True)
    assert shares((part / "records.jsonl").read_text()) == [[100, 200]]
    assert capsys.readouterr().err.endswith(
        f"form4: {part}: keeps what is done, the same command goes on\n"
    )
    monkeypatch.setattr(FakeExtractor, "extract", plain)
    assert code_of(*arguments) == 0
    assert "goes on behind 1 documents that are done" in capsys.readouterr().err
    assert shares(target.read_text()) == [[100, 200], [300]]
    assert not part.exists()


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "parquet", "sec", "table"])
def test_an_output_that_exists_is_not_replaced_without_a_word(
    pages: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = pages / "records"
    target.write_text("old")
    arguments = [pages / "a.txt", "--format", kind, "--output", target]
    assert code_of(*arguments) == 2
    error = capsys.readouterr().err
    assert (error.count("\n"), "records: exists. Choose another name, or --overwrite" in error) == (
        1,
        True,
    )
    assert target.read_text() == "old"


def test_a_long_text_is_announced(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("form4.inference.run.desk.LONG_TEXT", 20)
    assert code_of(pages, "--format", "jsonl") == 0
    error = capsys.readouterr().err
    assert error == f"form4: {pages / 'a.txt'}: has 23 characters, which takes its time\n"


def test_a_dash_is_standard_output(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(pages)
    assert code_of("b.txt", "--format", "jsonl", "--output", "-") == 0
    assert (shares(capsys.readouterr().out), Path("-").exists()) == ([[300]], False)


def test_links_that_lead_in_a_circle_are_no_bug(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "self.txt").symlink_to("self.txt")
    assert code_of(pages / "self.txt", "--output", pages / "out") == 1
    assert "Too many levels of symbolic links" in capsys.readouterr().err
    assert code_of(pages / "a.txt", "--output", pages / "self.txt") == 2
    assert "lead in a circle" in capsys.readouterr().err


def test_a_page_is_never_overwritten_by_its_own_records(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (pages / "a.txt").read_bytes()
    assert code_of(pages / "a.txt", "--output", pages / "a.txt") == 2
    assert (pages / "a.txt").read_bytes() == before
    assert "Choose another name" in capsys.readouterr().err


def test_an_encoding_that_was_guessed_is_told_on_stderr(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "a.txt").write_bytes("FORM 4 \u2014 \xe9\n100 0.9\n".encode("cp1252"))
    assert code_of(pages / "a.txt", "--format", "jsonl") == 0
    captured = capsys.readouterr()
    assert shares(captured.out) == [[100]]
    assert "Windows-1252" in captured.err
