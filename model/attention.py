"""Local attention that costs only its neighbourhood.

transformers computes ModernBERT's local layers as full attention under a mask. Here the queries
go in blocks, each against its own and the two neighbouring blocks of keys: the same numbers for
a part of the work, in training and in the exported graph alike. Attention is written out as
products, because a processor takes longer over the fused call: twice as long over small blocks.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

NAME = "form4_blocks"
UNSEEN = -1e4  # low enough to vanish, finite so that padding that sees no key keeps a softmax


def register() -> str:
    """Make the implementation known to transformers and give its name."""
    from transformers import AttentionInterface, AttentionMaskInterface

    AttentionInterface.register(NAME, block_attention)
    AttentionMaskInterface.register(NAME, known_keys)
    return NAME


def known_keys(attention_mask: "torch.Tensor | None" = None, **_: Any) -> "torch.Tensor | None":
    """Which tokens are no padding: (windows, 1, 1, tokens), or None when all are told to be."""
    return None if attention_mask is None else attention_mask[:, None, None, :].bool()


def block_attention(
    module: "torch.nn.Module",
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    attention_mask: "torch.Tensor | None",
    scaling: float,
    dropout: float = 0.0,
    sliding_window: int | None = None,
    **_: Any,
) -> tuple["torch.Tensor", None]:
    """Attention of (windows, heads, tokens, size), to sliding_window - 1 tokens on either side."""
    import torch

    if sliding_window is None:
        bias = None if attention_mask is None else _bias(attention_mask, query)
        output = _attend(query * scaling, key, value, bias, dropout)
        return output.transpose(1, 2).contiguous(), None
    reach = sliding_window - 1
    rows, heads, count, size = query.shape
    blocks = (count + reach - 1) // reach
    spare = blocks * reach - count
    queries = torch.nn.functional.pad(query * scaling, (0, 0, 0, spare))
    output = _attend(
        queries.reshape(rows, heads, blocks, reach, size).transpose(1, 2).flatten(0, 1),
        _neighbourhoods(key, reach, spare),
        _neighbourhoods(value, reach, spare),
        _bias(_near(attention_mask, rows, count, reach, spare, query.device), query),
        dropout,
    )
    output = output.reshape(rows, blocks, heads, reach, size).transpose(2, 3)
    return output.reshape(rows, blocks * reach, heads, size)[:, :count].contiguous(), None


def _attend(
    query: "torch.Tensor",
    key: "torch.Tensor",
    value: "torch.Tensor",
    bias: "torch.Tensor | None",
    dropout: float,
) -> "torch.Tensor":
    import torch

    scores = query @ key.transpose(-1, -2)
    weights = (scores if bias is None else scores + bias).softmax(dim=-1)
    return torch.nn.functional.dropout(weights, dropout) @ value


def _neighbourhoods(states: "torch.Tensor", reach: int, spare: int) -> "torch.Tensor":
    """Keys or values of each block and its neighbours: (windows * blocks, heads, 3 reach, size)."""
    import torch

    rows, heads, _, size = states.shape
    padded = torch.nn.functional.pad(states, (0, 0, reach, reach + spare))
    parts = padded.reshape(rows, heads, -1, reach, size).transpose(1, 2)
    return torch.cat((parts[:, :-2], parts[:, 1:-1], parts[:, 2:]), dim=3).flatten(0, 1)


def _near(
    known: "torch.Tensor | None",
    rows: int,
    count: int,
    reach: int,
    spare: int,
    device: "torch.device",
) -> "torch.Tensor":
    """Which keys a query of a block may see: (windows * blocks, 1, reach, 3 reach)."""
    import torch

    if known is None:
        known = torch.ones((1, 1, 1, count), dtype=torch.bool, device=device)
    keys = torch.nn.functional.pad(known[:, 0, 0], (reach, reach + spare))
    parts = keys.expand(rows, -1).reshape(rows, -1, reach)
    near = torch.cat((parts[:, :-2], parts[:, 1:-1], parts[:, 2:]), dim=2)
    place = torch.arange(3 * reach, device=device) - reach
    own = torch.arange(reach, device=device)
    band = (place[None, :] - own[:, None]).abs() <= reach
    return (near[:, :, None, None, :] & band).flatten(0, 1)


def _bias(seen: "torch.Tensor", like: "torch.Tensor") -> "torch.Tensor":
    """Nothing where a key is seen, UNSEEN elsewhere."""
    import torch

    return torch.zeros(seen.shape, dtype=like.dtype, device=like.device).masked_fill(~seen, UNSEEN)
