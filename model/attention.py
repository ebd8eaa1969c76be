"""Local attention that costs only its neighbourhood.

transformers computes ModernBERT's local layers as full attention under a mask. Here the queries
go in blocks, each against its own and the two neighbouring blocks of keys: the same numbers for
a part of the work, in training and in the exported graph alike.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

NAME = "form4_blocks"


def register() -> str:
    """Make the implementation known to transformers and give its name."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    AttentionInterface.register(NAME, block_attention)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    return NAME


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

    attend = torch.nn.functional.scaled_dot_product_attention
    if sliding_window is None:
        output = attend(query, key, value, attention_mask, dropout, scale=scaling)
        return output.transpose(1, 2).contiguous(), None
    reach = sliding_window - 1
    rows, heads, count, size = query.shape
    blocks = (count + reach - 1) // reach
    spare = blocks * reach - count
    queries = torch.nn.functional.pad(query, (0, 0, 0, spare))
    queries = queries.reshape(rows, heads, blocks, reach, size).transpose(1, 2)
    bias = _bias(attention_mask, rows, count, reach, spare, query)
    output = attend(
        queries.reshape(rows * blocks, heads, reach, size),
        _neighbourhoods(key, reach, spare),
        _neighbourhoods(value, reach, spare),
        bias,
        dropout,
        scale=scaling,
    )
    output = output.reshape(rows, blocks, heads, reach, size).transpose(2, 3)
    return output.reshape(rows, blocks * reach, heads, size)[:, :count].contiguous(), None


def _neighbourhoods(states: "torch.Tensor", reach: int, spare: int) -> "torch.Tensor":
    """Keys or values of each block and its neighbours: (windows * blocks, heads, 3 reach, size)."""
    import torch

    rows, heads, _, size = states.shape
    padded = torch.nn.functional.pad(states, (0, 0, reach, reach + spare))
    parts = padded.reshape(rows, heads, -1, reach, size)
    near = torch.cat((parts[:, :, :-2], parts[:, :, 1:-1], parts[:, :, 2:]), dim=3)
    return near.transpose(1, 2).reshape(-1, heads, 3 * reach, size)


def _bias(
    mask: "torch.Tensor | None",
    rows: int,
    count: int,
    reach: int,
    spare: int,
    like: "torch.Tensor",
) -> "torch.Tensor":
    """Which keys a query of a block may see: (windows * blocks, 1, reach, 3 reach)."""
    import torch

    place = torch.arange(3 * reach, device=like.device) - reach
    own = torch.arange(reach, device=like.device)
    band = (place[None, :] - own[:, None]).abs() <= reach
    known = torch.ones((rows, count), dtype=torch.bool, device=like.device)
    if mask is not None:
        known = mask.diagonal(dim1=-2, dim2=-1)[:, 0].expand(rows, count).to(torch.bool)
    keys = torch.nn.functional.pad(known.to(like.dtype), (reach, reach + spare))
    parts = keys.reshape(rows, -1, reach)
    near = torch.cat((parts[:, :-2], parts[:, 1:-1], parts[:, 2:]), dim=2)
    seen = band[None, None] & (near > 0)[:, :, None, :]
    # A query of padding may see nothing: it sees itself, so that no row of softmax is empty.
    seen = seen | (place[None, :] == own[:, None])[None, None]
    return seen.reshape(-1, 1, reach, 3 * reach)
