"""Read gold documents with a model and count what came of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.gold import GoldDocument
from form4.inference.evaluation.report import Section
from form4.inference.evaluation.scores import ScoredDocument, score_document, score_groups
from form4.inference.evaluation.spans import SpanCounts, count_spans, score_spans
from form4.model.errors import Form4Error
from form4.model.filing import Filing
from form4.model.spans import Span

Extract = Callable[[str, str | None], Filing]
Tag = Callable[[str], Sequence[Span]]
Assemble = Callable[[str, Sequence[Span]], Filing]
GoldSpans = Callable[[GoldDocument], Sequence[Span]]

FILINGS = "Filings"
FROM_GOLD_SPANS = "Where rows are lost: gold spans to rows"
ENTITIES = "Entities"
AGAINST_GOLD_SPANS = "Rows from predicted spans, against rows from gold spans"


@dataclass(slots=True)
class FilingScorer:
    """Counts document after document, so that only counts are kept.

    A document that fails is scored as an empty filing, and named among the problems.
    """

    extract: Extract
    gold_spans: GoldSpans | None = None
    assemble: Assemble | None = None
    problems: list[str] = field(default_factory=list)
    _read: list[ScoredDocument] = field(default_factory=list)
    _assembled: list[ScoredDocument] = field(default_factory=list)

    def add(self, gold: GoldDocument) -> None:
        """Read one text and count it."""
        predicted = self._attempt(gold, lambda: self.extract(gold.text, gold.document_id))
        self._read.append(_scored(gold, predicted))
        if self.gold_spans is not None and self.assemble is not None:
            spans_of, assemble = self.gold_spans, self.assemble
            rows = self._attempt(gold, lambda: assemble(gold.text, spans_of(gold)))
            self._assembled.append(_scored(gold, rows))

    def sections(self) -> tuple[Section, ...]:
        """The scores so far: as read, and as assembled from the gold spans where there are any."""
        parts = ((FILINGS, self._read), (FROM_GOLD_SPANS, self._assembled))
        return tuple(Section(title, score_groups(counts)) for title, counts in parts if counts)

    def _attempt(self, gold: GoldDocument, make: Callable[[], Filing]) -> Filing:
        try:
            return make()
        except Form4Error as error:
            self.problems.append(f"{gold.document_id}: {error}")
            return Filing()


def score_annotated(
    texts: Iterable[AnnotatedText], tag: Tag, assemble: Assemble
) -> tuple[Section, ...]:
    """Entity scores of annotated texts, and how many rows of the gold spans come out again."""
    spans: list[SpanCounts] = []
    rows: list[ScoredDocument] = []
    for text in texts:
        predicted = tag(text.text)
        spans.append(count_spans(text, predicted))
        wanted = assemble(text.text, text.spans)
        gold = GoldDocument(text.document_id, text.text, wanted, (f"layout: {text.layout}",))
        rows.append(_scored(gold, assemble(text.text, predicted)))
    if not spans:
        return ()
    return (
        Section(ENTITIES, score_spans(spans)),
        Section(AGAINST_GOLD_SPANS, score_groups(rows)),
    )


def _scored(gold: GoldDocument, predicted: Filing) -> ScoredDocument:
    comparison = compare_filings(gold.filing, predicted)
    return score_document(gold.document_id, comparison, gold.groups, gold.cluster)
