"""Training with transformers.Trainer: seeded, resumable, stopped early on held-out pages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from form4.annotations.tags import IGNORED
from form4.training.config import TrainConfig
from form4.training.dataset import collate
from form4.training.validation import entity_scores

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import PreTrainedModel

CHECKPOINTS_KEPT = 2
STATE_FILE = "trainer_state.json"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The best model of a run and what was logged on the way."""

    model: "PreTrainedModel"
    log: tuple[dict[str, float], ...]
    steps: int
    seconds: float


def fit(
    model: "PreTrainedModel",
    training: "Dataset",
    held_out: "Dataset",
    config: TrainConfig,
    folder: Path,
    *,
    resume: bool,
) -> Fitted:
    """Train on windows; checkpoints lie in `folder`, from the last of which `resume` goes on."""
    import transformers

    tags = [str(model.config.id2label[number]) for number in range(model.config.num_labels)]
    trainer = transformers.Trainer(
        model=model,
        args=_arguments(config, folder),
        train_dataset=training,
        eval_dataset=held_out,
        data_collator=collate,
        compute_metrics=_metrics(tags),
        preprocess_logits_for_metrics=lambda logits, _: logits.argmax(dim=-1),
        callbacks=_callbacks(config),
    )
    found = last_whole_checkpoint(folder) if resume else None
    outcome = trainer.train(resume_from_checkpoint=None if found is None else str(found))
    log = tuple(trainer.state.log_history)
    seconds = float(outcome.metrics["train_runtime"])
    # The trainer wraps forward in autocast, which an export would bake into the graph.
    model = trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False)
    return Fitted(model, log, trainer.state.global_step, seconds)


def _callbacks(config: TrainConfig) -> list[Any]:
    import transformers

    class StopAfter(transformers.TrainerCallback):  # type: ignore[misc]  # not followed by mypy
        """Ends the run, with its scores and a checkpoint, at a step of its schedule."""

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if state.global_step >= config.stop_after:
                control.should_evaluate = control.should_save = True
                control.should_training_stop = True

    early = [transformers.EarlyStoppingCallback(config.patience)] if config.patience else []
    return [*early, StopAfter()] if config.stop_after else early


def _arguments(config: TrainConfig, folder: Path) -> Any:
    import sys

    import torch
    import transformers

    return transformers.TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=config.epochs,
        learning_rate=config.learning_rate,
        weight_decay=config.weight_decay,
        adam_beta2=0.98,
        max_grad_norm=1.0,
        warmup_steps=config.warmup,
        lr_scheduler_type="cosine",
        per_device_train_batch_size=config.batch_windows,
        per_device_eval_batch_size=config.batch_windows,
        train_sampling_strategy="group_by_length",
        length_column_name="length",
        bf16=config.bf16 and has_bf16(),
        use_cpu=not torch.cuda.is_available(),
        eval_strategy="steps",
        save_strategy="steps",
        eval_steps=config.eval_steps,
        save_steps=config.eval_steps,
        save_total_limit=CHECKPOINTS_KEPT,
        load_best_model_at_end=config.patience > 0,
        restore_callback_states_from_checkpoint=True,  # what patience has been used up
        metric_for_best_model="f1",
        logging_steps=max(1, config.eval_steps // 10),
        remove_unused_columns=False,
        disable_tqdm=not sys.stderr.isatty(),
        report_to="none",
        seed=config.seed,
        data_seed=config.seed,
    )


def last_whole_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint that was written to its end; its state is what is written last."""
    found = [path for path in folder.glob("checkpoint-*") if _is_whole(path / STATE_FILE)]
    return max(found, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def _is_whole(state: Path) -> bool:
    try:
        return isinstance(json.loads(state.read_text(encoding="utf-8")), dict)
    except (OSError, json.JSONDecodeError):
        return False


def has_bf16() -> bool:
    """Whether the processor multiplies bfloat16 itself; elsewhere it is slower than float32."""
    import torch

    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _metrics(tags: list[str]) -> Callable[[Any], dict[str, float]]:
    """Strict entity F1 of greedy tags, which decoding can only better: a fair stopping sign."""

    def metrics(outcome: Any) -> dict[str, float]:
        predicted, gold = outcome.predictions, outcome.label_ids
        seen = gold != IGNORED
        names = np.array(tags, dtype=object)
        scores = entity_scores(
            [list(names[row[mask]]) for row, mask in zip(gold, seen, strict=True)],
            [list(names[row[mask]]) for row, mask in zip(predicted, seen, strict=True)],
            ["all"] * len(gold),
        )
        return {"f1": scores.f1}

    return metrics
