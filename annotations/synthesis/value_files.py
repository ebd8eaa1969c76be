"""Value lists as files: those shipped with form4, and the pools of a data folder.

A list is a tuple of lines. Counted values stand as `count<TAB>value`.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from form4.annotations.synthesis.name_words import company_words, given_names, surnames
from form4.annotations.synthesis.note_templates import footnote_sections
from form4.model.errors import DocumentError

Lists = dict[str, tuple[str, ...]]

_POOLS = {
    "officer_titles": "officer_titles",
    "natures": "natures_of_ownership",
    "titles": "security_titles_nonderivative",
    "derivative_titles": "security_titles_derivative",
    "underlying_titles": "security_titles_underlying",
}
_DERIVATIVE_COLUMNS = (
    "TRANS_CODE",
    "SECURITY_TITLE",
    "CONV_EXERCISE_PRICE",
    "TRANS_SHARES",
    "UNDLYNG_SEC_SHARES",
)


def counted_lines(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Values with their counts."""
    for line in lines:
        count, value = line.split("\t", 1)
        yield value, int(count)


def builtin_lists() -> Lists:
    """The lists shipped with form4; `NAME.txt` and `NAME.built.txt.gz` make one list."""
    found: Lists = {}
    folder = files("form4.annotations.synthesis") / "values"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        data = file.read_bytes()
        text = (gzip.decompress(data) if file.name.endswith(".gz") else data).decode()
        name = file.name.split(".", 1)[0]
        found[name] = (*found.get(name, ()), *(line for line in text.splitlines() if line))
    return found


def data_lists(path: Path) -> Lists:
    """The lists of a data folder with pools/*.tsv.gz, gold/*.json and split.json.

    Gold filings of the split's validation stems are left out. Raises DocumentError when the
    folder has no pools.
    """
    if not (path / "pools").is_dir():
        raise DocumentError(f"{path} has no pools folder. Name a data folder, or leave it out.")
    pool = {file.name.split(".", 1)[0]: _table(file) for file in (path / "pools").glob("*.tsv.gz")}
    signers = _column(pool["owner_signatures"], "name")
    owners = _column(pool["owner_names"], "name")
    issuers = _column(pool["issuers"], "name")
    lists = {name: _counted(pool[source]) for name, source in _POOLS.items()}
    lists |= {
        "issuers": tuple(f"{row['name']}\t{row['symbol']}" for row in pool["issuers"]),
        "owner_names": owners,
        "signature_names": signers,
        "given_names": given_names(signers),
        "surnames": surnames(signers),
        "company_words": company_words(issuers),
        "addresses": tuple("\t".join(list(row.values())[:5]) for row in pool["addresses"]),
        "footnotes": footnote_sections(_notes(pool, path), issuers),
        "rows": tuple(_row(row) for row in pool["rows_nonderiv"]),
        "derivative_rows": tuple(_derivative(row) for row in pool["rows_deriv"]),
    }
    return lists


def _table(file: Path) -> list[dict[str, str]]:
    text = gzip.decompress(file.read_bytes()).decode()
    lines = io.StringIO(text, newline="")
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _column(rows: Iterable[Mapping[str, str]], name: str) -> tuple[str, ...]:
    return tuple(row[name] for row in rows)


def _counted(rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(f"{count}\t{value}" for value, count in (tuple(row.values()) for row in rows))


def _row(row: Mapping[str, str]) -> str:
    code = row["code"].removesuffix("_or_U")
    return "\t".join((code, row["quantity"], row["price"], row["owned_following"]))


def _derivative(row: Mapping[str, str]) -> str:
    return "\t".join(row[name] for name in _DERIVATIVE_COLUMNS)


def _notes(pool: Mapping[str, list[dict[str, str]]], path: Path) -> Iterator[str]:
    yield from _column(pool["footnotes"], "text")
    for filing in training_gold(path):
        yield from filing["footnotes"].values()


def training_gold(path: Path) -> Iterator[dict[str, Any]]:
    """The gold filings of a data folder that its split.json leaves to training."""
    split = path / "split.json"
    held_out = set(json.loads(split.read_text())["validation_stems"]) if split.exists() else set()
    for file in sorted((path / "gold").glob("*.json")):
        if file.stem not in held_out:
            yield json.loads(file.read_text(encoding="utf-8"))
