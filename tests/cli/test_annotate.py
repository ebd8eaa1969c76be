"""form4 annotate: configuration, tasks and check, as a user calls them."""

import json
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import task_of, write_tasks
from form4.annotations.labelling_config import LabellingConfig, read_config
from form4.cli.annotate import VERBS
from form4.cli.main import main
from form4.model.spans import Span
from tests.annotations.test_push import FakeServer

BROKEN = Path(__file__).parent.parent / "annotations" / "broken_exports"


def code_of(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_the_group_lists_its_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("annotate", "--help") == 0
    shown = capsys.readouterr().out
    assert [verb for verb in VERBS if verb not in shown] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("annotate", verb, "--help") == 0
    assert f"Usage: form4 annotate {verb}" in capsys.readouterr().out


def test_config_goes_to_standard_output_or_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of("annotate", "config", "--label", "plan_date") == 0
    printed = capsys.readouterr().out
    assert read_config(printed).labels == (*LabellingConfig().labels, "plan_date")
    target = tmp_path / "config.xml"
    assert code_of("annotate", "config", "--label", "plan_date", "--output", target) == 0
    assert target.read_text(encoding="utf-8") == printed


def test_tasks_are_written_and_what_cannot_be_read_is_named(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.txt").write_text("FORM 4\nJane Doe\n")
    paths = [tmp_path / "page.txt", tmp_path / "gone.txt"]
    assert code_of("annotate", "tasks", *paths, "--model", tiny_model) == 1
    captured = capsys.readouterr()
    (task,) = json.loads(captured.out)
    assert task["data"]["text"] == "FORM 4\nJane Doe\n"
    assert task["predictions"][0]["model_version"].startswith(tiny_model.name)
    assert "gone.txt: there is no such file" in captured.err


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("choices-beside-labels.json", [], 0),
        ("overlap-same-label.json", [], 0),
        ("overlap-same-label.json", ["--strict"], 1),
        ("overlap-other-label.json", [], 1),
        ("overlap-other-label.json", ["--on-overlap", "longest"], 0),
        ("cancelled.json", ["--strict"], 0),
        ("unknown-label.json", [], 1),
        ("unknown-label.json", ["--label", "security_titel"], 0),
        ("conll.txt", [], 1),
    ],
)
def test_check_tells_by_its_exit_code(
    name: str, options: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of("annotate", "check", BROKEN / name, *options) == code
    assert "can be used" in capsys.readouterr().out


@pytest.mark.parametrize("tasks", ["[]", '[{"id": 1, "data": {"text": "a"}, "annotations": []}]'])
def test_an_export_of_nothing_is_a_finding(tasks: str, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(tasks)
    assert code_of("annotate", "check", tmp_path / "export.json") == 1


def test_check_writes_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    exports = [BROKEN / "string-offset.json", BROKEN / "end-past-text.json"]
    assert code_of("annotate", "check", *exports, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["tasks"], report["tasks_refused"]) == (2, 2)
    problems = {one["reason"] for one in report["findings"] if one["weight"] == "problem"}
    assert problems == {"bad_offset", "out_of_bounds"}


@pytest.fixture
def retrained(tiny_model: Path, tmp_path: Path) -> Path:
    """A model folder whose configuration names one more label, as far as it is read here."""
    config = json.loads((tiny_model / "config.json").read_text(encoding="utf-8"))
    tags = config["id2label"]
    count = len(tags)
    config["id2label"] = {**tags, str(count): "B-plan_date", str(count + 1): "I-plan_date"}
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "model" / "tokenizer.json").write_bytes(
        (tiny_model / "tokenizer.json").read_bytes()
    )
    return tmp_path / "model"


def test_labels_that_a_model_has_learnt_are_known_to_config_and_check(
    retrained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of("annotate", "config", "--model", retrained, "--label", "other") == 0
    names = read_config(capsys.readouterr().out).labels
    assert names == (*LabellingConfig().labels, "plan_date", "other")
    export = tmp_path / "export.json"
    write_tasks(export, [AnnotatedText("d", "Jane Doe", (Span(0, 4, "plan_date"),))])
    assert code_of("annotate", "check", export) == 1
    assert code_of("annotate", "check", export, "--model", retrained) == 0


def test_push_makes_the_project_with_the_labels_of_the_model_and_says_when_it_does_not(
    retrained: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server = FakeServer()
    monkeypatch.setattr("form4.cli.annotate_push.open_server", lambda url: server)
    tasks = tmp_path / "tasks.json"
    annotated = AnnotatedText("d", "Jane Doe", (Span(0, 4, "plan_date"),))
    tasks.write_text(json.dumps([{**task_of(annotated), "drafts": [{}]}]), encoding="utf-8")
    command = ("annotate", "push", tasks, "--project", "p")
    assert code_of(*command) == 1
    assert f"{tasks}, task 0" in capsys.readouterr().err
    assert server.found is None  # nothing was made for what cannot be sent
    assert code_of(*command, "--model", retrained) == 0
    assert "not sent: 1 drafts" in capsys.readouterr().err
    assert code_of(*command, "--label", "more") == 0
    said = capsys.readouterr().err
    assert "is not used" in said
    assert "1 annotations of tasks that are there" in said


def test_tasks_leave_out_what_the_configuration_lacks(
    tmp_path: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config, page = tmp_path / "config.xml", tmp_path / "page.txt"
    config.write_text(
        '<View><Labels name="l" toName="t"><Label value="remarks"/></Labels>'
        '<Text name="t" value="$text"/></View>'
    )
    page.write_text("FORM 4\nJane Doe\n" * 20)
    options = ("--model", tiny_model, "--config", config)
    assert code_of("annotate", "tasks", page, *options) == 0
    captured = capsys.readouterr()
    (task,) = json.loads(captured.out)
    given = task["predictions"][0]["result"]
    assert {one["value"]["labels"][0] for one in given} <= {"remarks"}
    assert "for the configuration lacks the label: " in captured.err
    assert str(tmp_path) not in captured.out


def test_a_server_is_not_asked_without_a_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LABEL_STUDIO_API_KEY", raising=False)
    (tmp_path / "tasks.json").write_text("[]")
    command = ["annotate", "push", tmp_path / "tasks.json", "--project", "p"]
    assert code_of(*command) == 2
    assert "LABEL_STUDIO_API_KEY" in capsys.readouterr().err
