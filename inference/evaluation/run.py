"""Read gold documents with a model and make sections of what came of them."""

from collections.abc import Iterable, Iterator, Sequence

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.assembly import assemble
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.figures import (
    cause_figures,
    confidence_figures,
    lost_figures,
    noise_figures,
    other_figures,
    speed_figures,
)
from form4.inference.evaluation.gold import GoldDocument
from form4.inference.evaluation.measured import Measure, Measured
from form4.inference.evaluation.noise_curve import noise_curve
from form4.inference.evaluation.other_papers import drawn_papers, rows_made_up
from form4.inference.evaluation.reader import Reader, Team
from form4.inference.evaluation.report import AnySection, Section
from form4.inference.evaluation.scores import ScoredDocument, score_document, score_groups
from form4.inference.evaluation.spans import SpanCounts, count_spans, score_spans

FILINGS = "Filings"
ENTITIES = "Entities"
AGAINST_GOLD_SPANS = "Rows from predicted spans, against rows from gold spans"


def measure_filings(
    documents: Iterable[GoldDocument], team: Team, *, with_spans: bool
) -> Iterator[Measured]:
    """Read and count gold documents, in order; only the counts are kept."""
    return team.map(Measure(document, with_spans) for document in documents)


def filing_sections(
    measured: Sequence[Measured], *, with_spans: bool, is_calibrated: bool
) -> tuple[AnySection, ...]:
    """The scores of read documents, and where `with_spans` was set also where values were lost."""
    if not measured:
        return ()
    sections: list[AnySection] = [
        Section(FILINGS, score_groups([one.read for one in measured])),
        confidence_figures(measured, is_calibrated=is_calibrated),
    ]
    if with_spans:
        spans = [one.aligned.spans for one in measured if one.aligned is not None]
        sections += [lost_figures(measured), cause_figures(measured)]
        sections.append(Section(ENTITIES, score_spans(spans)))
    return tuple(sections)


def extra_sections(
    text_layer: Sequence[GoldDocument], measured: Sequence[Measured], team: Team
) -> tuple[AnySection, ...]:
    """What is measured beside the scores: damaged characters, other papers, speed."""
    return (
        noise_figures(noise_curve(text_layer, team)),
        other_figures(rows_made_up(drawn_papers(), team)),
        speed_figures(measured, team.size),
    )


def score_annotated(texts: Iterable[AnnotatedText], reader: Reader) -> tuple[Section, ...]:
    """Entity scores of annotated texts, and how many rows of the gold spans come out again.

    The rows are those that people joined, where they did.
    """
    spans: list[SpanCounts] = []
    rows: list[ScoredDocument] = []
    for text in texts:
        predicted = reader.tag(text.text)
        groups = (f"layout: {text.layout}",)
        spans.append(count_spans(text, predicted, groups))
        wanted = (
            assemble(text.text, text.spans, rows=text.rows)
            if text.rows
            else reader.assemble(text.text, text.spans)
        )
        gold = GoldDocument(text.document_id, text.text, wanted, groups)
        found = compare_filings(gold.filing, reader.assemble(text.text, predicted))
        rows.append(score_document(gold.document_id, found, groups))
    if not spans:
        return ()
    return (
        Section(ENTITIES, score_spans(spans)),
        Section(AGAINST_GOLD_SPANS, score_groups(rows)),
    )
