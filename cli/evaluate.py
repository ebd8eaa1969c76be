"""`form4 evaluate`: a model's scores against gold filings or annotated texts."""

import datetime
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from form4.cli.extract import Backend
from form4.model.errors import ConfigError, Form4Error

if TYPE_CHECKING:
    from form4.inference.evaluation.gold import GoldDocument
    from form4.inference.evaluation.report import Report, Section
    from form4.inference.evaluation.run import Assemble, Extract, GoldSpans, Tag
    from form4.model.spans import Span

T = TypeVar("T")


class ScoreFormat(StrEnum):
    """What the scores are written as."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Model:
    """What evaluation needs of a loaded model; tests give functions of their own."""

    name: str
    extract: "Extract"
    tag: "Tag"
    assemble: "Assemble"


def evaluate(
    annotations: Annotated[
        list[Path] | None,
        typer.Option(help="Gold filings (JSON files or folders) or Label Studio exports."),
    ] = None,
    texts: Annotated[
        list[Path] | None, typer.Option(help="Folder of the gold filings' texts, found by stem.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Data folder with split.json: score its validation part.")
    ] = None,
    gold_spans: Annotated[
        bool, typer.Option("--gold-spans", help="With --data: also assemble the aligned spans.")
    ] = False,
    model: Annotated[
        str, typer.Option(help="Built-in model by name, or the folder of a trained one.")
    ] = "base",
    backend: Annotated[
        Backend, typer.Option(help="What runs the network; torch needs the extra [train].")
    ] = Backend.ONNX,
    output_format: Annotated[
        ScoreFormat, typer.Option("--format", help="How to write the scores.")
    ] = ScoreFormat.TABLE,
    output: Annotated[
        Path | None, typer.Option(help="File to write to instead of standard output.")
    ] = None,
) -> None:
    """Score a model by entity, field and row against gold records."""
    if not annotations and data is None:
        raise ConfigError("Nothing to score against: give --annotations GOLD or --data FOLDER.")
    sources = Sources(tuple(annotations or ()), tuple(texts or ()), data, gold_spans)
    report = evaluate_model(load_model(model, backend), sources)
    if not report.sections and not report.problems:
        raise Form4Error("No gold document was found in what was given: nothing was scored.")
    write_report(report, output_format, output)
    for problem in report.problems:
        sys.stderr.write(f"form4: {problem}\n")
    raise typer.Exit(1 if report.problems else 0)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where gold comes from; see the options of the command."""

    annotations: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    data: Path | None = None
    gold_spans: bool = False


def load_model(model: str, backend: Backend) -> Model:
    """The model by name or folder; raises ModelError when it cannot be loaded."""
    from form4.inference.assembly import assemble
    from form4.inference.extract import Extractor
    from form4.inference.tagger import load_tagger

    tagger = load_tagger(model, backend.value)
    return Model(tagger.name, Extractor.with_tagger(tagger).extract, tagger.tag, assemble)


def evaluate_model(model: Model, sources: Sources) -> "Report":
    """Every score that the sources allow."""
    from form4.inference.evaluation.machine import machine_class
    from form4.inference.evaluation.report import Report

    sections: list[Section] = []
    problems: list[str] = []
    for found, failed in (_score_data(model, sources), *_score_annotations(model, sources)):
        sections.extend(found)
        problems.extend(failed)
    today = datetime.datetime.now(datetime.UTC).date()
    return Report(model.name, today, machine_class(), tuple(sections), tuple(problems))


Scored = tuple[Sequence["Section"], Sequence[str]]


def _score_data(model: Model, sources: Sources) -> Scored:
    if sources.data is None:
        return (), ()
    spans = aligned_spans if sources.gold_spans else None
    documents = validation_documents(sources.data)
    return _score_filings(model, documents, spans)


def _score_annotations(model: Model, sources: Sources) -> Iterator[Scored]:
    from form4.annotations.label_studio import read_tasks
    from form4.inference.evaluation.gold import expand_annotations, find_gold
    from form4.inference.evaluation.run import score_annotated

    filings, exports = expand_annotations(sources.annotations)
    if filings:
        yield _score_filings(model, find_gold(filings, sources.texts), None)
    if exports:
        tasks = (task for export in exports for task in read_tasks(export))
        yield score_annotated(_counted(tasks), model.tag, model.assemble), ()


def _score_filings(
    model: Model, documents: "Iterable[GoldDocument | Form4Error]", spans: "GoldSpans | None"
) -> Scored:
    from form4.inference.evaluation.run import FilingScorer

    scorer = FilingScorer(model.extract, spans, model.assemble)
    for document in _counted(documents):
        if isinstance(document, Form4Error):
            scorer.problems.append(str(document))
        else:
            scorer.add(document)
    return scorer.sections(), scorer.problems


def validation_documents(data: Path) -> "Iterator[GoldDocument]":
    """The validation texts of a data folder, grouped by seen, OCR and converter."""
    from form4.inference.evaluation.gold import GoldDocument
    from form4.training.corpus import validation_texts

    if not (data / "split.json").is_file():
        raise ConfigError(f"{data}: has no split.json, so it is no data folder. Check --data.")
    for text in validation_texts(data):
        stem = text.document_id.split(".", 1)[0]
        groups = ["seen" if text.seen else "unseen"]
        if text.converter.startswith(OCR_CONVERTERS):
            groups.append("OCR")
        groups.append(f"converter: {text.converter}")
        yield GoldDocument(text.document_id, text.text, text.filing, tuple(groups), stem)


OCR_CONVERTERS = ("tesseract",)


def aligned_spans(document: "GoldDocument") -> "tuple[Span, ...]":
    """The spans that alignment finds for a gold filing in its text."""
    from form4.annotations.alignment.aligner import align

    alignment = align(document.text, document.filing, document.document_id, "validation")
    return alignment.annotated.spans


def write_report(report: "Report", output_format: ScoreFormat, output: Path | None) -> None:
    """Write the scores to a file, or to standard output."""
    from form4.inference.export import open_output

    if output is None:
        _write(report, output_format, sys.stdout)
    else:
        with open_output(output) as stream:
            _write(report, output_format, stream)


def _write(report: "Report", output_format: ScoreFormat, stream: TextIO) -> None:
    if output_format is ScoreFormat.JSON:
        text = json.dumps(report.to_dict(), ensure_ascii=False, indent=1, sort_keys=True)
        stream.write(f"{text}\n")
    elif output_format is ScoreFormat.MARKDOWN:
        stream.write(report.to_markdown())
    else:
        print_report(report, stream)


def print_report(report: "Report", stream: TextIO) -> None:
    """Print the scores as tables for people."""
    from form4.inference.evaluation.report import INTERVAL_NOTE
    from form4.inference.table import table_console

    console = table_console(stream)
    console.print(report.heading)
    for section in report.sections:
        for grid in section.grids():
            console.print()
            console.print(grid.to_table())
    console.print(f"\n{INTERVAL_NOTE}")


def _counted(documents: Iterable[T]) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track

    talk = Console(stderr=True)
    yield from track(documents, "Scoring", console=talk, disable=not talk.is_terminal)
