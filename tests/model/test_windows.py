from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers

from form4.model.errors import ConfigError
from form4.model.windows import cut_windows, stitch


@given(n=integers(1, 3000), size=integers(8, 512), overlap=integers(0, 7))
def test_windows_leave_no_gap(n: int, size: int, overlap: int) -> None:
    windows = cut_windows(n, size=size, overlap=overlap)
    assert (windows[0].start, windows[-1].end) == (0, n)
    assert {len(window) for window in windows} == {len(windows[0])}
    assert 1 <= len(windows[0]) <= size
    for left, right in pairwise(windows):
        assert left.end - right.start >= overlap  # a gap is silently lost text


@given(n=integers(9, 3000), size=integers(8, 512), overlap=integers(0, 7))
def test_no_more_is_read_than_windows_of_full_size_would(n: int, size: int, overlap: int) -> None:
    windows = cut_windows(n, size=size, overlap=overlap)
    others = max(0, len(windows) - 1)
    assert others == 0 or others * (size - overlap) + overlap < n  # one window less is too few
    assert sum(map(len, windows)) < n + others * overlap + len(windows)


def test_windows_of_a_page_are_of_one_length() -> None:
    windows = cut_windows(1847, size=1024, overlap=128)
    assert [(window.start, window.end) for window in windows] == [(0, 988), (859, 1847)]


@given(n=integers(1, 500), size=integers(8, 64), overlap=integers(0, 7))
def test_stitching_gives_every_token_its_own_row(n: int, size: int, overlap: int) -> None:
    windows = cut_windows(n, size=size, overlap=overlap)
    scores = [np.arange(w.start, w.end, dtype=np.float32)[:, None] for w in windows]
    assert stitch(windows, scores)[:, 0].tolist() == list(range(n))


def test_a_token_is_scored_where_it_is_farthest_from_an_edge() -> None:
    windows = cut_windows(16, size=10, overlap=4)
    scores = [np.full((len(w), 1), number, dtype=np.float32) for number, w in enumerate(windows)]
    assert stitch(windows, scores)[:, 0].tolist() == [0.0] * 8 + [1.0] * 8


def test_an_overlap_as_long_as_the_window_is_refused() -> None:
    with pytest.raises(ConfigError, match="cannot overlap by 8"):
        cut_windows(20, size=8, overlap=8)
