"""Tuned weights drawn back to the base's, row by row of what both know."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
from form4.inference.tagger import load_tagger  # noqa: E402  after the guard
from form4.model.network import load_network  # noqa: E402
from form4.training.blending import blend  # noqa: E402
from form4.training.new_labels import with_labels  # noqa: E402


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_known_weights_are_the_mean_and_new_rows_stay(tiny_model: Path, share: float) -> None:
    base = load_network(tiny_model)
    known = load_tagger(tiny_model).tag_set.labels
    model = with_labels(load_network(tiny_model), known, ("plan_date",))
    with torch.no_grad():
        for weights in model.state_dict().values():
            weights.add_(1.0)
    new_rows = model.classifier.weight[base.classifier.out_features :].clone()
    blend(model, base, share)
    before, after = base.state_dict(), model.state_dict()
    for name, weights in before.items():
        assert torch.allclose(after[name][: len(weights)], weights + 1 - share, atol=1e-6)
    assert torch.equal(model.classifier.weight[base.classifier.out_features :], new_rows)
