"""form4 synthesize: as many tasks as asked for, the same for the same seed."""

import json
from pathlib import Path

import pytest

from form4.cli.main import main
from form4.cli.synthesize import synthesize_tasks
from form4.model.errors import DocumentError, Form4Error


def test_tasks_are_written_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    first, second, other = (tmp_path / name for name in ("a.json", "b.json", "c.json"))
    assert synthesize_tasks(4, first, seed=1) == 4
    synthesize_tasks(4, second, seed=1)
    synthesize_tasks(4, other, seed=2)
    assert len(json.loads(first.read_text(encoding="utf-8"))) == 4
    assert first.read_bytes() == second.read_bytes() != other.read_bytes()


def test_only_the_named_layout_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    synthesize_tasks(5, path, layouts=["markdown"])
    tasks = json.loads(path.read_text(encoding="utf-8"))
    assert {task["data"]["layout"] for task in tasks} == {"markdown"}


def test_an_unknown_layout_and_a_folder_without_pools_are_named(tmp_path: Path) -> None:
    with pytest.raises(Form4Error, match="papyrus"):
        synthesize_tasks(1, tmp_path / "tasks.json", layouts=["papyrus"])
    with pytest.raises(DocumentError, match="no pools folder"):
        synthesize_tasks(1, tmp_path / "tasks.json", data=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--output", "missing/tasks.json"], "missing/tasks.json: cannot be written"),
        (["--output", "tasks.json", "--data", "missing"], "missing: there is no such folder"),
        (["--output", "tasks.json", "--data", "."], ".: has no pools folder"),
    ],
)
def test_what_cannot_work_is_wrong_usage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["synthesize", "--count", "1", *arguments])
    error = capsys.readouterr().err
    assert (ended.value.code, error.count("\n")) == (2, 1)
    assert error.startswith(f"form4: {reason}")
    assert not list(tmp_path.iterdir())
