"""Filings as JSON: one list, or one line each; and files that appear whole or not at all."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from form4.model.errors import ConfigError, Form4Error
from form4.model.filing import Filing


class FilingWriter(Protocol):
    """Writes filings as they come; `finish` writes what stands after the last one."""

    def write(self, filing: Filing) -> None:
        """Write one filing."""

    def finish(self) -> None:
        """Close the document; nothing is written afterwards."""


class JsonLinesWriter:
    """One filing a line, flushed line by line, so that a reader has it as soon as it is done."""

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
def open_output(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file to write to, which takes its name when all is written.

    An error leaves what stood there before. Raises ConfigError when the file cannot be made and
    Form4Error when it cannot be filled.
    """
    target = followed(path)
    whole = target.is_file() or not target.exists()  # not for /dev/stdout and the like
    temporary = target.with_name(f".{target.name}.{os.getpid()}") if whole else target
    try:
        with _opened(path, temporary) as stream:
            yield stream
        if whole:
            temporary.replace(target)
    except OSError as error:
        if error.filename is None and not isinstance(error, BrokenPipeError):  # a full disk
            raise Form4Error(f"{path}: cannot be written ({error.strerror}).") from error
        raise
    finally:
        if whole:
            temporary.unlink(missing_ok=True)


def check_output(path: Path) -> None:
    """Raise ConfigError when a file could not be made there, before hours went into it."""
    if path.is_dir():
        raise _unwritable(path, "it is a folder; name a file in it")
    if not path.parent.is_dir():
        raise _unwritable(path, f"there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise _unwritable(path, f"nothing may be written to {path.parent}")


def check_new(path: Path) -> None:
    """Raise ConfigError when something stands there that would be replaced."""
    if path.is_file() or path.is_dir():  # not /dev/stdout and the like
        raise ConfigError(
            f"{path}: exists. Choose another name, or --overwrite to replace it when all is done."
        )


def _opened(path: Path, temporary: Path) -> TextIO:
    if temporary != path:
        check_output(path)
    try:
        return temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error


def followed(path: Path) -> Path:
    """The file behind a link, so that the link stays one; raises ConfigError for a circle."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:  # RuntimeError: before Python 3.13
        raise _unwritable(path, "its links lead in a circle") from error


def _unwritable(path: Path, reason: str) -> ConfigError:
    return ConfigError(f"{path}: cannot be written ({reason}). Choose another place.")
