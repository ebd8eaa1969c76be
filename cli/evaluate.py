"""`form4 evaluate`: a model's scores against gold filings or annotated texts."""

import datetime
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeVar

import typer

from form4.cli.extract import BUILT_IN, Backend
from form4.model.errors import ConfigError, Form4Error

if TYPE_CHECKING:
    from form4.inference.evaluation.causes import Failure
    from form4.inference.evaluation.gold import GoldDocument
    from form4.inference.evaluation.measured import Measured
    from form4.inference.evaluation.reader import Reader, Team
    from form4.inference.evaluation.report import AnySection, Report

T = TypeVar("T")
PROCESSES = 2


class ScoreFormat(StrEnum):
    """What the scores are written as."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


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
    quick: Annotated[
        bool, typer.Option("--quick", help="With --data: the scores and confidence alone.")
    ] = False,
    errors: Annotated[
        Path | None,
        typer.Option(help="With --data: file for a line of JSON per wrong core value, by cause."),
    ] = None,
    processes: Annotated[
        int, typer.Option(min=1, help="With --data: processes that read, each on one thread.")
    ] = PROCESSES,
    predictions: Annotated[
        list[Path] | None,
        typer.Option(help="Filings extracted before (JSON lines, JSON or a folder) to score."),
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(help="Built-in model, folder of a trained one, or 'rules'; several compare."),
    ] = None,
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
    """Score models, or filings extracted before, by entity, field and row against gold."""
    models = tuple(model or (() if predictions else (BUILT_IN,)))
    several = len(models) + len(predictions or ()) > 1
    if not annotations and data is None:
        raise ConfigError("Nothing to score against: give --annotations GOLD or --data FOLDER.")
    if predictions and not annotations:
        raise ConfigError("--predictions are scored against gold filings: give --annotations GOLD.")
    if errors is not None and (data is None or quick or several or predictions):
        raise ConfigError(
            "--errors needs --data, one --model and no --quick: there values are placed in texts."
        )
    sources = Sources(tuple(annotations or ()), tuple(texts or ()), data, quick or several)
    reports = [_evaluate(name, backend, processes, sources) for name in models]
    reports += [evaluate_predictions(path, sources) for path in predictions or ()]
    report = beside(reports) if several else reports[0]
    if not report.sections and not report.problems:
        raise Form4Error("No gold document was found in what was given: nothing was scored.")
    write_report(report, output_format, output)
    if errors is not None:
        write_failures(report.failures, errors)
    for problem in report.problems:
        sys.stderr.write(f"form4: {problem}\n")
    raise typer.Exit(1 if report.problems else 0)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where gold comes from; see the options of the command."""

    annotations: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    data: Path | None = None
    quick: bool = False


def _evaluate(model: str, backend: Backend, processes: int, sources: Sources) -> "Report":
    reader = load_model(model, backend)
    with ExitStack() as stack:
        team = None
        if sources.data is not None:
            team = stack.enter_context(_team(model, backend, processes))
        return evaluate_model(reader, sources, team)


def evaluate_predictions(path: Path, sources: Sources) -> "Report":
    """The scores of filings that were extracted before; no text is needed, and none is read."""
    from form4.inference.evaluation.gold import expand_annotations
    from form4.inference.evaluation.predictions import read_predictions, score_predictions
    from form4.inference.evaluation.run import filing_sections

    filings, exports = expand_annotations(sources.annotations)
    if exports:
        raise ConfigError(
            f"{exports[0]}: is no gold filing. Filings of --predictions are scored against "
            "filings as JSON."
        )
    predicted = read_predictions(path)
    measured, problems = score_predictions(filings, predicted)
    sections = filing_sections(measured, with_spans=False, is_calibrated=False)
    return _report(predicted.name, sections, problems)


def beside(reports: "Sequence[Report]") -> "Report":
    """Several methods' reports as one, their scores in one table."""
    from form4.inference.evaluation.report import Section
    from form4.inference.evaluation.side_by_side import side_by_side

    names: list[str] = []
    for report in reports:
        again = sum(name.split(" (")[0] == report.model for name in names)
        names.append(f"{report.model} ({again + 1})" if again else report.model)
    scores = [[one for one in report.sections if isinstance(one, Section)] for report in reports]
    problems = [problem for report in reports for problem in report.problems]
    sections = side_by_side(list(zip(names, scores, strict=True)))
    return _report(", ".join(names), sections, list(dict.fromkeys(problems)))


def _report(
    name: str,
    sections: "Sequence[AnySection]",
    problems: "Sequence[str]",
    failures: "Sequence[Failure]" = (),
) -> "Report":
    from form4.inference.evaluation.machine import machine_class
    from form4.inference.evaluation.report import Report

    today = datetime.datetime.now(datetime.UTC).date()
    return Report(name, today, machine_class(), tuple(sections), tuple(problems), tuple(failures))


def load_model(model: str, backend: Backend) -> "Reader":
    """The model by name or folder; raises ModelError when it cannot be loaded."""
    from form4.inference.evaluation.reader import load_reader

    return load_reader(model, backend.value)


@contextmanager
def _team(model: str, backend: Backend, processes: int) -> "Iterator[Team | None]":
    from form4.inference.evaluation.reader import Processes

    if processes == 1:
        yield None
        return
    with Processes(model, backend.value, processes) as team:
        yield team


def evaluate_model(reader: "Reader", sources: Sources, team: "Team | None" = None) -> "Report":
    """Every score that the sources allow; without a team, this process reads."""
    from form4.inference.evaluation.reader import Alone

    sections: list[AnySection] = []
    problems: list[str] = []
    failures: tuple[Failure, ...] = ()
    if sources.data is not None:
        scored, measured = _score_data(reader, sources.data, sources.quick, team or Alone(reader))
        sections.extend(scored)
        problems += [one.problem for one in measured if one.problem is not None]
        failures = tuple(f for one in measured if one.aligned for f in one.aligned.failures)
    for found, failed in _score_annotations(reader, sources):
        sections.extend(found)
        problems.extend(failed)
    return _report(reader.name, sections, problems, failures)


def _score_data(
    reader: "Reader", data: Path, quick: bool, team: "Team"
) -> "tuple[list[AnySection], Sequence[Measured]]":
    from form4.inference.evaluation.run import extra_sections, filing_sections, measure_filings
    from form4.inference.evaluation.scores import SEEN, UNSEEN

    documents = list(validation_documents(data))
    reading = measure_filings(documents, team, with_spans=not quick)
    measured = list(counted(reading, len(documents)))
    sections = list(
        filing_sections(measured, with_spans=not quick, is_calibrated=reader.is_calibrated)
    )
    if not quick and measured:
        text_layer = [one for one in documents if {SEEN, UNSEEN}.intersection(one.groups)]
        sections.extend(extra_sections(text_layer, measured, team))
    return sections, measured


def _score_annotations(
    reader: "Reader", sources: Sources
) -> "Iterator[tuple[Sequence[AnySection], Sequence[str]]]":
    from form4.inference.evaluation.annotated_gold import annotated_gold
    from form4.inference.evaluation.gold import expand_annotations
    from form4.inference.evaluation.run import score_annotated

    filings, exports = expand_annotations(sources.annotations)
    if filings:
        yield _score_filings(reader, filings, sources.texts)
    if exports:
        yield score_annotated(counted(annotated_gold(exports, [reader])), reader), ()


def _score_filings(
    reader: "Reader", files: Sequence[Path], texts: Sequence[Path]
) -> "tuple[Sequence[AnySection], Sequence[str]]":
    from form4.inference.evaluation.gold import find_gold
    from form4.inference.evaluation.measured import Measure
    from form4.inference.evaluation.run import filing_sections

    measured: list[Measured] = []
    problems: list[str] = []
    for document in counted(find_gold(files, texts)):
        if isinstance(document, Form4Error):
            problems.append(str(document))
            continue
        one = Measure(document).run(reader)
        measured.append(one)
        problems += [] if one.problem is None else [one.problem]
    calibrated = reader.is_calibrated
    return filing_sections(measured, with_spans=False, is_calibrated=calibrated), problems


def validation_documents(data: Path) -> "Iterator[GoldDocument]":
    """The validation texts of a data folder, grouped by seen, unseen, OCR and converter."""
    from form4.inference.evaluation.gold import GoldDocument
    from form4.training.corpus import validation_texts

    if not (data / "split.json").is_file():
        raise ConfigError(f"{data}: has no split.json, so it is no data folder. Check --data.")
    for text in validation_texts(data):
        stem = text.document_id.split(".", 1)[0]
        groups = (*_groups(text.converter, seen=text.seen), f"converter: {text.converter}")
        yield GoldDocument(text.document_id, text.text, text.filing, groups, stem)


OCR_CONVERTERS = ("tesseract",)
HTML_CONVERTER = "html"


def _groups(converter: str, *, seen: bool) -> tuple[str, ...]:
    from form4.inference.evaluation.scores import HTML_PAGES, OCR, SEEN, SEEN_WITH_OCR, UNSEEN

    if converter == HTML_CONVERTER:
        return (HTML_PAGES,)
    if converter.startswith(OCR_CONVERTERS):
        return (OCR, SEEN_WITH_OCR) if seen else (OCR,)
    return (SEEN, SEEN_WITH_OCR) if seen else (UNSEEN,)


def write_failures(failures: "Sequence[Failure]", path: Path) -> None:
    """Write a line of JSON for every wrong core value, with its cause."""
    from form4.inference.export import open_output

    with open_output(path) as stream:
        for failure in failures:
            stream.write(f"{json.dumps(failure.to_dict(), ensure_ascii=False)}\n")


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
            if grid.note:
                console.print(grid.note)
    console.print(f"\n{INTERVAL_NOTE}")


def counted(documents: Iterable[T], total: int | None = None, what: str = "Scoring") -> Iterator[T]:
    """The documents, with a progress bar where a person watches."""
    from rich.console import Console
    from rich.progress import track

    talk = Console(stderr=True)
    silent = not talk.is_terminal
    yield from track(documents, what, total=total, console=talk, disable=silent)
