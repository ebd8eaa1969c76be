"""Noise: labels ride on the characters that are left."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.linearizers.tape import Piece, Tape
from form4.annotations.synthesis.noise import CLEAN_SHARE, NOISES, add_noise
from form4.annotations.synthesis.noise.marks import misread_checks, swallow_marks
from form4.model.labels import BY_NAME
from tests.annotations.sec_form_page import sec_form_page

SEEDS = st.integers(0, 10**6)
PAGE = sec_form_page()


def labelled(tape: Tape) -> list[tuple[str, str]]:
    """The spans as (label, text)."""
    annotated = tape.annotated("test", "test")
    return [(span.label, annotated.text[span.start : span.end]) for span in annotated.spans]


@pytest.mark.parametrize("name", NOISES)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, layout=st.sampled_from(sorted(LINEARIZERS)), strength=st.floats(0, 1))
def test_every_noise_leaves_a_valid_text(
    name: str, seed: int, layout: str, strength: float
) -> None:
    tape = LINEARIZERS[layout](PAGE, random.Random(seed))
    before = list(tape.pieces)
    noisy = NOISES[name](tape, random.Random(seed), strength)
    assert tape.pieces == before  # noise makes a new tape
    for label, text in labelled(noisy):
        assert label in BY_NAME
        assert text == text.strip() != ""


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_noise_is_the_same_for_the_same_seed(seed: int) -> None:
    def draw() -> Tape:
        rng = random.Random(seed)
        return add_noise(LINEARIZERS["grid_tabs"](PAGE, rng), rng)

    assert draw().pieces == draw().pieces


def test_about_a_third_of_the_pages_stay_clean() -> None:
    tape = LINEARIZERS["markdown"](PAGE, random.Random(0))
    clean = sum(add_noise(tape, random.Random(seed)) is tape for seed in range(400)) / 400
    assert abs(clean - CLEAN_SHARE) < 0.08


def test_a_mark_swallowed_by_its_number_keeps_its_own_span() -> None:
    pieces = [
        Piece("28,836", "transaction_shares", 1), Piece(" ("), Piece("2", "footnote_mark", 2),
        Piece(")\t"),
    ]  # fmt: skip
    texts = {swallow_marks(Tape(pieces), random.Random(seed), 1.0).text for seed in range(20)}
    assert "28,8362)\t" in texts
    swallowed = next(
        tape
        for tape in (swallow_marks(Tape(pieces), random.Random(seed), 1.0) for seed in range(20))
        if tape.text == "28,8362)\t"
    )
    assert labelled(swallowed) == [("transaction_shares", "28,836"), ("footnote_mark", "2")]


def test_a_deleted_check_mark_loses_its_span() -> None:
    tape = Tape([Piece("X", "is_officer", 1), Piece(" Officer")])
    results = [labelled(misread_checks(tape, random.Random(seed), 1.0)) for seed in range(60)]
    assert [] in results
    assert any(spans and spans[0][1] not in ("X", "x") for spans in results)


def test_a_footnote_in_a_formula_stays_one_span() -> None:
    tape = Tape(
        [
            Piece("1", "footnote_id", 1), Piece(". "), Piece("TAX WITHHELD", "footnote_text", 2),
            Piece("\n"), Piece("ON VESTING.", "footnote_text", 2), Piece("\nRemarks:"),
        ]
    )  # fmt: skip
    noisy = NOISES["wrap_in_formula"](tape, random.Random(1), 1.0)
    assert noisy.text == "$1. \\ TAX \\ WITHHELD\nON \\ VESTING.$\nRemarks:"
    assert labelled(noisy) == [
        ("footnote_id", "1"),
        ("footnote_text", "TAX \\ WITHHELD\nON \\ VESTING."),
    ]
