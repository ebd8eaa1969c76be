"""Bytes to text: files, folders, globs and standard input, read with bounds and decoded."""

import glob
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from form4.model.errors import DocumentError

STDIN = "-"
TEXT_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown"})
MAX_BYTES = 64 * 2**20
MAX_CONTROL_SHARE = 0.02  # a page of print has none; OCR leaves one now and then

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_KINDS = {  # first bytes of what people hand over instead of text
    b"%PDF": "a PDF; convert it first, for example with pdftotext -layout",
    b"PK\x03\x04": "a ZIP archive or an office document; save it as plain text first",
    b"\x1f\x8b": "compressed; unpack it first",
    b"\x89PNG": "an image; run OCR on it first",
    b"\xff\xd8\xff": "an image; run OCR on it first",
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


def find_documents(paths: Iterable[str]) -> Found:
    """The documents behind files, folders (recursive, sorted), globs and `-`, each once.

    A path that leads to none is a problem, never a reason to give up on the others.
    """
    sources: dict[str, None] = {}
    problems: list[DocumentError] = []
    notes: list[str] = []
    for path in paths:
        try:
            sources.update(dict.fromkeys(_expand(path, notes)))
        except DocumentError as problem:
            problems.append(problem)
    return Found(tuple(sources), tuple(problems), tuple(notes))


def read_document(source: str | Path) -> Document:
    """The text of a file, or of standard input for `-`.

    Raises DocumentError when it is missing, empty, binary, a folder or over MAX_BYTES.
    """
    name = str(source)
    data = _read_bytes(name)
    text, warnings = _decode(name, data)
    if not text.strip():
        raise DocumentError(f"{name}: is empty. Give a file with the text of a form.")
    return Document(name, text, (*warnings, *_hints(text)))


def _expand(path: str, notes: list[str]) -> Iterator[str]:
    if path == STDIN or not glob.has_magic(path) or Path(path).exists():
        yield from _expand_one(path, notes)
        return
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not matches:
        raise DocumentError(f"{path}: matches no file. Check the pattern.")
    for match in matches:
        yield from _expand_one(match, notes)


def _expand_one(path: str, notes: list[str]) -> Iterator[str]:
    folder = Path(path)
    if path == STDIN or not folder.is_dir():
        yield path
        return
    try:
        files = [file for file in sorted(folder.rglob("*")) if _is_visible_file(file, folder)]
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror}).") from error
    texts = [file for file in files if file.suffix.lower() in TEXT_SUFFIXES]
    if not texts:
        kinds = ", ".join(sorted(TEXT_SUFFIXES))
        raise DocumentError(
            f"{path}: holds no text file ({kinds}). Name files of other kinds one by one."
        )
    if len(texts) < len(files):
        notes.append(_passed_over(path, files))
    yield from map(str, texts)


def _is_visible_file(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.is_file()


def _passed_over(path: str, files: list[Path]) -> str:
    others = Counter(file.suffix.lower() or "no suffix" for file in files)
    kinds = [f"{kind} {others[kind]}" for kind in sorted(others) if kind not in TEXT_SUFFIXES]
    return f"{path}: files of other kinds were passed over: {', '.join(kinds)}."


def _read_bytes(name: str) -> bytes:
    try:
        if name == STDIN:
            return _read_bounded(name, sys.stdin.buffer)
        with Path(name).open("rb") as stream:
            return _read_bounded(name, stream)
    except FileNotFoundError as error:
        raise DocumentError(f"{name}: there is no such file. Check the path.") from error
    except IsADirectoryError as error:
        raise DocumentError(f"{name}: is a folder. Name a file in it.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{name}: cannot be read ({reason}).") from error


def _read_bounded(name: str, stream: BinaryIO) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise DocumentError(f"{name}: is larger than {limit} MB. Give one filing a file.")
    return data


def _decode(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise DocumentError(f"{name}: is {kind}.")
    text, warnings = _to_characters(data)
    if "\x00" in text or len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise DocumentError(f"{name}: is binary, not text. Convert it to text first.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _to_characters(data: bytes) -> tuple[str, tuple[str, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
        return text, ("read as UTF-16, after its byte order mark", *_lost(text))
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        return text, ("no UTF-8: read as Windows-1252", *_lost(text))


def _hints(text: str) -> tuple[str, ...]:
    if "<ownershipDocument" in text:
        return ("this is the filing's XML: its values are exact, read them from there",)
    if re.match(r"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+)?html\b", text, re.IGNORECASE):
        return ("this is HTML: its tags were read as print, convert it to text first",)
    return ()


def _lost(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{count} characters could not be decoded",) if count else ()
