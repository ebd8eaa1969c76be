"""The documents behind paths: files, folders, globs, standard input and members of archives."""

import glob
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from form4.inference.documents.archives import is_archive, list_archive
from form4.inference.documents.folders import SUFFIXES, list_folder
from form4.model.errors import DocumentError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """Documents to read, in order; what could not be found; what folders held besides them."""

    sources: tuple[str, ...]
    problems: tuple[DocumentError, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    """What paths have led to so far."""

    sources: list[str] = field(default_factory=list)
    problems: list[DocumentError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_documents(paths: Iterable[str]) -> Found:
    """The documents behind files, folders (recursive, sorted), archives, globs and `-`, each once.

    A member of a ZIP archive is named ARCHIVE::MEMBER. A path that leads to nothing is a problem,
    never a reason to give up on the others.
    """
    found = _Gathered()
    for path in paths:
        try:
            _expand(path, found)
        except DocumentError as problem:
            found.problems.append(problem)
    problems = {str(problem): problem for problem in found.problems}
    return Found(
        tuple(dict.fromkeys(found.sources)),
        tuple(problems.values()),
        tuple(dict.fromkeys(found.notes)),
    )


def _expand(path: str, found: _Gathered) -> None:
    if not path:
        raise DocumentError("'': an empty name. Give a file, a folder, a pattern, or - for stdin.")
    if path == STDIN or not glob.has_magic(path) or Path(path).exists():
        _expand_one(path, found)
        return
    matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not matches:
        raise DocumentError(f"{path}: matches no file. Check the pattern.")
    for match in matches:
        _expand_one(match, found)


def _expand_one(path: str, found: _Gathered) -> None:
    folder = Path(path)
    if path == STDIN or not folder.is_dir():
        _add(path, found, is_archive=path != STDIN and is_archive(folder))
        return
    listing = list_folder(folder, SUFFIXES)
    for file in listing.texts:
        _add(str(file), found, is_archive=file.suffix.lower() == ".zip" and is_archive(file))
    found.problems += listing.problems
    found.notes += listing.notes(folder)
    if not listing.texts and not listing.problems:
        kinds = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"{path}: holds no document ({kinds}). Name other files one by one.")


def _add(path: str, found: _Gathered, *, is_archive: bool) -> None:
    """A file, or what is in it; an archive that cannot be listed leaves the others as they are."""
    if not is_archive:
        found.sources.append(path)
        return
    try:
        listing = list_archive(Path(path), SUFFIXES)
    except DocumentError as problem:
        found.problems.append(problem)
        return
    found.sources += listing.sources
    found.problems += listing.problems
    found.notes += listing.notes
