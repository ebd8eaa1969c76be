"""A Label Studio export read task by task, in memory bounded by its largest task."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from form4.model.errors import ExportError

CHUNK_CHARACTERS = 1 << 16
MAX_TASK_CHARACTERS = 250 * 2**20  # what one request to the server may hold
_LONGEST_INTEGER = 100
_GZIP_MAGIC = b"\x1f\x8b"
_ADVICE = "Export it again as JSON."


def stream_tasks(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON list, or the one object, of a plain or gzip file.

    Raises ExportError for what is no JSON export, naming the kind where it shows, and for broken
    JSON once it is reached.
    """
    with _opened(path) as stream:
        yield from _Reader(path, stream).tasks()


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open("rb") as raw:
            is_packed = raw.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if is_packed else raw
            with io.TextIOWrapper(stream, encoding="utf-8-sig") as text:
                yield text
    except UnicodeDecodeError as error:
        raise ExportError(f"{path}: is not UTF-8 ({error.reason}). {_ADVICE}") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ExportError(f"{path}: the gzip file is damaged ({error}).") from error
    except OSError as error:
        reason = error.strerror or error
        raise ExportError(f"{path}: cannot be read ({reason}). Check the path.") from error


class _Reader:
    """Text of which what is decoded has been dropped; `_at` is where the next value begins."""

    def __init__(self, path: Path, stream: TextIO) -> None:
        self._path = path
        self._stream = stream
        self._decoder = json.JSONDecoder(parse_int=_integer)
        self._buffer = ""
        self._at = 0
        self._dropped = 0

    def tasks(self) -> Iterator[dict[str, Any]]:
        opening = self._peek()
        if opening == "{":
            yield self._decode()
            self._expect_end("Put tasks into one JSON list; JSON Lines is refused here.")
        elif opening == "[":
            self._at += 1
            yield from self._listed()
            self._expect_end(_ADVICE)
        else:
            raise ExportError(f"{self._path}: {_kind_of_text(self._buffer)}. {_ADVICE}")

    def _listed(self) -> Iterator[dict[str, Any]]:
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            if self._peek() != "{":
                raise ExportError(f"{self._where()}: a task should begin here. {_ADVICE}")
            yield self._decode()
            separator = self._peek()
            if separator not in (",", "]"):
                raise ExportError(f"{self._where()}: ',' or ']' should stand here. {_ADVICE}")
            self._at += 1
            if separator == "]":
                return

    def _decode(self) -> dict[str, Any]:
        """The object at hand; a failure means more text is needed, until there is no more."""
        wanted = CHUNK_CHARACTERS
        while True:
            try:
                task, self._at = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                self._drop()
                if len(self._buffer) > MAX_TASK_CHARACTERS or not self._more(wanted):
                    raise ExportError(
                        f"{self._where()}: broken JSON ({error.msg}). {_ADVICE}"
                    ) from error
                wanted *= 2  # so that a long task is not decoded once a chunk
            except RecursionError as error:
                raise ExportError(
                    f"{self._where()}: nested too deep for a task. {_ADVICE}"
                ) from error
            else:
                self._drop()
                return dict(task)

    def _peek(self) -> str:
        """The next character that is no white space; empty at the end."""
        while True:
            rest = self._buffer[self._at :].lstrip()
            if rest:
                self._at = len(self._buffer) - len(rest)
                return rest[0]
            self._at = len(self._buffer)
            self._drop()
            if not self._more(CHUNK_CHARACTERS):
                return ""

    def _more(self, wanted: int) -> bool:
        chunk = self._stream.read(wanted)
        self._buffer += chunk
        return bool(chunk)

    def _drop(self) -> None:
        self._dropped += self._at
        self._buffer = self._buffer[self._at :]
        self._at = 0

    def _expect_end(self, advice: str) -> None:
        if self._peek():
            raise ExportError(f"{self._where()}: more text after the end. {advice}")

    def _where(self) -> str:
        return f"{self._path}, character {self._dropped + self._at}"


def _integer(digits: str) -> int | float:
    """A whole number; one with hundreds of digits, which int() may refuse, is infinite here.

    Nothing that long is right, and so it is told of its region alone.
    """
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _kind_of_text(head: str) -> str:
    """What a file that is no JSON seems to be, and what its format has lost."""
    first_line = head.lstrip().split("\n", 1)[0]
    if not first_line:
        return "the file is empty"
    if "-DOCSTART-" in first_line or " -X- " in head:
        return "this is a CONLL export, which has lost the offsets and the line breaks"
    for name, separator in (("CSV", ","), ("TSV", "\t")):
        if "annotation_id" in first_line.replace('"', "").split(separator):
            return f"this is a {name} export, which has lost region ids, scores and relations"
    return "this is no JSON"
