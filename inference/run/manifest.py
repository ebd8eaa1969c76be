"""The list of documents that are done, added to line by line, and read again after a kill.

The first line holds the run's options and its files; each further line one document and the sizes
of the files behind it. A line is written after what it tells of, so what lies behind the last
line's sizes is what a kill interrupted, and is cut off.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from form4.inference.documents.archives import split_member
from form4.model.errors import ConfigError

MANIFEST = "manifest.jsonl"
FINISHED = "finished"

_KEY_BYTES = 8  # a million documents share one by a chance of one in forty million


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: its name's hash, its file's size and time as a hash, the sizes behind it."""

    key: int
    stamp: int
    ends: tuple[int, ...]
    failed: bool = False

    def line(self) -> bytes:
        """The entry as it stands in the manifest."""
        data = {"document": f"{self.key:016x}", "file": f"{self.stamp:016x}", "ends": self.ends}
        return _line({**data, "failed": True} if self.failed else data)


@dataclass(slots=True)
class Progress:
    """What a manifest tells: options, files and their sizes, and the documents that are done."""

    options: dict[str, Any]
    files: tuple[str, ...]
    ends: tuple[int, ...]
    size: int = 0  # of the manifest without a line that a kill cut off
    done: dict[int, int] = field(default_factory=dict)  # key: stamp
    failed: int = 0
    finished: bool = False


def entry_of(source: str, ends: Sequence[int], *, failed: bool = False) -> Entry:
    """The entry of a document whose records end at these sizes."""
    return Entry(key_of(source), stamp_of(source), tuple(ends), failed)


def key_of(source: str) -> int:
    """A number that stands for a document's name."""
    return _hashed(source)


def stamp_of(source: str) -> int:
    """A number that changes with the size and time of the file, or archive; 0 without one."""
    try:
        found = split_member(source)[0].stat()
    except (OSError, ValueError):  # gone, standard input, a NUL in the name
        return 0
    return _hashed(f"{found.st_size} {found.st_mtime_ns}")


def head_line(options: Mapping[str, Any], files: Iterable[str], ends: Iterable[int]) -> bytes:
    """The first line of a manifest."""
    return _line({"options": dict(options), "files": list(files), "ends": list(ends)})


def finished_line() -> bytes:
    """The last line of a manifest: all documents are done."""
    return _line({FINISHED: True})


def read_manifest(path: Path) -> Progress:
    """What a manifest tells, read in one pass; a last line that was cut off does not count.

    Raises ConfigError when it is damaged elsewhere.
    """
    with path.open("rb") as stream:
        progress = _head(path, stream.readline())
        for number, line in enumerate(stream, start=2):
            if not line.endswith(b"\n"):
                break
            _add(progress, _parsed(path, number, line))
            progress.size += len(line)
    return progress


def _head(path: Path, line: bytes) -> Progress:
    data = _parsed(path, 1, line)
    try:
        files, ends = tuple(map(str, data["files"])), tuple(map(int, data["ends"]))
        return Progress(dict(data["options"]), files, ends, len(line))
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, 1) from error


def _add(progress: Progress, data: Mapping[str, Any]) -> None:
    if FINISHED in data:
        progress.finished = True
        return
    progress.done[int(data["document"], 16)] = int(data["file"], 16)
    progress.ends = tuple(data["ends"])
    progress.failed += bool(data.get("failed"))


def _parsed(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise _damaged(path, number) from error
    if not isinstance(data, dict) or not data.keys() & {"options", "document", FINISHED}:
        raise _damaged(path, number)
    return data


def _damaged(path: Path, number: int) -> ConfigError:
    return ConfigError(f"{path}, line {number}: is damaged. Begin anew with --overwrite.")


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode() + b"\n"


def _hashed(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=_KEY_BYTES)
    return int.from_bytes(digest.digest(), "big")
