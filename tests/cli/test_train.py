"""form4 train, as far as it goes without training."""

import importlib.util
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import write_tasks
from form4.cli.main import main
from form4.model.errors import ConfigError
from form4.model.spans import Span


def test_a_missing_extra_is_named_with_its_installation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit) as ended:
        main(["train", "--output", str(tmp_path / "model")])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert "Training needs torch" in error
    assert "pip install" in error
    assert "bug" not in error


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--data", "missing"], "form4: missing: there is no such folder. Check --data."),
        (["--recipe", "missing"], "form4: missing: there is no such file. Check --recipe."),
        (["--annotations", "gone"], "form4: gone: there is no such file. Check --annotations."),
        (["--synthetic", "-3"], "form4 train: --synthetic: "),
        (["--epochs", "0"], "form4 train: --epochs: "),
        (["--output", "file"], "form4: file: is a file. Name a folder with --output."),
    ],
)
def test_wrong_usage_leaves_no_run_behind(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: True)  # as if it were installed
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(SystemExit) as ended:
        main(["train", "--output", "model", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(reason)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("label", "options", "reason"),
    [
        ("security_titel", [], "new label 'security_titel', which is close to 'security_title'"),
        ("plan_date", ["--strict"], "new label 'plan_date', which --strict refuses"),
        ("security_titel", ["--strict", "--label", "security_titel"], None),
        ("plan_date", [], None),
    ],
)
def test_a_slip_of_the_pen_is_no_new_label(
    label: str,
    options: list[str],
    reason: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def begun(*_: object, **__: object) -> None:
        raise ConfigError("begun")

    monkeypatch.setattr("form4.training.retrain.retrain", begun)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: True)
    export = tmp_path / "export.json"
    write_tasks(export, [AnnotatedText("d", "Jane Doe", (Span(0, 4, label),))])
    with pytest.raises(SystemExit):
        main(["train", "--annotations", str(export), "--output", str(tmp_path / "m"), *options])
    said = capsys.readouterr().err
    assert (reason or "form4: begun") in said
    assert ("begun" in said) == (reason is None)
