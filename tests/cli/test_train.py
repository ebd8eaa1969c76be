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
