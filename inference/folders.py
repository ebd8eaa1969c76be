"""The texts in a folder, and a word about everything else that lies there."""

import errno
import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from form4.model.errors import DocumentError

NAMED = 3  # of the files that are passed over, so many are named, and the rest counted

_LEADS_NOWHERE = (errno.ENOENT, errno.ELOOP)


@dataclass(slots=True)
class Listing:
    """What was found in a folder: texts, what could not be read, and what was passed over."""

    texts: list[Path] = field(default_factory=list)
    problems: list[DocumentError] = field(default_factory=list)
    hidden: list[Path] = field(default_factory=list)
    linked: list[Path] = field(default_factory=list)
    special: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)

    def notes(self, folder: Path) -> tuple[str, ...]:
        """One sentence for each kind of thing that was passed over."""
        said = (
            ("files of other kinds were passed over: {}.", _kinds(self.others)),
            ("hidden files and folders were passed over: {}.", _names(self.hidden, folder)),
            ("links to folders were not followed: {}.", _names(self.linked, folder)),
            ("no regular files, and passed over: {}.", _names(self.special, folder)),
        )
        return tuple(f"{folder}: {sentence.format(what)}" for sentence, what in said if what)


def list_folder(folder: Path, suffixes: Collection[str]) -> Listing:
    """The files of some suffixes in a folder and below; links to folders are not followed."""
    listing = Listing()
    for name, folders, files in os.walk(folder, onerror=lambda e: _not_listed(e, listing)):
        here = Path(name)
        listing.hidden += [here / one for one in (*folders, *files) if _is_hidden(one)]
        folders[:] = [one for one in folders if not _is_hidden(one)]
        listing.linked += [here / one for one in folders if (here / one).is_symlink()]
        for file in files:
            if Path(file).suffix.lower() in suffixes and not _is_hidden(file):
                _sort_in(here / file, listing)
            elif not _is_hidden(file):
                listing.others.append(here / file)
    listing.texts.sort()
    listing.problems.sort(key=str)
    return listing


def _is_hidden(name: str) -> bool:
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
    (listing.texts if stat.S_ISREG(mode) else listing.special).append(file)


def _kinds(files: Iterable[Path]) -> str:
    counted = Counter(file.suffix.lower() or "no suffix" for file in files)
    return ", ".join(f"{kind} {counted[kind]}" for kind in sorted(counted))


def _names(paths: Sequence[Path], folder: Path) -> str:
    names = sorted(str(path.relative_to(folder)) for path in paths)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
