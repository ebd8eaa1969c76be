"""Strict entity scores: the same as seqeval's, and resampled by filing."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.spans import count_spans, score_spans
from form4.model.spans import Span

LENGTH = 24
LABELS = ("issuer_name", "owner_name", "transaction_code")


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Spans of one text that do not overlap; some touch."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=10)))
    kept = [pair for pair in pairwise(edges) if draw(st.booleans())]
    return tuple(Span(start, end, draw(st.sampled_from(LABELS))) for start, end in kept)


def tags(found: Sequence[Span]) -> list[str]:
    """A tag for each character."""
    made = ["O"] * LENGTH
    for span in found:
        made[span.start : span.end] = [f"I-{span.label}"] * (span.end - span.start)
        made[span.start] = f"B-{span.label}"
    return made


@given(spans(), spans())
@settings(deadline=None, max_examples=60)
def test_counts_are_those_of_seqeval_strict_iob2(
    gold: tuple[Span, ...], found: tuple[Span, ...]
) -> None:
    metrics = pytest.importorskip("seqeval.metrics")
    from seqeval.scheme import IOB2

    counted = count_spans(AnnotatedText("a", "x" * LENGTH, gold), found)
    overall = score_spans([counted])[0].overall
    pair = ([tags(gold)], [tags(found)])
    wanted = [
        score(*pair, mode="strict", scheme=IOB2, zero_division=0)
        for score in (metrics.precision_score, metrics.recall_score, metrics.f1_score)
    ]
    figures = (overall.precision.value, overall.recall.value, overall.f1.value)
    assert [figure or 0.0 for figure in figures] == pytest.approx(wanted)


def test_texts_of_one_filing_are_resampled_together() -> None:
    texts = [AnnotatedText(f"a.{n}", "ACME CORP", (Span(0, 4, "issuer_name"),)) for n in range(6)]
    read: list[tuple[Span, ...]] = [text.spans if n % 2 else () for n, text in enumerate(texts)]
    apart = [count_spans(text, found) for text, found in zip(texts, read, strict=True)]
    together = [
        count_spans(text, found, cluster="a") for text, found in zip(texts, read, strict=True)
    ]
    alone, one = (score_spans(counts)[0].overall.f1 for counts in (apart, together))
    assert alone.value == one.value
    assert alone.low != alone.high
    assert one.low == one.high == one.value  # one filing, whatever is drawn
