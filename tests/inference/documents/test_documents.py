"""What people hand over as documents, good and bad."""

import io
import sys
from pathlib import Path

import pytest

from form4.inference.documents import Kind, find_documents, limits, read_document
from form4.model.errors import DocumentError


def written(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "text", "warning"),
    [
        ("Café\t1\n".encode(), "Café\t1\n", None),
        (b"\xef\xbb\xbfForm 4", "Form 4", None),
        (b"Caf\xe9 \x80", "Café €", "Windows-1252"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", None),
        ("Form 4".encode("utf-16"), "Form 4", "UTF-16"),
        (b"page 1\x0cpage 2", "page 1\x0cpage 2", None),
        (b"Form 4\n\x00\x00\x00", "Form 4\n", "3 NUL characters at its end"),
        (
            b"Form 4 " * 50 + b"\x00Stock\x00\x00" + b" sold" * 50,
            "Form 4 " * 50 + " Stock  " + " sold" * 50,
            "3 NUL characters within it were read as blanks",
        ),
    ],
)
def test_text_is_decoded(tmp_path: Path, data: bytes, text: str, warning: str | None) -> None:
    document = read_document(written(tmp_path, "form.txt", data))
    assert document.text == text
    assert [warning in found for found in document.warnings] == [True] * bool(warning)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("<?xml version='1.0'?>\n<informationTable>1</informationTable>", "XML"),
        ('[\n {"data": {"text": "FORM 4"}}]', "JSON"),
        ("[X] Form 4 {1}", None),
        ("a line, then <html>", None),
        ("FORM 4 | <br> | <sup>1</sup>", None),
    ],
)
def test_what_has_a_better_reader_says_so(tmp_path: Path, text: str, hint: str | None) -> None:
    warnings = read_document(written(tmp_path, "form.txt", text.encode())).warnings
    assert [f"is {hint}" in each for each in warnings] == ([True] if hint else [])


def test_lost_characters_are_counted(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "form.txt", b"Caf\xe9 \x81\x8d"))
    assert document.warnings[-1] == "2 characters could not be decoded"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"ab\x00cd", "is binary"),
        (b"\x01\x02\x03text", "is binary"),
        (b"%PDF-1.7 ...", "is a damaged PDF"),
        (b"PK\x03\x04....", "is a damaged archive"),
        (b"{\\rtf1\\ansi Form 4}", "is an RTF document"),
        (b"II*\x00....", "is an? (damaged )?image"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    name = written(tmp_path, "form.txt", data)
    with pytest.raises(DocumentError, match=reason) as caught:
        read_document(name)
    assert str(caught.value).startswith(f"{name}: ")


def test_what_is_too_long_for_a_filing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 40)
    monkeypatch.setattr(limits, "MAX_WORD", 10)
    assert read_document(written(tmp_path, "fits.txt", b"0123456789\tabcdefghij")).warnings == ()
    for data, reason in ((b"a b " * 11, "44 characters, 40 are"), (b"0123456789a", "without a")):
        name = written(tmp_path, "long.txt", data)
        with pytest.raises(DocumentError, match=reason) as caught:
            read_document(name)
        assert str(caught.value).startswith(f"{name}: ")


def test_missing_paths_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document("nul\x00byte")


def test_reading_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MAX_BYTES, Kind.TEXT, 10)
    assert read_document(written(tmp_path, "fits.txt", b"x" * 10)).text == "x" * 10
    with pytest.raises(DocumentError, match="is larger than"):
        read_document(written(tmp_path, "large.txt", b"x" * 11))


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"Form 4\r\n"))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert find_documents(["-", "-"]).sources == ("-",)
    assert read_document("-").text == "Form 4\n"


def test_a_closed_standard_input_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(DocumentError, match="-: standard input is closed"):
        read_document("-")


def test_folders_are_searched_in_order(tmp_path: Path) -> None:
    names = [
        "b.txt",
        "a.md",
        "c/d.TXT",
        "c/f.xml.gz",
        ".hidden/e.txt",
        "g.csv.gz",
        "table.pdf",
        "R",
    ]
    files = {name: written(tmp_path, name, b"x") for name in names}
    found = find_documents([str(tmp_path)])
    assert found.sources == tuple(
        files[name] for name in ("a.md", "b.txt", "c/d.TXT", "c/f.xml.gz", "table.pdf")
    )
    assert found.notes == (
        f"{tmp_path}: files of other kinds were passed over: .gz 1, no suffix 1.",
        f"{tmp_path}: hidden files and folders were passed over: .hidden.",
    )


def test_a_folder_that_is_named_twice_is_told_of_once(tmp_path: Path) -> None:
    name = written(tmp_path, "a.txt", b"x")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    written(tmp_path, "b.doc", b"x")
    found = find_documents([str(tmp_path)] * 2)
    assert (found.sources, len(found.problems), len(found.notes)) == ((name,), 1, 1)


def test_an_empty_name_is_no_folder() -> None:
    found = find_documents([""])
    assert (found.sources, ["empty name" in str(one) for one in found.problems]) == ((), [True])


def test_globs_and_repeated_names_give_each_file_once(tmp_path: Path) -> None:
    first, second = (written(tmp_path, name, b"x") for name in ("a.txt", "b.dat"))
    found = find_documents([second, str(tmp_path / "*"), first])
    assert found.sources == (second, first)
    assert found.problems == ()


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path: Path) -> None:
    name = written(tmp_path, "form[1].txt", b"x")
    assert find_documents([name]).sources == (name,)


def test_what_leads_nowhere_is_named_and_stops_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    good = written(tmp_path, "good.txt", b"x")
    found = find_documents([str(empty), str(tmp_path / "*.nothing"), good])
    assert found.sources == (good,)
    assert ["holds no document" in str(found.problems[0]), len(found.problems)] == [True, 2]
    assert "matches no file" in str(found.problems[1])
