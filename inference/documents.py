"""Bytes to text: files, folders, globs and standard input, read with bounds and decoded."""

import glob
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from form4.inference.characters import to_characters
from form4.inference.folders import list_folder
from form4.model.errors import DocumentError

STDIN = "-"
TEXT_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown"})
MAX_BYTES = 8 * 2**20
MAX_CHARACTERS = 2_000_000  # minutes of work, and a gigabyte of scores; a filing has some 10,000
MAX_WORD = 100_000  # pages that were run together have words of thousands, encoded data of millions
MAX_CONTROL_SHARE = 0.02  # a page of print has none; OCR leaves one now and then

_ONE_FILING = "Give each filing a file of its own."
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_KINDS = {  # first bytes of what people hand over instead of text
    b"%PDF": "a PDF; convert it first, for example with pdftotext -layout",
    b"PK\x03\x04": "a ZIP archive or an office document; save it as plain text first",
    b"\x1f\x8b": "compressed; unpack it first",
    b"\xd0\xcf\x11\xe0": "an office document; save it as plain text first",
    b"{\\rtf": "an RTF document; save it as plain text first",
    b"\x89PNG": "an image; run OCR on it first",
    b"\xff\xd8\xff": "an image; run OCR on it first",
    b"GIF8": "an image; run OCR on it first",
    b"II*\x00": "an image; run OCR on it first",
    b"MM\x00*": "an image; run OCR on it first",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the tagger will see it, the source as given, and what was odd about its bytes."""

    source: str
    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Documents to read, in order; what could not be found; what folders held besides texts."""

    sources: tuple[str, ...]
    problems: tuple[DocumentError, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """What paths have led to so far."""

    sources: list[str] = field(default_factory=list)
    problems: list[DocumentError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_documents(paths: Iterable[str]) -> Found:
    """The documents behind files, folders (recursive, sorted), globs and `-`, each once.

    A path that leads to none is a problem, never a reason to give up on the others.
    """
    found = _Gathered()
    for path in paths:
        try:
            _expand(path, found)
        except DocumentError as problem:
            found.problems.append(problem)
    problems = {str(problem): problem for problem in found.problems}
    return Found(
        tuple(dict.fromkeys(found.sources)),
        tuple(problems.values()),
        tuple(dict.fromkeys(found.notes)),
    )


def read_document(source: str | Path) -> Document:
    """The text of a file, or of standard input for `-`.

    Raises DocumentError when it is missing, empty, binary, a folder, or longer than a filing can be
    (MAX_BYTES, MAX_CHARACTERS, MAX_WORD).
    """
    name = str(source)
    data = _read_bytes(name)
    text, warnings = _decode(name, data)
    if not text.strip():
        raise DocumentError(f"{name}: is empty. Give a file with the text of a form.")
    return Document(name, text, (*warnings, *_hints(text)))


def _expand(path: str, found: _Gathered) -> None:
    if not path:
        raise DocumentError("'': an empty name. Give a file, a folder, a pattern, or - for stdin.")
    if path == STDIN or not glob.has_magic(path) or Path(path).exists():
        _expand_one(path, found)
        return
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not matches:
        raise DocumentError(f"{path}: matches no file. Check the pattern.")
    for match in matches:
        _expand_one(match, found)


def _expand_one(path: str, found: _Gathered) -> None:
    folder = Path(path)
    if path == STDIN or not folder.is_dir():
        found.sources.append(path)
        return
    listing = list_folder(folder, TEXT_SUFFIXES)
    found.sources += map(str, listing.texts)
    found.problems += listing.problems
    found.notes += listing.notes(folder)
    if not listing.texts and not listing.problems:
        kinds = ", ".join(sorted(TEXT_SUFFIXES))
        raise DocumentError(
            f"{path}: holds no text file ({kinds}). Name files of other kinds one by one."
        )


def _read_bytes(name: str) -> bytes:
    try:
        if name == STDIN:
            return _read_bounded(name, _standard_input())
        with Path(name).open("rb") as stream:
            return _read_bounded(name, stream)
    except FileNotFoundError as error:
        raise DocumentError(f"{name}: there is no such file. Check the path.") from error
    except IsADirectoryError as error:
        raise DocumentError(f"{name}: is a folder. Name a file in it.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{name}: cannot be read ({reason}).") from error


def _standard_input() -> BinaryIO:
    stream: TextIO | None = sys.stdin
    if stream is None:
        raise DocumentError(f"{STDIN}: standard input is closed. Give a file.")
    return stream.buffer


def _read_bounded(name: str, stream: BinaryIO) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise DocumentError(f"{name}: is larger than {limit} MB. {_ONE_FILING}")
    return data


def _decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise DocumentError(f"{name}: is {kind}.")
    text, warnings = to_characters(data)
    if "\x00" in text or len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise DocumentError(f"{name}: is binary, not text. Convert it to text first.")
    _check_length(name, text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _check_length(name: str, text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name}: has {len(text):,} characters, {MAX_CHARACTERS:,} are the most. {_ONE_FILING}"
        )
    longest = max(map(len, text.split()), default=0)
    if longest > MAX_WORD:
        raise DocumentError(
            f"{name}: has {longest:,} characters in a row without a blank, {MAX_WORD:,} are the "
            "most: this is encoded data rather than print. Cut it out, or convert it to text."
        )


def _hints(text: str) -> tuple[str, ...]:
    if "<ownershipDocument" in text:
        return ("this is the filing's XML: its values are exact, read them from there",)
    if re.match(r"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+)?html\b", text, re.IGNORECASE):
        return ("this is HTML: its tags were read as print, convert it to text first",)
    if re.match(r"\s*\[?\s*\{\s*\"", text):
        return ("this is JSON: its signs were read as print, give the text that is in it",)
    return ()
