"""form4 train, as far as it goes without training."""

import importlib.util
from pathlib import Path

import pytest

from form4.cli.main import main


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
