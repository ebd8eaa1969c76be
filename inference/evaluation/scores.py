"""Scores over documents as the contract fixes them, by group, with bootstrap intervals."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from form4.inference.evaluation.bootstrap import Bootstrap, Counts, Measure, Rate
from form4.inference.evaluation.comparison import Comparison
from form4.inference.evaluation.fields import ALL, CORE, FOOTNOTES

EVERYTHING = "all documents"
# The groups of the validation, by what the text was made with: the order in which they are read.
SEEN, UNSEEN, OCR = "seen (text layer)", "unseen (text layer)", "OCR"
SEEN_WITH_OCR = "seen with OCR"
HTML_PAGES = "HTML pages"  # read by form4 itself, without a converter
_ORDER = (SEEN, UNSEEN, OCR, SEEN_WITH_OCR, HTML_PAGES)

FieldCounts = Mapping[str, tuple[int, int, int]]  # field: correct, missed, spurious


class Grouped(Protocol):
    """Counts of one document that belongs to groups."""

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups."""


G = TypeVar("G", bound=Grouped)


@dataclass(frozen=True, slots=True)
class ScoredDocument:
    """The counts of one compared document: all that scores need, so that pages may go."""

    document_id: str
    cluster: str
    groups: tuple[str, ...]
    fields: FieldCounts
    exact_rows: tuple[int, int]
    confident_errors: tuple[int, int]
    missed_rows: int = 0


def score_document(
    document_id: str,
    comparison: Comparison,
    groups: Iterable[str] = (),
    cluster: str | None = None,
) -> ScoredDocument:
    """Count a comparison: per field correct, missed, spurious; rows and confident values.

    `cluster` names the filing, where several texts are made from one; it is resampled as one.
    """
    correct = Counter(match.name for match in comparison.true_positives)
    missed = Counter(match.name for match in comparison.misses)
    spurious = Counter(match.name for match in comparison.spurious)
    names = sorted({*correct, *missed, *spurious})
    return ScoredDocument(
        document_id=document_id,
        cluster=cluster if cluster is not None else document_id,
        groups=tuple(groups),
        fields={name: (correct[name], missed[name], spurious[name]) for name in names},
        exact_rows=(len(comparison.exact_rows), len(comparison.transactions)),
        confident_errors=(len(comparison.confident_errors), len(comparison.confident)),
        missed_rows=sum(pair.predicted is None for pair in comparison.transactions),
    )


@dataclass(frozen=True, slots=True)
class Scores:
    """The contract's scores of one group of documents, and each field's own."""

    name: str
    documents: int
    core: Measure
    all_fields: Measure
    footnotes: Measure
    exact_rows: Rate
    confident_errors: Rate
    fields: dict[str, Measure]

    def to_dict(self) -> dict[str, Any]:
        """The scores as JSON has them."""
        return {
            "name": self.name,
            "documents": self.documents,
            "core_fields": self.core.to_dict(),
            "all_fields": self.all_fields.to_dict(),
            "footnote_ids": self.footnotes.to_dict(),
            "exact_rows": self.exact_rows.to_dict(),
            "confident_errors": self.confident_errors.to_dict(),
            "fields": {name: measure.to_dict() for name, measure in self.fields.items()},
        }


def score(name: str, documents: Sequence[ScoredDocument]) -> Scores:
    """Micro-averaged scores of the documents."""
    bootstrap = Bootstrap([document.cluster for document in documents])
    counts = [document.fields for document in documents]
    names = sorted({field for fields in counts for field in fields})
    return Scores(
        name=name,
        documents=len(documents),
        core=bootstrap.measure(sum_counts(counts, CORE)),
        all_fields=bootstrap.measure(sum_counts(counts, ALL)),
        footnotes=bootstrap.measure(sum_counts(counts, FOOTNOTES)),
        exact_rows=bootstrap.rate(_stacked([d.exact_rows for d in documents], 2)),
        confident_errors=bootstrap.rate(_stacked([d.confident_errors for d in documents], 2)),
        fields={field: bootstrap.measure(sum_counts(counts, [field])) for field in names},
    )


def score_groups(documents: Sequence[ScoredDocument]) -> tuple[Scores, ...]:
    """Scores of all documents, then of each group; a document may be in several."""
    members = group_members(documents)
    return (score(EVERYTHING, documents), *(score(name, members[name]) for name in members))


def group_members(documents: Sequence[G]) -> dict[str, list[G]]:
    """The documents of each group, by name: plain groups first, then those of `axis: value`."""
    named = {name for document in documents for name in document.groups}
    ranks = {name: rank for rank, name in enumerate(_ORDER)}
    names = sorted(named, key=lambda name: (":" in name, ranks.get(name, len(ranks)), name))
    return {name: [d for d in documents if name in d.groups] for name in names}


def sum_counts(documents: Sequence[FieldCounts], names: Collection[str]) -> Counts:
    """The counts of the named fields summed for each document, as (documents, 3)."""
    kept = [[c for name, c in fields.items() if name in names] for fields in documents]
    rows = [tuple(map(sum, zip((0, 0, 0), *counts, strict=True))) for counts in kept]
    return _stacked(rows, 3)


def _stacked(rows: Sequence[tuple[int, ...]], width: int) -> Counts:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)
