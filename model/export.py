"""A trained network as the files that ship: fp16 safetensors, ONNX, tokenizer, configuration."""

import json
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from form4.model.network import ONNX_FILE, TOKENIZER_FILE
from form4.model.tokenizer import MASK, PAD, UNKNOWN

if TYPE_CHECKING:
    from transformers import PreTrainedModel

OPSET = 18


def save_model(model: "PreTrainedModel", tokenizer: Tokenizer, folder: Path) -> None:
    """Write everything that inference and transformers need into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    save_tokenizer(tokenizer, folder)
    model = model.eval().cpu().float()
    export_onnx(model, folder / ONNX_FILE)
    model.half().save_pretrained(folder)
    model.float()


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
    """Export input_ids and attention_mask (windows, tokens) to logits (windows, tokens, tags).

    Weights are rounded to what half precision holds, so that both files give the same tags.
    """
    import torch

    model = model.half().float()
    # Long enough for several attention blocks: a length of one block would be baked in.
    example = torch.ones((2, 200), dtype=torch.int64)
    axes = {0: torch.export.Dim("windows"), 1: torch.export.Dim("tokens")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            model,
            kwargs={"input_ids": example, "attention_mask": torch.ones_like(example)},
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_shapes={"input_ids": axes, "attention_mask": axes},
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the ONNX exporter gave no program")
    program.optimize()
    program.save(str(path))
