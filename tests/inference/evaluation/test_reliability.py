"""Calibration error and review of small, hand-checked lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.reliability import (
    Bin,
    Judged,
    calibration_error,
    judged_rows,
    judged_values,
    reliability,
    review,
)
from form4.model.filing import Evidence, Filing, Origin, Row, Table

FOUR = [Judged(0.9, True), Judged(0.9, False), Judged(0.2, False), Judged(0.4, True)]
LISTS = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_bins_of_equal_width_hold_like_confidence() -> None:
    assert reliability(FOUR, 2) == [Bin(2, pytest.approx(0.3), 0.5), Bin(2, 0.9, 0.5)]
    assert calibration_error(FOUR, 2) == pytest.approx((2 * 0.2 + 2 * 0.4) / 4)


def test_bins_of_equal_mass_hold_equally_many() -> None:
    assert [one.count for one in reliability(FOUR, 2, by_mass=True)] == [2, 2]


def test_nothing_judged_has_no_error() -> None:
    assert (calibration_error([]), review([])) == (None, [])


def test_the_least_sure_rows_are_looked_at_first() -> None:
    half = review(FOUR, [0.5])[0]
    assert (half.caught, half.wrong_left) == (0.5, 0.5)
    # The two of 0.9 are equally likely to be the third one looked at.
    assert review(FOUR, [0.75])[0].caught == 0.75


def test_without_wrong_rows_there_is_nothing_to_catch() -> None:
    assert review([Judged(0.5, True)], [0.5])[0].caught is None


@given(judged=LISTS, by_mass=st.booleans())
def test_bins_hold_everything_once(judged: list[Judged], by_mass: bool) -> None:
    bins = reliability(judged, by_mass=by_mass)
    assert sum(one.count for one in bins) == len(judged)
    assert sum(one.count * one.right for one in bins) == pytest.approx(
        sum(one.is_right for one in judged)
    )
    assert 0 <= (calibration_error(judged, by_mass=by_mass) or 0) <= 1


@given(judged=LISTS)
def test_a_review_of_everything_catches_everything(judged: list[Judged]) -> None:
    whole = review(judged, [1.0])[0]
    assert whole.caught in (None, pytest.approx(1.0))
    assert whole.wrong_left == 0


def test_rows_and_values_are_judged_against_gold() -> None:
    def row(code: str, score: float) -> Row:
        evidence = {"transaction_code": Evidence(code, ((0, 1),), score, Origin.MODEL)}
        return Row(
            Table.NON_DERIVATIVE,
            security_title="Stock",
            transaction_code=code,
            confidence=score,
            evidence=evidence,
        )

    gold = Filing(transactions=(row("P", 1.0), row("S", 1.0)))
    predicted = Filing(transactions=(row("P", 0.8), row("F", 0.3)))
    comparison = compare_filings(gold, predicted)
    assert judged_values(comparison) == [Judged(0.8, True), Judged(0.3, False)]
    assert judged_rows(comparison, predicted) == [Judged(0.8, True), Judged(0.3, False)]
