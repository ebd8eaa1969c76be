"""A trained network as the files that ship: fp16 safetensors, ONNX, tokenizer, configuration."""

import json
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from form4.model.network import ONNX_FILE, TOKENIZER_FILE
from form4.model.quantization import Agreement, quantize
from form4.model.tokenizer import MASK, PAD, UNKNOWN

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

OPSET = 20


def save_model(
    model: "PreTrainedModel",
    tokenizer: Tokenizer,
    folder: Path,
    windows: Sequence[Sequence[int]] = (),
) -> Agreement | None:
    """Write everything that inference and transformers need into a folder.

    With token ids of sample windows the graph gets 8-bit weights, where it then still gives the
    same tags on them; what was found is returned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save_tokenizer(tokenizer, folder)
    model = model.eval().cpu().float()
    export_onnx(model, folder / ONNX_FILE)
    model.half().save_pretrained(folder)
    model.float()
    return quantize(folder / ONNX_FILE, windows) if windows else None


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Write tokenizer.json, and the few lines by which transformers finds it."""
    tokenizer.save(str(folder / TOKENIZER_FILE))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "mask_token": MASK,
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n")


def export_onnx(model: "PreTrainedModel", path: Path) -> None:
    """Export input_ids (windows, tokens), without padding, to logits (windows, tokens, tags).

    Weights are rounded to what half precision holds, so that both files give the same tags.
    """
    import torch

    model = model.half().float()
    # Long enough for several attention blocks: a length of one block would be baked in.
    example = torch.ones((2, 200), dtype=torch.int64)
    axes = {0: torch.export.Dim("windows"), 1: torch.export.Dim("tokens")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), _fused_rotation():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            model,
            kwargs={"input_ids": example},
            input_names=["input_ids"],
            output_names=["logits"],
            dynamic_shapes={"input_ids": axes},
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the ONNX exporter gave no program")
    program.optimize()
    program.save(str(path))


@contextmanager
def _fused_rotation() -> Iterator[None]:
    """While exporting, rotary positions are ONNX Runtime's own operator: a tenth faster."""
    from transformers.models.modernbert import modeling_modernbert as network

    original = network.apply_rotary_pos_emb
    network.apply_rotary_pos_emb = _rotate_in_graph
    try:
        yield
    finally:
        network.apply_rotary_pos_emb = original


def _rotate_in_graph(
    query: "torch.Tensor", key: "torch.Tensor", cos: "torch.Tensor", sin: "torch.Tensor", **_: int
) -> tuple["torch.Tensor", ...]:
    """Rotate states (windows, heads, tokens, size) by angles of (1, tokens, size)."""
    import torch

    half = query.shape[-1] // 2  # the angles of both halves are the same
    start = torch.zeros(1, dtype=torch.int64)
    return tuple(
        torch.onnx.ops.symbolic(
            "com.microsoft::RotaryEmbedding",
            (states, start, cos[0, :, :half], sin[0, :, :half]),
            dtype=states.dtype,
            shape=states.shape,
            version=1,
        )
        for states in (query, key)
    )
