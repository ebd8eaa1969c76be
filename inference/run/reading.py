"""Who reads the documents: this process, or several."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from form4.inference.run.desk import Announce, Job
from form4.inference.run.result import Result

Read = Callable[[Iterable[str]], Iterator[Result]]


@contextmanager
def open_reading(
    job: Job, workers: int = 0, announce: Announce | None = None, *, threads: int = 0
) -> Iterator[Read]:
    """A function from sources to results in their order, by so many processes; 0 is none but this.

    `threads` are those of this process, 0 leaves the number to the runtime; others have one each.
    Raises ModelError or ConfigError when the job cannot be opened.
    """
    if not workers:
        desk = job.open(threads, announce)
        yield lambda sources: map(desk.read, sources)
        return
    from form4.inference.run.pool import Pool

    with Pool(job, workers) as pool:
        yield pool.read
