"""A run as a Ray Data pipeline: sources in, extracted by actors that hold a model, Parquet out.

An actor reads through a process of its own, so that a document which brings a library down is
listed as failed and costs nothing else; an actor or a machine that dies is replaced, and what it
had not finished is read again. Parts are named by their task, so a task done twice writes once.
"""

import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from form4.inference.run.desk import RULES, Extraction
from form4.inference.run.reading import open_reading
from form4.inference.run.result import Result
from form4.inference.scale.parts import Written, parts_sink, table_of
from form4.inference.scale.places import at_hand, file_system
from form4.model.errors import ConfigError, DocumentError
from form4.model.network import WEIGHTS, find_model

CONNECT_SECONDS = 10.0
BATCH = 16  # documents an actor is given at a time: some seconds of work
MISSING = "--engine ray needs Ray: pip install 'form4-extractor[scale]'."


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where and by how many a run is done.

    `address` is a running cluster's, None for a Ray on this machine alone that ends with the run;
    each of the `actors` holds a model on one core, or with `gpus` on that share of a GPU.
    """

    address: str | None = None
    actors: int = 1
    gpus: float = 0.0


def run_on_ray(sources: tuple[str, ...], output: str, job: Extraction, cluster: Cluster) -> Written:
    """Extract all sources into a new folder of Parquet parts, a path or a URL.

    Raises ConfigError when Ray is missing or cannot be reached, or the output exists, and
    ModelError without the model.
    """
    ray, job = require_ray(), _sendable(job)
    files, folder = file_system(output)
    if files.exists(folder):
        raise ConfigError(f"{output}: exists. Choose another name, or remove it first.")
    with ExitStack() as stack:
        _connect(ray, cluster)
        stack.callback(ray.shutdown)
        return _run(ray, sources, output, job, cluster)


def require_ray() -> Any:
    """The library, or ConfigError with the command that installs it."""
    try:
        import ray.data
    except ImportError as error:
        raise ConfigError(MISSING) from error
    return ray


class Reader:
    """An actor: opens the job once, then makes tables of records from batches of sources."""

    def __init__(self, job: Extraction, folder: str, *, in_process: bool) -> None:
        self._folder = folder  # of the driver: relative paths are seen from there
        self._stack = ExitStack()
        self._read = self._stack.enter_context(open_reading(job, 0 if in_process else 1))

    def __call__(self, batch: Mapping[str, Any]) -> Any:
        """The records of a batch of sources, and a row with the reason for each that failed."""
        return table_of([self._result(str(source)) for source in batch["source"]])

    def _result(self, source: str) -> Result:
        try:
            with at_hand(source, self._folder) as path:
                (result,) = self._read([path])
                return result if path == source else _renamed(result, path, source)
        except DocumentError as problem:
            return Result(source, problem=str(problem))


def _renamed(result: Result, path: str, source: str) -> Result:
    """The result of a copy, as if it had been read where it lies."""
    filing = None if result.filing is None else replace(result.filing, source=source)
    problem = None if result.problem is None else result.problem.replace(path, source)
    return replace(result, source=source, filing=filing, problem=problem)


def _sendable(job: Extraction) -> Extraction:
    """The job as another process finds it; raises ModelError when there is none."""
    if job.model == RULES:
        return replace(job, form=None)
    folder = find_model(job.model)
    model = job.model if folder.parent == WEIGHTS else str(folder.resolve())
    return replace(job, form=None, model=model)


def _connect(ray: Any, cluster: Cluster) -> None:
    settings: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
    if cluster.address is None:
        settings |= {"num_cpus": cluster.actors + 1, "include_dashboard": False}
    else:
        settings["address"] = cluster.address
    try:
        _knock(cluster.address)
        ray.init(**settings)
    except (OSError, RuntimeError, ValueError) as error:
        where = cluster.address or "this machine"
        raise ConfigError(f"--engine ray: no cluster at {where} ({error}).") from error


def _knock(address: str | None) -> None:
    """Raise OSError where nobody listens; Ray itself would try for minutes."""
    host, _, port = (address or "").rpartition("//")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()


def _run(
    ray: Any, sources: tuple[str, ...], output: str, job: Extraction, cluster: Cluster
) -> Written:
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = sys.stderr.isatty()
    sink = parts_sink(output)
    blocks = max(1, len(sources) // BATCH)
    items = [{"source": source} for source in sources]
    documents = ray.data.from_items(items, override_num_blocks=blocks)
    documents.map_batches(
        Reader,
        fn_constructor_args=(job, str(Path.cwd())),
        fn_constructor_kwargs={"in_process": cluster.gpus > 0},
        batch_size=BATCH,
        compute=ray.data.ActorPoolStrategy(size=cluster.actors),
        num_cpus=1,
        num_gpus=cluster.gpus or None,
    ).write_datasink(sink)
    written: Written = sink.written
    return written


def tables(output: str) -> Iterator[Any]:
    """The parts of an output, as tables, in the order of their names."""
    import pyarrow.parquet

    files, folder = file_system(output)
    for path in sorted(files.glob(f"{folder}/*.parquet")):
        with files.open(path, "rb") as stream:
            yield pyarrow.parquet.read_table(stream)
