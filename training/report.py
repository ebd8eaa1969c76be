"""The report of a training run: JSON, a short table, and the curves as a picture."""

import json
import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4.inference.evaluation.machine import machine_class
from form4.training.config import TrainConfig
from form4.training.graphs import GraphChoice
from form4.training.trainer import Fitted
from form4.training.validation import EntityScores

if TYPE_CHECKING:
    from datasets import Dataset

REPORT_FILE, CURVES_FILE = "report.json", "curves.png"
_PACKAGES = ("torch", "transformers", "datasets", "tokenizers", "onnxruntime", "seqeval")


@dataclass(frozen=True, slots=True)
class DataSize:
    """How much a run read: windows, tokens, windows by layout, spans off token borders."""

    windows: int
    tokens: int
    layouts: dict[str, int]
    off_border: int

    @classmethod
    def of(cls, dataset: "Dataset") -> "DataSize":
        """Count a dataset."""
        lengths, off_border = dataset["length"], dataset["off_border"]
        layouts = dict(sorted(Counter(dataset["layout"]).items()))
        return cls(len(dataset), sum(lengths), layouts, sum(off_border))


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was trained on what, for how long, and how well it tags held-out pages."""

    settings: dict[str, Any]
    training: DataSize
    held_out: DataSize
    parameters: int
    steps: int
    seconds: float
    machine: str
    date: str
    versions: dict[str, str]
    log: tuple[dict[str, float], ...]
    entities: EntityScores
    graph: GraphChoice

    @classmethod
    def of(
        cls,
        config: TrainConfig,
        fitted: Fitted,
        training: "Dataset",
        held_out: "Dataset",
        entities: EntityScores,
        graph: GraphChoice,
    ) -> "TrainingReport":
        """Put the facts of a finished run together."""
        return cls(
            settings=config.to_dict(),
            training=DataSize.of(training),
            held_out=DataSize.of(held_out),
            parameters=fitted.model.num_parameters(),
            steps=fitted.steps,
            seconds=fitted.seconds,
            machine=machine_class(),
            date=datetime.now(UTC).date().isoformat(),
            versions={"python": platform.python_version(), **_versions()},
            log=fitted.log,
            entities=entities,
            graph=graph,
        )

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "settings": self.settings,
            "training": _size_to_dict(self.training),
            "held_out": _size_to_dict(self.held_out),
            "parameters": self.parameters,
            "steps": self.steps,
            "minutes": round(self.seconds / 60, 1),
            "machine": self.machine,
            "date": self.date,
            "versions": self.versions,
            "graph": self.graph.to_dict(),
            "entities": self.entities.to_dict(),
            "log": list(self.log),
        }

    def to_markdown(self) -> str:
        """A short summary with the entity scores by layout and by label."""
        size = self.training
        return (
            f"{self.parameters / 1e6:.1f} M parameters, {self.steps} steps over {size.windows} "
            f"windows ({size.tokens / 1e6:.1f} M tokens) in {self.seconds / 60:.0f} minutes on "
            f"{self.machine}, {self.date}.\n\n{self.entities.to_markdown()}\n"
        )


def _versions() -> dict[str, str]:
    return {name: version(name) for name in _PACKAGES}


def _size_to_dict(size: DataSize) -> dict[str, Any]:
    return {
        "windows": size.windows,
        "tokens": size.tokens,
        "windows_by_layout": size.layouts,
        "spans_off_token_borders": size.off_border,
    }


def write_report(report: TrainingReport, folder: Path) -> None:
    """Write report.json, report.md and the curves beside the weights."""
    text = json.dumps(report.to_dict(), indent=1, ensure_ascii=False) + "\n"
    (folder / REPORT_FILE).write_text(text, encoding="utf-8")
    (folder / "report.md").write_text(report.to_markdown(), encoding="utf-8")
    draw_curves(report.log, folder / CURVES_FILE)


def draw_curves(log: Sequence[dict[str, float]], path: Path) -> None:
    """Loss in training and on held-out pages, and strict entity F1, over the steps."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    for key, name in (("loss", "training"), ("eval_loss", "held out")):
        left.plot(*_series(log, key), label=name)
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend(frameon=False)
    right.plot(*_series(log, "eval_f1"), marker=".")
    right.set(xlabel="step", ylabel="strict entity F1, held out")
    figure.savefig(path, dpi=110)


def _series(log: Sequence[dict[str, float]], key: str) -> tuple[list[float], list[float]]:
    points = [(entry["step"], entry[key]) for entry in log if key in entry]
    return [x for x, _ in points], [y for _, y in points]
