"""One text read once: all counts that any score needs of it, so that the page may go."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from form4.annotations.alignment.aligner import align
from form4.inference.evaluation.causes import Failure, failures
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.fields import CORE
from form4.inference.evaluation.gold import GoldDocument
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.reliability import Judged, judged_rows, judged_values
from form4.inference.evaluation.scores import ScoredDocument, score_document
from form4.inference.evaluation.spans import SpanCounts, count_spans
from form4.model.filing import Filing
from form4.model.spans import Span


@dataclass(frozen=True, slots=True)
class Aligned:
    """What the gold filing's values, placed in the text, say of a reading of it.

    `core_values` and `transactions` count what gold has.
    """

    spans: SpanCounts
    assembled: ScoredDocument
    failures: tuple[Failure, ...]
    core_values: int
    transactions: int

    @property
    def lost_values(self) -> int:
        """Core values that the text itself does not have."""
        return sum(failure.cause.is_loss_of_text for failure in self.failures)

    @property
    def lost_rows(self) -> int:
        """Gold transactions with a core value that the text does not have."""
        lost = (failure.row for failure in self.failures if failure.cause.is_loss_of_text)
        return len({row for row in lost if row is not None})


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of one text; `seconds` of processor time from text to filing."""

    document_id: str
    groups: tuple[str, ...]
    read: ScoredDocument
    values: tuple[Judged, ...]
    rows: tuple[Judged, ...]
    seconds: float
    aligned: Aligned | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """The work of reading a gold document, and of aligning it when `with_spans` is set."""

    document: GoldDocument
    with_spans: bool = False

    def run(self, reader: Reader) -> Measured:
        """Read, compare and count; a text that fails is an empty filing, with its problem."""
        gold = self.document
        begin = time.process_time()
        read = reader.attempt(gold.text, gold.document_id)
        seconds = time.process_time() - begin
        predicted = read.filing
        comparison = compare_filings(gold.filing, predicted)
        return Measured(
            document_id=gold.document_id,
            groups=gold.groups,
            read=score_document(gold.document_id, comparison, gold.groups, gold.cluster),
            values=tuple(judged_values(comparison)),
            rows=tuple(judged_rows(comparison, predicted)),
            seconds=seconds,
            aligned=_aligned(gold, reader, read.spans, predicted) if self.with_spans else None,
            problem=read.problem,
        )


def _aligned(
    gold: GoldDocument, reader: Reader, spans: Sequence[Span], predicted: Filing
) -> Aligned:
    truth = align(gold.text, gold.filing, gold.document_id, "gold").annotated
    assembled = reader.assemble(gold.text, truth.spans)
    comparison = compare_filings(gold.filing, assembled)
    stated = compare_filings(gold.filing, gold.filing).true_positives
    return Aligned(
        spans=count_spans(truth, spans, gold.groups, gold.cluster),
        assembled=score_document(gold.document_id, comparison, gold.groups, gold.cluster),
        failures=tuple(failures(gold, truth, predicted, assembled)),
        core_values=sum(match.name in CORE for match in stated),
        transactions=len(gold.filing.transactions),
    )
