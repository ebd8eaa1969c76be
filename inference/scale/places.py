"""Documents and outputs behind a URL, by fsspec; paths of this machine stay as they are."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from form4.inference.documents import SUFFIXES, Found, find_documents
from form4.model.errors import ConfigError, DocumentError

SCHEME = "://"


def is_url(place: str) -> bool:
    """Whether a place is behind a file system of its own, such as s3://bucket/folder."""
    return SCHEME in place


def find_places(paths: Iterable[str]) -> Found:
    """The documents behind paths and URLs; folders behind a URL are listed with all below them.

    Raises ConfigError when fsspec or the package for a scheme is missing.
    """
    given = list(paths)
    found = find_documents([path for path in given if not is_url(path)])
    sources, problems = list(found.sources), list(found.problems)
    for url in filter(is_url, given):
        try:
            sources += _listed(url)
        except (OSError, DocumentError) as error:
            problems.append(DocumentError(f"{url}: cannot be listed ({error})."))
    return Found(tuple(dict.fromkeys(sources)), tuple(problems), found.notes)


@contextmanager
def at_hand(source: str, folder: str = "") -> Iterator[str]:
    """A path to read a source from, seen from a folder; a copy, for a URL. Raises DocumentError."""
    if not is_url(source):
        yield str(Path(folder, source)) if folder else source
        return
    files, path = file_system(source)
    with tempfile.TemporaryDirectory() as here:
        copy = Path(here) / (PurePosixPath(path).name or "document")
        try:
            files.get_file(path, str(copy))
        except OSError as error:
            reason = error.strerror or error
            raise DocumentError(f"{source}: cannot be fetched ({reason}).") from error
        yield str(copy)


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL or a path, and the path in it; raises ConfigError without it."""
    try:
        import fsspec

        files, path = fsspec.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ConfigError(f"{url}: cannot be reached ({error}).") from error
    return files, path


def _listed(url: str) -> list[str]:
    files, path = file_system(url)
    if not files.isdir(path):
        return [url]
    names = sorted(name for name in files.find(path) if PurePosixPath(name).suffix in SUFFIXES)
    if not names:
        raise DocumentError("holds no document")
    return [files.unstrip_protocol(name) for name in names]
