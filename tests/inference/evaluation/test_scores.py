"""Aggregated scores: hand-counted figures, groups, intervals."""

from collections.abc import Sequence

import numpy as np
from pytest import approx

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.bootstrap import Bootstrap, Interval
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.scores import ScoredDocument, score, score_document, score_groups
from form4.inference.evaluation.spans import count_spans, score_spans
from form4.model.filing import Filing, Issuer, ReportingOwner
from form4.model.spans import Span


def document(
    name: str, counts: tuple[int, int, int], groups: Sequence[str] = (), cluster: str = ""
) -> ScoredDocument:
    """A document with counts of owner names alone."""
    return ScoredDocument(
        name, cluster or name, tuple(groups), {"owner.name": counts}, (0, 0), (0, 0)
    )


def test_f1_is_micro_averaged() -> None:
    scores = score("both", [document("a", (8, 2, 0)), document("b", (0, 0, 2))])
    core = scores.core
    assert (core.correct, core.missed, core.spurious) == (8, 2, 2)
    assert core.precision.value == core.recall.value == core.f1.value == approx(0.8)
    assert scores.fields["owner.name"].f1.value == approx(0.8)
    assert scores.footnotes.f1 == Interval(None)


def test_nothing_to_count_has_no_figure() -> None:
    scores = score("none", [])
    assert scores.core.f1 == scores.exact_rows.share == Interval(None)
    assert str(scores.core.f1) == "–"


def test_intervals_hold_the_figure_and_repeat_exactly() -> None:
    documents = [document(str(n), (n % 7, n % 3, n % 2)) for n in range(1, 60)]
    first, second = score("a", documents).core.f1, score("a", documents).core.f1
    assert first == second
    assert first.low is not None and first.value is not None and first.high is not None
    assert first.low < first.value < first.high


def test_texts_of_one_filing_are_resampled_together() -> None:
    counts = [(10, 0, 0), (0, 10, 0)] * 10
    apart = [document(str(n), c, cluster=str(n)) for n, c in enumerate(counts)]
    paired = [document(str(n), c, cluster=str(n // 2)) for n, c in enumerate(counts)]
    wide, narrow = (score("x", documents).core.recall for documents in (apart, paired))
    assert wide.value == narrow.value == narrow.low == narrow.high == 0.5
    assert wide.low is not None and wide.low < 0.4


def test_bootstrap_against_resampling_one_by_one() -> None:
    rng = np.random.default_rng(1)
    counts = np.stack([rng.integers(0, 20, 40), rng.integers(0, 20, 40)], axis=1)
    counts[:, 1] += counts[:, 0]
    share = Bootstrap([str(n) for n in range(40)]).rate(counts).share
    samples = [counts[rng.integers(0, 40, 40)].sum(axis=0) for _ in range(4000)]
    low, high = np.percentile([hits / total for hits, total in samples], (2.5, 97.5))
    assert share.low == approx(low, abs=0.02) and share.high == approx(high, abs=0.02)


def test_groups_are_sorted_with_those_of_an_axis_last() -> None:
    documents = [
        document("a", (1, 0, 0), ("seen", "converter: pypdf")),
        document("b", (1, 0, 0), ("seen", "OCR", "converter: ocr")),
        document("c", (0, 1, 0), ("unseen", "converter: cells")),
    ]
    scores = score_groups(documents)
    assert [(s.name, s.documents) for s in scores] == [
        ("all documents", 3),
        ("OCR", 1),
        ("seen", 2),
        ("unseen", 1),
        ("converter: cells", 1),
        ("converter: ocr", 1),
        ("converter: pypdf", 1),
    ]
    assert scores[3].core.recall.value == 0.0


def test_a_comparison_is_counted_field_by_field() -> None:
    gold = Filing(issuer=Issuer(name="ACME"), reporting_owners=(ReportingOwner(name="Roe"),))
    read = Filing(issuer=Issuer(name="Other"), reporting_owners=(ReportingOwner(name="ROE"),))
    counted = score_document("d", compare_filings(gold, read))
    assert counted.fields == {"filing.issuer.name": (0, 1, 1), "owner.name": (1, 0, 0)}
    scores = score("d", [counted])
    assert scores.core.f1.value == 1.0
    assert scores.all_fields.f1.value == approx(0.5)


def test_spans_count_only_with_equal_borders_and_label() -> None:
    text = AnnotatedText(
        "d",
        "aa bb cc dd ee",
        (Span(0, 2, "x"), Span(3, 5, "y"), Span(12, 14, "x")),
        "tabs",
        ((9, 11),),
    )
    found = [Span(0, 2, "x", 0.4), Span(3, 4, "y"), Span(6, 8, "x"), Span(9, 11, "x")]
    counted = count_spans(text, found, ("layout: tabs",))
    assert counted.fields == {"x": (1, 1, 1), "y": (0, 1, 1)}  # the last one stands in a mask
    overall, layout = score_spans([counted])
    assert layout.name == "layout: tabs"
    assert overall.overall.f1.value == approx(1 / 3)
    assert overall.labels["x"].f1.value == approx(0.5)
