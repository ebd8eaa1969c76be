"""`form4 benchmark`: how fast documents are read here, in what memory, after what start-up."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from form4.model.errors import ConfigError, Form4Error

STDIN = "-"


class Shape(StrEnum):
    """What the figures are printed as."""

    TABLE = "table"
    JSON = "json"


def benchmark(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or globs.")],
    output_format: Annotated[
        Shape, typer.Option("--format", help="How to print the figures.")
    ] = Shape.TABLE,
    model: Annotated[
        str, typer.Option(help="Built-in model by name, or the folder of a trained one.")
    ] = "base",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that read, each on one thread; 0 is this one.")
    ] = 0,
    threads: Annotated[
        int, typer.Option(min=0, help="Threads of the network without --workers; 0: its choice.")
    ] = 0,
    repeat: Annotated[
        int, typer.Option(min=1, help="Passes over the documents; the fastest counts.")
    ] = 3,
    peer: Annotated[
        bool,
        typer.Option("--peer", help="Also the same network in transformers' pipeline [train]."),
    ] = False,
) -> None:
    """Measure documents and tokens a second, start-up and memory on documents."""
    from form4.inference.benchmark.jobs import readable
    from form4.inference.benchmark.run import run_benchmark
    from form4.inference.documents import find_documents
    from form4.inference.table import table_console

    if workers and threads:
        raise ConfigError("--workers have one thread each. Leave out --threads.")
    found = find_documents(paths)
    sources, tokens, unread = readable([one for one in found.sources if one != STDIN], model)
    problems = [*map(str, found.problems), *unread]
    for problem in problems:
        sys.stderr.write(f"form4: {problem}\n")
    if not sources:
        raise Form4Error("There is no document to measure on. Give files or folders.")
    made = run_benchmark(
        sources, tokens, model, workers=workers, threads=threads, repeat=repeat, peer=peer
    )
    if output_format is Shape.JSON:
        sys.stdout.write(json.dumps(made.to_dict(), indent=1) + "\n")
    else:
        table_console(sys.stdout).print(made.table())
    raise typer.Exit(1 if problems else 0)
