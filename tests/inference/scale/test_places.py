"""Documents and outputs behind a URL, with the file system that lives in memory."""

import zipfile
from pathlib import Path

import pytest

from form4.inference.documents import find_documents
from form4.inference.documents.sources import read_source
from form4.inference.scale.places import at_hand, file_system, find_places
from form4.model.errors import ConfigError, DocumentError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def bucket() -> str:
    files = fsspec.filesystem("memory")
    files.pipe({"/bucket/b.txt": b"two", "/bucket/deep/a.txt": b"one", "/bucket/c.exe": b"no"})
    return "memory://bucket"


def test_a_folder_behind_a_url_is_listed_with_all_below(bucket: str, tmp_path: Path) -> None:
    here = tmp_path / "here.txt"
    here.write_text("three")
    found = find_places([str(here), bucket, f"{bucket}/b.txt", "memory:///bucket/b.txt"])
    assert found.sources == (str(here), "memory:///bucket/b.txt", "memory:///bucket/deep/a.txt")
    assert found.problems == ()
    assert found.notes == ("memory:///bucket: files of other kinds were passed over: .exe 1.",)


def test_a_folder_behind_a_url_loses_and_doubles_nothing_that_a_local_one_has(
    tmp_path: Path,
) -> None:
    files, folder = fsspec.filesystem("memory"), tmp_path / "pages"
    (folder / ".git").mkdir(parents=True)
    for name in ("UPPER.TXT", "packed.txt.gz", "page.HTM", ".hidden.txt", ".git/x.txt", "c.exe"):
        (folder / name).write_bytes(b"Form 4")
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        for name in ("one.txt", "deep/two.txt", "../climbs.txt", "no.exe"):
            archive.writestr(name, f"Form 4 {name}")
    (folder / "torn.zip").write_bytes(b"PK\x03\x04 and no more")
    files.put(str(folder), "/same", recursive=True)
    local, remote = find_documents([str(folder)]), find_places(["memory://same"])
    for one, other in (
        (local.sources, remote.sources),
        (map(str, local.problems), map(str, remote.problems)),
        (local.notes, remote.notes),
    ):
        there = [text.replace(str(folder), "memory:///same") for text in one]
        assert [text.partition(" were passed over")[0] for text in there] == [
            text.partition(" were passed over")[0] for text in other
        ]
    assert len(remote.sources) == 5
    for source in remote.sources:
        with at_hand(source) as path:
            data = read_source(path).data
        assert data == read_source(source.replace("memory:///same", str(folder))).data


def test_a_source_behind_a_url_is_read_from_a_copy_of_its_name(bucket: str) -> None:
    with at_hand(f"{bucket}/deep/a.txt") as path:
        assert (Path(path).name, Path(path).read_bytes()) == ("a.txt", b"one")
    assert not Path(path).exists()
    with at_hand("here.txt") as path:
        assert path == "here.txt"


def test_what_is_not_there_is_a_sentence(bucket: str) -> None:
    with (
        pytest.raises(DocumentError, match=r"memory://bucket/no.txt: cannot be fetched"),
        at_hand(f"{bucket}/no.txt"),
    ):
        pass
    fsspec.filesystem("memory").makedirs("/empty", exist_ok=True)
    (problem,) = find_places(["memory://empty"]).problems
    assert "cannot be listed (holds no document)" in str(problem)


def test_an_unknown_scheme_is_a_sentence() -> None:
    with pytest.raises(ConfigError, match=r"nowhere://x: cannot be reached"):
        file_system("nowhere://x")
