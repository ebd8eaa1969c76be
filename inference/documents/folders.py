"""The documents in a folder, and a word about everything else that lies there."""

import errno
import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from form4.model.errors import DocumentError

TEXT_SUFFIXES = frozenset({".txt", ".md", ".text", ".markdown"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
PACKED = ".gz"
SUFFIXES = TEXT_SUFFIXES | PAGE_SUFFIXES | {".xml", PACKED, ".zip"}

NAMED = 3  # of the files that are passed over, so many are named, and the rest counted

_LEADS_NOWHERE = (errno.ENOENT, errno.ELOOP)


@dataclass(slots=True)
class Listing:
    """What was found in a folder: texts, what could not be read, and what was passed over."""

    texts: list[Path] = field(default_factory=list)
    problems: list[DocumentError] = field(default_factory=list)
    hidden: list[PurePath] = field(default_factory=list)
    linked: list[PurePath] = field(default_factory=list)
    special: list[PurePath] = field(default_factory=list)
    others: list[PurePath] = field(default_factory=list)

    def notes(self, folder: Path) -> tuple[str, ...]:
        """One sentence for each kind of thing that was passed over."""
        return self.notes_on(str(folder), folder)

    def notes_on(self, shown: str, folder: PurePath) -> tuple[str, ...]:
        """The same for a folder that is shown under another name."""
        said = (
            ("files of other kinds were passed over: {}.", kinds_of(self.others)),
            ("hidden files and folders were passed over: {}.", _names(self.hidden, folder)),
            ("links to folders were not followed: {}.", _names(self.linked, folder)),
            ("no regular files, and passed over: {}.", _names(self.special, folder)),
        )
        return tuple(f"{shown}: {sentence.format(what)}" for sentence, what in said if what)


def list_folder(folder: Path, suffixes: Collection[str]) -> Listing:
    """The files of some suffixes in a folder and below; links to folders are not followed."""
    listing = Listing()
    for name, folders, files in os.walk(folder, onerror=lambda e: _not_listed(e, listing)):
        here = Path(name)
        listing.hidden += [here / one for one in (*folders, *files) if is_hidden(one)]
        folders[:] = [one for one in folders if not is_hidden(one)]
        listing.linked += [here / one for one in folders if (here / one).is_symlink()]
        for file in files:
            if is_readable(PurePath(file), suffixes) and not is_hidden(file):
                _sort_in(here / file, listing)
            elif not is_hidden(file):
                listing.others.append(here / file)
    listing.texts.sort()
    listing.problems.sort(key=str)
    return listing


def is_readable(file: PurePath, suffixes: Collection[str]) -> bool:
    """Whether a name promises a document: by its suffix, before .gz where that is the last."""
    suffix = file.suffix.lower()
    if suffix == PACKED and PACKED in suffixes:
        suffix = file.with_suffix("").suffix.lower() or PACKED
    return suffix in suffixes and (suffix != ".zip" or file.suffix.lower() == ".zip")


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over."""
    return name.startswith(".")


def _not_listed(error: OSError, listing: Listing) -> None:
    listing.problems.append(
        DocumentError(f"{Path(error.filename)}: the folder cannot be read ({error.strerror}).")
    )


def _sort_in(file: Path, listing: Listing) -> None:
    try:
        mode = file.stat().st_mode
    except OSError as error:
        nowhere = error.errno in _LEADS_NOWHERE
        reason = "is a link that leads nowhere" if nowhere else f"cannot be read ({error.strerror})"
        listing.problems.append(DocumentError(f"{file}: {reason}."))
        return
    if stat.S_ISREG(mode):
        listing.texts.append(file)
    else:
        listing.special.append(file)


def kinds_of(files: Iterable[PurePath]) -> str:
    """How many files there are of each suffix, for people to read."""
    counted = Counter(file.suffix.lower() or "no suffix" for file in files)
    return ", ".join(f"{kind} {counted[kind]}" for kind in sorted(counted))


def _names(paths: Sequence[PurePath], folder: PurePath) -> str:
    names = sorted(str(path.relative_to(folder)) for path in paths)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
