"""Texts of real converters with labels, and the filings that training may learn from.

One split decides: filings of its validation issuers and texts of its unseen converters take no
part in training in any form. Within training, a fixed hash holds out issuers for tuning.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4.annotations.alignment.aligner import align
from form4.annotations.annotated_text import AnnotatedText
from form4.inference.documents import read_document
from form4.model.errors import ConfigError, DocumentError
from form4.model.filing import Filing

# With this salt the hash holds out 6 of 25 issuers, 53 of 413 texts and 49 of 471 filings, and
# keeps the two names of one company (Square, Block) on the same side.
_DEV_SALT = "314"
_DEV_PERCENT = 16
_PARTS = ("train", "dev", "all")
HTML = "html"  # pages before conversion: the reader of HTML makes their text, not a converter


@dataclass(frozen=True, slots=True)
class Split:
    """Stems kept for validation, and converters whose texts are never trained on."""

    validation_stems: frozenset[str]
    unseen_converters: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConvertedText:
    """A row of the index: a file, the filing it shows, the program that made it, and the look.

    `layout` tells how the page looked that was converted; empty where the index does not say.
    """

    file: str
    stem: str
    converter: str
    layout: str = ""


@dataclass(frozen=True, slots=True)
class ValidationText:
    """A text for the reported figures, with the true filing; `seen` tells of its converter.

    `layout` is how the page looked that was converted.
    """

    document_id: str
    text: str
    converter: str
    seen: bool
    filing: Filing
    layout: str = ""


def read_split(data_dir: Path) -> Split:
    """The validation split of a data folder."""
    data = json.loads((data_dir / "split.json").read_text(encoding="utf-8"))
    return Split(frozenset(data["validation_stems"]), frozenset(data["unseen_converters"]))


def real_texts(data_dir: Path, part: str) -> Iterator[tuple[AnnotatedText, Filing]]:
    """Labelled texts of seen converters over training filings, with their filings.

    `part` is train, dev (held out for tuning, about an eighth of the issuers) or all.
    """
    _check_part(part)
    split = read_split(data_dir)
    for entry in _converted(data_dir):
        if entry.stem in split.validation_stems or entry.converter in split.unseen_converters:
            continue
        filing = _filing(data_dir, entry.stem)
        if not _takes_part(filing, part):
            continue
        text = read_text(data_dir / "converted" / entry.file)
        yield align(text, filing, entry.file, entry.converter).annotated, filing


def real_filings(data_dir: Path, part: str) -> list[Filing]:
    """Filings that training may show, as records for the synthesizer; validation is left out."""
    _check_part(part)
    held_out = read_split(data_dir).validation_stems
    stems = sorted(path.stem for path in (data_dir / "gold").glob("*.json"))
    filings = (_filing(data_dir, stem) for stem in stems if stem not in held_out)
    return [filing for filing in filings if _takes_part(filing, part)]


def validation_texts(data_dir: Path) -> Iterator[ValidationText]:
    """All texts of the validation filings, by seen and unseen converters; HTML as users have it."""
    split = read_split(data_dir)
    for entry in _indexed(data_dir):
        if entry.stem not in split.validation_stems:
            continue
        path = data_dir / "converted" / entry.file
        yield ValidationText(
            document_id=entry.file,
            text=read_document(path).text if entry.converter == HTML else read_text(path),
            converter=entry.converter,
            seen=entry.converter not in split.unseen_converters,
            filing=_filing(data_dir, entry.stem),
            layout=entry.layout,
        )


def read_text(path: Path) -> str:
    """A UTF-8 text with line ends as line feeds; raises DocumentError when it is not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: this is no UTF-8 text ({error}).") from error
    return text.replace("\r\n", "\n")


def is_dev_issuer(name: str) -> bool:
    """Whether filings of the issuer are held out for tuning, by a fixed hash of its name."""
    folded = " ".join(name.casefold().split())
    return (
        int.from_bytes(hashlib.sha256((_DEV_SALT + folded).encode()).digest()[:4]) % 100
        < _DEV_PERCENT
    )


def _check_part(part: str) -> None:
    if part not in _PARTS:
        raise ConfigError(f"part: {part!r} is none of {', '.join(_PARTS)}.")


def _takes_part(filing: Filing, part: str) -> bool:
    return part == "all" or is_dev_issuer(filing.issuer.name or "") == (part == "dev")


def _converted(data_dir: Path) -> Iterator[ConvertedText]:
    return (entry for entry in _indexed(data_dir) if entry.converter != HTML)


def _indexed(data_dir: Path) -> Iterator[ConvertedText]:
    with (data_dir / "converted" / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            look = row.get("layout") or ""
            yield ConvertedText(row["file"], row["stem"], row["converter"], look)


def _filing(data_dir: Path, stem: str) -> Filing:
    path = data_dir / "gold" / f"{stem}.json"
    return Filing.from_dict(json.loads(path.read_text(encoding="utf-8")))
