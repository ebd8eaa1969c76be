"""One-to-one pairing with the greatest total gain (the Hungarian method, shortest paths)."""

import numpy as np
from numpy.typing import NDArray

_FAR = np.iinfo(np.int64).max // 4


def assign(gain: NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """Row and column pairs of the greatest total gain, sorted by row; `gain` is (rows, columns).

    Every row gets a column, or every column a row where there are fewer columns.
    O(min(n, m)² · max(n, m)); gains must stay below 2**40 in size.
    """
    rows, columns = gain.shape
    if rows > columns:
        return tuple(sorted((row, column) for column, row in assign(gain.T)))
    cost = -gain.astype(np.int64)
    row_price = np.zeros(rows, dtype=np.int64)
    column_price = np.zeros(columns + 1, dtype=np.int64)
    owner = np.full(columns + 1, -1, dtype=np.int64)  # the last column is the virtual start
    for row in range(rows):
        owner[columns] = row
        _augment(cost, row_price, column_price, owner)
    return tuple(sorted((int(owner[c]), c) for c in range(columns) if owner[c] >= 0))


def _augment(
    cost: NDArray[np.int64],
    row_price: NDArray[np.int64],
    column_price: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> None:
    """Give the row that waits at the virtual column a place along the cheapest path."""
    columns = cost.shape[1]
    slack = np.full(columns, _FAR, dtype=np.int64)
    before = np.full(columns, columns, dtype=np.int64)
    done = np.zeros(columns + 1, dtype=bool)
    column = columns
    while owner[column] >= 0:
        done[column] = True
        row = owner[column]
        reduced = cost[row] - row_price[row] - column_price[:columns]
        closer = ~done[:columns] & (reduced < slack)
        slack[closer], before[closer] = reduced[closer], column
        nearest = int(np.argmin(np.where(done[:columns], _FAR, slack)))
        step = slack[nearest]
        row_price[owner[done]] += step
        column_price[done] -= step
        slack[~done[:columns]] -= step
        column = nearest
    while column != columns:
        owner[column] = owner[before[column]]
        column = int(before[column])
    owner[columns] = -1
