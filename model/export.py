"""A trained network as the files that ship: fp16 safetensors, ONNX, tokenizer, configuration."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from form4.model.graph import network_graph
from form4.model.network import ONNX_FILE, TOKENIZER_FILE
from form4.model.tokenizer import MASK, PAD, UNKNOWN

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def save_model(model: "PreTrainedModel", tokenizer: Tokenizer, folder: Path) -> None:
    """Write everything that inference and transformers need into a folder, the graph exact."""
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
    """Write the graph from input_ids (windows, tokens), without padding, to logits of each token.

    Weights are rounded to what half precision holds, so that both files give the same tags.
    """
    import onnx

    onnx.save(network_graph(model), str(path))
