"""Spoiled documents through the whole way, in search of a crash or a hang: python -m scripts.fuzz.

Each case goes through the readers of documents, then through the rules, random spans or (a
few) the model, the assembler, calibration and every writer. A document may be refused with a
sentence; anything else that is raised, and more than --seconds of processor time, is a
finding. Exit 1 when there is one; --case NUMBER runs one case again.
"""

import argparse
import io
import json
import random
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from form4.inference.columns import records
from form4.inference.documents import read_document
from form4.inference.export import JsonLinesWriter
from form4.inference.extract import Extractor
from form4.inference.formats import sec
from form4.inference.formats.comma import CommaWriter
from form4.inference.formats.parquet import record_batch
from form4.inference.rules.reader import extract_by_rules
from form4.inference.table import TableWriter
from form4.model.errors import DocumentError
from form4.model.filing import Filing
from scripts.fuzz_cases import mutant, random_spans, seed_pages

MODEL_EVERY = 200  # cases; the model takes as long as a hundred of the others
WAIT = 30  # times as long by the clock: for a helper process, on a busy machine
REFUSED, HUNG = "refused", "hung"


@dataclass(slots=True)
class Bench:
    """What cases are run with."""

    seed: int
    folder: Path
    model_every: int = MODEL_EVERY
    pages: list[bytes] = field(default_factory=list)
    extractor: Extractor | None = None

    def load(self) -> Extractor:
        """Draw the seeds and load the model, once."""
        self.pages = self.pages or seed_pages(self.seed)
        self.extractor = self.extractor or Extractor(threads=1)
        return self.extractor

    def run(self, number: int) -> str:
        """Run a case; returns which way it went, and raises what it should not."""
        extractor = self.load()
        chance = random.Random(f"{self.seed} {number}")
        path = self.folder / "case"
        path.write_bytes(mutant(chance, self.pages))
        try:
            document = read_document(path)
        except DocumentError:
            return REFUSED
        text = document.text
        if document.filing is not None:
            way, filing = "exact", document.filing
        elif self.model_every and number % self.model_every == 0:
            way, filing = "model", extractor.extract(text, "case")
        elif number % 2:
            way, filing = "rules", extract_by_rules(text, "case")
        else:
            spans = random_spans(chance, text)
            way, filing = "spans", extractor.finish(text, spans, "case")
        check(filing)
        return way


def check(filing: Filing) -> None:
    """Write a filing in every way, and read it again; raises when something does not hold."""
    read = Filing.from_dict(json.loads(json.dumps(filing.to_dict())))
    if Filing.from_dict(json.loads(json.dumps(read.to_dict()))) != read:
        raise AssertionError("the filing is another after a journey through JSON")
    for writer in (TableWriter, JsonLinesWriter, CommaWriter):
        stream = io.StringIO()
        made = writer(stream)
        made.write(filing)
        made.finish()
        stream.getvalue().encode("utf-8", "backslashreplace")
    list(records(filing))
    tables = [chunk.decode().splitlines() for chunk in sec.lines(filing)]
    for table, head in zip(tables, sec.heads(), strict=True):
        if any(line.count("\t") != head.count(b"\t") for line in table):
            raise AssertionError("a line of a SEC table has not as many cells as its head")
    if find_spec("pyarrow") is not None:
        rows = record_batch([filing]).num_rows
        if rows != max(1, len(filing.transactions) + len(filing.holdings)):
            raise AssertionError("a Parquet batch has not as many rows as the filing")


def main() -> int:
    """Run the cases and print what was found; returns the exit code."""
    options = _options()
    if options.case is not None:
        with tempfile.TemporaryDirectory() as folder:
            print(Bench(options.seed, Path(folder), options.model_every).run(options.case))
        return 0
    ways: Counter[str] = Counter()
    findings = 0
    for number, way, trace in _outcomes(options):
        ways[way] += 1
        if trace:
            findings += 1
            print(f"case {number}: {way}\n{trace}", flush=True)
        if sum(ways.values()) % 1000 == 0:
            sys.stderr.write(f"{sum(ways.values())} cases: {dict(ways)}\n")
    print(f"{sum(ways.values())} cases, {findings} findings: {dict(sorted(ways.items()))}")
    return 1 if findings else 0


def _outcomes(options: argparse.Namespace) -> Iterator[tuple[int, str, str]]:
    """Number, way and trace of each case; a process that dies costs the case that it was at."""
    context = get_context("spawn")
    number = options.start
    while number < options.start + options.cases:
        line, other = context.Pipe()
        worker = context.Process(target=_work, args=(other, options, number))
        worker.start()
        other.close()
        try:
            while True:
                done, way, trace = line.recv()
                yield done, way, trace
                number = done + 1
        except EOFError:
            worker.join()
        if number < options.start + options.cases:
            hung = worker.exitcode in (-signal.SIGPROF, -signal.SIGALRM)
            yield number, HUNG if hung else "died", f"exit code {worker.exitcode}"
            number += 1


def _work(line: Connection, options: argparse.Namespace, first: int) -> None:
    for end in (signal.SIGPROF, signal.SIGALRM):  # end the process, also inside a library
        signal.signal(end, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.seed, Path(folder), options.model_every)
        bench.load()  # what is loaded once is not counted
        for number in range(first, options.start + options.cases):
            signal.setitimer(signal.ITIMER_PROF, options.seconds)
            signal.setitimer(signal.ITIMER_REAL, WAIT * options.seconds)
            try:
                line.send((number, bench.run(number), ""))
            except Exception as error:  # noqa: BLE001 - this is what is looked for
                line.send((number, type(error).__name__, traceback.format_exc(limit=-6)))
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--start", type=int, default=0, help="number of the first case")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=20.0, help="processor time of a case")
    parser.add_argument("--model-every", type=int, default=MODEL_EVERY, help="0: never")
    parser.add_argument("--case", type=int, help="run this case alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
