"""The arms of compare_networks: what each trains, and what training and tagging with it cost."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from form4.annotations.tags import IGNORED
from form4.inference.tagger import load_tagger
from form4.model.decoding import TagSet
from form4.model.export import save_model
from form4.model.labels import LABELS
from form4.model.network import ONNX_FILE, SAFETENSORS_FILE, NetworkConfig, new_network
from form4.model.tokenizer import Tokens
from form4.training.budget import Budget, Progress, batches, train_for
from form4.training.pretrain import mask_id_of, pretrain
from form4.training.transplant import transplanted_network
from form4.training.whole_pages import WholePage, score_pages, windows_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor
    from transformers import PreTrainedModel

SINGLE_DIGITS, WHOLE_NUMBERS = "single digits", "whole numbers"
MARKS = 3  # at thirds, so that pre-training for a third ends at one
TOKENS_A_STEP = 4096
TIMED_SECONDS, TIMED_PAGES = 12.0, 10
SEED = 7
NAMES = tuple(label.name for label in LABELS)


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to get a tagger; `pretraining` is the share of the time for hidden tokens.

    `tokens` names the tokenizer; with `curriculum` the first third of the time goes to pages
    without noise; `rarity` is the power of a tag's rarity by which its tokens count in the loss.
    """

    title: str
    network: NetworkConfig
    learning_rate: float = 1.2e-3
    pretraining: float = 0.0
    transplanted: bool = False
    tokens: str = SINGLE_DIGITS
    curriculum: bool = False
    rarity: float = 0.0


BASE = NetworkConfig()
ARMS = {
    "scratch": Arm("ModernBERT 6 x 256, from random weights", BASE),
    "masked": Arm("the same, a third of the time on hidden tokens", BASE, pretraining=1 / 3),
    "minilm": Arm(
        "MiniLM-L6 with our tokens, windows of 512",
        replace(BASE, window=512, overlap=128),
        learning_rate=4e-4,
        transplanted=True,
    ),
    "window-512": Arm("6 x 256, windows of 512", replace(BASE, window=512, overlap=128)),
    "window-2048": Arm("6 x 256, windows of 2,048", replace(BASE, window=2048, overlap=512)),
    "deep": Arm("8 x 192", replace(BASE, layers=8, hidden_size=192, heads=3)),
    "wide": Arm("4 x 320", replace(BASE, layers=4, hidden_size=320, heads=5)),
    "shallow": Arm("4 x 256", replace(BASE, layers=4)),
    "numbers": Arm("6 x 256, runs of digits as tokens", BASE, tokens=WHOLE_NUMBERS),
    "weighted": Arm("6 x 256, rare tags count more", BASE, rarity=0.5),
    "curriculum": Arm("6 x 256, a third of the time without noise", BASE, curriculum=True),
}


@dataclass(frozen=True, slots=True)
class Material:
    """What an arm trains on and is measured by, tokenised once; `minilm` is a BERT folder.

    `clean` are the training pages without noise, for a curriculum.
    """

    tokenizer: "Tokenizer"
    training: tuple[WholePage, ...]
    held_out: tuple[WholePage, ...]
    minilm: Path | None = None
    clean: tuple[WholePage, ...] = ()


def run_arm(arm: Arm, material: Material, seconds: float, folder: Path) -> Iterator[dict[str, Any]]:
    """Train one arm; gives its state at each mark, and once more when the model is saved."""
    model = network_of(arm, material)
    budget = Budget(seconds, arm.learning_rate, mark_every=seconds / MARKS)
    before = Progress()
    if arm.pretraining:
        share = replace(budget, seconds=seconds * arm.pretraining)
        stream = _batches(arm, material.training, SEED + 1)
        before = pretrain(model, stream, share, mask_id_of(material.tokenizer), SEED)
        budget = replace(budget, seconds=seconds - share.seconds)
    state: dict[str, Any] = {
        "title": arm.title,
        "learning_rate": arm.learning_rate,
        "pretraining": _spent(before),
        "off_border": _off_border(material.held_out),
        "marks": [],
        "done": False,
    }
    stream = Switch(_batches(arm, material.clean if arm.curriculum else material.training, SEED))
    weights = tag_weights(material.training, arm.rarity) if arm.rarity else None
    for now in train_for(model, stream, budget, weights):
        state["marks"].append(_mark(model, material, before, now))
        if arm.curriculum and len(state["marks"]) == 1:
            stream.batches = _batches(arm, material.training, SEED + 2)
        yield state
    save_model(model, material.tokenizer, folder)
    yield {**state, "done": True}


def costs(arm: Arm, material: Material, folder: Path) -> dict[str, Any]:
    """Speed of training, without its first steps, and of tagging; sizes of network and files."""
    model = network_of(arm, material)
    budget = Budget(TIMED_SECONDS, arm.learning_rate, mark_every=TIMED_SECONDS / 4)
    first, *_, last = train_for(model, _batches(arm, material.training, SEED), budget)
    parameters = sum(part.numel() for part in model.parameters())
    save_model(model, material.tokenizer, folder)
    return {
        "title": arm.title,
        "parameters": parameters,
        "training": round((last.tokens - first.tokens) / (last.seconds - first.seconds)),
        "tagging": round(_tagging_speed(folder, material)),
        "onnx_bytes": (folder / ONNX_FILE).stat().st_size,
        "safetensors_bytes": (folder / SAFETENSORS_FILE).stat().st_size,
    }


def network_of(arm: Arm, material: Material) -> "PreTrainedModel":
    """The arm's network before any training, the same each time."""
    import torch

    torch.manual_seed(SEED)
    if arm.transplanted and material.minilm is not None:
        return transplanted_network(material.minilm, material.tokenizer, NAMES)
    vocabulary = material.tokenizer.get_vocab_size()
    return new_network(replace(arm.network, vocabulary_size=vocabulary), NAMES)


@dataclass(slots=True)
class Switch:
    """A stream of batches that may go on with others."""

    batches: Iterator[dict[str, Any]]

    def __iter__(self) -> "Switch":
        return self

    def __next__(self) -> dict[str, Any]:
        return next(self.batches)


def tag_weights(pages: Sequence[WholePage], power: float) -> "Tensor":
    """A weight for each tag that rises with its rarity, 1 for a token on the mean: (tags,)."""
    import torch

    tags = np.concatenate([page.tags[page.tags != IGNORED] for page in pages])
    counts = np.bincount(tags, minlength=TagSet(NAMES).count).astype(np.float64)
    weights = np.where(counts > 0, np.maximum(counts, 1), counts.max()) ** -power
    return torch.from_numpy(weights / (weights[tags].mean())).float()


def _batches(arm: Arm, pages: Sequence[WholePage], seed: int) -> Iterator[dict[str, Any]]:
    windows = windows_of(pages, arm.network.window, arm.network.overlap)
    return batches(windows, TOKENS_A_STEP // arm.network.window, seed)


def _off_border(pages: Sequence[WholePage]) -> int:
    """Spans of the held-out pages that the arm's tokens cannot tell."""
    return sum(page.off_border for page in pages)


def _mark(
    model: "PreTrainedModel", material: Material, before: Progress, now: Progress
) -> dict[str, Any]:
    scores = score_pages(model, material.held_out)
    groups = {name: round(score.f1, 4) for name, score in scores.by_group.items()}
    spent = replace(now, seconds=now.seconds + before.seconds)
    return {**_spent(spent), "f1": round(scores.f1, 4), **groups}


def _spent(progress: Progress) -> dict[str, Any]:
    loss = None if progress.steps == 0 else round(progress.loss, 4)
    return {
        "seconds": round(progress.seconds, 1),
        "steps": progress.steps,
        "tokens": progress.tokens,
        "loss": loss,
    }


def _tagging_speed(folder: Path, material: Material) -> float:
    """Tokens a processor second on ONNX Runtime with one thread."""
    tagger = load_tagger(folder, threads=1)
    pages = [Tokens(page.ids, page.ids, page.ids) for page in material.held_out]
    pages = list(islice(pages, TIMED_PAGES))
    tagger.score(pages[0])
    begin = time.process_time()
    for page in pages:
        tagger.score(page)
    return sum(len(page) for page in pages) / (time.process_time() - begin)
