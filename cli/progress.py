"""How far a run is, its rate and the time left: a bar for a person, a line a minute for a log."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

LINE_SECONDS = 60.0

T = TypeVar("T")


def watched(items: Iterable[T], total: int, *, done: int = 0, bar: bool = True) -> Iterator[T]:
    """The same items, with talk on standard error about how many of the total are done.

    `done` were done before; `bar` is false where a bar would run into other output.
    """
    if sys.stderr.isatty():
        return _with_bar(items, total, done) if bar else iter(items)
    return _with_lines(items, total, done)


def line(done: int, total: int, rate: float) -> str:
    """One line of the log: how many, how many a second, and the time left."""
    left = timedelta(seconds=round((total - done) / rate)) if rate else "?"
    return f"{done:,} of {total:,} documents, {rate:.1f} a second, {left} left"


def _with_lines(items: Iterable[T], total: int, done: int) -> Iterator[T]:
    begin = told = time.monotonic()
    for count, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - told >= LINE_SECONDS:
            told = now
            sys.stderr.write(f"form4: {line(done + count, total, count / (now - begin))}\n")


def _with_bar(items: Iterable[T], total: int, done: int) -> Iterator[T]:
    with _progress() as progress:
        task = progress.add_task("extracting", total=total, completed=done, rate="")
        begin = time.monotonic()
        for count, item in enumerate(items, start=1):
            yield item
            rate = count / max(time.monotonic() - begin, 1e-9)
            progress.update(task, advance=1, rate=f"{rate:.1f}/s")


@contextmanager
def _progress() -> Iterator["Progress"]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield progress
