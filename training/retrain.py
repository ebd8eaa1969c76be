"""Retraining from people's annotations: what it brought on their pages, and what it cost elsewhere.

The base keeps what it knows by synthetic pages mixed in, a low learning rate, and the rows of its
classifier; it is compared with itself before, on pages that took no part.
"""

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from form4.annotations.exports import ReadPolicy
from form4.annotations.findings import ExportReport
from form4.annotations.tags import border_check
from form4.inference.evaluation.reader import load_reader
from form4.inference.rules.reader import RULES
from form4.model.network import find_model, labels_of, read_network_config
from form4.training.comparison import MARGIN, BeforeAfter
from form4.training.config import TrainConfig
from form4.training.report import TrainingReport
from form4.training.sources import read_annotated
from form4.training.split import split_by_document
from form4.training.standard_set import STANDARD_PAGES, standard_pages
from form4.training.train import train_model

RETRAINING_FILE = "retraining.json"
OWN_READINGS = 100  # readings of annotated pages in a run, whatever their number
FEWEST_DECIDING = 5  # held-out pages of the user's own, below which they are told and no more
MOST_REPEATS, FEWEST_REPEATS = 25, 3
# Some 470 windows: with all comparisons five minutes of one core, of the ten that it may take.
DEFAULTS = TrainConfig(
    base="base",
    base_share=0.3,  # the pages mixed in keep what the base knows; more of it loses the layout
    keep_calibration=True,  # a few synthetic pages give no better one than its hundreds
    synthetic=200,
    held_out=16,
    learning_rate=4e-4,
    warmup=0.1,
    batch_windows=4,
    eval_steps=60,
    patience=0,  # the held-out pages judge the new model, so they may not choose its weights
)


@dataclass(frozen=True, slots=True)
class Retraining:
    """A retrained model beside its base, on the user's held-out pages and on the standard set."""

    export: ExportReport
    training: TrainingReport
    documents: int
    own: BeforeAfter | None
    standard: BeforeAfter
    added_labels: tuple[str, ...]
    margin: float
    seconds: float
    processor_seconds: float

    @property
    def is_worse(self) -> bool:
        """Whether the standard set, or enough pages of the user's, lost more than the margin."""
        return any(side.loss > self.margin for side in self._deciding())

    def verdict(self) -> str:
        """The outcome in a sentence, with the side that lost first."""
        own = [] if self.own is None else [self.own]
        sides = sorted((self.standard, *own), key=lambda side: (not self._fails(side), -side.loss))
        word = "worse" if self.is_worse else "not worse"
        return f"{word} than the base: {', '.join(map(self._told, sides))}"

    def _deciding(self) -> list[BeforeAfter]:
        """The sides that decide: on a handful of own pages one cell is more than the margin."""
        own = [] if self.own is None or self.own.before.pages < FEWEST_DECIDING else [self.own]
        return [self.standard, *own]

    def _fails(self, side: BeforeAfter) -> bool:
        return side in self._deciding() and side.loss > self.margin

    def _told(self, side: BeforeAfter) -> str:
        what = f"a {'loss' if side.loss > 0 else 'gain'} of {abs(side.loss):.4f}"
        where = f"{side.before.pages} held-out pages of yours"
        where = "the standard set" if side is self.standard else where
        if side not in self._deciding():
            return f"{what} on {where} (fewer than {FEWEST_DECIDING} do not decide)"
        return f"{what} on {where} (a loss of {self.margin:g} is allowed)"

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "is_worse": self.is_worse,
            "margin": self.margin,
            "documents": self.documents,
            "added_labels": list(self.added_labels),
            "minutes": round(self.seconds / 60, 1),
            "processor_minutes": round(self.processor_seconds / 60, 1),
            "own": None if self.own is None else self.own.to_dict(),
            "standard": self.standard.to_dict(),
            "export": self.export.to_dict(),
        }

    def to_markdown(self) -> str:
        """The report for people."""
        lines = ["# Retraining", "", f"{self.documents} documents, {self.verdict()}.", ""]
        if self.added_labels:
            lines += [f"New labels, under `extra`: {', '.join(self.added_labels)}.", ""]
        if self.export.counts:
            found = self.export.reasons()
            lines += ["Of the exports (`form4 annotate check` tells where):", ""]
            lines += [f"- {reason.value}: {self.export.counts[reason]}" for reason in found]
            lines.append("")
        if self.own is None:
            lines += ["Too few documents to hold any out: no figures on your own pages.", ""]
        else:
            lines += [self.own.to_markdown()]
        return "\n".join((*lines, self.standard.to_markdown()))


def retrain(
    config: TrainConfig,
    output: Path,
    *,
    margin: float = MARGIN,
    resume: bool = False,
    pages: int = STANDARD_PAGES,
) -> Retraining:
    """Retrain a base on annotations and compare; everything is written to the output folder.

    Raises ExportError when no annotated task can be used.
    """
    begin, spent = time.monotonic(), time.process_time()
    export = ExportReport()
    annotated = read_annotated(config.annotations, export_policy(config), export)
    training, own_pages = split_by_document(annotated)
    base = config.base or str(DEFAULTS.base)
    before, rules = load_reader(base), load_reader(RULES)
    report = tune(config, base, len(training), output, resume=resume)
    readers = before, load_reader(str(output)), rules
    done = Retraining(
        export=export,
        training=report,
        documents=len({page.document_id for page in annotated}),
        own=BeforeAfter.of("Your held-out pages", own_pages, *readers) if own_pages else None,
        standard=BeforeAfter.of("Standard set", standard_pages(pages), *readers),
        added_labels=added_labels(find_model(base), output),
        margin=margin,
        seconds=time.monotonic() - begin,
        processor_seconds=time.process_time() - spent,
    )
    write_retraining(done, output)
    return done


def export_policy(config: TrainConfig) -> ReadPolicy:
    """How a run reads its exports: marks that the tokens of its base cannot learn are told."""
    check = None if config.base is None else border_check(config.base)
    return ReadPolicy(on_overlap=config.on_overlap, off_border=check)


def tune(
    config: TrainConfig, base: str, pages: int, output: Path, *, resume: bool = False
) -> TrainingReport:
    """Train on from a base on so many annotated pages."""
    settings = replace(config, base=base, real_repeats=repeats(pages))
    return train_model(settings, output, resume=resume)


def repeats(pages: int) -> int:
    """How often each annotated page is read, so that a run takes about the same time."""
    return max(FEWEST_REPEATS, min(MOST_REPEATS, OWN_READINGS // max(1, pages)))


def added_labels(base: Path, output: Path) -> tuple[str, ...]:
    """The labels that a retrained model has more than its base."""
    old, new = (labels_of(read_network_config(folder), folder) for folder in (base, output))
    return tuple(label for label in new if label not in old)


def write_retraining(done: Retraining, folder: Path) -> None:
    """Write retraining.json and retraining.md beside the weights."""
    text = json.dumps(done.to_dict(), ensure_ascii=False, indent=1) + "\n"
    (folder / RETRAINING_FILE).write_text(text, encoding="utf-8")
    (folder / "retraining.md").write_text(done.to_markdown(), encoding="utf-8")
