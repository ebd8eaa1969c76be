"""Damage of a given share: exact in amount, true in what it calls intact."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.noise.curve import SHARES, damage
from form4.model.spans import Span
from tests.annotations.sec_form_page import sec_form_page

SHORT = AnnotatedText(
    "short", "S 11,796\tD", (Span(0, 1, "transaction_code"), Span(2, 8, "transaction_shares")),
    masked=((9, 10),),
)  # fmt: skip
PAGE = LINEARIZERS["reading_order"](sec_form_page(), random.Random(0)).annotated("page", "test")


def test_no_damage_changes_nothing() -> None:
    damaged = damage(SHORT, 0.0, random.Random(0))
    assert damaged.annotated == SHORT
    assert damaged.moved == SHORT.spans
    assert damaged.intact == {0, 1}


@settings(deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(SHARES))
def test_intact_spans_hold_what_they_held(seed: int, share: float) -> None:
    damaged = damage(PAGE, share, random.Random(seed))
    for number, (before, after) in enumerate(zip(PAGE.spans, damaged.moved, strict=True)):
        if number in damaged.intact:
            assert after is not None
            same = PAGE.text[before.start : before.end]
            assert damaged.annotated.text[after.start : after.end] == same
        if after is not None:
            text = damaged.annotated.text[after.start : after.end]
            assert text == text.strip() != ""
            assert after.label == before.label


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_the_same_seed_does_the_same_damage(seed: int) -> None:
    assert damage(PAGE, 0.05, random.Random(seed)) == damage(PAGE, 0.05, random.Random(seed))


def test_more_damage_leaves_fewer_spans_intact() -> None:
    counts = [len(damage(PAGE, share, random.Random(1)).intact) for share in SHARES]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == len(PAGE.spans) > counts[-1]


def test_everything_damaged_leaves_no_span_intact_and_drops_lost_ones() -> None:
    damages = [damage(SHORT, 1.0, random.Random(seed)) for seed in range(80)]
    assert all(not damaged.intact for damaged in damages)
    assert any(damaged.moved[0] is None for damaged in damages)
    assert all(
        len(damaged.annotated.spans) == sum(span is not None for span in damaged.moved)
        for damaged in damages
    )


def test_a_share_out_of_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        damage(SHORT, 1.5, random.Random(0))
