"""Linearizers: every value comes through, labelled, whatever the reading."""

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.linearizers.sheet import number_values, wrap, wrap_tight
from form4.annotations.synthesis.linearizers.tape import (
    UNKNOWN,
    Piece,
    Tape,
    cut,
    text_of,
)
from form4.annotations.synthesis.linearizers.tearing import tear
from form4.annotations.synthesis.page import Grid, GridRow, Page, Paragraph, Run
from tests.annotations.sec_form_page import cell, sec_form_page

SEEDS = st.integers(0, 10**6)
PAGE = sec_form_page()
# Readings that misread, lose or double characters as their converters do.
LOSSY = {"wrong_grid": 0.75, "ocr_lines": 0.8, "wrapped_rows": 0.85}
REORDERED = {"text_blocks"}  # lines of a cell that stand in rows of their own, read by columns
EXACT = sorted(set(LINEARIZERS) - set(LOSSY) - REORDERED)


def values(tape: Tape) -> dict[int, tuple[str, str]]:
    """Each value's label and characters, white space and escapes left out."""
    texts: dict[int, str] = defaultdict(str)
    labels: dict[int, str] = {}
    for text, label, value in tape.pieces:
        if label is not None:
            texts[value] += "".join(text.replace("\\", "").split())
            labels[value] = label
    return {value: (labels[value], text) for value, text in texts.items()}


def expected() -> dict[int, tuple[str, str]]:
    """The values of the page as they are printed."""
    runs: list[Run] = []
    for block in PAGE.blocks:
        if isinstance(block, Paragraph):
            runs.extend(block.runs)
        else:
            runs.extend(run for row in block.rows for one in row.cells for run in one.runs)
    labelled = [run for run in runs if run.label]
    return {
        number: (run.label or "", "".join(run.text.split()))
        for number, run in enumerate(labelled, start=1)
    }


@pytest.mark.parametrize("name", EXACT)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_every_value_comes_through_whole(name: str, seed: int) -> None:
    found = values(LINEARIZERS[name](PAGE, random.Random(seed)))
    marks = {number for number, (label, _) in found.items() if label.startswith("is_")}
    for number, value in expected().items():
        if number in marks and found[number][1] == "checked":
            continue  # markdown writes check boxes as <input checked="">
        assert found[number] == value


@pytest.mark.parametrize("name", LINEARIZERS)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_spans_lie_apart_and_hold_no_outer_white_space(name: str, seed: int) -> None:
    annotated = LINEARIZERS[name](PAGE, random.Random(seed)).annotated("test", name)
    for span in annotated.spans:
        text = annotated.text[span.start : span.end]
        assert text == text.strip() != ""


@pytest.mark.parametrize("name", LINEARIZERS)
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_the_same_seed_gives_the_same_text(name: str, seed: int) -> None:
    draws = [LINEARIZERS[name](PAGE, random.Random(seed)).pieces for _ in range(2)]
    assert draws[0] == draws[1]


@pytest.mark.parametrize(("name", "least"), LOSSY.items())
def test_lossy_readings_keep_most_characters_of_most_values(name: str, least: float) -> None:
    """Few values are lost altogether, and some always are."""
    kept = total = 0
    for seed in range(60):
        found = values(LINEARIZERS[name](PAGE, random.Random(seed)))
        total += len(expected())
        kept += sum(found.get(number) == value for number, value in expected().items())
    assert least < kept / total < 0.99


def test_pieces_of_a_value_join_over_white_space_and_pipes_only() -> None:
    tape = Tape(
        [
            Piece("08/15/2", "transaction_date", 1), Piece("\t\t"),
            Piece("2013", "transaction_date", 1), Piece(" | "),
            Piece("11,796", "transaction_shares", 2), Piece("156,741", "transaction_shares", 3),
            Piece(" x "), Piece("156", "transaction_shares", 3),
        ]
    )  # fmt: skip
    annotated = tape.annotated("test", "test")
    assert [annotated.text[span.start : span.end] for span in annotated.spans] == [
        "08/15/2\t\t2013",
        "11,796",
        "156,741",
        "156",
    ]


def test_lines_break_at_blanks_and_keep_their_labels() -> None:
    pieces = (Piece("Stock Option (right to buy)", "security_title", 1), Piece("\n(2)"))
    assert wrap(pieces, 14) == [
        (Piece("Stock Option", "security_title", 1),),
        (Piece("(right to buy)", "security_title", 1),),
        (Piece("(2)"),),
    ]


def test_narrow_columns_break_dates_and_amounts_after_their_signs() -> None:
    pieces = (Piece("08/15/2013", "transaction_date", 1),)
    assert [text_of(line) for line in wrap_tight(pieces, 7)] == ["08/15/", "2013"]
    assert [text_of(line) for line in wrap_tight((Piece("Abcdefgh i"),), 4)] == [
        "Abcd",
        "efgh",
        "i",
    ]


@given(st.text("ab/,12 c", max_size=40), st.integers(1, 12))
def test_tight_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap_tight((Piece(text, "remarks", 1),), width)
    assert "".join(text_of(line) for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(text_of(line).strip()) <= width for line in lines)


def test_an_unknown_label_is_masked() -> None:
    tape = Tape([Piece("ooina/20e1", UNKNOWN, 1), Piece(" "), Piece("S", "transaction_code", 2)])
    annotated = tape.annotated("test", "test")
    assert annotated.masked == ((0, 10),)
    assert [span.label for span in annotated.spans] == ["transaction_code"]


@given(st.text("ab c", max_size=40), st.integers(1, 12))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap((Piece(text, "remarks", 1),), width)
    assert "".join(text_of(line) for line in lines).replace(" ", "") == text.replace(" ", "")


@given(st.integers(0, 12), st.integers(0, 12))
def test_cut_is_slicing(start: int, end: int) -> None:
    pieces = (Piece("ab"), Piece("cdef", "remarks", 1), Piece("ghij"))
    assert text_of(cut(pieces, start, end)) == "abcdefghij"[start:end]


@given(SEEDS, st.integers(1, 5))
def test_a_cut_never_makes_two_values_of_a_mark(seed: int, at: int) -> None:
    pieces = (Piece("1", "footnote_mark", 1), Piece(") $3."))
    head, tail = tear(pieces, at, random.Random(seed))
    assert sum(piece.label is not None for piece in (*head, *tail)) <= 1


def test_a_row_run_together_reads_as_real_text_layers_do() -> None:
    grid = Grid(
        (10, 10, 4),
        (GridRow((cell(("Common Stock", "security_title")), cell(), cell(("D", "direct")))),),
    )
    texts = {
        LINEARIZERS["run_together"](Page((grid,), "test"), random.Random(seed)).text.strip()
        for seed in range(30)
    }
    assert "Common StockD" in texts
    assert len(number_values(Page((grid,), "test"))) == 1
