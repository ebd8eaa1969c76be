"""Small fits with answers that can be checked by hand."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.training.fitting import fit_curve, fit_judge, rising


def test_violators_are_pooled() -> None:
    heights = np.array([0.1, 0.5, 0.3, 0.4, 0.9])
    assert rising(heights, np.ones(5)) == pytest.approx([0.1, 0.4, 0.4, 0.4, 0.9])
    weighed = rising(np.array([1.0, 0.0]), np.array([3.0, 1.0]))
    assert weighed == pytest.approx([0.75, 0.75])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80))
def test_a_curve_rises_and_never_reaches_certainty(points: list[tuple[float, bool]]) -> None:
    chance = np.array([x for x, _ in points])
    right = np.array([float(y) for _, y in points])
    curve = fit_curve(chance, right, np.ones(len(points)))
    heights = [curve.at(x / 20) for x in range(21)]
    assert heights == sorted(heights)
    assert heights[0] > 0 and heights[-1] < 1


def test_few_examples_hardly_bend_the_curve() -> None:
    one = fit_curve(np.array([0.6]), np.array([1.0]), np.ones(1))
    assert 0.6 < one.at(0.6) < 0.7
    assert fit_curve(np.array([]), np.array([]), np.array([])).at(0.3) == 0.3


def test_a_judge_learns_what_its_features_say() -> None:
    rng = random.Random(1)
    features = [{"score": rng.uniform(-3, 3)} for _ in range(2000)]
    right = [rng.random() < 1 / (1 + np.exp(-1 - one["score"])) for one in features]
    judge = fit_judge(features, right, [1.0] * len(right))
    for x, expected in ((-3, 0.119), (0, 0.731), (2, 0.953)):
        assert judge.chance({"score": x}) == pytest.approx(expected, abs=0.05)


def test_a_doubt_never_makes_surer() -> None:
    features = [{"warnings": float(n % 2), "score": 1.0} for n in range(40)]
    judge = fit_judge(features, [n % 2 == 1 for n in range(40)], [1.0] * 40)
    assert "warnings" not in judge.weights


def test_nothing_to_learn_from_is_no_failure() -> None:
    assert fit_judge([], [], []).chance({"score": 1.0}) == 0.5
