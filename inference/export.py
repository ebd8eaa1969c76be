"""Filings as JSON: one list, or one line each."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from form4.model.errors import Form4Error
from form4.model.filing import Filing


class FilingWriter(Protocol):
    """Writes filings as they come; `finish` writes what stands after the last one."""

    def write(self, filing: Filing) -> None:
        """Write one filing."""

    def finish(self) -> None:
        """Close the document; nothing is written afterwards."""


class JsonLinesWriter:
    """One filing a line, flushed line by line, so that an interrupted run keeps what it did."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, filing: Filing) -> None:
        """Write one filing."""
        self._stream.write(json.dumps(filing.to_dict(), ensure_ascii=False) + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Nothing stands after the last line."""


class JsonWriter:
    """One list of all filings, indented for people to read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._separator = "[\n"

    def write(self, filing: Filing) -> None:
        """Write one filing."""
        text = json.dumps(filing.to_dict(), ensure_ascii=False, indent=1)
        self._stream.write(self._separator + text)
        self._separator = ",\n"

    def finish(self) -> None:
        """Close the list; a run without a filing writes an empty one."""
        self._stream.write("[]\n" if self._separator == "[\n" else "\n]\n")


@contextmanager
def open_output(path: Path, *, atomic: bool = True) -> Iterator[TextIO]:
    """A UTF-8 text file to write to; atomic means that it appears whole or not at all.

    Raises Form4Error when the folder is missing or may not be written to.
    """
    whole = atomic and (path.is_file() or not path.exists())  # not for /dev/stdout and the like
    temporary = path.with_name(f".{path.name}.{os.getpid()}") if whole else path
    try:
        stream = temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise Form4Error(f"{path}: cannot be written ({error.strerror}).") from error
    try:
        with stream:
            yield stream
        if whole:
            temporary.replace(path)
    finally:
        if whole:
            temporary.unlink(missing_ok=True)
