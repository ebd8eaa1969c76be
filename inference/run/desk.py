"""Where one document after the other is read: a loaded model, and what is to be made of each."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from form4.inference import extract as extracting
from form4.inference.extract import NO_FORM, Extract, Outcome, extract_documents, without_doubtful
from form4.inference.formats.encodings import Encode, encoding_of
from form4.inference.run.result import Result
from form4.inference.tagger import Backend, check_model
from form4.model.errors import ModelError
from form4.model.filing import Filing

if TYPE_CHECKING:
    from form4.inference.run.review import Reviewer


RULES = "rules"  # in place of a model
LONG_TEXT = 200_000  # characters; about ten seconds on one core, and a form has some 10,000

Announce = Callable[[str], None]


class Desk(Protocol):
    """What reads documents, one at a time."""

    def read(self, source: str) -> Result:
        """Read a document; what goes wrong is in the result."""


class Job(Protocol):
    """What a desk is opened from; it travels to worker processes, a loaded model does not."""

    def open(self, threads: int = 0, announce: Announce | None = None) -> Desk:
        """Load what is needed; raises ModelError or ConfigError when it cannot be."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """How documents are read: by which model, into which format, and what is left out.

    `model` may be RULES; `form` None leaves filings as they are; documents whose confidence is
    below `review_below` are made tasks for people; `apart` are sources that share an accession
    number with another.
    """

    model: str = "base"
    backend: Backend = "onnx"
    form: str | None = None
    min_confidence: float = 0.0
    review_below: float | None = None
    debug: bool = False
    apart: frozenset[str] = frozenset()

    def open(self, threads: int = 0, announce: Announce | None = None) -> "ExtractionDesk":
        """Find the model, for so many threads; 0 leaves the number to the runtime.

        It is loaded by the first document that needs it: SEC XML needs none.
        """
        return ExtractionDesk(self, threads, announce)


class ExtractionDesk:
    """A loaded model with its job; `announce` is given a word before a text that takes long."""

    def __init__(self, job: Extraction, threads: int = 0, announce: Announce | None = None) -> None:
        self._job = job
        self._encode: Encode | None = encoding_of(job.form, job.apart).encode if job.form else None
        self._reviewer = _reviewer(job, threads)
        extract = self._reviewer.extract if self._reviewer else _load(job, threads)
        self._extract = extract if announce is None else _announced(extract, announce)

    def read(self, source: str) -> Result:
        """Read a document; a bug costs this document, and not the run.

        Raises ModelError when the model, now that it is needed, cannot be loaded.
        """
        try:
            return self._read(source)
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - one of a hundred thousand documents
            kind = f"{type(error).__name__}: {error}"
            problem = f"{source}: extraction failed ({kind}). Run again with --debug and report it."
            return Result(source, problem=problem, traceback=self._shown(error))

    def _read(self, source: str) -> Result:
        (outcome,) = extract_documents([source], self._extract)
        if outcome.filing is None:
            return Result(
                source, problem=str(outcome.problem), traceback=self._shown(outcome.problem)
            )
        filing, left_out = without_doubtful(outcome.filing, self._job.min_confidence)
        notes = _notes(outcome)
        if left_out:
            note = f"rows below confidence {self._job.min_confidence:g} left out: {left_out}"
            notes = (*notes, f"{source}: {note}")
            filing = replace(filing, warnings=(*filing.warnings, note))
        review = self._reviewer.task(source, outcome.filing) if self._reviewer else b""
        chunks = self._encode(filing) if self._encode else ()
        kept = None if self._encode else filing
        return Result(source, chunks, kept, notes=notes, left_out=left_out, review=review)

    def _shown(self, error: BaseException | None) -> str | None:
        if error is None or not self._job.debug:
            return None
        return "".join(traceback.format_exception(error))


def _reviewer(job: Extraction, threads: int) -> "Reviewer | None":
    if job.review_below is None:
        return None
    from form4.inference.run.review import Reviewer  # a single text does not wait for it

    return Reviewer(job.model, job.backend, job.review_below, threads)


def _load(job: Extraction, threads: int) -> Extract:
    if job.model == RULES:
        from form4.inference.rules.reader import extract_by_rules

        return extract_by_rules
    check_model(job.model, job.backend)
    return _LoadedWhenNeeded(job, threads)


class _LoadedWhenNeeded:
    """An extractor that takes no time and no memory before its first text."""

    def __init__(self, job: Extraction, threads: int) -> None:
        self._job = job
        self._threads = threads
        self._extract: Extract | None = None

    def __call__(self, text: str, source: str | None) -> Filing:
        if self._extract is None:
            job = self._job
            self._extract = extracting.Extractor(job.model, job.backend, self._threads).extract
        return self._extract(text, source)


def _announced(extract: Extract, announce: Announce) -> Extract:
    def extract_announced(text: str, source: str | None) -> Filing:
        if len(text) > LONG_TEXT:
            announce(f"{source}: has {len(text):,} characters, which takes its time")
        return extract(text, source)

    return extract_announced


def _notes(outcome: Outcome) -> tuple[str, ...]:
    said = [f"{outcome.source}: {warning}" for warning in outcome.warnings]
    if outcome.filing is not None and NO_FORM in outcome.filing.warnings:
        said.append(f"{outcome.source}: {NO_FORM}")
    return tuple(said)
