"""Filings that were extracted before, from JSON, held against gold filings without any text."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.gold import once, read_filing, second_gold
from form4.inference.evaluation.measured import Measured
from form4.inference.evaluation.reliability import judged_rows, judged_values
from form4.inference.evaluation.scores import score_document
from form4.model.errors import ExportError, Form4Error
from form4.model.filing import Filing


@dataclass(frozen=True, slots=True)
class Predictions:
    """The filings of one method by the names of their documents, and what could not be read."""

    name: str
    filings: dict[str, Filing] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_predictions(path: Path) -> Predictions:
    """The filings of a file of JSON lines, of one JSON file, or of a folder of such files.

    A filing is named by its `source`, or by its file where it names none. Raises ExportError when
    there is nothing to read at the path.
    """
    found = Predictions(path.stem)
    for file in _files(path):
        for where, data in _records(file, found.problems):
            _add(found, where, data, file)
    if not found.filings and not found.problems:
        raise ExportError(
            f"{path}: holds no filing. Name what `form4 extract --format jsonl` wrote."
        )
    return found


def score_predictions(
    files: Sequence[Path], predictions: Predictions
) -> tuple[list[Measured], list[str]]:
    """Every prediction against the gold filing of its name; what has no counterpart is named.

    A gold file STEM.json is that of the documents STEM, STEM.txt, STEM.CONVERTER.md and the like;
    of two with one stem the first counts and the other is named.
    """
    files = once(files)
    problems = list(predictions.problems)
    by_gold: dict[str, list[str]] = {}
    stems = {file.stem for file in files}
    for name in predictions.filings:
        stem = next((stem for stem in _stems(name) if stem in stems), None)
        if stem is None:
            problems.append(f"{predictions.name}: {name} has no gold filing; it is not scored.")
        else:
            by_gold.setdefault(stem, []).append(name)
    measured: list[Measured] = []
    for file, gold in _golds(files, problems):
        names = by_gold.get(file.stem, [])
        if not names:
            problems.append(f"{file}: {predictions.name} has no filing of this document.")
        found = predictions.filings
        measured += [_measured(name, file.stem, gold, found[name]) for name in names]
    return measured, problems


def _golds(files: Iterable[Path], problems: list[str]) -> Iterator[tuple[Path, Filing]]:
    """The gold filings that can be read, one a stem; the others are named."""
    taken: dict[str, Path] = {}
    for file in files:
        try:
            gold = read_filing(file)
        except Form4Error as error:
            problems.append(str(error))
            continue
        if file.stem in taken:
            problems.append(str(second_gold(file, file.stem, taken[file.stem])))
            continue
        taken[file.stem] = file
        yield file, gold


def _measured(name: str, stem: str, gold: Filing, predicted: Filing) -> Measured:
    comparison = compare_filings(gold, predicted)
    layout = PurePath(name[len(stem) :]).stem.lstrip(".") if "." in name[len(stem) + 1 :] else ""
    groups = (f"layout: {layout}",) if layout else ()
    return Measured(
        document_id=name,
        groups=groups,
        read=score_document(name, comparison, groups, stem),
        values=tuple(judged_values(comparison)),
        rows=tuple(judged_rows(comparison, predicted)),
        seconds=0.0,
    )


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in (".json", ".jsonl"))
    if not path.is_file():
        raise ExportError(f"{path}: there is no such file. Check the path.")
    return [path]


def _records(file: Path, problems: list[str]) -> Iterator[tuple[str, Any]]:
    """The records of a file with the place of each."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix != ".jsonl":
            data = json.loads(text)
            many = data if isinstance(data, list) else [data]
            yield from ((f"{file}: record {n}", one) for n, one in enumerate(many, start=1))
            return
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        problems.append(f"{file}: is no JSON ({error}).")
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"{file}: line {number}", json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                problems.append(f"{file}: line {number} is no JSON ({error}).")


def _add(found: Predictions, where: str, data: Any, file: Path) -> None:
    try:
        filing = Filing.from_dict(data if isinstance(data, Mapping) else {})
    except Form4Error as error:
        found.problems.append(f"{where}: {error}")
        return
    name = PurePath(filing.source).name if filing.source else file.stem
    if name in found.filings:
        found.problems.append(f"{where}: {name} has a filing already; this one is not scored.")
        return
    found.filings[name] = filing


def _stems(name: str) -> Iterator[str]:
    """A document's name with less and less behind its last point."""
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(len(parts), 0, -1))
