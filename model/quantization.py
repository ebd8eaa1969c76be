"""Weights of 8 bits for the graph that ships: half the time and half the file.

Whether they are worth it, `form4.training.graphs` decides by records as well.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from form4.model.decoding import log_softmax

LEAST_SAME_TAGS = 0.999
LARGEST_DRIFT = 0.005


@dataclass(frozen=True, slots=True)
class Agreement:
    """How closely the 8-bit graph follows the exact one on sample windows.

    `same_tags` is the share of tokens whose likeliest tag is the same, `drift` the mean change of
    that tag's probability: the confidence of a row rests on it.
    """

    tokens: int
    same_tags: float
    drift: float

    @property
    def is_close(self) -> bool:
        """Whether the 8-bit graph may stand in for the exact one."""
        return bool(
            self.tokens and self.same_tags >= LEAST_SAME_TAGS and self.drift <= LARGEST_DRIFT
        )


def round_weights(exact: Path, small: Path) -> None:
    """Write the 8-bit graph of an exact one.

    Linear layers alone are rounded, by output channel; activations by what each call shows.
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet():
        quantize_dynamic(
            exact,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            # Seven bits: processors without VNNI overflow their 16-bit sums on eight.
            reduce_range=True,
            # The types behind the runtime's own operators are unknown to the quantizer.
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )


def has_small_weights(graph: Path) -> bool:
    """Whether a graph holds 8-bit weights."""
    import onnx

    return any(node.op_type == "MatMulInteger" for node in onnx.load(str(graph)).graph.node)


def compare_tags(exact: Path, small: Path, windows: Sequence[Sequence[int]]) -> Agreement:
    """How closely the 8-bit graph follows the exact one on token ids of windows."""
    sessions = [_session(path) for path in (exact, small)]
    tokens, same, drift = 0, 0, 0.0
    for window in windows:
        ids = np.asarray(window, dtype=np.int64)[None, :]
        before, after = (_probabilities(session, ids) for session in sessions)
        likeliest = before.argmax(axis=1)
        every = np.arange(len(likeliest))
        tokens += len(likeliest)
        same += int((after.argmax(axis=1) == likeliest).sum())
        drift += float(np.abs(after[every, likeliest] - before[every, likeliest]).sum())
    return Agreement(tokens, same / max(1, tokens), drift / max(1, tokens))


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _probabilities(session: Any, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Of one window: (tokens, tags)."""
    (logits,) = session.run(["logits"], {"input_ids": ids})
    return np.asarray(np.exp(log_softmax(logits[0])), dtype=np.float32)


@contextmanager
def _quiet() -> Iterator[None]:
    """The quantizer logs advice on the root logger that does not hold for this graph."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
