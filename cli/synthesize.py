"""form4 synthesize: annotated synthetic filings as Label Studio tasks."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from form4.annotations.annotated_text import AnnotatedText


def synthesize(
    count: Annotated[int, typer.Option(min=1, help="How many filings")],
    output: Annotated[Path, typer.Option(help="File for the tasks (JSON)")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same filings")] = 0,
    data: Annotated[
        Path | None, typer.Option(help="Folder with pools of real values and gold filings to vary")
    ] = None,
    layout: Annotated[
        list[str] | None, typer.Option(help="Only this layout; may be given several times")
    ] = None,
) -> None:
    """Write annotated synthetic filings as Label Studio tasks."""
    _check(output, data)
    written = synthesize_tasks(count, output, seed, data, layout or None)
    sys.stderr.write(f"{written} annotated filings written to {output}\n")


def _check(output: Path, data: Path | None) -> None:
    """Refuse what cannot work before filings are drawn for minutes."""
    from form4.inference.export import check_output
    from form4.model.errors import ConfigError

    check_output(output)
    if data is not None and not (data / "pools").is_dir():
        raise ConfigError(f"{data}: {_no_data(data)}. Name a data folder, or leave --data out.")


def _no_data(data: Path) -> str:
    return "has no pools folder" if data.is_dir() else "there is no such folder"


def synthesize_tasks(
    count: int,
    output: Path,
    seed: int = 0,
    data: Path | None = None,
    layouts: Sequence[str] | None = None,
) -> int:
    """Write the tasks of `count` synthetic filings; returns how many were written.

    With a data folder, values come from its pools and half of the filings are varied from its
    training gold. Raises Form4Error for an unknown layout and DocumentError for a data folder
    without pools.
    """
    from form4.annotations.label_studio import write_tasks
    from form4.annotations.synthesis.synthesize import pages
    from form4.annotations.synthesis.values import ValuePools
    from form4.training.corpus import real_filings

    pools = ValuePools.from_data(data) if data else ValuePools.builtin()
    real = real_filings(data, "train") if data else []
    drawn = pages(count, seed, pools, real=real, layouts=layouts)
    return write_tasks(output, _shown((page.annotated for page in drawn), count))


def _shown(texts: Iterable["AnnotatedText"], count: int) -> Iterator["AnnotatedText"]:
    """The texts as they pass, with a progress bar where someone watches."""
    from rich.console import Console
    from rich.progress import track

    if not sys.stderr.isatty():
        return iter(texts)
    return iter(track(texts, "filings", total=count, console=Console(stderr=True)))
