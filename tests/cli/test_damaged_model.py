"""A model that is missing a part, or part of one: one sentence, and wrong usage."""

import shutil
from pathlib import Path

import pytest

from form4.cli.main import main


@pytest.fixture
def copy(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy of a model that a test may damage."""
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
@pytest.mark.parametrize("damage", ["missing", "cut in half", "other bytes"])
def test_damage_is_one_sentence_and_2(
    copy: Path, name: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (copy / name).read_bytes()
    (copy / name).unlink()
    if damage != "missing":
        (copy / name).write_bytes(data[: len(data) // 2] if damage == "cut in half" else b"{}")
    page = copy / "page.txt"
    page.write_text("FORM 4")
    with pytest.raises(SystemExit) as end:
        main(["extract", str(page), "--model", str(copy)])
    captured = capsys.readouterr()
    assert (end.value.code, captured.out, captured.err.count("\n")) == (2, "", 1)
    assert str(copy) in captured.err
    assert "the model again." in captured.err or "no model there" in captured.err


def test_a_worker_that_meets_a_damaged_model_stops_the_run(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "model.onnx").write_bytes(b"{}")  # found out by the first text, not at the start
    pages = [copy / f"{number}.txt" for number in range(3)]
    for page in pages:
        page.write_text("FORM 4")
    with pytest.raises(SystemExit) as end:
        main(["extract", *map(str, pages), "--model", str(copy), "--workers", "1"])
    captured = capsys.readouterr()
    assert (end.value.code, captured.out, captured.err.count("\n")) == (2, "", 1)
    assert "model.onnx: cannot be loaded" in captured.err
