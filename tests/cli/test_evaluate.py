"""form4 evaluate with a model that is a handful of functions."""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import write_tasks
from form4.cli import evaluate as command
from form4.cli.evaluate import (
    Model,
    ScoreFormat,
    Sources,
    evaluate_model,
    print_report,
    write_report,
)
from form4.cli.main import main
from form4.model.errors import DocumentError
from form4.model.filing import Filing, Issuer
from form4.model.spans import Span

GOLD = Filing(issuer=Issuer(name="ACME CORP"))


def extract(text: str, source: str | None) -> Filing:
    """Reads the first line as the issuer; an empty one is an error."""
    line = text.split("\n", 1)[0]
    if line == "broken":
        raise DocumentError(f"{source}: is broken.")
    return Filing(issuer=Issuer(name=line))


def assemble(text: str, spans: Sequence[Span]) -> Filing:
    """Takes the first span as the issuer."""
    return Filing(issuer=Issuer(name=text[spans[0].start : spans[0].end] if spans else None))


MODEL = Model("fake 1.0", extract, lambda text: [Span(0, 4, "issuer_name")], assemble)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder of two gold filings, with texts one folder up."""
    folder = tmp_path / "gold"
    folder.mkdir()
    for stem, line in (("a", "Acme Corp."), ("b", "Other Inc")):
        (folder / f"{stem}.json").write_text(json.dumps(GOLD.to_dict(gold=True)))
        (tmp_path / f"{stem}.txt").write_text(f"{line}\n")
    return folder


def test_gold_filings_are_scored_against_their_texts(gold: Path) -> None:
    report = evaluate_model(MODEL, Sources((gold,)))
    overall = report.to_dict()["sections"]["Filings"][0]
    assert (overall["documents"], overall["all_fields"]["correct"]) == (2, 1)
    assert report.problems == ()


def test_a_missing_text_and_a_failure_are_problems(gold: Path) -> None:
    (gold.parent / "a.txt").unlink()
    (gold.parent / "b.txt").write_text("broken")
    problems = evaluate_model(MODEL, Sources((gold,))).problems
    assert [problem.split(":")[0] for problem in problems] == ["a", "b.txt"]


def test_annotated_texts_give_entities_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    write_tasks(path, [AnnotatedText("a", "ACME CORP", (Span(0, 4, "issuer_name"),), "tabs")])
    sections = evaluate_model(MODEL, Sources((path,))).to_dict()["sections"]
    assert sections["Entities"][1]["name"] == "layout: tabs"
    assert sections["Entities"][0]["entities"]["f1"]["value"] == 1.0


def test_validation_texts_are_grouped_and_assembled_from_aligned_spans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        SimpleNamespace(
            document_id=f"a.{name}.txt", text=text, converter=name, seen=seen, filing=GOLD
        )
        for name, text, seen in (
            ("pypdf", "ACME CORP", True),
            ("tesseract-200", "ACNE CORP", True),
            ("cells", "Other", False),
        )
    ]
    (tmp_path / "split.json").write_text("{}")
    corpus = SimpleNamespace(validation_texts=lambda data: iter(texts))
    monkeypatch.setitem(__import__("sys").modules, "form4.training.corpus", corpus)
    monkeypatch.setattr(command, "aligned_spans", lambda document: (Span(0, 9, "issuer_name"),))
    report = evaluate_model(MODEL, Sources(data=tmp_path, gold_spans=True))
    sections = report.to_dict()["sections"]
    read, assembled = sections["Filings"], sections["Where rows are lost: gold spans to rows"]
    assert [group["name"] for group in read] == [
        "all documents",
        "OCR",
        "seen",
        "unseen",
        "converter: cells",
        "converter: pypdf",
        "converter: tesseract-200",
    ]
    assert read[2]["all_fields"]["recall"]["value"] == 0.5
    assert assembled[0]["all_fields"]["correct"] == 1


def test_the_table_is_readable_at_a_hundred_columns(gold: Path) -> None:
    stream = io.StringIO()
    print_report(evaluate_model(MODEL, Sources((gold,))), stream)
    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("fake 1.0, 2")
    assert any("confident errors" in line for line in lines)
    assert max(map(len, lines)) <= 100


def test_the_formats_are_written_to_a_file(gold: Path, tmp_path: Path) -> None:
    report = evaluate_model(MODEL, Sources((gold,)))
    write_report(report, ScoreFormat.JSON, tmp_path / "scores.json")
    write_report(report, ScoreFormat.MARKDOWN, tmp_path / "scores.md")
    assert json.loads((tmp_path / "scores.json").read_text()) == report.to_dict()
    assert (tmp_path / "scores.md").read_text() == report.to_markdown()


def run(*arguments: str) -> int:
    """The exit code of the command line."""
    with pytest.raises(SystemExit) as end:
        main(["evaluate", *arguments])
    return int(end.value.code or 0)


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command with the model of this file."""
    load: Callable[..., Model] = lambda model, backend: MODEL  # noqa: E731
    monkeypatch.setattr(command, "load_model", load)


@pytest.mark.usefixtures("fake_model")
def test_the_command_prints_data_and_names_problems(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--annotations", str(gold), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["model"] == "fake 1.0"
    (gold.parent / "a.txt").unlink()
    assert run("--annotations", str(gold)) == 1
    assert "a: no text of this gold filing was found" in capsys.readouterr().err


@pytest.mark.usefixtures("fake_model")
def test_wrong_use_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert "give --annotations GOLD or --data FOLDER" in capsys.readouterr().err
    assert run("--annotations", str(tmp_path / "none.json")) == 1
    assert "there is no such file" in capsys.readouterr().err
    assert run("--data", str(tmp_path)) == 2
    assert "has no split.json" in capsys.readouterr().err
