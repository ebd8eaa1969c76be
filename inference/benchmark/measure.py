"""Seconds, memory and start-up, by the clock and by the processor."""

import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath

from form4.inference.benchmark.jobs import Timed
from form4.inference.run.desk import Job
from form4.inference.run.reading import Read, open_reading
from form4.model.errors import Form4Error

# A small process between: the memory of this one would be counted to a child forked from it.
_FRESH = """
import resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """The fastest of some passes over the documents, by the clock and by processor time."""

    name: str
    documents: int
    tokens: int
    seconds: float
    processor_seconds: float

    @property
    def documents_a_second(self) -> float:
        """By the clock."""
        return self.documents / self.seconds

    @property
    def tokens_a_second(self) -> float:
        """By the clock."""
        return self.tokens / self.seconds

    @property
    def processor_seconds_a_document(self) -> float:
        """Summed over threads and processes."""
        return self.processor_seconds / max(1, self.documents)


@dataclass(frozen=True, slots=True)
class StartUp:
    """A fresh process from start to exit on one text: the fastest of some, and its memory."""

    seconds: float
    processor_seconds: float
    peak_memory_bytes: int


def measure_speed(
    name: str,
    job: Job,
    sources: list[str],
    tokens: int,
    *,
    workers: int = 0,
    threads: int = 0,
    repeat: int = 3,
) -> Speed:
    """Read the documents some times over with a job that is loaded before the clock starts."""
    with open_reading(Timed(job), workers, threads=threads) as read:
        _warm_up(read, sources, max(1, workers))
        passes = [_one_pass(read, sources) for _ in range(repeat)]
    seconds = min(seconds for seconds, _ in passes)
    return Speed(name, len(sources), tokens, seconds, min(processor for _, processor in passes))


def measure_start_up(source: str, model: str, *, repeat: int = 3) -> StartUp:
    """Time `form4 extract` on one document in processes of their own."""
    command = [sys.executable, "-m", "form4.cli.main", "extract", source, "--format", "jsonl"]
    runs = [_fresh([*command, "--model", model]) for _ in range(repeat)]
    return StartUp(
        min(run[0] for run in runs), min(run[1] for run in runs), max(int(run[2]) for run in runs)
    )


def peak_memory_bytes(*, of_children: bool) -> int | None:
    """The most memory that this process, or the largest ended child, has had; None if unknown."""
    with suppress(ImportError):  # not on Windows
        import resource

        who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
        return _bytes(resource.getrusage(who).ru_maxrss)
    return None


def _warm_up(read: Read, sources: list[str], workers: int) -> None:
    """A document of each kind, so that every process has loaded what they need."""
    first = {PurePath(source).suffix: source for source in reversed(sources)}
    _drain(read([*first.values()] * 4 * workers))


def _one_pass(read: Read, sources: list[str]) -> tuple[float, float]:
    begin = time.perf_counter()
    results = list(read(sources))
    seconds = time.perf_counter() - begin
    return seconds, sum(float(note) for result in results for note in result.notes)


def _fresh(command: list[str]) -> tuple[float, float, int]:
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, *command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Form4Error("Start-up cannot be measured on this system.")
    seconds, processor, memory = done.stdout.split()
    return float(seconds), float(processor), _bytes(int(memory))


def _bytes(ru_maxrss: int) -> int:
    """Linux counts in kilobytes, macOS in bytes."""
    return ru_maxrss if sys.platform == "darwin" else ru_maxrss * 1024


def _drain(results: Iterable[object]) -> None:
    for _ in results:
        pass
