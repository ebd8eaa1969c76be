"""The run behind `form4 extract`: to a stream, or to files that survive a kill."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING, TextIO

from form4.cli.progress import watched
from form4.inference.documents import Found, find_documents
from form4.inference.export import check_new, check_output, followed, open_output
from form4.inference.run.desk import Extraction
from form4.inference.run.reading import open_reading
from form4.inference.run.result import Result
from form4.model.errors import ConfigError, Form4Error

if TYPE_CHECKING:
    from form4.inference.export import FilingWriter

STDIN = "-"
MANY_DOCUMENTS = 5  # fewer are done before a progress bar says anything
DURABLE = frozenset({"jsonl", "csv", "parquet", "sec"})
ON_DISK = frozenset({"parquet", "sec"})  # no streams


@dataclass(frozen=True, slots=True)
class Request:
    """Which documents, where to, and by how many processes."""

    paths: tuple[str, ...]
    form: str = "table"
    output: Path | None = None
    review: Path | None = None
    workers: int = 0
    overwrite: bool = False
    retry: bool = False


@dataclass(slots=True)
class Tally:
    """Tells what is to be told of each document, and counts."""

    min_confidence: float = 0.0
    written: int = 0
    failed: int = 0
    left_out: int = 0

    def add(self, result: Result) -> None:
        """Count a result, and say what there is to say of it."""
        if result.traceback:
            sys.stderr.write(result.traceback)
        for sentence in (*result.notes, *([result.problem] if result.problem else [])):
            say(sentence)
        self.left_out += result.left_out
        self.failed += result.problem is not None
        self.written += result.problem is None

    def sum_up(self, where: Path | None = None) -> int:
        """Say what is missing from the output, if anything is; returns the exit code."""
        if self.left_out and self.written > 1:
            say(f"rows below confidence {self.min_confidence:g} left out in all: {self.left_out}")
        documents = self.failed + self.written
        if self.failed and documents > 1:
            listed = f"; {where} has the reasons" if where else ""
            say(f"{self.failed} of {documents} documents failed{listed}")
        return 1 if self.failed else 0


def run(job: Extraction, request: Request) -> int:
    """Read and write all documents; returns the exit code."""
    if request.workers and STDIN in request.paths:
        raise ConfigError("--workers read files, and - is standard input. Leave out one of them.")
    if request.output is not None and request.form in DURABLE:
        path = followed(request.output)
        if path.is_file() or path.is_dir() or not path.exists():  # no /dev/stdout
            from form4.cli.extract_files import run_to_files

            return run_to_files(job, request, path)
    if request.form in ON_DISK:
        raise ConfigError(f"--format {request.form} writes files. Name them with --output.")
    if request.retry:
        raise ConfigError("--retry-failed adds to a file. Give its --output and its --format.")
    return _run_to_stream(job, request)


def say(sentence: str) -> None:
    """Talk to the user, apart from the data."""
    sys.stderr.write(f"form4: {sentence}\n")


def find(paths: Iterable[str]) -> Found:
    """The documents behind paths, with a word about what was passed over."""
    found = find_documents(paths)
    for note in found.notes:
        say(note)
    return found


def problems(found: Found, *, debug: bool) -> Iterator[Result]:
    """What led to no document, as results."""
    for problem in found.problems:
        trace = "".join(format_exception(problem)) if debug else None
        yield Result(None, problem=str(problem), traceback=trace)


def refuse_reading(output: Path | None, sources: Sequence[str]) -> None:
    """Raise ConfigError when an output is one of the documents."""
    if output is not None and output.exists() and any(_is_same(output, one) for one in sources):
        raise ConfigError(f"{output}: is read and cannot be written as well. Choose another name.")


def shown(results: Iterable[Result], total: int, *, done: int, to_file: bool) -> Iterator[Result]:
    """The results, with a word about progress where it does not run into other output."""
    free = to_file or not sys.stdout.isatty()
    return watched(results, total, done=done, bar=free and total >= MANY_DOCUMENTS)


def left(output: Path) -> str:
    """What became of an output for which there was nothing."""
    return "left as it was" if output.exists() else "not written"


def _run_to_stream(job: Extraction, request: Request) -> int:
    found, output = find(request.paths), request.output
    for path in (output, request.review):
        refuse_reading(path, found.sources)
        if path is not None and not request.overwrite:
            check_new(path)
    tally = Tally(job.min_confidence)
    with (
        open_reading(job, request.workers, say) as read,
        _open_writer(request.form, output) as writer,
        _open_review(request.review) as review,
    ):
        for result in problems(found, debug=job.debug):
            tally.add(result)
        results = read(found.sources)
        for result in shown(results, len(found.sources), done=0, to_file=output is not None):
            tally.add(result)
            review(result.review)
            if result.filing is not None:
                writer.write(result.filing)
        writer.finish()
        code = tally.sum_up()
        if output is not None and tally.failed and not tally.written:
            raise Form4Error(f"{output}: {left(output)}, because no document could be read.")
    return code


def _is_same(output: Path, source: str) -> bool:
    try:
        return source != STDIN and output.samefile(source)
    except (OSError, ValueError):  # one of them is missing
        return False


@contextmanager
def _open_writer(form: str, output: Path | None) -> Iterator["FilingWriter"]:
    if output is None:
        yield _writer(form, sys.stdout)
        return
    with open_output(output) as stream:
        try:
            yield _writer(form, stream)
        except KeyboardInterrupt:
            say(f"{output}: {left(output)}")
            raise


def _writer(form: str, stream: TextIO) -> "FilingWriter":
    from form4.inference.export import JsonLinesWriter, JsonWriter
    from form4.inference.formats.comma import CommaWriter
    from form4.inference.table import TableWriter

    writers: dict[str, Callable[[TextIO], FilingWriter]] = {
        "table": TableWriter,
        "json": JsonWriter,
        "jsonl": JsonLinesWriter,
        "csv": CommaWriter,
    }
    return writers[form](stream)


@contextmanager
def _open_review(target: Path | None) -> Iterator[Callable[[bytes], object]]:
    """Takes tasks as they come, and writes them in the order of their doubt."""
    if target is None:
        yield lambda line: None
        return
    from form4.inference.run.review import write_review

    check_output(target)
    with tempfile.TemporaryFile() as kept:
        yield kept.write
        kept.seek(0)
        count = write_review(kept, target)
    say(f"{target}: {count} doubtful documents, most doubtful first")
