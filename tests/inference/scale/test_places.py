"""Documents and outputs behind a URL, with the file system that lives in memory."""

from pathlib import Path

import pytest

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
    found = find_places([str(here), bucket, f"{bucket}/b.txt"])
    assert found.sources == (
        str(here),
        "memory:///bucket/b.txt",
        "memory:///bucket/deep/a.txt",
        f"{bucket}/b.txt",
    )
    assert found.problems == ()


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
