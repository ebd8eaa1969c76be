"""What a layout costs that training never saw: families of synthetic pages left out in folds.

    python -m scripts.leave_one_out --seconds 900 --folds 2 \\
        --output runs/leave_one_out/result.json [--data FOLDER] [--page FILE]

The families are dealt into folds. Each arm trains a network from random weights for the same
processor time on pages of all families but those of one fold, and is scored on held-out pages of
every family: a family is unseen by one arm and seen by all others, which trained as long. Leaving
out a fold is harder than leaving out one family. An arm that is done is not run again, so that a
run that was killed goes on with the next arm; its model stays beside the output.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.synthesize import SyntheticPage, pages
from form4.annotations.synthesis.values import ValuePools
from form4.inference.assembly import assemble
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.machine import machine_class
from form4.inference.evaluation.scores import score, score_document
from form4.inference.tagger import Tagger, load_tagger
from form4.model.decoding import TagSet
from form4.model.export import save_model
from form4.model.filing import Filing
from form4.model.labels import LABELS
from form4.model.network import TOKENIZER_FILE, NetworkConfig, find_model, new_network
from form4.model.tokenizer import load_tokenizer
from form4.training.budget import Budget, batches, train_for
from form4.training.corpus import real_filings
from form4.training.dataset import Encoder
from form4.training.train import score_entities
from scripts.marked_blocks import fill_file

if TYPE_CHECKING:
    from transformers import PreTrainedModel

SEED, TEST_SEED = 11, 1_000_011
NAMES = tuple(label.name for label in LABELS)
HEAD = (
    "| family | entity F1: seen | left out | core F1: seen | left out |",
    "| --- | ---: | ---: | ---: | ---: |",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What every arm shares: processor seconds, pages, network, and where values come from."""

    seconds: float
    synthetic: int
    tested: int
    folds: tuple[tuple[str, ...], ...]
    network: NetworkConfig
    pools: ValuePools
    filings: tuple[Filing, ...]
    batch_windows: int = 3  # more steps in the time than a batch of eight, and better for it
    learning_rate: float = 1.2e-3

    def test_pages(self, family: str) -> list[SyntheticPage]:
        """Held-out pages of one family."""
        made = pages(self.tested, TEST_SEED, self.pools, self.filings, [family])
        return [page for page in made if page.filing != Filing()]

    def training_windows(
        self, left_out: Sequence[str], encoder: Encoder
    ) -> Iterator[dict[str, Any]]:
        """Windows of pages of all families but some."""
        layouts = sorted(set(LINEARIZERS) - set(left_out))
        for page in pages(self.synthetic, SEED, self.pools, self.filings, layouts):
            yield from encoder.windows(page.annotated)


def fold_families(count: int) -> tuple[tuple[str, ...], ...]:
    """All layout families, dealt into folds in the order of their list."""
    names = tuple(LINEARIZERS)
    return tuple(names[first::count] for first in range(count))


def run_arm(
    plan: Plan, left_out: Sequence[str], tokenizer_file: Path, folder: Path
) -> dict[str, Any]:
    """Train without some families and save the model; the scores on each family there is."""
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # the time of the processor is what counts, and one loses none waiting
    tokenizer = load_tokenizer(tokenizer_file)
    encoder = Encoder(tokenizer, TagSet(NAMES), plan.network.window, plan.network.overlap)
    windows = list(plan.training_windows(left_out, encoder))
    model: PreTrainedModel = new_network(plan.network, NAMES)
    stream = batches(windows, plan.batch_windows, SEED)
    *_, progress = train_for(model, stream, Budget(plan.seconds, plan.learning_rate))
    save_model(model, tokenizer, folder)
    tagger = load_tagger(folder, threads=1)
    scores = {family: score_family(tagger, plan.test_pages(family)) for family in LINEARIZERS}
    spent = {"steps": progress.steps, "tokens": progress.tokens}
    return {"left_out": list(left_out), **spent, "scores": scores}


def score_family(tagger: Tagger, tested: Sequence[SyntheticPage]) -> dict[str, float | None]:
    """Strict entity F1 and core-field F1 of some pages."""
    entities = score_entities(tagger, [page.annotated for page in tested])
    counted = [
        score_document(
            page.annotated.document_id,
            compare_filings(
                page.filing, assemble(page.annotated.text, tagger.tag(page.annotated.text))
            ),
        )
        for page in tested
    ]
    return {"entity_f1": entities.f1, "core_f1": score("", counted).core.f1.value}


def table(result: Mapping[str, Any]) -> str:
    """Scores of each family: the mean of the arms that saw it, and the arm that did not."""
    lines = [
        _circumstances(result),
        "",
        "| family | entity F1: seen | left out | core F1: seen | left out |",
    ]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    rows = {family: _row(result["arms"].values(), family) for family in LINEARIZERS}
    lines += [_line(family, row) for family, row in rows.items() if row]
    complete = [row for row in rows.values() if None not in row and row]
    if complete:
        means = [_mean(column) for column in zip(*complete, strict=True)]
        lines.append(_line(f"mean of {len(complete)}", means))
    return "\n".join(lines)


def _circumstances(result: Mapping[str, Any]) -> str:
    arms = result["arms"].values()
    tokens = sum(arm["tokens"] for arm in arms) / max(len(arms), 1)
    return (
        f"Measured {result['date']} on {result['machine']}: {len(arms)} arms of "
        f"{result['seconds']:.0f} processor seconds and {tokens / 1e6:.1f} M tokens each, from "
        f"{result['synthetic']:,} pages; {result['tested']} pages of each family scored."
    )


def _row(arms: Iterable[Mapping[str, Any]], family: str) -> list[float | None]:
    """Entity F1 seen and left out, core F1 seen and left out; empty when no arm left it out."""
    seen: list[Mapping[str, Any]] = []
    unseen: list[Mapping[str, Any]] = []
    for arm in arms:
        (unseen if family in arm["left_out"] else seen).append(arm["scores"][family])
    if not unseen:
        return []
    keys = ("entity_f1", "core_f1")
    return [_mean(scores[key] for scores in side) for key in keys for side in (seen, unseen)]


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _line(name: str, cells: Iterable[float | None]) -> str:
    shown = " | ".join("–" if cell is None else f"{cell:.3f}" for cell in cells)
    return f"| {name} | {shown} |"


def run(plan: Plan, tokenizer_file: Path, output: Path) -> dict[str, Any]:
    """All arms that the output does not have yet; it is written after each."""
    result: dict[str, Any] = {
        "machine": machine_class(),
        "date": time.strftime("%Y-%m-%d"),
        "seconds": plan.seconds,
        "synthetic": plan.synthetic,
        "tested": plan.tested,
        "arms": {},
    }
    if output.is_file():
        result = json.loads(output.read_text(encoding="utf-8"))
    for number, left_out in enumerate(plan.folds, 1):
        name = f"fold-{number}"
        if name not in result["arms"]:
            result["arms"][name] = run_arm(plan, left_out, tokenizer_file, output.parent / name)
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return result


def main() -> None:
    """Read the command line, run, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folds", type=int, default=2, help="parts the families are dealt into")
    parser.add_argument("--seconds", type=float, default=900, help="processor time of each arm")
    parser.add_argument("--synthetic", type=int, default=2000, help="pages to train on")
    parser.add_argument("--tested", type=int, default=40, help="held-out pages of each family")
    parser.add_argument("--data", type=Path, help="folder of real filings to vary")
    parser.add_argument("--output", type=Path, required=True, help="JSON, also to go on from")
    parser.add_argument("--page", type=Path, help="page with a block to put the table into")
    given = parser.parse_args()
    tokenizer_file = find_model("base") / TOKENIZER_FILE
    size = load_tokenizer(tokenizer_file).get_vocab_size()
    plan = Plan(
        given.seconds,
        given.synthetic,
        given.tested,
        fold_families(given.folds),
        NetworkConfig(vocabulary_size=size),
        ValuePools.builtin() if given.data is None else ValuePools.from_data(given.data),
        () if given.data is None else tuple(real_filings(given.data, "train")),
    )
    text = table(run(plan, tokenizer_file, given.output))
    sys.stdout.write(f"{text}\n")
    if given.page:
        fill_file(given.page, "left out", text)


if __name__ == "__main__":
    main()
