"""What evaluation needs of a loaded model, and who does the reading: this process, or several."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from form4.inference.assembly import assemble
from form4.inference.calibration import read_calibration
from form4.inference.extract import Extractor
from form4.inference.rules.reader import RULES, finish_by_rules
from form4.inference.rules.tagger import RuleTagger
from form4.inference.tagger import Backend, load_tagger
from form4.model.errors import Form4Error
from form4.model.filing import Filing
from form4.model.labels import BY_NAME
from form4.model.network import find_model
from form4.model.spans import Span

R = TypeVar("R", covariant=True)
S = TypeVar("S")

Tag = Callable[[str], Sequence[Span]]
Assemble = Callable[[str, Sequence[Span]], Filing]
Finish = Callable[[str, Sequence[Span], str | None], Filing]


@dataclass(frozen=True, slots=True)
class Reader:
    """A model's parts: `finish` makes calibrated records of its spans, `assemble` of gold ones.

    `labels` are those that it can give; None where any may come.
    """

    name: str
    tag: Tag
    finish: Finish
    assemble: Assemble
    is_calibrated: bool = False
    labels: frozenset[str] | None = None

    def attempt(self, text: str, source: str) -> "Attempt":
        """Read a text; one that fails is an empty filing, with its problem."""
        spans: Sequence[Span] = ()
        try:
            spans = self.tag(text)
            return Attempt(spans, self.finish(text, spans, source))
        except (ArithmeticError, LookupError, ValueError, Form4Error) as error:  # an odd page
            kind = "" if isinstance(error, Form4Error) else f"{type(error).__name__}: "
            return Attempt(spans, Filing(), f"{source}: {kind}{error}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one text."""

    spans: Sequence[Span]
    filing: Filing
    problem: str | None = None


def load_reader(model: str, backend: Backend = "onnx", threads: int = 0) -> Reader:
    """The model by name or folder, or the rules by theirs; raises ModelError when missing.

    The rules have the form's labels, as the built-in model; none that annotators added.
    """
    if model == RULES:
        rules = RuleTagger()
        return Reader(rules.name, rules.tag, finish_by_rules, assemble, labels=frozenset(BY_NAME))
    tagger = load_tagger(model, backend, threads)
    calibration = read_calibration(find_model(model))
    extractor = Extractor.with_tagger(tagger, calibration)
    return Reader(
        tagger.name,
        tagger.tag,
        extractor.finish,
        assemble,
        calibration is not None,
        frozenset(tagger.tag_set.labels),
    )


class Work(Protocol[R]):
    """A piece of evaluation that can be sent to another process."""

    def run(self, reader: Reader) -> R:
        """Do it with a model."""


class Team(Protocol):
    """Who does the work; `size` is the number of processes."""

    @property
    def size(self) -> int:
        """How many work at once."""

    def map(self, work: Iterable[Work[S]]) -> Iterator[S]:
        """The results, in the order of the work."""


@dataclass(frozen=True, slots=True)
class Alone:
    """This process does the work, with a model that it has loaded."""

    reader: Reader
    size: int = 1

    def map(self, work: Iterable[Work[S]]) -> Iterator[S]:
        """The results, in the order of the work."""
        return (one.run(self.reader) for one in work)


class Processes:
    """Several processes, each with the model on one thread: two of them beat one on two threads.

    They are started afresh, not forked: the runtime's threads do not survive a fork.
    """

    def __init__(self, model: str, backend: Backend, size: int) -> None:
        self.size = size
        self._pool = ProcessPoolExecutor(
            size, get_context("spawn"), initializer=_load, initargs=(model, backend)
        )

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def map(self, work: Iterable[Work[S]]) -> Iterator[S]:
        """The results, in the order of the work."""
        return self._pool.map(_run, work)


_loaded: list[Reader] = []  # the model of a worker process


def _load(model: str, backend: Backend) -> None:
    _loaded[:] = [load_reader(model, backend, threads=1)]


def _run(work: Work[Any]) -> Any:
    return work.run(_loaded[0])
