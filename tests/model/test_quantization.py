"""The 8-bit graph: how closely it follows the exact one."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from form4.model import quantization
from form4.model.quantization import (
    Agreement,
    compare_tags,
    has_small_weights,
    round_weights,
)

pytest.importorskip("onnx")
WINDOWS = [list(range(3, 60)), list(range(50, 3, -2))]


@pytest.fixture
def exact(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(tiny_model / "model.onnx", tmp_path / "model.onnx"))


@pytest.mark.parametrize(
    ("agreement", "is_close"),
    [
        (Agreement(1000, 1.0, 0.0), True),
        (Agreement(1000, 0.998, 0.0), False),
        (Agreement(1000, 1.0, 0.006), False),
        (Agreement(0, 0.0, 0.0), False),
    ],
)
def test_tags_and_confidence_must_both_agree(agreement: Agreement, is_close: bool) -> None:
    assert agreement.is_close is is_close


def test_a_rounded_graph_is_smaller_and_close(exact: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.onnx"
    round_weights(exact, small)
    agreement = compare_tags(exact, small, WINDOWS)
    assert agreement.tokens == sum(map(len, WINDOWS))
    assert agreement.same_tags > 0.5  # random weights: tags nearly tie
    assert agreement.drift < 0.005
    assert small.stat().st_size < exact.stat().st_size
    assert [has_small_weights(path) for path in (exact, small)] == [False, True]


def test_an_8_bit_graph_reads_windows_of_any_length(exact: Path) -> None:
    round_weights(exact, exact.with_name("small.onnx"))
    session = quantization._session(exact.with_name("small.onnx"))
    for count in (1, 7, 8, 9, 65):
        ids = np.full((1, count), 5)
        assert np.isfinite(quantization._probabilities(session, ids)).all()
