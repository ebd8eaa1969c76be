"""The formats that a run can write document by document: its files, their heads, their chunks."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from form4.inference.formats import comma, sec
from form4.inference.formats.cells import to_bytes
from form4.model.filing import Filing

JSON_LINES = "records.jsonl"
COMMA_LINES = "records.csv"

Encode = Callable[[Filing], tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Encoding:
    """Files that only grow: what stands at their heads, and what a filing adds to each."""

    files: tuple[str, ...]
    heads: tuple[bytes, ...]
    encode: Encode


def json_line(filing: Filing) -> tuple[bytes]:
    """A filing as one line of JSON."""
    return (to_bytes(json.dumps(filing.to_dict(), ensure_ascii=False) + "\n"),)


def encoding_of(name: str, apart: Collection[str] = ()) -> Encoding:
    """The encoding of a format by name; Parquet grows as JSON lines and is made of them.

    `apart` are sources that the tables of `sec` must not key by their accession number.
    """
    if name == "csv":
        return Encoding((COMMA_LINES,), (comma.head(),), comma.lines)
    if name == "sec":
        return Encoding(sec.FILES, sec.heads(), partial(sec.lines, apart=apart))
    return Encoding((JSON_LINES,), (b"",), json_line)
