"""Small fits in plain numpy: ridge logistic regression, isotonic curves, and both together."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from form4.inference.calibration import Curve, Judge
from form4.inference.confidence_features import FIELD, RISING

Floats = NDArray[np.floating[Any]]

_RIDGE = 1.0
_FIELD_RIDGE = 4.0  # a field with few examples stays with the others
_BIAS_RIDGE = 0.01
_STEPS = 50
_BLOCKS = 12  # of equal mass, between which a curve is straight
_PRIOR = 8.0  # examples by which the logistic's own chance counts in each block
_SLOPE = 0.05
_INSIDE = 0.003  # no chance is nearer to 0 or 1


def fit_judge(
    features: Sequence[Mapping[str, float]], right: Sequence[bool], weights: Sequence[float]
) -> Judge:
    """The judge of weighed examples: a ridge logistic regression bent by an isotonic curve."""
    truth, mass = np.array(right, dtype=np.float64), np.array(weights, dtype=np.float64)
    judge = fit_logistic(features, truth, mass)
    raw = np.array([judge.raw(one) for one in features], dtype=np.float64)
    return Judge(judge.bias, judge.weights, fit_curve(raw, truth, mass))


def fit_logistic(features: Sequence[Mapping[str, float]], right: Floats, mass: Floats) -> Judge:
    """Newton's method on the ridge logistic loss.

    A feature that would weigh the other way than it can (`RISING`, all others but fields falling)
    weighs nothing: by chance of few examples a doubt must not make surer.
    """
    names = sorted({name for one in features for name in one})
    while True:
        found, bias = _weigh(features, names, right, mass)
        wrong = [name for name in names if _sign(name) * found[name] < 0]
        if not wrong:
            return Judge(bias, found)
        names.remove(max(wrong, key=lambda name: abs(found[name])))


def _sign(name: str) -> int:
    """Which way a feature can weigh; 0 is both ways."""
    if name.startswith(FIELD):
        return 0
    return 1 if name in RISING else -1


def _weigh(
    features: Sequence[Mapping[str, float]], names: Sequence[str], right: Floats, mass: Floats
) -> tuple[dict[str, float], float]:
    places = {name: number for number, name in enumerate(names)}
    inputs = np.zeros((len(features), len(names) + 1))
    inputs[:, -1] = 1.0
    for row, one in enumerate(features):
        for name in one.keys() & places.keys():
            inputs[row, places[name]] = one[name]
    ridge = np.array([_FIELD_RIDGE if name.startswith(FIELD) else _RIDGE for name in names])
    found = _newton(inputs, right, mass, np.append(ridge, _BIAS_RIDGE))
    return {name: float(found[place]) for name, place in places.items()}, float(found[-1])


def _newton(inputs: Floats, right: Floats, mass: Floats, ridge: Floats) -> Floats:
    found = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ found, -30, 30)))
        curvature = mass * np.maximum(chance * (1 - chance), 1e-6)
        hessian = (inputs * curvature[:, None]).T @ inputs + np.diag(ridge)
        step = np.linalg.solve(hessian, inputs.T @ (mass * (right - chance)) - ridge * found)
        found += step
        if np.abs(step).max(initial=0.0) < 1e-6:
            break
    return found


def fit_curve(chance: Floats, right: Floats, mass: Floats) -> Curve:
    """What share is right at each chance: blocks of equal mass, drawn to the chance, made to rise.

    The curve is bounded inside (0, 1): no number of examples makes a next one certain.
    """
    if not len(chance):
        return Curve()
    order = np.argsort(chance, kind="stable")
    before = np.cumsum(mass[order]) - mass[order]
    block = np.minimum((before / mass.sum() * _BLOCKS).astype(np.int64), _BLOCKS - 1)
    sums = [np.bincount(block, x, _BLOCKS) for x in (mass[order], (mass * chance)[order])]
    hits = np.bincount(block, (mass * right)[order], _BLOCKS)
    full = sums[0] > 0
    total, middle = sums[0][full], sums[1][full] / sums[0][full]
    share = (hits[full] + _PRIOR * middle) / (total + _PRIOR)
    heights = np.clip(rising(share, total + _PRIOR), _INSIDE, 1 - _INSIDE)
    x = np.concatenate(([0.0], np.maximum.accumulate(middle), [1.0]))
    # A slope everywhere, so that of two things the surer one stays the surer one.
    inner = _SLOPE * middle + (1 - _SLOPE) * heights
    y = np.concatenate(([_INSIDE / 2], inner, [max(float(inner[-1]), 1 - _INSIDE / 2)]))
    return Curve(tuple(map(float, x)), tuple(map(float, y)))


def rising(heights: Floats, mass: Floats) -> Floats:
    """The nearest rising sequence (pool adjacent violators; weighted least squares)."""
    pools: list[tuple[float, float, int]] = []
    for height, weight in zip(heights, mass, strict=True):
        mean, total, count = float(height), float(weight), 1
        while pools and pools[-1][0] >= mean:
            left, left_total, left_count = pools.pop()
            mean = (left * left_total + mean * total) / (left_total + total)
            total, count = total + left_total, count + left_count
        pools.append((mean, total, count))
    return np.repeat([mean for mean, _, _ in pools], [count for _, _, count in pools])
