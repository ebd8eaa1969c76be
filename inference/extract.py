"""Text to filing: the tagger and the assembler behind one call, and the loop over documents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from form4.inference.assembly import assemble
from form4.inference.assembly.assemble import NOT_A_FORM
from form4.inference.calibration import Calibration, read_calibration
from form4.inference.documents import Document, read_document
from form4.inference.tagger import Backend, load_tagger
from form4.model.errors import DocumentError, RegionError
from form4.model.filing import Filing, Row
from form4.model.network import WEIGHTS, find_model
from form4.model.spans import Span

NO_FORM = NOT_A_FORM  # the warning that comes with an empty filing


Arrival = tuple[Callable[..., "Extractor"], tuple[Any, ...]]


class Tagger(Protocol):
    """What finds labelled spans in a text, and under which name its results go."""

    @property
    def name(self) -> str:
        """Name and version of the model."""

    def tag(self, text: str) -> Sequence[Span]:
        """Sorted spans that do not overlap, with scores in [0, 1]."""


class Extractor:
    """A loaded model with the assembler: give it text, get a filing.

    `model` is the name of a built-in model or the folder of a trained one; `threads` run the
    network, 0 leaves their number to the runtime. One extractor may be called from many threads
    at a time. Pickled, it takes its settings along and loads the model where it arrives. Raises
    ModelError when the model is missing, damaged or needs another backend.
    """

    def __init__(
        self, model: str | Path = "base", backend: Backend = "onnx", threads: int = 0
    ) -> None:
        self._tagger: Tagger = load_tagger(model, backend, threads)
        folder = find_model(model)
        self._calibration = read_calibration(folder)
        # A built-in model goes by its name, which holds on another machine too.
        where = str(model) if folder.parent == WEIGHTS else str(folder.resolve())
        self._arrival: Arrival = (Extractor, (where, backend, threads))

    @classmethod
    def with_tagger(cls, tagger: Tagger, calibration: Calibration | None = None) -> "Extractor":
        """An extractor around a tagger that is loaded already."""
        extractor = cls.__new__(cls)
        extractor._tagger = tagger
        extractor._calibration = calibration
        extractor._arrival = (cls.with_tagger, (tagger, calibration))
        return extractor

    def __reduce__(self) -> "Arrival":
        """What pickle calls on arrival, with what."""
        return self._arrival

    def read(self, source: str | Path) -> Filing:
        """The records of a file; raises DocumentError when it cannot be read."""
        return extract_document(read_document(source), self.extract)

    def extract(self, text: str, source: str | None = None) -> Filing:
        """The records of one document; a text that is no form gives an empty filing, warned of."""
        return self.finish(text, self._tagger.tag(text), source)

    def finish(self, text: str, spans: Sequence[Span], source: str | None = None) -> Filing:
        """The records that the tagger's spans of a text spell, with calibrated confidence."""
        filing = assemble(text, spans, source=source, model=self._tagger.name)
        if NO_FORM in filing.warnings:
            return _nothing(filing)
        return filing if self._calibration is None else self._calibration.apply(filing)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a filing, or the reason why there is none."""

    source: str
    filing: Filing | None = None
    problem: DocumentError | None = None
    warnings: tuple[str, ...] = ()  # about the reading of the document, also in the filing


Extract = Callable[[str, str | None], Filing]
Read = Callable[[str], Document]


def extract_documents(
    sources: Iterable[str], extract: Extract, read: Read = read_document
) -> Iterator[Outcome]:
    """Extract one document after the other; one that fails never stops the others."""
    for source in sources:
        try:
            document = read(source)
            yield Outcome(source, extract_document(document, extract), warnings=document.warnings)
        except DocumentError as problem:
            yield Outcome(source, problem=problem)


def without_doubtful(filing: Filing, min_confidence: float) -> tuple[Filing, int]:
    """The filing without rows below a confidence, and how many were left out."""
    transactions = _confident(filing.transactions, min_confidence)
    holdings = _confident(filing.holdings, min_confidence)
    kept = len(transactions) + len(holdings)
    left_out = len(filing.transactions) + len(filing.holdings) - kept
    return replace(filing, transactions=transactions, holdings=holdings), left_out


def extract_document(document: Document, extract: Extract) -> Filing:
    """The records of one document: those that were read exactly, or else what `extract` finds.

    Raises DocumentError when an odd page breaks the extraction.
    """
    if document.filing is not None:
        return replace(document.filing, source=document.source, warnings=document.warnings)
    try:
        filing = extract(document.text, document.source)
    except (ArithmeticError, LookupError, RegionError, ValueError) as error:  # an odd page
        kind = type(error).__name__
        raise DocumentError(
            f"{document.source}: extraction failed ({kind}: {error}). "
            "Run again with --debug and report it."
        ) from error
    return replace(filing, warnings=(*document.warnings, *filing.warnings))


def _confident(rows: Sequence[Row], min_confidence: float) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.confidence is None or min_confidence <= row.confidence)


def _nothing(filing: Filing) -> Filing:
    return Filing(source=filing.source, model=filing.model, warnings=(NO_FORM,))
