"""Synthetic pages: seeded one by one, valid, and fast enough to feed training."""

import time

import pytest

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.synthesize import SyntheticPage, pages
from form4.annotations.synthesis.values import ValuePools
from form4.model.errors import Form4Error
from form4.model.labels import BY_NAME


@pytest.fixture(scope="module")
def pools() -> ValuePools:
    """The lists that ship with the package."""
    return ValuePools.builtin()


@pytest.fixture(scope="module")
def drawn(pools: ValuePools) -> list[SyntheticPage]:
    """A few dozen pages of every kind."""
    return list(pages(60, 7, pools))


def test_page_k_does_not_depend_on_the_pages_before_it(
    drawn: list[SyntheticPage], pools: ValuePools
) -> None:
    assert list(pages(5, 7, pools)) == drawn[:5]
    assert next(pages(1, 8, pools)) != drawn[0]


def test_pages_are_named_after_seed_and_number(drawn: list[SyntheticPage]) -> None:
    assert [page.annotated.document_id for page in drawn[:2]] == ["synthetic-7-0", "synthetic-7-1"]
    assert {page.annotated.layout for page in drawn} <= set(LINEARIZERS)


def test_spans_carry_known_labels_and_no_outer_white_space(drawn: list[SyntheticPage]) -> None:
    for page in drawn:
        for span in page.annotated.spans:
            text = page.annotated.text[span.start : span.end]
            assert span.label in BY_NAME
            assert text == text.strip() != ""


def test_most_pages_name_their_owner_and_issuer(drawn: list[SyntheticPage]) -> None:
    for label in ("owner_name", "issuer_name"):
        share = sum(label in {span.label for span in p.annotated.spans} for p in drawn) / len(drawn)
        assert share > 0.85


def test_layouts_restrict_the_readings(pools: ValuePools) -> None:
    drawn = list(pages(6, 1, pools, layouts=("pipes", "html_text")))
    assert {page.annotated.layout for page in drawn} <= {"pipes", "html_text"}


def test_an_unknown_layout_is_named(pools: ValuePools) -> None:
    with pytest.raises(Form4Error, match="'sideways'"):
        pages(1, 1, pools, layouts=("sideways",))


def test_real_filings_are_mixed_in(drawn: list[SyntheticPage], pools: ValuePools) -> None:
    real = [page.filing for page in drawn[:5]]
    assert [page.filing for page in pages(8, 7, pools, real)] != [p.filing for p in drawn[:8]]


def test_a_hundred_pages_take_less_than_some_seconds(pools: ValuePools) -> None:
    """Measured at over 100 pages a second; the bound leaves room for a busy machine."""
    start = time.process_time()
    assert sum(1 for _ in pages(100, 3, pools)) == 100
    assert time.process_time() - start < 5.0
