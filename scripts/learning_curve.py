"""How many annotated pages a layout needs: its scores after 5, 10, 20 and 50, and what others lose.

    python -m scripts.learning_curve --layout cells --base base
    python -m scripts.learning_curve --layout wrong_grid --base runs/leave_one_out/fold-1 \\
        --left-out wrong_grid reading_order markdown

The layout is a family of synthetic pages that the base never saw, or an unfamiliar one
(`scripts/unfamiliar.py`), which no model has seen. Each point retrains the base with the defaults
of `form4 train --annotations`, as a user would, on the first pages of one list; no family left out
is among the pages mixed in, or among the others. Points that are done are not run again. The
table and the plot go into the page that tells of retraining.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import write_tasks
from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.inference.evaluation.machine import machine_class
from form4.inference.evaluation.reader import load_reader
from form4.inference.version import model_version
from form4.model.filing import Filing
from form4.training.comparison import PageScores, gold_filings
from form4.training.config import TrainConfig
from form4.training.retrain import DEFAULTS, tune
from form4.training.split import split_by_document
from form4.training.standard_set import STANDARD_PAGES, standard_pages
from scripts.curve_page import DOCS, RESULT, fill_page
from scripts.unfamiliar import LAYOUTS, unfamiliar_pages

ANNOTATED_SEED, TEST_SEED = 71_000_071, 72_000_072
DOCUMENTS = (5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Exam:
    """Pages whose filings are known, to score models on."""

    pages: Sequence[AnnotatedText]
    gold: Sequence[Filing]

    @classmethod
    def of(cls, some: Sequence[AnnotatedText]) -> "Exam":
        """Let the assembler make the filings of the known spans."""
        return cls(some, gold_filings(some))

    def score(self, model: str) -> dict[str, Any]:
        """What a model makes of them, without the single labels."""
        scores = PageScores.of(load_reader(model), self.pages, self.gold).to_dict()
        return {name: value for name, value in scores.items() if name != "labels"}


@dataclass(frozen=True, slots=True)
class Plan:
    """One curve: a layout, a base that never saw it, and the pages to score on."""

    layout: str
    base: str
    left_out: frozenset[str]
    own: Exam
    others: Exam
    settings: TrainConfig = DEFAULTS

    @classmethod
    def of(cls, layout: str, base: str, left_out: Sequence[str], tested: int, other: int) -> "Plan":
        """Draw the pages to score on."""
        unseen = frozenset((*left_out, layout))
        others = [page for page in standard_pages(other) if page.layout not in unseen]
        own = layout_pages(layout, tested, TEST_SEED)
        return cls(layout, base, unseen, Exam.of(own), Exam.of(others))

    @property
    def mixed_in(self) -> tuple[str, ...]:
        """The families of the pages mixed in: as in any retraining, when the base saw all."""
        seen = set(LINEARIZERS) - self.left_out
        return tuple(sorted(seen)) if seen < set(LINEARIZERS) else ()

    def score(self, model: str) -> dict[str, Any]:
        """A model on the layout and on the others."""
        return {"own": self.own.score(model), "others": self.others.score(model)}


def layout_pages(layout: str, count: int, seed: int) -> list[AnnotatedText]:
    """Labelled pages of one layout; fewer of the same seed are the first of more."""
    if layout in LAYOUTS:
        return unfamiliar_pages(layout, count, seed)
    drawn = pages(3 * count, seed, ValuePools.builtin(), layouts=[layout])
    return list(islice((page.annotated for page in drawn if page.annotated.spans), count))


def run_point(plan: Plan, documents: int) -> dict[str, Any]:
    """Retrain on so many annotated documents, none for the base itself, and score."""
    begin = time.process_time()
    if not documents:
        return plan.score(plan.base)
    annotated = layout_pages(plan.layout, documents, ANNOTATED_SEED)
    training, _ = split_by_document(annotated)
    with tempfile.TemporaryDirectory() as folder:
        export, model = Path(folder) / "export.json", Path(folder) / "model"
        write_tasks(export, annotated)
        config = replace(plan.settings, annotations=(export,), layouts=plan.mixed_in)
        tune(config, plan.base, len(training), model)
        spent = time.process_time() - begin
        return {"seconds": round(spent), **plan.score(str(model))}


def run(plan: Plan, documents: Sequence[int], output: Path) -> dict[str, Any]:
    """All points that the output does not have yet; it is written after each."""
    result: dict[str, Any] = {"curves": {}}
    if output.is_file():
        result = json.loads(output.read_text(encoding="utf-8"))
    result["machine"] = result.get("machine") or machine_class()
    version = model_version(plan.base)
    curve = result["curves"].setdefault(plan.layout, {"base": version, "points": {}})
    if curve["base"] != version:
        raise SystemExit(
            f"{output}: {plan.layout} was begun with {curve['base']}. Remove it there."
        )
    for count in (0, *documents):
        if str(count) not in curve["points"]:
            curve["points"][str(count)] = run_point(plan, count)
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return result


def main() -> None:
    """Read the command line, run, and put the result into the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    layouts = sorted({*LINEARIZERS, *LAYOUTS})
    parser.add_argument("--layout", choices=layouts, required=True)
    parser.add_argument("--base", default="base", help="model that never saw the layout")
    parser.add_argument("--left-out", nargs="*", default=[], choices=layouts, metavar="FAMILY",
                        help="what else the base never saw")  # fmt: skip
    parser.add_argument("--documents", nargs="+", type=int, default=list(DOCUMENTS))
    parser.add_argument("--tested", type=int, default=40, help="pages of the layout to score on")
    parser.add_argument("--others", type=int, default=STANDARD_PAGES, help="of the standard set")
    parser.add_argument("--output", type=Path, default=RESULT, help="JSON, also to go on from")
    parser.add_argument("--page", type=Path, default=DOCS, help="page with the marked block")
    given = parser.parse_args()
    plan = Plan.of(given.layout, given.base, given.left_out, given.tested, given.others)
    run(plan, given.documents, given.output)
    fill_page(given.page, given.output)
    sys.stdout.write(f"{given.page} is up to date\n")


if __name__ == "__main__":
    main()
