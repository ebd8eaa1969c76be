"""The bytes of a source: a file, a member of an archive or standard input, unpacked and bounded."""

import gzip
import sys
import zlib
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol, TextIO, cast

from form4.inference.documents import limits
from form4.inference.documents.archives import (
    is_archive,
    member_and_part,
    open_member,
    split_member,
)
from form4.inference.documents.document import Kind
from form4.inference.documents.folders import SUFFIXES
from form4.inference.documents.kinds import HEAD_BYTES, kind_of
from form4.inference.documents.text import ONE_FILING
from form4.model.errors import DocumentError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a source holds, its kind, and what was odd on the way to it."""

    data: bytes
    kind: Kind
    warnings: tuple[str, ...] = ()


class Stream(Protocol):
    """What can be read in pieces, and need not be wound back."""

    def read(self, size: int, /) -> bytes:
        """The next `size` bytes, fewer only at the end."""


class _Rewound:
    """A stream with its first bytes put back."""

    def __init__(self, head: bytes, stream: Stream) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        start, self._head = self._head[:size], self._head[size:]
        return start + self._stream.read(size - len(start)) if len(start) < size else start


def read_source(name: str) -> Bytes:
    """The bytes of a source up to the bound of their kind; raises DocumentError."""
    try:
        return _read_place(name)
    except FileNotFoundError as error:
        raise DocumentError(f"{name}: there is no such file. Check the path.") from error
    except IsADirectoryError as error:
        raise DocumentError(f"{name}: is a folder. Name a file in it.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{name}: cannot be read ({reason}).") from error


def _read_place(name: str) -> Bytes:
    if name == STDIN:
        return read_stream(name, _standard_input())
    path, inside = split_member(name)
    if is_archive(path):
        member, part = member_and_part(path, inside, SUFFIXES)
        with open_member(path, member) as packed:
            return _cut(name, read_stream(name, packed), part)
    if inside is not None and not inside.isdecimal():
        raise FileNotFoundError
    with path.open("rb") as stream:
        return _cut(name, read_stream(name, stream), int(inside) if inside else None)


def _cut(name: str, found: Bytes, part: int | None) -> Bytes:
    if part is None:
        return found
    from form4.inference.documents.parts import cut_part  # with the reader of XML, rarely needed

    return replace(found, data=cut_part(name, found.kind, found.data, part))


def _standard_input() -> BinaryIO:
    stream: TextIO | None = sys.stdin
    if stream is None:
        raise DocumentError(f"{STDIN}: standard input is closed. Give a file.")
    return stream.buffer


def read_stream(name: str, stream: Stream) -> Bytes:
    """The bytes of a stream up to the bound of their kind, unpacked; raises DocumentError."""
    head = stream.read(HEAD_BYTES)
    kind = kind_of(name, head)
    if kind is Kind.ZIP:
        raise DocumentError(f"{name}: is an archive in another, or from a pipe. Unpack it first.")
    if kind is not Kind.GZIP:
        return Bytes(_bounded(name, kind, head, stream), kind)
    try:
        return _read_unpacked(name, _unpacked(head, stream))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DocumentError(
            f"{name}: its compressed data is damaged or cut off ({error}). Fetch it again."
        ) from error


def _unpacked(head: bytes, stream: Stream) -> Stream:
    return gzip.GzipFile(fileobj=cast("BinaryIO", _Rewound(head, stream)), mode="rb")


def _read_unpacked(name: str, stream: Stream) -> Bytes:
    head = stream.read(HEAD_BYTES)
    kind = kind_of(name, head)
    if kind in (Kind.GZIP, Kind.ZIP):
        raise DocumentError(f"{name}: is packed twice. Unpack it first.")
    return Bytes(_bounded(name, kind, head, stream, unpacked=True), kind)


def _bounded(
    name: str, kind: Kind, head: bytes, stream: Stream, *, unpacked: bool = False
) -> bytes:
    limit = limits.MAX_BYTES[kind]
    data = head + stream.read(max(0, limit + 1 - len(head)))
    if len(data) > limit:
        size = "unpacks to more" if unpacked else "is larger"
        raise DocumentError(f"{name}: {size} than {limit / limits.MB:g} MB. {ONE_FILING}")
    return data
