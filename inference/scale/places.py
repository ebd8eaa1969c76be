"""Documents and outputs behind a URL, by fsspec; paths of this machine stay as they are.

What a folder holds is told by the rules of the local engine: kinds by suffix, hidden files and
others passed over with a word, members of ZIP archives as ARCHIVE::MEMBER.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from form4.inference.documents import SUFFIXES, Found, find_documents
from form4.inference.documents.archives import MAGIC, Members, list_archive
from form4.inference.documents.folders import Listing, is_hidden, is_readable
from form4.inference.documents.places import BETWEEN
from form4.model.errors import ConfigError, DocumentError

SCHEME = "://"


@dataclass(frozen=True, slots=True)
class _File:
    """A file behind a URL: its file system, the path in it, and the one name that it goes by."""

    system: Any
    path: str
    url: str


def is_url(place: str) -> bool:
    """Whether a place is behind a file system of its own, such as s3://bucket/folder."""
    return SCHEME in place


def find_places(paths: Iterable[str]) -> Found:
    """The documents behind paths and URLs, each once; folders are listed with all below them.

    Raises ConfigError when fsspec or the package for a scheme is missing.
    """
    given = list(paths)
    local = find_documents([path for path in given if not is_url(path)])
    found = Members(list(local.sources), list(local.problems), list(local.notes))
    for url in filter(is_url, given):
        try:
            _list_url(url, found)
        except (OSError, DocumentError) as error:
            found.problems.append(DocumentError(f"{url}: cannot be listed ({error})."))
    sources, notes = (tuple(dict.fromkeys(one)) for one in (found.sources, found.notes))
    return Found(sources, tuple(found.problems), notes)


@contextmanager
def at_hand(source: str, folder: str = "") -> Iterator[str]:
    """A path to read a source from, seen from a folder; a copy, for a URL. Raises DocumentError."""
    if not is_url(source):
        yield str(Path(folder, source)) if folder else source
        return
    url, inside = _split(source)
    file = replace(_file(url), url=url)
    if inside:  # the next source is likely to be of the same file
        yield f"{_kept(url, _size(file))}{inside}"
        return
    with tempfile.TemporaryDirectory() as here:
        yield str(_fetch(file, here))


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL or a path, and the path in it; raises ConfigError without it."""
    try:
        import fsspec

        files, path = fsspec.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ConfigError(f"{url}: cannot be reached ({error}).") from error
    return files, path


def _file(url: str) -> _File:
    """A file by the name that its folder's listing gives it, so that it is not read twice."""
    system, path = file_system(url)
    chained = BETWEEN in url  # such as simplecache::s3://...: no file system knows its whole name
    return _File(system, path, url if chained else system.unstrip_protocol(path))


def _split(source: str) -> tuple[str, str]:
    """The URL of a file, and what is meant of its content, with the sign before it."""
    scheme, sign, path = source.rpartition(SCHEME)
    name, between, inside = path.partition(BETWEEN)
    return f"{scheme}{sign}{name}", f"{between}{inside}"


def _list_url(url: str, found: Members) -> None:
    name, inside = _split(url)
    file = _file(name)
    if inside:
        found.sources.append(f"{file.url}{inside}")
    elif file.system.isdir(file.path):
        _list_folder(file, found)
    else:
        _add(file, found)


def _list_folder(folder: _File, found: Members) -> None:
    """All documents below a folder, in the order of their names."""
    listing, readable = Listing(), []
    root = PurePosixPath(folder.path)
    for path in sorted(folder.system.find(folder.path)):
        below = PurePosixPath(path).relative_to(root)
        if any(map(is_hidden, below.parts)):
            listing.hidden.append(below)
        elif is_readable(below, SUFFIXES):
            readable.append(path)
        else:
            listing.others.append(below)
    for path in readable:
        _add(_File(folder.system, path, folder.system.unstrip_protocol(path)), found)
    found.notes += listing.notes_on(folder.url, PurePosixPath())
    if not readable:
        raise DocumentError("holds no document")


def _add(file: _File, found: Members) -> None:
    """A file, or what is in it; an archive that cannot be listed leaves the others as they are."""
    if not _is_archive(file):
        found.sources.append(file.url)
        return
    copy = ""
    try:
        with tempfile.TemporaryDirectory() as here:
            copy = str(_fetch(file, here))
            listing = list_archive(Path(copy), SUFFIXES)
    except DocumentError as problem:
        found.problems.append(_named(problem, copy, file.url))
        return
    found.sources += [source.replace(copy, file.url, 1) for source in listing.sources]
    found.problems += [_named(problem, copy, file.url) for problem in listing.problems]
    found.notes += [note.replace(copy, file.url) for note in listing.notes]


def _named(problem: DocumentError, copy: str, url: str) -> DocumentError:
    return DocumentError(str(problem).replace(copy, url)) if copy else problem


def _is_archive(file: _File) -> bool:
    try:
        with file.system.open(file.path, "rb") as stream:
            return bytes(stream.read(len(MAGIC[0]))) in MAGIC
    except OSError:  # whoever reads it will say why not
        return False


def _size(file: _File) -> int | None:
    try:
        size: int | None = file.system.size(file.path)
    except OSError as error:
        raise _unfetched(file, error) from error
    return size


@lru_cache(maxsize=1)
def _kept(url: str, _size_bytes: int | None) -> "_Copy":
    """A copy that stays until another file is asked for, of which each member is read by itself."""
    return _Copy(url)


class _Copy:
    """A copy of a file, gone with this object."""

    def __init__(self, url: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._path = _fetch(_file(url), self._folder.name)

    def __str__(self) -> str:
        return str(self._path)


def _fetch(file: _File, folder: str) -> Path:
    copy = Path(folder) / (PurePosixPath(file.path).name or "document")
    try:
        file.system.get_file(file.path, str(copy))
    except OSError as error:
        raise _unfetched(file, error) from error
    return copy


def _unfetched(file: _File, error: OSError) -> DocumentError:
    return DocumentError(f"{file.url}: cannot be fetched ({error.strerror or error}).")
