"""form4 annotate: configuration, tasks and check, as a user calls them."""

import json
from pathlib import Path

import pytest

from form4.annotations.labelling_config import LabellingConfig, read_config
from form4.cli.annotate import VERBS
from form4.cli.main import main

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


def test_check_writes_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    exports = [BROKEN / "string-offset.json", BROKEN / "end-past-text.json"]
    assert code_of("annotate", "check", *exports, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["tasks"], report["tasks_refused"]) == (2, 2)
    assert {one["reason"] for one in report["findings"]} == {"bad_offset", "out_of_bounds"}


def test_a_server_is_not_asked_without_a_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LABEL_STUDIO_API_KEY", raising=False)
    (tmp_path / "tasks.json").write_text("[]")
    command = ["annotate", "push", tmp_path / "tasks.json", "--project", "p"]
    assert code_of(*command) == 2
    assert "LABEL_STUDIO_API_KEY" in capsys.readouterr().err
