"""The assignment against trying every pairing."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import integers
from numpy.typing import NDArray

from form4.inference.evaluation.assignment import assign

SMALL = arrays(
    np.int64,
    shape=integers(0, 5).flatmap(lambda n: integers(0, 5).map(lambda m: (n, m))),
    elements=integers(-9, 9),
)


def best_gain(gain: NDArray[np.int64]) -> int:
    """The greatest total over every one-to-one pairing, by trying them all."""
    if gain.shape[0] > gain.shape[1]:
        gain = gain.T
    rows, columns = gain.shape
    return max(
        sum(int(gain[row, column]) for row, column in enumerate(chosen))
        for chosen in permutations(range(columns), rows)
    )


@given(gain=SMALL)
def test_no_other_pairing_gains_more(gain: NDArray[np.int64]) -> None:
    pairs = assign(gain)
    assert len(pairs) == min(gain.shape)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(int(gain[pair]) for pair in pairs) == best_gain(gain)


def test_pairs_are_sorted_by_row_also_with_more_rows_than_columns() -> None:
    gain = np.array([[0, 1], [5, 0], [0, 7]], dtype=np.int64)
    assert assign(gain) == ((1, 0), (2, 1))


def test_many_rows_take_no_cubic_loop_in_python() -> None:
    gain = np.arange(300 * 300, dtype=np.int64).reshape(300, 300) % 17
    assert len(assign(gain)) == 300
