"""Training for a fixed time of the processor, so that networks of any speed can be compared.

Time is what the process used on all cores, not what a clock on the wall says: other work on the
machine then costs wall time, but no network its steps. Where threads wait for one another they
should sleep (OMP_WAIT_POLICY=PASSIVE before torch is loaded): a thread that spins uses time too.
"""

import itertools
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from form4.annotations.tags import IGNORED
from form4.training.dataset import collate
from form4.training.trainer import has_bf16

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module
    from torch.optim import Optimizer

MEGABATCHES = 50


@dataclass(frozen=True, slots=True)
class Budget:
    """Processor seconds to train for and the way the rate takes: up in `warmup`, down by cosine.

    The rate follows the time spent, not the steps: a slow network gets the whole curve as well.
    """

    seconds: float
    learning_rate: float
    warmup: float = 0.05
    weight_decay: float = 0.01
    mark_every: float = math.inf

    def rate(self, spent: float) -> float:
        """The learning rate after so many of the seconds."""
        share = min(spent / self.seconds, 1.0)
        if share < self.warmup:
            return self.learning_rate * max(share, 0.01) / self.warmup
        rest = (share - self.warmup) / (1 - self.warmup)
        return self.learning_rate * 0.5 * (1 + math.cos(math.pi * rest))

    def marks(self, spent: float) -> int:
        """How many marks lie behind; the end is one more."""
        return math.floor(spent / self.mark_every) + (spent >= self.seconds)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was spent on training so far; `loss` is of the last step."""

    seconds: float = 0.0
    steps: int = 0
    tokens: int = 0
    loss: float = math.nan

    def after(self, seconds: float, tokens: int, loss: float) -> "Progress":
        """The progress one step later."""
        spent = self.seconds + seconds
        return replace(
            self, seconds=spent, steps=self.steps + 1, tokens=self.tokens + tokens, loss=loss
        )


def train_for(
    model: "Module",
    batches: Iterable[dict[str, Any]],
    budget: Budget,
    weights: "Tensor | None" = None,
) -> Iterator[Progress]:
    """Train until the time is spent; stops at each mark, for the caller to measure, and at the end.

    What the caller does at a mark is not counted. The optimizer is that of the trainer. `weights`
    are what a token of each tag counts in the loss: (tags,).
    """
    import torch

    optimizer = torch.optim.AdamW(
        model.parameters(),
        budget.learning_rate,
        betas=(0.9, 0.98),
        weight_decay=budget.weight_decay,
    )
    progress = Progress()
    stream = iter(batches)
    model.train()
    while progress.seconds < budget.seconds:
        begin = time.process_time()
        for group in optimizer.param_groups:
            group["lr"] = budget.rate(progress.seconds)
        batch = next(stream)
        loss = _step(model, batch, optimizer, weights)
        spent, tokens = time.process_time() - begin, int(batch["attention_mask"].sum())
        before, progress = progress, progress.after(spent, tokens, loss)
        if budget.marks(progress.seconds) > budget.marks(before.seconds):
            yield progress
            model.train()


def _step(
    model: "Module",
    batch: dict[str, "Tensor"],
    optimizer: "Optimizer",
    weights: "Tensor | None",
) -> float:
    import torch

    with half_precision():
        outcome = model(**batch)
        loss = outcome.loss if weights is None else _weighted(outcome.logits, batch, weights)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.detach())


def _weighted(logits: "Tensor", batch: dict[str, "Tensor"], weights: "Tensor") -> "Tensor":
    from torch.nn.functional import cross_entropy

    tags = batch["labels"].flatten()
    return cross_entropy(logits.flatten(0, 1).float(), tags, weights, ignore_index=IGNORED)


def half_precision() -> AbstractContextManager[Any]:
    """Autocast to bfloat16 where the processor has it, as the trainer does."""
    import torch

    context: AbstractContextManager[Any] = torch.autocast("cpu", torch.bfloat16, enabled=has_bf16())
    return context


def batches(
    windows: Sequence[dict[str, Any]], size: int, seed: int, *, skip: int = 0
) -> Iterator[dict[str, Any]]:
    """Endless batches of windows of like length, in the trainer's way, `skip` batches left out."""
    return itertools.islice(_endless(windows, size, random.Random(seed)), skip, None)


def _endless(
    windows: Sequence[dict[str, Any]], size: int, rng: random.Random
) -> Iterator[dict[str, Any]]:
    """Rounds over shuffled windows, sorted by length within megabatches, the batches shuffled."""
    while True:
        order = rng.sample(range(len(windows)), len(windows))
        for start in range(0, len(order), size * MEGABATCHES):
            part = order[start : start + size * MEGABATCHES]
            part.sort(key=lambda number: len(windows[number]["input_ids"]))
            starts = list(range(0, len(part), size))
            rng.shuffle(starts)
            for first in starts:
                yield collate([windows[number] for number in part[first : first + size]])
