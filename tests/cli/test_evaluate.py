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
from form4.cli.evaluate import Sources, evaluate_model
from form4.cli.evaluate_output import ScoreFormat, print_report, write_report
from form4.cli.main import main
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.scores import EVERYTHING, OCR, SEEN, SEEN_WITH_OCR, UNSEEN
from form4.model.errors import DocumentError
from form4.model.filing import Filing, Issuer, ReportingOwner
from form4.model.spans import Span

GOLD = Filing(issuer=Issuer(name="ACME CORP"))


def finish(text: str, spans: Sequence[Span], source: str | None) -> Filing:
    """Reads the first line as the issuer; an empty one is an error."""
    line = text.split("\n", 1)[0]
    if line == "broken":
        raise DocumentError(f"{source}: is broken.")
    return Filing(issuer=Issuer(name=line))


def assemble(text: str, spans: Sequence[Span]) -> Filing:
    """Takes the first span as the issuer."""
    return Filing(issuer=Issuer(name=text[spans[0].start : spans[0].end] if spans else None))


MODEL = Reader("fake 1.0", lambda text: [Span(0, 4, "issuer_name")], finish, assemble)


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
    assert [Path(problem.split(":")[0]).name for problem in problems] == ["a.json", "b.txt"]


def test_annotated_texts_give_entities_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    write_tasks(path, [AnnotatedText("a", "ACME CORP", (Span(0, 4, "issuer_name"),), "tabs")])
    sections = evaluate_model(MODEL, Sources((path,))).to_dict()["sections"]
    assert sections["Entities"][1]["name"] == "layout: tabs"
    assert sections["Entities"][0]["entities"]["f1"]["value"] == 1.0


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose validation is three short texts of one filing."""
    texts = [
        SimpleNamespace(
            document_id=f"a.{name}.txt",
            text=text,
            converter=name,
            layout="edgar",
            seen=seen,
            filing=OWNED,
        )
        for name, text, seen in (
            ("pypdf", "ACME CORP\nRoe Jane", True),
            ("tesseract-200", "ACNE CORP\nRo Jne", True),
            ("cells", "Other\nRoe Jane", False),
        )
    ]
    (tmp_path / "split.json").write_text("{}")
    corpus = SimpleNamespace(validation_texts=lambda data: iter(texts))
    monkeypatch.setitem(__import__("sys").modules, "form4.training.corpus", corpus)
    return tmp_path


OWNED = Filing(issuer=Issuer(name="ACME CORP"), reporting_owners=(ReportingOwner(name="Roe Jane"),))


def test_validation_texts_are_grouped_by_what_they_were_made_with(data: Path) -> None:
    sections = evaluate_model(MODEL, Sources(data=data, quick=True)).to_dict()["sections"]
    assert list(sections) == ["Filings", "Confidence"]
    read = sections["Filings"]
    plain = [EVERYTHING, SEEN, UNSEEN, OCR, SEEN_WITH_OCR]
    assert [group["name"] for group in read] == [
        *plain,
        "converter: cells",
        "converter: pypdf",
        "converter: tesseract-200",
        "layout: edgar",
    ]
    assert [group["documents"] for group in read[:5]] == [3, 1, 1, 1, 2]
    assert [row[0] for row in sections["Confidence"]["rows"]] == plain


def test_one_command_prints_every_figure(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from form4.inference.evaluation import run as parts

    drawn = parts.drawn_papers
    monkeypatch.setattr(parts, "drawn_papers", lambda: drawn(4))
    report = evaluate_model(MODEL, Sources(data=data))
    sections = report.to_dict()["sections"]
    assert list(sections) == [
        "Filings",
        "Confidence",
        "Where rows are lost",
        "Wrong core values by cause",
        "Entities",
        "Damaged characters",
        "Papers that are no form",
        "Speed",
    ]
    assert [row[0] for row in sections["Damaged characters"]["rows"]] == [
        "0%",
        "1%",
        "2%",
        "5%",
        "10%",
    ]
    assert sections["Papers that are no form"]["rows"] == [["other papers", 4, 0, 0.0, 0]]
    stream = io.StringIO()
    print_report(report, stream)
    assert all(title in stream.getvalue() for title in sections)
    assert max(map(len, stream.getvalue().splitlines())) <= 100


@pytest.mark.usefixtures("fake_model")
def test_wrong_core_values_are_listed_by_cause(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from form4.inference.evaluation import run as parts

    monkeypatch.setattr(parts, "drawn_papers", list)
    path = tmp_path / "errors.jsonl"
    assert run("--data", str(data), "--processes", "1", "--errors", str(path)) == 0
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [(line["document"], line["cause"]) for line in lines] == [
        ("a.pypdf.txt", "assembled wrong"),
        ("a.tesseract-200.txt", "not in the text"),
        ("a.cells.txt", "assembled wrong"),
    ]
    assert lines[0]["gold"] == "Roe Jane" and lines[0]["predicted"] is None


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
    load: Callable[..., Reader] = lambda model, backend: MODEL  # noqa: E731
    monkeypatch.setattr(command, "load_model", load)


@pytest.mark.usefixtures("fake_model")
def test_the_command_prints_data_and_names_problems(
    gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--annotations", str(gold), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["model"] == "fake 1.0"
    (gold.parent / "a.txt").unlink()
    assert run("--annotations", str(gold)) == 1
    assert "a.json: no text of this gold filing was found" in capsys.readouterr().err


@pytest.mark.usefixtures("fake_model")
def test_wrong_use_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert "give --annotations GOLD or --data FOLDER" in capsys.readouterr().err
    assert run("--annotations", str(tmp_path / "none.json")) == 1
    assert "there is no such file" in capsys.readouterr().err
    assert run("--data", str(tmp_path), "--processes", "1") == 2
    assert "has no split.json" in capsys.readouterr().err
    assert run("--annotations", str(tmp_path), "--errors", "errors.jsonl") == 2
    assert "--errors needs --data" in capsys.readouterr().err


@pytest.mark.usefixtures("fake_model")
def test_filings_extracted_before_are_scored_without_their_texts(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in tmp_path.glob("*.txt"):
        text.unlink()
    lines = tmp_path / "old.jsonl"
    filings = [{**GOLD.to_dict(), "source": f"{stem}.txt"} for stem in ("a", "b")]
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in filings))
    given = ("--annotations", str(gold), "--predictions", str(lines), "--format", "json")
    assert run(*given) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["model"] == "old"
    assert data["sections"]["Filings"][0]["all_fields"]["correct"] == 2
    assert run("--predictions", str(lines)) == 2
    assert run("--data", str(tmp_path), "--predictions", str(lines)) == 2
    assert "give --annotations GOLD" in capsys.readouterr().err


@pytest.mark.usefixtures("fake_model")
def test_several_methods_are_scored_side_by_side(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "old.jsonl"
    filings = [{**GOLD.to_dict(), "source": f"{stem}.txt"} for stem in ("a", "b")]
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in filings))
    models = ("--model", "base", "--model", "rules")
    given = ("--annotations", str(gold), *models, "--predictions", str(lines))
    assert run(*given, "--format", "json") == 0
    sections = json.loads(capsys.readouterr().out)["sections"]
    correct = {
        name: found[0]["all_fields"]["correct"] for name, found in sections["Filings"].items()
    }
    assert correct == {"fake 1.0": 1, "fake 1.0 (2)": 1, "old": 2}
    assert run(*given) == 0
    assert "group: score" in capsys.readouterr().out


@pytest.mark.usefixtures("fake_model")
def test_several_models_on_a_data_folder_keep_their_entity_scores(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = ("--model", "one", "--model", "two")
    assert run("--data", str(data), *models, "--processes", "1", "--format", "json") == 0
    sections = json.loads(capsys.readouterr().out)["sections"]
    assert set(sections) == {"Filings", "Entities"}
    assert all(len(found) == 2 for found in sections.values())
