"""The arms of compare_networks: what each trains, and what training and tagging with it cost."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4.inference.tagger import load_tagger
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
    from transformers import PreTrainedModel

MARKS = 3  # at thirds, so that pre-training for a third ends at one
TOKENS_A_STEP = 4096
TIMED_SECONDS, TIMED_PAGES = 12.0, 10
SEED = 7
NAMES = tuple(label.name for label in LABELS)


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to get a tagger; `pretraining` is the share of the time for hidden tokens."""

    title: str
    network: NetworkConfig
    learning_rate: float = 1.2e-3
    pretraining: float = 0.0
    transplanted: bool = False


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
    "deep": Arm("8 x 192", replace(BASE, layers=8, hidden_size=192, heads=3)),
    "wide": Arm("4 x 320", replace(BASE, layers=4, hidden_size=320, heads=5)),
    "shallow": Arm("4 x 256", replace(BASE, layers=4)),
}


@dataclass(frozen=True, slots=True)
class Material:
    """What every arm trains on and is measured by, tokenised once; `minilm` is a BERT folder."""

    tokenizer: "Tokenizer"
    training: tuple[WholePage, ...]
    held_out: tuple[WholePage, ...]
    minilm: Path | None = None


def run_arm(arm: Arm, material: Material, seconds: float, folder: Path) -> Iterator[dict[str, Any]]:
    """Train one arm; gives its state at each mark, and once more when the model is saved."""
    model = network_of(arm, material)
    budget = Budget(seconds, arm.learning_rate, mark_every=seconds / MARKS)
    before = Progress()
    if arm.pretraining:
        share = replace(budget, seconds=seconds * arm.pretraining)
        stream = _batches(arm, material, SEED + 1)
        before = pretrain(model, stream, share, mask_id_of(material.tokenizer), SEED)
        budget = replace(budget, seconds=seconds - share.seconds)
    state: dict[str, Any] = {
        "title": arm.title,
        "learning_rate": arm.learning_rate,
        "pretraining": _spent(before),
        "marks": [],
        "done": False,
    }
    for now in train_for(model, _batches(arm, material, SEED), budget):
        state["marks"].append(_mark(model, material, before, now))
        yield state
    save_model(model, material.tokenizer, folder)
    yield {**state, "done": True}


def costs(arm: Arm, material: Material, folder: Path) -> dict[str, Any]:
    """Speed of training, without its first steps, and of tagging; sizes of network and files."""
    model = network_of(arm, material)
    budget = Budget(TIMED_SECONDS, arm.learning_rate, mark_every=TIMED_SECONDS / 4)
    first, *_, last = train_for(model, _batches(arm, material, SEED), budget)
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


def _batches(arm: Arm, material: Material, seed: int) -> Iterator[dict[str, Any]]:
    windows = windows_of(material.training, arm.network.window, arm.network.overlap)
    return batches(windows, TOKENS_A_STEP // arm.network.window, seed)


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
