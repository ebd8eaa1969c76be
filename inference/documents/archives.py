"""ZIP archives: their members as sources, read one by one and never unpacked to disk."""

import os
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from form4.inference.documents import limits
from form4.inference.documents.folders import is_readable, kinds_of
from form4.inference.documents.places import BETWEEN, split_part
from form4.model.errors import DocumentError

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OFFICE = "[Content_Types].xml"


@dataclass(slots=True)
class Members:
    """The documents in an archive, what cannot be read of it, and what was passed over."""

    sources: list[str] = field(default_factory=list)
    problems: list[DocumentError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_archive(path: Path) -> bool:
    """Whether a file begins as a ZIP archive does."""
    try:
        if not path.is_file():  # a pipe could be read only once
            return False
        with path.open("rb") as stream:
            return stream.read(4) in MAGIC
    except (OSError, ValueError):  # whoever reads it will say why not
        return False


def split_member(source: str) -> tuple[Path, str | None]:
    """The archive and the member that a source names; a file that is there is never split."""
    if not Path(source).exists():
        parts = source.split(BETWEEN)
        for end in range(1, len(parts)):
            archive = Path(BETWEEN.join(parts[:end]))
            if archive.is_file():
                return archive, BETWEEN.join(parts[end:])
    return Path(source), None


def list_archive(path: Path, suffixes: Collection[str]) -> Members:
    """The members of some suffixes as sources, in the order of their names.

    Raises DocumentError for an archive that is damaged, an office document, or a bomb.
    """
    members, others, hidden = Members(), [], 0
    for name, count in sorted(Counter(_names(path, _opened(path).infolist())).items()):
        pure = PurePosixPath(name)
        source = f"{path}{BETWEEN}{name}"
        if _is_climbing(name):
            members.problems.append(_climbs(source))
        elif any(part.startswith((".", "__MACOSX")) for part in pure.parts):
            hidden += 1
        elif not is_readable(pure, suffixes):
            others.append(Path(name))
        else:
            members.sources.append(source)
            if count > 1:
                members.problems.append(_ambiguous(source, count))
    if others:
        members.notes.append(f"{path}: files of other kinds were passed over: {kinds_of(others)}.")
    if hidden:
        members.notes.append(f"{path}: hidden files were passed over: {hidden}.")
    if not members.sources and not members.problems:
        raise DocumentError(f"{path}: the archive holds no document that can be read.")
    return members


def member_and_part(
    path: Path, inside: str | None, suffixes: Collection[str]
) -> tuple[str, int | None]:
    """The member that is meant by what stands after the archive, and the number of a filing in it.

    An archive of one document needs no more than its own name; raises DocumentError for others.
    """
    if inside is None:
        return _only_member(path, suffixes), None
    member, part = split_part(inside)
    names = _opened(path).NameToInfo
    return (member, part) if part and inside not in names and member in names else (inside, None)


def _only_member(path: Path, suffixes: Collection[str]) -> str:
    sources = list_archive(path, suffixes).sources
    if len(sources) == 1:
        return sources[0].removeprefix(f"{path}{BETWEEN}")
    example = f", for example {sources[0]}" if sources else ""
    raise DocumentError(f"{path}: is an archive of {len(sources)} documents. Name one{example}.")


@contextmanager
def open_member(path: Path, name: str) -> Iterator[zipfile.ZipExtFile]:
    """A member to read; raises DocumentError when it is missing, encrypted or damaged."""
    source = f"{path}{BETWEEN}{name}"
    archive = _opened(path)
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise DocumentError(f"{source}: the archive has no such member.") from error
    _check_member(source, info)
    try:
        with archive.open(info) as stream:
            yield stream  # type: ignore[misc]  # the stubs know only its base class
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise DocumentError(f"{source}: the archive is damaged there ({error}).") from error


def _check_member(source: str, info: ZipInfo) -> None:
    if _is_climbing(info.filename):
        raise _climbs(source)
    if info.flag_bits & _ENCRYPTED:
        raise DocumentError(f"{source}: is encrypted. Unpack the archive with its password first.")
    if info.compress_type not in _METHODS:
        raise DocumentError(
            f"{source}: is compressed in a way that is not read (method {info.compress_type}). "
            "Unpack the archive first."
        )
    most = max(limits.MAX_BYTES.values())
    if info.file_size > most:
        raise DocumentError(
            f"{source}: unpacks to {info.file_size / limits.MB:,.0f} MB, "
            f"{most / limits.MB:g} are the most."
        )


def _names(path: Path, infos: list[ZipInfo]) -> Iterator[str]:
    if any(info.filename == _OFFICE for info in infos):
        raise DocumentError(f"{path}: is an office document; save it as plain text first.")
    return (info.filename for info in infos if not info.is_dir())


def _is_climbing(name: str) -> bool:
    """Whether a name leads out of the folder it is unpacked to, on any system."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or _DRIVE.match(name) is not None


def _climbs(source: str) -> DocumentError:
    return DocumentError(f"{source}: the name climbs out of the archive, so it was not read.")


def _ambiguous(source: str, count: int) -> DocumentError:
    return DocumentError(
        f"{source}: the archive has {count} members of this name, and only the last can be read. "
        "Unpack it, and give the files."
    )


def _opened(path: Path) -> ZipFile:
    """The archive, kept open for the next member; one of another process is never shared."""
    try:
        status = path.stat()
        return _open(path, status.st_mtime_ns, status.st_size, os.getpid())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise DocumentError(f"{path}: is a damaged archive ({error}). Fetch it again.") from error


@lru_cache(maxsize=1)
def _open(path: Path, _changed_ns: int, size_bytes: int, _process: int) -> ZipFile:
    archive = ZipFile(path)
    infos = archive.infolist()
    if len(infos) > limits.MAX_MEMBERS:
        raise DocumentError(
            f"{path}: holds {len(infos):,} members, {limits.MAX_MEMBERS:,} are the most. Split it."
        )
    unpacked = sum(info.file_size for info in infos)
    if unpacked > max(limits.SMALL_ARCHIVE, limits.MAX_RATIO * size_bytes):
        raise DocumentError(
            f"{path}: unpacks to {unpacked / limits.MB:,.0f} MB, {limits.MAX_RATIO} times its size "
            "are the most: this is a zip bomb rather than filings."
        )
    return archive
