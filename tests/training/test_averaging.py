"""Weights between a base and what it was trained to."""

import pytest

torch = pytest.importorskip("torch")

from form4.training.averaging import mix_in  # noqa: E402


def linear(rows: int, weight: float) -> "torch.nn.Linear":
    """A layer of two inputs whose weights are all the same."""
    layer = torch.nn.Linear(2, rows)
    with torch.no_grad():
        layer.weight.fill_(weight)
        layer.bias.fill_(weight)
    return layer


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.25, 2.0), (1.0, 5.0)])
def test_weights_go_part_of_the_way_to_the_base(share: float, expected: float) -> None:
    model = linear(3, 1.0)
    mix_in(model, linear(3, 5.0), share)
    assert model.weight.tolist() == [[expected, expected]] * 3
    assert model.bias.tolist() == [expected] * 3


def test_rows_of_new_labels_stay_as_trained() -> None:
    model, base = linear(3, 1.0), linear(2, 5.0)
    mix_in(model, base, 0.5)
    assert model.weight[:, 0].tolist() == [3.0, 3.0, 1.0]
    assert base.bias.tolist() == [5.0, 5.0]
