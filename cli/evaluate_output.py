"""How scores leave `form4 evaluate` and `form4 compare`: tables, Markdown, JSON, and progress."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from form4.inference.evaluation.causes import Failure
    from form4.inference.evaluation.report import Report

T = TypeVar("T")


class ScoreFormat(StrEnum):
    """What the scores are written as."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


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
