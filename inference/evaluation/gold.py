"""Gold filings on disk, each with the texts that were made from it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from form4.inference.documents import TEXT_SUFFIXES, read_document
from form4.model.errors import ConfigError, DocumentError, ExportError, Form4Error
from form4.model.filing import Filing

_HEAD_CHARACTERS = 65536
_SUFFIXES = TEXT_SUFFIXES | {".html", ".htm"}
_FILING_KEY = '"reporting_owners"'
_TASK = re.compile(r'"(?:data|annotations)"\s*:')
_LIST_OF_OBJECTS = re.compile(r"\[\s*[{\]]")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text, the filing it shows, the groups it is scored in, and the filing's own name."""

    document_id: str
    text: str
    filing: Filing
    groups: tuple[str, ...] = ()
    cluster: str | None = None


def expand_annotations(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Gold filing files and Label Studio exports among files and folders of JSON.

    Raises ExportError for a path that is missing or a folder without JSON files.
    """
    filings: list[Path] = []
    exports: list[Path] = []
    for path in paths:
        for file in _json_files(path):
            (exports if _is_export(file) else filings).append(file)
    return filings, exports


def find_gold(
    files: Sequence[Path], texts: Sequence[Path] = ()
) -> Iterator[GoldDocument | Form4Error]:
    """Each gold file with every text of its stem: STEM.txt, STEM.CONVERTER.md and the like.

    Texts are looked for in `texts`, or beside the gold file and one folder up. What cannot be
    read, or has no text, or has a gold filing already, comes as the error that says so. Raises
    ConfigError for a folder of texts that does not exist.
    """
    _check_folders(texts)
    indexes: dict[Path, dict[str, list[Path]]] = {}
    taken: dict[Path, Path] = {}
    for file in once(files):
        folders = texts or (file.parent, file.parent.parent)
        try:
            filing = read_filing(file)
            found = _texts_of(file, folders, indexes)
        except Form4Error as error:
            yield error
            continue
        for path in found:
            if path in taken:
                yield second_gold(file, path, taken[path])
                continue
            taken[path] = file
            yield _gold_document(path, file.stem, filing)


def _check_folders(texts: Iterable[Path]) -> None:
    missing = next((folder for folder in texts if not folder.is_dir()), None)
    if missing is not None:
        raise ConfigError(f"{missing}: there is no such folder of texts. Check --texts.")


def once(files: Sequence[Path]) -> list[Path]:
    """The files without those named twice, as a folder and one by one."""
    found: dict[Path, Path] = {}
    for file in files:
        found.setdefault(file.resolve(), file)
    return list(found.values())


def second_gold(file: Path, document: Path | str, first: Path) -> ExportError:
    """What is wrong with a gold file whose document has a gold filing already."""
    return ExportError(
        f"{file}: {document} has a gold filing already, {first}. Leave one of them out."
    )


def _gold_document(path: Path, stem: str, filing: Filing) -> GoldDocument | Form4Error:
    layout = path.name[len(stem) :].removesuffix(path.suffix).lstrip(".")
    groups = (f"layout: {layout}",) if layout else ()
    try:
        return GoldDocument(path.name, read_document(path).text, filing, groups, stem)
    except DocumentError as error:
        return error


def _json_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise ExportError(f"{path}: holds no JSON file. Name gold filings or an export.")
        return files
    if not path.is_file():
        raise ExportError(f"{path}: there is no such file. Check the path.")
    return [path]


def _is_export(path: Path) -> bool:
    """Whether a file looks like tasks; whatever else it is, its own error tells as gold."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        head = stream.read(_HEAD_CHARACTERS).lstrip()
    if _TASK.search(head):
        return head.startswith(("[", "{"))
    return _LIST_OF_OBJECTS.match(head) is not None and _FILING_KEY not in head


def read_filing(path: Path) -> Filing:
    """The gold filing of a file; raises ExportError naming it when it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        return Filing.from_dict(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError, Form4Error) as error:
        raise ExportError(f"{path}: is no gold filing ({error}).") from error


def _texts_of(
    file: Path, folders: Iterable[Path], indexes: dict[Path, dict[str, list[Path]]]
) -> list[Path]:
    found: list[Path] = []
    for folder in dict.fromkeys(folders):
        if folder not in indexes:
            indexes[folder] = _index(folder)
        found.extend(indexes[folder].get(file.stem, ()))
    if not found:
        raise DocumentError(
            f"{file}: no text of this gold filing was found. Name its folder with --texts."
        )
    return found


def _index(folder: Path) -> dict[str, list[Path]]:
    """Text files by every stem that they can be of: `a.b.txt` is a text of `a.b` and of `a`."""
    index: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            parts = path.name.split(".")
            for end in range(1, len(parts)):
                index.setdefault(".".join(parts[:end]), []).append(path)
    return index
