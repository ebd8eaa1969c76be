"""The 8-bit graph takes the exact one's place only where both agree."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from form4.model import quantization
from form4.model.quantization import Agreement, quantize

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


def test_a_close_graph_takes_the_place_of_the_exact_one(
    exact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantization, "LEAST_SAME_TAGS", 0.5)  # random weights: tags nearly tie
    size = exact.stat().st_size
    agreement = quantize(exact, WINDOWS)
    assert agreement.tokens == sum(map(len, WINDOWS))
    assert agreement.is_close and agreement.drift < 0.005
    assert exact.stat().st_size < size
    assert [path.name for path in exact.parent.iterdir()] == ["model.onnx"]


def test_a_graph_that_differs_is_thrown_away(exact: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantization, "LARGEST_DRIFT", -1.0)
    before = exact.read_bytes()
    assert not quantize(exact, WINDOWS).is_close
    assert exact.read_bytes() == before
    assert [path.name for path in exact.parent.iterdir()] == ["model.onnx"]


def test_an_8_bit_graph_reads_windows_of_any_length(
    exact: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantization, "LEAST_SAME_TAGS", 0.0)
    quantize(exact, WINDOWS)
    session = quantization._session(exact)
    for count in (1, 7, 8, 9, 65):
        ids = np.full((1, count), 5)
        assert np.isfinite(quantization._probabilities(session, ids)).all()
