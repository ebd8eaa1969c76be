"""All measurements of one run, with the machine and the date, as JSON and as a table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from form4.inference.benchmark.measure import Speed, StartUp

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Speeds, the first being the one asked for; memory a process; start-up."""

    model: str
    machine: str
    day: date
    processes: int
    threads: int
    speeds: tuple[Speed, ...]
    start_up: StartUp
    peak_memory_bytes: int | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON."""
        return {
            "model": self.model,
            "machine": self.machine,
            "date": self.day.isoformat(),
            "processes": self.processes,
            "threads": self.threads,
            "speeds": [_speed(speed) for speed in self.speeds],
            "start_up_seconds": round(self.start_up.seconds, 3),
            "start_up_processor_seconds": round(self.start_up.processor_seconds, 3),
            "start_up_peak_memory_bytes": self.start_up.peak_memory_bytes,
            "peak_memory_bytes": self.peak_memory_bytes,
        }

    def table(self) -> RenderableType:
        """The figures for people."""
        grid = Table(box=None, pad_edge=False, header_style="dim")
        grid.add_column("")
        for caption in ("documents/s", "tokens/s", "processor s/document", "ratio"):
            grid.add_column(caption, justify="right")
        slowest = self.speeds[-1].processor_seconds_a_document
        for speed in self.speeds:
            grid.add_row(
                speed.name,
                f"{speed.documents_a_second:.1f}",
                f"{speed.tokens_a_second:,.0f}",
                f"{speed.processor_seconds_a_document:.4f}",
                f"{slowest / speed.processor_seconds_a_document:.2f}"
                if len(self.speeds) > 1
                else "",
            )
        return Group(grid, *self._lines())

    def _lines(self) -> list[str]:
        first, start = self.speeds[0], self.start_up
        memory = self.peak_memory_bytes
        shown = "unknown" if memory is None else f"{memory / MEGABYTE:.0f} MB"
        return [
            "",
            f"{first.documents} documents, {first.tokens:,} tokens; the fastest pass counts, "
            "ratios are of processor time",
            f"start to exit on one text: {start.seconds:.2f} s "
            f"({start.processor_seconds:.2f} s of processor time)",
            f"peak memory a process: {shown}",
            f"{self.model}; {self.machine}; {self.day.isoformat()}",
        ]


def _speed(speed: Speed) -> dict[str, Any]:
    return {
        "name": speed.name,
        "documents": speed.documents,
        "tokens": speed.tokens,
        "seconds": round(speed.seconds, 4),
        "documents_a_second": round(speed.documents_a_second, 2),
        "tokens_a_second": round(speed.tokens_a_second),
        "processor_seconds_a_document": round(speed.processor_seconds_a_document, 5),
    }
