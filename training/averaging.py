"""Weights between a base and what it was trained to.

The mean reads new pages about as well as the trained weights and old ones about as well as the base
(Wortsman et al., Robust fine-tuning of zero-shot models, 2022, arXiv:2109.01903).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch.nn import Module


def mix_in(model: "Module", base: "Module", share: float) -> None:
    """Move the weights by `share` of the way, from 0 to 1, to those of the base, in place.

    Rows that the base does not have, as a classifier's for new labels, stay as they are.
    """
    import torch

    known = base.state_dict()
    with torch.no_grad():
        for name, weights in model.state_dict().items():
            if name in known and weights.is_floating_point():
                rows = weights[: len(known[name])] if weights.dim() else weights
                rows.lerp_(known[name].to(rows), share)
