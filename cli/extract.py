"""`form4 extract`: filings from documents, written as they come."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from form4.cli.wording import UsageError
from form4.model.errors import ConfigError

BUILT_IN = "base"
STDOUT = "-"
REVIEW_BELOW = 0.5  # below it the table colours a row: look at the page


class Format(StrEnum):
    """What the records are written as."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    SEC = "sec"


class Method(StrEnum):
    """What reads the documents."""

    MODEL = "model"
    RULES = "rules"


class Backend(StrEnum):
    """What runs the network."""

    ONNX = "onnx"
    TORCH = "torch"


class Engine(StrEnum):
    """What spreads the work."""

    LOCAL = "local"
    RAY = "ray"


def extract(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files, folders, archives, globs, or -."),
    ] = None,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to write the records; sec is a folder.")
    ] = Format.TABLE,
    output: Annotated[
        str | None,
        typer.Option(metavar="PLACE", help="File to write to instead of standard output (-)."),
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
    review: Annotated[
        Path | None, typer.Option(help="File for doubtful documents, as Label Studio tasks.")
    ] = None,
    review_below: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Documents below it go to --review.")
    ] = REVIEW_BELOW,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that read, one a core; 0 is none but this one.")
    ] = 0,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an output that exists, when all is done.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what failed, and add it to OUTPUT.")
    ] = False,
    engine: Annotated[
        Engine, typer.Option(help="What spreads the work; ray needs the extra [scale].")
    ] = Engine.LOCAL,
    address: Annotated[
        str | None, typer.Option(help="Of a Ray cluster; without it, a Ray on this machine alone.")
    ] = None,
    gpus: Annotated[
        float, typer.Option(min=0.0, help="Share of a GPU for each worker on Ray, with torch.")
    ] = 0.0,
) -> None:
    """Write the records of filings as a table, JSON, CSV, Parquet or the SEC's tables."""
    from form4.cli.extract_run import Request, run
    from form4.inference.run.desk import RULES, Extraction

    if not paths and not retry_failed:
        raise UsageError("PATH: is missing.", context)
    if method is Method.RULES and model != BUILT_IN:
        raise ConfigError("--method rules reads without a model. Leave out --model.")
    job = Extraction(
        model=RULES if method is Method.RULES else model,
        backend=backend.value,
        min_confidence=min_confidence,
        review_below=None if review is None else review_below,
        debug=bool(context.obj),
    )
    request = Request(
        paths=tuple(paths or ()),
        form=output_format.value,
        output=None if output in (None, STDOUT) else Path(output),
        review=review,
        workers=workers,
        overwrite=overwrite,
        retry=retry_failed,
    )
    if engine is Engine.RAY:
        from form4.cli.extract_ray import run_on_cluster
        from form4.inference.scale.engine import Cluster

        cluster = Cluster(address, max(1, workers), gpus)
        raise typer.Exit(run_on_cluster(job, request, output or "", cluster))
    if address is not None or gpus:
        raise ConfigError("--address and --gpus are for --engine ray. Add it, or leave them out.")
    raise typer.Exit(run(job, request))
