"""Packed documents: gzip in place, archives member by member, bombs and tricks refused."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from form4.inference.documents import find_documents, limits, read_document
from form4.model.errors import DocumentError

XML = b"<ownershipDocument><documentType>4</documentType></ownershipDocument>"


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refused(source: str | Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(source)
    assert str(caught.value).startswith(f"{source}: ")
    return str(caught.value)


def test_members_are_documents(tmp_path: Path) -> None:
    members = {
        "b.txt": b"FORM 4",
        "a/x.xml": XML,
        "a/": b"",
        "a/z.txt.gz": gzip.compress(b"packed"),
        "c.csv": b"1",
        "__MACOSX/._b.txt": b"",
        "d::2.md": b"odd name",
    }
    path = zipped(tmp_path / "filings.zip", members)
    for given in (path, tmp_path):
        found = find_documents([str(given)])
        assert found.sources == tuple(
            f"{path}::{name}" for name in ("a/x.xml", "a/z.txt.gz", "b.txt", "d::2.md")
        )
        assert found.problems == ()
        assert found.notes == (
            f"{path}: files of other kinds were passed over: .csv 1.",
            f"{path}: hidden files were passed over: 1.",
        )
    texts = [read_document(source).text for source in found.sources]
    assert texts == [XML.decode(), "packed", "FORM 4", "odd name"]


def test_an_archive_of_one_document_is_that_document(tmp_path: Path) -> None:
    path = zipped(tmp_path / "one.dat", {"a.txt": b"FORM 4"})
    document = read_document(path)
    assert (document.source, document.text) == (str(path), "FORM 4")
    assert find_documents([str(path)]).sources == (f"{path}::a.txt",)


def test_a_filing_in_a_member_can_be_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"two.xml": XML + XML.replace(b"4", b"5")})
    filing = read_document(f"{path}::two.xml::2").filing
    assert filing is not None
    assert filing.form_type == "5"


def test_gzip_is_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "form.txt.gz"
    path.write_bytes(gzip.compress(b"FORM ") + gzip.compress(b"4\r\n"))
    assert read_document(path).text == "FORM 4\n"
    assert find_documents([str(tmp_path)]).sources == (str(path),)
    path.write_bytes(gzip.compress(b"FORM 4" * 1000)[:-12])
    assert "is damaged or cut off" in refused(path)
    path.write_bytes(gzip.compress(gzip.compress(b"x")))
    assert "is packed twice" in refused(path)


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    with gzip.open(bomb, "wb") as stream:
        for _ in range(100):
            stream.write(b"x " * 2**19)
    assert "unpacks to more than 8 MB" in refused(bomb)
    path = zipped(tmp_path / "bomb.zip", {"a.txt": b"\x00" * 100 * limits.MB})
    assert "unpacks to 100 MB, 200 times its size are the most: this is a zip bomb" in refused(path)
    (problem,) = find_documents([str(path)]).problems
    assert "zip bomb" in str(problem)


def test_a_size_that_lies_is_damage(tmp_path: Path) -> None:
    path = zipped(tmp_path / "lie.zip", {"a.txt": b"FORM 4 " * 1000})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 7000), struct.pack("<I", 7)))
    assert "is damaged there" in refused(f"{path}::a.txt")


@pytest.mark.parametrize(
    "name", ["../../etc/a.txt", "/etc/a.txt", "a/../../b.txt", r"..\..\a.txt", r"C:\a.txt"]
)
def test_names_that_climb_out_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "climbs.zip", {name: b"x", "good.txt": b"x"})
    found = find_documents([str(path)])
    assert found.sources == (f"{path}::good.txt",)
    assert [str(one) for one in found.problems] == [
        f"{path}::{name}: the name climbs out of the archive, so it was not read."
    ]
    assert "climbs out" in refused(f"{path}::{name}")


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 2)
    path = zipped(tmp_path / "many.zip", {f"{n}.txt": b"x" for n in range(3)})
    assert "holds 3 members, 2 are the most" in refused(path)


def test_encrypted_nested_and_damaged_archives_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"FORM 4"})
    data = path.read_bytes()
    flagged = data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    locked = tmp_path / "locked.zip"
    locked.write_bytes(flagged.replace(b"\x14\x03\x14\x00\x00", b"\x14\x03\x14\x00\x01"))
    assert "is encrypted" in refused(f"{locked}::a.txt")
    outer = zipped(tmp_path / "outer.zip", {"in.zip": data, "in.txt": data})
    assert "archive in another" in refused(f"{outer}::in.zip")
    assert "archive in another" in refused(f"{outer}::in.txt")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(data[:-30])
    assert "is a damaged archive" in refused(cut)
    assert "has no such member" in refused(f"{path}::b.txt")
    several = zipped(tmp_path / "two.zip", {"a.txt": b"x", "b.txt": b"x"})
    assert f"archive of 2 documents. Name one, for example {several}::a.txt" in refused(several)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_told_apart_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "double.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "1")
        archive.writestr("a.txt", "2")
    found = find_documents([str(path)])
    assert ["has 2 members of this name" in str(one) for one in found.problems] == [True]


def test_other_archives_and_office_documents_say_what_to_do(tmp_path: Path) -> None:
    office = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"x", "word/a.xml": b"x"})
    assert "an office document; save it as plain text first" in refused(office)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    (tmp_path / "a.tar.gz").write_bytes(packed.getvalue())
    assert "is a tar archive; unpack it first" in refused(tmp_path / "a.tar.gz")
    (tmp_path / "a.bz2").write_bytes(b"BZh91AY&SY")
    assert "compressed by bzip2" in refused(tmp_path / "a.bz2")


def test_a_gigabyte_of_text_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.write(b"FORM 4\n")
        stream.truncate(2**30)
    assert "is larger than 8 MB" in refused(path)


def test_a_line_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"FORM 4 " * (50 * 2**20 // 7))
    assert "is larger than 8 MB" in refused(path)
