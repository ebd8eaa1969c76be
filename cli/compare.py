"""`form4 compare`: two methods on the same documents, with gold or without."""

import datetime
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.cli.evaluate import load_model
from form4.cli.evaluate_data import validation_documents
from form4.cli.evaluate_output import ScoreFormat, write_report
from form4.cli.extract import BUILT_IN, Backend
from form4.model.errors import ConfigError, Form4Error

if TYPE_CHECKING:
    from form4.inference.comparing.compared import Compared, Paper
    from form4.inference.evaluation.reader import Reader
    from form4.inference.evaluation.report import AnySection, Report

RULES = "rules"


def compare(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="New documents, without gold.")
    ] = None,
    annotations: Annotated[
        list[Path] | None,
        typer.Option(help="Gold filings (JSON files or folders) or Label Studio exports."),
    ] = None,
    texts: Annotated[
        list[Path] | None, typer.Option(help="Folder of the gold filings' texts, found by stem.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Data folder with split.json: its validation part.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="Built-in model, folder of a trained one, or 'rules'.")
    ] = BUILT_IN,
    against: Annotated[
        str, typer.Option(help="What to hold it against: the same choices.")
    ] = RULES,
    backend: Annotated[
        Backend, typer.Option(help="What runs the network; torch needs the extra [train].")
    ] = Backend.ONNX,
    report: Annotated[
        Path | None, typer.Option(help="HTML file with figures, texts and records side by side.")
    ] = None,
    output_format: Annotated[
        ScoreFormat, typer.Option("--format", help="How to write the figures.")
    ] = ScoreFormat.TABLE,
    output: Annotated[
        Path | None, typer.Option(help="File to write to instead of standard output.")
    ] = None,
) -> None:
    """Compare two methods on the same documents."""
    from form4.inference.export import check_output

    _check_sources(bool(paths), bool(annotations), data is not None)
    for path in (report, output):
        if path is not None:
            check_output(path)
    readers = (load_model(against, backend), load_model(model, backend))
    problems: list[str] = []
    wanted = Wanted(tuple(paths or ()), tuple(annotations or ()), tuple(texts or ()), data)
    papers = _papers(wanted, readers, problems)
    compared, sections = compare_readers(papers, *readers)
    problems += [problem for one in compared for problem in one.problems]
    if not compared and not problems:
        raise Form4Error("No document was found in what was given: nothing was compared.")
    names = _names(readers)
    if report is not None:
        _write_page(report, sections, compared, names)
    write_report(_report(names, sections, problems), output_format, output)
    for problem in problems:
        sys.stderr.write(f"form4: {problem}\n")
    raise typer.Exit(1 if problems else 0)


def compare_readers(
    papers: "Iterator[Paper]", first: "Reader", second: "Reader"
) -> "tuple[list[Compared], tuple[AnySection, ...]]":
    """The documents read with both methods, and what that says."""
    from form4.cli.evaluate_output import counted
    from form4.inference.comparing.compared import compare_papers
    from form4.inference.comparing.sections import comparison_sections

    compared = list(counted(compare_papers(papers, first, second), what="Comparing"))
    return compared, comparison_sections(compared, _names((first, second)))


def _check_sources(paths: bool, annotations: bool, data: bool) -> None:
    if paths + annotations + data != 1:
        raise ConfigError(
            "Give one kind of documents: PATH... without gold, --annotations GOLD or --data FOLDER."
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents to compare on; see the options of the command."""

    paths: tuple[str, ...] = ()
    annotations: tuple[Path, ...] = ()
    texts: tuple[Path, ...] = ()
    data: Path | None = None


def _papers(wanted: Wanted, readers: "Sequence[Reader]", problems: list[str]) -> "Iterator[Paper]":
    from form4.inference.comparing.compared import Paper

    if wanted.paths:
        yield from _new_documents(wanted.paths, problems)
    elif wanted.data is not None:
        yield from map(Paper.of_gold, validation_documents(wanted.data))
    else:
        yield from _with_gold(wanted, readers, problems)


def _with_gold(
    wanted: Wanted, readers: "Sequence[Reader]", problems: list[str]
) -> "Iterator[Paper]":
    from form4.inference.comparing.compared import Paper
    from form4.inference.evaluation.annotated_gold import annotated_gold
    from form4.inference.evaluation.gold import expand_annotations, find_gold

    filings, exports = expand_annotations(wanted.annotations)
    for found in find_gold(filings, wanted.texts):
        if isinstance(found, Form4Error):
            problems.append(str(found))
        else:
            yield Paper.of_gold(found)
    yield from map(Paper.of_annotated, annotated_gold(exports, readers))


def _new_documents(paths: Sequence[str], problems: list[str]) -> "Iterator[Paper]":
    from form4.inference.comparing.compared import Paper
    from form4.inference.documents import find_documents, read_document
    from form4.model.errors import DocumentError

    found = find_documents(paths)
    problems += [str(problem) for problem in found.problems]
    for source in found.sources:
        try:
            document = read_document(source)
        except DocumentError as problem:
            problems.append(str(problem))
            continue
        if document.filing is None:
            yield Paper(source, document.text)
        else:
            problems.append(f"{source}: is SEC XML, whose records are exact; nothing to compare.")


def _names(readers: "tuple[Reader, Reader]") -> tuple[str, str]:
    """The methods' names, told apart where they are the same."""
    first, second = (reader.name for reader in readers)
    return (first, second) if first != second else (f"{first} (a)", f"{second} (b)")


def _write_page(
    path: Path,
    sections: "Sequence[AnySection]",
    compared: "Sequence[Compared]",
    names: tuple[str, str],
) -> None:
    from form4.inference.comparing.page import write_page
    from form4.inference.export import open_output

    with open_output(path) as stream:
        write_page(stream, sections, compared, names)


def _report(
    names: tuple[str, str], sections: "Sequence[AnySection]", problems: Sequence[str]
) -> "Report":
    from form4.inference.evaluation.machine import machine_class
    from form4.inference.evaluation.report import Report

    today = datetime.datetime.now(datetime.UTC).date()
    title = f"{names[0]} (first) and {names[1]} (second)"
    return Report(title, today, machine_class(), tuple(sections), tuple(problems))
