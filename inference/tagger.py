"""The tagger: a whole text in, scored spans out, with ONNX Runtime or with torch."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from tokenizers import Tokenizer

from form4.model.decoding import Scores, TagSet, best_legal_tags, log_softmax, spans_of
from form4.model.errors import ModelError
from form4.model.network import (
    ONNX_FILE,
    SAFETENSORS_FILE,
    TOKENIZER_FILE,
    find_model,
    labels_of,
    load_network,
    read_network_config,
    require_files,
)
from form4.model.spans import Span
from form4.model.tokenizer import Integers, Tokens, encode, load_tokenizer
from form4.model.windows import cut_windows, stitch

Backend = Literal["onnx", "torch"]
Network = Callable[[Integers], Scores]


@dataclass(frozen=True, slots=True)
class Tagger:
    """A network with its tokenizer and tags; `name` and version tell which model spoke."""

    name: str
    tokenizer: Tokenizer
    tag_set: TagSet
    network: Network
    window: int
    overlap: int

    def tag(self, text: str) -> list[Span]:
        """The labelled spans of a text of any length, in order, scored in [0, 1]."""
        tokens = encode(self.tokenizer, text)
        if not len(tokens):
            return []
        log_probabilities = self.score(tokens)
        tags = best_legal_tags(log_probabilities)
        probabilities = np.exp(log_probabilities, out=log_probabilities)
        return spans_of(text, tokens, tags, probabilities, self.tag_set)

    def score(self, tokens: Tokens) -> Scores:
        """Log probabilities (tokens, tags), every token scored in one of the windows."""
        windows = cut_windows(len(tokens), size=self.window, overlap=self.overlap)
        return stitch(windows, [self._score(tokens.ids[w.start : w.end]) for w in windows])

    def _score(self, ids: Integers) -> Scores:
        """One window at a time: on a processor a batch is no faster and takes memory for each."""
        return log_softmax(self.network(ids[None, :])[0])


def check_model(model: str | Path, backend: Backend) -> None:
    """Raise ModelError when a model is missing, or lacks a file that `load_tagger` needs."""
    folder = find_model(model)
    read_network_config(folder)
    weights = SAFETENSORS_FILE if backend == "torch" else ONNX_FILE
    require_files(folder, TOKENIZER_FILE, weights)


def load_tagger(model: str | Path = "base", backend: Backend = "onnx", threads: int = 0) -> Tagger:
    """Load a shipped model by name or a folder; `threads` 0 leaves the number to the runtime.

    Raises ModelError when the model is missing, damaged or of another shape.
    """
    folder = find_model(model)
    require_files(folder, TOKENIZER_FILE)
    config = read_network_config(folder)
    tag_set = TagSet(labels_of(config, folder))
    load = _load_torch if backend == "torch" else _load_onnx
    return Tagger(
        name=str(config.get("form4_name", folder.name)),
        tokenizer=load_tokenizer(folder / TOKENIZER_FILE),
        tag_set=tag_set,
        network=load(folder, threads),
        window=int(config.get("form4_window", 1024)),
        overlap=int(config.get("form4_overlap", 256)),
    )


def _load_onnx(folder: Path, threads: int) -> Network:
    import onnxruntime

    require_files(folder, ONNX_FILE)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(folder / ONNX_FILE), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # noqa: BLE001  the runtime's own error classes are private
        raise ModelError(
            f"{folder / ONNX_FILE}: cannot be loaded ({error}). Install the model again."
        ) from error

    masked = any(entry.name == "attention_mask" for entry in session.get_inputs())

    def run(ids: Integers) -> Scores:
        feed = {"input_ids": ids}
        if masked:  # older graphs ask for a mask, though windows have no padding
            feed["attention_mask"] = np.ones_like(ids)
        return np.asarray(session.run(["logits"], feed)[0], dtype=np.float32)

    return run


def _load_torch(folder: Path, threads: int) -> Network:
    try:
        import torch
    except ImportError as error:
        raise ModelError(
            "The torch backend needs torch: pip install 'form4-extractor[train]'."
        ) from error
    if threads:
        torch.set_num_threads(threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_network(folder).eval().to(device)

    def run(ids: Integers) -> Scores:
        with torch.inference_mode():
            output = model(input_ids=torch.from_numpy(ids).to(device))
        return np.asarray(output.logits.cpu().numpy(), dtype=np.float32)

    return run
