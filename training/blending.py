"""A tuned network drawn back to its base: the mean of both weights forgets less.

WiSE-FT (arXiv 2109.01903): between the weights of a network before and after fine-tuning lies one
that keeps nearly all of what it learnt and loses little of what it knew, at no cost in reading.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def blend(model: "PreTrainedModel", base: "PreTrainedModel", share: float) -> None:
    """Let `share` of each weight be the base's; what the base has not, as new labels, stays."""
    import torch

    kept = base.state_dict()
    with torch.no_grad():
        for name, weights in model.state_dict().items():
            old = kept.get(name)
            if old is not None and weights.is_floating_point():
                known = weights[: len(old)] if weights.dim() else weights
                known.mul_(1 - share).add_(old.to(known), alpha=share)
