"""CSV as RFC 4180 has it: one line a transaction or holding, its filing's header beside it."""

import csv
import io
from collections.abc import Iterable
from typing import TextIO

from form4.inference.columns import COLUMNS, records
from form4.inference.formats.cells import plain, to_bytes
from form4.model.filing import Filing


def head() -> bytes:
    """The line of column names."""
    return _lines([[name for name, _ in COLUMNS]])


def lines(filing: Filing) -> tuple[bytes]:
    """The lines of a filing; one with the header alone where it has no row."""
    return (_lines([[plain(cell) for cell in record] for record in records(filing)]),)


class CommaWriter:
    """Writes filings to a text stream as they come, each at once."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stream.write(head().decode())

    def write(self, filing: Filing) -> None:
        """Write one filing."""
        self._stream.write(lines(filing)[0].decode())
        self._stream.flush()

    def finish(self) -> None:
        """Nothing stands after the last line."""


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return to_bytes(stream.getvalue())
