"""The graph that ships must give the numbers of the network that was trained."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")


@pytest.mark.parametrize("count", [1, 5, 8, 9, 61, 64, 130])
def test_the_graph_gives_the_networks_logits(tiny_model: Path, count: int) -> None:
    import onnxruntime

    from form4.model.network import load_network

    session = onnxruntime.InferenceSession(tiny_model / "model.onnx")
    ids = torch.randint(3, 60, (2, count), generator=torch.Generator().manual_seed(count))
    with torch.no_grad():
        wanted = load_network(tiny_model).eval()(input_ids=ids).logits.numpy()
    (found,) = session.run(["logits"], {"input_ids": ids.numpy()})
    assert found.shape == wanted.shape
    assert np.abs(found - wanted).max() < 1e-4


def test_positions_keep_single_precision(tiny_model: Path) -> None:
    """Weights are halved, positions are not: at token 900 a halved pace is off by 0.4 radians."""
    import onnx

    from form4.model.graph import network_graph
    from form4.model.network import load_network

    network = load_network(tiny_model).eval()
    graph = network_graph(network).graph
    paces = network.model.rotary_emb.full_attention_inv_freq.numpy()
    constants = [onnx.numpy_helper.to_array(one) for one in graph.initializer]
    assert any(
        one.shape == (1, *paces.shape) and np.allclose(one[0], paces, rtol=1e-6)
        for one in constants
    )
