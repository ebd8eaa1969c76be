"""Block attention must give the numbers of full attention under a mask."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")


@pytest.mark.parametrize("count", [5, 8, 61, 64, 130])
def test_blocks_equal_masked_full_attention(tiny_model: Path, count: int) -> None:
    from transformers import AutoModelForTokenClassification

    from form4.model.network import load_network

    full = AutoModelForTokenClassification.from_pretrained(tiny_model, attn_implementation="sdpa")
    full, blocks = full.float().eval(), load_network(tiny_model).eval()
    ids = torch.randint(3, 60, (2, count), generator=torch.Generator().manual_seed(count))
    mask = torch.ones_like(ids)
    mask[1, count // 2 + 1 :] = 0
    with torch.no_grad():
        gap = full(ids, attention_mask=mask).logits - blocks(ids, attention_mask=mask).logits
    assert gap[mask.bool()].abs().max() < 1e-5
