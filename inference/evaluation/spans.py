"""Entity scores of predicted spans: exact borders and label, masked places left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.bootstrap import Bootstrap, Measure
from form4.inference.evaluation.scores import EVERYTHING, FieldCounts, group_members, sum_counts
from form4.model.spans import Span


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """Correct, missed and spurious spans of one text by label, and the groups of the text.

    `cluster` names the filing: its texts are resampled as one.
    """

    document_id: str
    groups: tuple[str, ...]
    fields: FieldCounts
    cluster: str


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Micro-averaged entity scores of one group of texts, and each label's own."""

    name: str
    documents: int
    overall: Measure
    labels: dict[str, Measure]

    def to_dict(self) -> dict[str, Any]:
        """The scores as JSON has them."""
        return {
            "name": self.name,
            "documents": self.documents,
            "entities": self.overall.to_dict(),
            "labels": {name: measure.to_dict() for name, measure in self.labels.items()},
        }


def count_spans(
    gold: AnnotatedText,
    predicted: Sequence[Span],
    groups: tuple[str, ...] = (),
    cluster: str | None = None,
) -> SpanCounts:
    """Count the spans of one text by label; only equal borders and label are correct.

    Spans that touch a masked range are in neither side, for what is there is not known.
    """
    left = _places(gold.spans, gold.masked)
    right = _places(predicted, gold.masked)
    correct, missed, spurious = (
        Counter(label for _, _, label in places)
        for places in (left & right, left - right, right - left)
    )
    labels = sorted({*correct, *missed, *spurious})
    counts = {label: (correct[label], missed[label], spurious[label]) for label in labels}
    return SpanCounts(gold.document_id, groups, counts, cluster or gold.document_id)


def score_spans(texts: Sequence[SpanCounts]) -> tuple[SpanScores, ...]:
    """Scores of all texts, then of each group."""
    members = group_members(texts)
    return (_score(EVERYTHING, texts), *(_score(name, members[name]) for name in members))


def _score(name: str, texts: Sequence[SpanCounts]) -> SpanScores:
    bootstrap = Bootstrap([text.cluster for text in texts])
    labels = sorted({label for text in texts for label in text.fields})
    counts = [text.fields for text in texts]
    return SpanScores(
        name=name,
        documents=len(texts),
        overall=bootstrap.measure(sum_counts(counts, labels)),
        labels={label: bootstrap.measure(sum_counts(counts, [label])) for label in labels},
    )


def _places(
    spans: Iterable[Span], masked: Sequence[tuple[int, int]]
) -> frozenset[tuple[int, int, str]]:
    return frozenset(
        (span.start, span.end, span.label)
        for span in spans
        if not any(span.start < end and start < span.end for start, end in masked)
    )
