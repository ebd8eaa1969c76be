"""What lies in folders besides texts: counted, named, never dropped in silence."""

import os
from pathlib import Path

from form4.inference.documents.folders import list_folder

SUFFIXES = (".txt",)


def test_everything_is_found_or_told_of(tmp_path: Path) -> None:
    (tmp_path / "sub.txt").mkdir()
    for name in ("b.TXT", "sub.txt/a.txt", "c.pdf", ".d.txt", "sub.txt/.e"):
        (tmp_path / name).write_text("x")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "link.txt").symlink_to("b.TXT")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    listing = list_folder(tmp_path, SUFFIXES)
    assert listing.texts == [tmp_path / name for name in ("b.TXT", "link.txt", "sub.txt/a.txt")]
    assert list(map(str, listing.problems)) == [
        f"{tmp_path}/gone.txt: is a link that leads nowhere.",
        f"{tmp_path}/self.txt: is a link that leads nowhere.",
    ]
    assert listing.notes(tmp_path) == (
        f"{tmp_path}: files of other kinds were passed over: .pdf 1.",
        f"{tmp_path}: hidden files and folders were passed over: .d.txt, sub.txt/.e.",
        f"{tmp_path}: links to folders were not followed: loop.",
        f"{tmp_path}: no regular files, and passed over: pipe.txt.",
    )


def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (problem,) = list_folder(tmp_path / "missing", SUFFIXES).problems
    assert str(problem).startswith(f"{tmp_path}/missing: the folder cannot be read (")


def test_of_many_some_are_named_and_all_are_counted(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f".{number}").write_text("x")
    (note,) = list_folder(tmp_path, SUFFIXES).notes(tmp_path)
    assert note.endswith("passed over: .0, .1, .2 and 2 more.")
