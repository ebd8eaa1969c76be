"""`form4 extract`: filings from texts, written as they come."""

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from form4.model.errors import ConfigError, Form4Error

if TYPE_CHECKING:
    from form4.inference.documents import Found
    from form4.inference.export import FilingWriter
    from form4.inference.extract import Extract, Outcome
    from form4.model.errors import DocumentError
    from form4.model.filing import Filing

BUILT_IN = "base"
STDIN = STDOUT = "-"
MANY_DOCUMENTS = 5  # fewer are done before a progress bar says anything
LONG_TEXT = 200_000  # characters; about ten seconds on one core, and a form has some 10,000


class Format(StrEnum):
    """What the records are written as."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class Method(StrEnum):
    """What reads the documents."""

    MODEL = "model"
    RULES = "rules"


class Backend(StrEnum):
    """What runs the network."""

    ONNX = "onnx"
    TORCH = "torch"


def extract(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, archives, globs, or -.")
    ],
    output_format: Annotated[
        Format, typer.Option("--format", help="How to write the records.")
    ] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option(help="File to write to instead of standard output (-).")
    ] = None,
    model: Annotated[
        str, typer.Option(help="Built-in model by name, or the folder of a trained one.")
    ] = BUILT_IN,
    method: Annotated[
        Method, typer.Option(help="Read with the model, or with rules alone to compare with it.")
    ] = Method.MODEL,
    backend: Annotated[
        Backend, typer.Option(help="What runs the network; torch needs the extra [train].")
    ] = Backend.ONNX,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out rows below it, and count them.")
    ] = 0.0,
) -> None:
    """Write the records of filings as a table or JSON."""
    from form4.inference.documents import find_documents

    if output == Path(STDOUT):
        output = None
    found = find_documents(paths)
    _refuse_overwriting(output, found.sources)
    extract_one = _extract_with(method, model, backend)  # before anything is written: may fail
    run = Run(min_confidence, debug=bool(context.obj), bar=output is not None)
    with _open_writer(output_format, output) as writer:
        run.write_all(found, extract_one, writer)
        run.sum_up()
        if output is not None and run.failed and not run.written:
            raise Form4Error(f"{output}: {_left(output)}, because no document could be read.")
    raise typer.Exit(1 if run.failed else 0)


def _extract_with(method: Method, model: str, backend: Backend) -> "Extract":
    if method is Method.RULES:
        from form4.inference.rules.reader import extract_by_rules

        if model != BUILT_IN:
            raise ConfigError("--method rules reads without a model. Leave out --model.")
        return extract_by_rules
    from form4.inference.extract import Extractor

    return Extractor(model, backend.value).extract


def _refuse_overwriting(output: Path | None, sources: Sequence[str]) -> None:
    if output is not None and any(_is_same(output, one) for one in sources):
        raise ConfigError(f"{output}: is read and cannot be written as well. Choose another name.")


def _is_same(output: Path, source: str) -> bool:
    try:
        return source != STDIN and output.samefile(source)
    except OSError:  # one of them is missing
        return False


def _left(output: Path) -> str:
    return "left as it was" if output.exists() else "not written"


@dataclass(slots=True)
class Run:
    """One run over documents: what to leave out, and the counts that are told at its end."""

    min_confidence: float = 0.0
    debug: bool = False
    bar: bool = False
    written: int = 0
    failed: int = 0
    left_out: int = 0

    def write_all(self, found: "Found", extract: "Extract", writer: "FilingWriter") -> None:
        """Extract and write every document; what fails is named and counted."""
        from form4.inference.extract import extract_documents

        for note in found.notes:
            _say(note)
        for problem in found.problems:
            self._fail(problem)
        outcomes = extract_documents(found.sources, _announced(extract))
        for outcome in self._followed(outcomes, len(found.sources)):
            self._write(outcome, writer)
        writer.finish()

    def sum_up(self) -> None:
        """Say what is missing from the output, if anything is."""
        if self.left_out and self.written > 1:
            _say(f"rows below confidence {self.min_confidence:g} left out in all: {self.left_out}")
        documents = self.failed + self.written
        if self.failed and documents > 1:
            _say(f"{self.failed} of {documents} documents failed")

    def _write(self, outcome: "Outcome", writer: "FilingWriter") -> None:
        from form4.inference.extract import NO_FORM, without_doubtful

        if outcome.filing is None:
            if outcome.problem is not None:
                self._fail(outcome.problem)
            return
        for warning in outcome.warnings:
            _say(f"{outcome.source}: {warning}")
        if NO_FORM in outcome.filing.warnings:
            _say(f"{outcome.source}: {NO_FORM}")
        filing, left_out = without_doubtful(outcome.filing, self.min_confidence)
        if left_out:
            note = f"rows below confidence {self.min_confidence:g} left out: {left_out}"
            _say(f"{outcome.source}: {note}")
            filing = replace(filing, warnings=(*filing.warnings, note))
        self.left_out += left_out
        self.written += 1
        writer.write(filing)

    def _fail(self, problem: "DocumentError") -> None:
        self.failed += 1
        if self.debug:
            traceback.print_exception(problem)
        _say(str(problem))

    def _followed(self, outcomes: Iterator["Outcome"], count: int) -> Iterator["Outcome"]:
        """The outcomes, with a progress bar where a person watches and nothing else is shown."""
        free = self.bar or not sys.stdout.isatty()
        if count < MANY_DOCUMENTS or not (free and sys.stderr.isatty()):
            return outcomes
        from rich.console import Console
        from rich.progress import track

        console = Console(stderr=True)
        return iter(track(outcomes, "extracting", total=count, console=console, transient=True))


@contextmanager
def _open_writer(output_format: Format, output: Path | None) -> Iterator["FilingWriter"]:
    from form4.inference.export import open_output, part_of

    if output is None:
        yield _writer(output_format, sys.stdout)
        return
    lines = output_format is Format.JSONL  # half of it is of use
    with open_output(output, keep_part=lines) as stream:
        try:
            yield _writer(output_format, stream)
        except KeyboardInterrupt:
            part = f"; what was done until now is in {part_of(output)}"
            _say(f"{output}: {_left(output)}{part if lines and stream.tell() else ''}")
            raise


def _writer(output_format: Format, stream: TextIO) -> "FilingWriter":
    from form4.inference.export import JsonLinesWriter, JsonWriter
    from form4.inference.table import TableWriter

    if output_format is Format.TABLE:
        return TableWriter(stream)
    return JsonWriter(stream) if output_format is Format.JSON else JsonLinesWriter(stream)


def _announced(extract: "Extract") -> "Extract":
    """The same, with a word before a text that will take long."""

    def extract_announced(text: str, source: str | None) -> "Filing":
        if len(text) > LONG_TEXT:
            _say(f"{source}: has {len(text):,} characters, which takes its time")
        return extract(text, source)

    return extract_announced


def _say(sentence: str) -> None:
    sys.stderr.write(f"form4: {sentence}\n")
