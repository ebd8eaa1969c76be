"""One run of the benchmark: all figures from the same documents, one after the other."""

from datetime import date

from form4.inference.benchmark.jobs import Pipeline, Tagging
from form4.inference.benchmark.measure import (
    Speed,
    measure_speed,
    measure_start_up,
    peak_memory_bytes,
)
from form4.inference.benchmark.report import Benchmark
from form4.inference.evaluation.machine import machine_class
from form4.inference.run.desk import Extraction
from form4.inference.version import model_version

_THIS = "this process"


def run_benchmark(
    sources: list[str],
    tokens: int,
    model: str = "base",
    *,
    workers: int = 0,
    threads: int = 0,
    repeat: int = 3,
    peer: bool = False,
) -> Benchmark:
    """Measure speed, memory and start-up on documents that can be read and have so many tokens.

    With `peer` also tagging alone, here and in the pipeline of transformers. Raises ModelError.
    """
    whole = measure_speed(
        f"whole way, {f'{workers} processes' if workers else _THIS}",
        Extraction(model=model, form="jsonl"),
        sources,
        tokens,
        workers=workers,
        threads=threads,
        repeat=repeat,
    )
    memory = peak_memory_bytes(of_children=workers > 0)
    texts = [one for one in sources if not one.endswith(".xml")]  # XML needs no model
    start_up = measure_start_up([*texts, *sources][0], model, repeat=repeat)
    peers = _against_peer(sources, tokens, model, threads, repeat) if peer else ()
    return Benchmark(
        model=model_version(model),
        machine=machine_class(),
        day=date.today(),
        processes=max(1, workers),
        threads=threads,
        speeds=(whole, *peers),
        start_up=start_up,
        peak_memory_bytes=memory,
    )


def _against_peer(
    sources: list[str], tokens: int, model: str, threads: int, repeat: int
) -> tuple[Speed, ...]:
    jobs = (
        (f"tagging alone, {_THIS}", Tagging(model)),
        ("the same in transformers' pipeline", Pipeline(model)),
    )
    return tuple(
        measure_speed(name, job, sources, tokens, threads=threads, repeat=repeat)
        for name, job in jobs
    )
