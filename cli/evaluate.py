"""`form4 evaluate`: a model's scores against gold filings or annotated texts."""

import datetime
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.cli.evaluate_data import validation_documents
from form4.cli.evaluate_output import ScoreFormat, counted, write_failures, write_report
from form4.cli.extract import BUILT_IN, Backend
from form4.model.errors import ConfigError, Form4Error

if TYPE_CHECKING:
    from form4.inference.evaluation.causes import Failure
    from form4.inference.evaluation.measured import Measured
    from form4.inference.evaluation.reader import Reader, Team
    from form4.inference.evaluation.report import AnySection, Report

PROCESSES = 2


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
    sources = Sources(tuple(annotations or ()), tuple(texts or ()), data, quick, several)
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
    several: bool = False  # methods, of which only scores are told side by side


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
        scored, measured = _score_data(reader, sources.data, sources, team or Alone(reader))
        sections.extend(scored)
        problems += [one.problem for one in measured if one.problem is not None]
        failures = tuple(f for one in measured if one.aligned for f in one.aligned.failures)
    for found, failed in _score_annotations(reader, sources):
        sections.extend(found)
        problems.extend(failed)
    return _report(reader.name, sections, problems, failures)


def _score_data(
    reader: "Reader", data: Path, sources: Sources, team: "Team"
) -> "tuple[list[AnySection], Sequence[Measured]]":
    from form4.inference.evaluation.run import extra_sections, filing_sections, measure_filings
    from form4.inference.evaluation.scores import SEEN, UNSEEN

    documents = list(validation_documents(data))
    reading = measure_filings(documents, team, with_spans=not sources.quick)
    measured = list(counted(reading, len(documents)))
    sections = list(
        filing_sections(measured, with_spans=not sources.quick, is_calibrated=reader.is_calibrated)
    )
    if not (sources.quick or sources.several) and measured:
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
