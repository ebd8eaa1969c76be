"""Scanned documents kept in a file: compressed JSON Lines to which more can be appended."""

import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import annotated_text_of, task_of
from form4.model.errors import DocumentError, Form4Error
from form4.model.filing import Filing

_KEYS = frozenset({"task", "filing", "provenance"})


@dataclass(frozen=True, slots=True)
class ScannedText:
    """A labelled reading, what its page stated, and how it was printed and read.

    The filing is None where the values of a real page were exchanged for others.
    """

    annotated: AnnotatedText
    filing: Filing | None
    provenance: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """The document as one line of the file has it."""
        filing = self.filing.to_dict(gold=True) if self.filing else None
        provenance = dict(self.provenance)
        return {"task": task_of(self.annotated), "filing": filing, "provenance": provenance}


def append_scan(path: Path, scanned: ScannedText) -> None:
    """Add a document as a compressed member of its own, in one write, so that it is whole."""
    line = json.dumps(scanned.to_dict(), ensure_ascii=False, sort_keys=True) + "\n"
    member = gzip.compress(line.encode("utf-8"), mtime=0)
    target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(target, member)
    finally:
        os.close(target)


def read_scans(path: Path) -> Iterator[tuple[AnnotatedText, Filing | None]]:
    """The labelled texts of a file with their filings, one at a time.

    Raises DocumentError with the line of what is no scanned document.
    """
    for scanned in read_scanned(path):
        yield scanned.annotated, scanned.filing


def read_scanned(path: Path) -> Iterator[ScannedText]:
    """The documents of a file with their provenance; raises DocumentError as read_scans does."""
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):
                yield _scanned(line, f"{path}, line {number}")
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise DocumentError(
            f"{path}: damaged after line {number} ({error}). Make the file again."
        ) from error
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror}).") from error


def _scanned(line: str, where: str) -> ScannedText:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(f"{where}: broken JSON ({error.msg}).") from error
    if not isinstance(data, dict) or data.keys() != _KEYS:
        raise DocumentError(f"{where}: expected an object with {', '.join(sorted(_KEYS))}.")
    try:
        annotated = annotated_text_of(data["task"], where)
        filing = Filing.from_dict(data["filing"]) if data["filing"] is not None else None
    except Form4Error as error:
        raise DocumentError(f"{where}: {error}") from error
    if annotated is None:
        raise DocumentError(f"{where}: the task has no annotation.")
    return ScannedText(annotated, filing, data["provenance"])
