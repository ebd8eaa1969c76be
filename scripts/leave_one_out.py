"""What a layout costs that training never saw: one family of synthetic pages left out at a time.

    python -m scripts.leave_one_out --seconds 900 --families wrong_grid cell_a_line \\
        --output runs/leave_one_out.json [--data FOLDER]

Each arm trains a network from random weights for the same processor time on pages of all families
but one; the first arm leaves none out. All are scored on held-out pages of each family. An arm
that is done is not run again, so that a run that was killed goes on with the next arm.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
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

if TYPE_CHECKING:
    from transformers import PreTrainedModel

NOTHING = "none"
SEED, TEST_SEED = 11, 1_000_011
NAMES = tuple(label.name for label in LABELS)


@dataclass(frozen=True, slots=True)
class Plan:
    """What every arm shares: processor seconds, pages, network, and where values come from."""

    seconds: float
    synthetic: int
    tested: int
    families: tuple[str, ...]
    network: NetworkConfig
    pools: ValuePools
    filings: tuple[Filing, ...]
    batch_windows: int = 8
    learning_rate: float = 1.2e-3

    def test_pages(self, family: str) -> list[SyntheticPage]:
        """Held-out pages of one family."""
        made = pages(self.tested, TEST_SEED, self.pools, self.filings, [family])
        return [page for page in made if page.filing != Filing()]

    def training_windows(self, left_out: str, encoder: Encoder) -> Iterator[dict[str, Any]]:
        """Windows of pages of all families but one."""
        layouts = sorted(set(LINEARIZERS) - {left_out})
        for page in pages(self.synthetic, SEED, self.pools, self.filings, layouts):
            yield from encoder.windows(page.annotated)


def run_arm(plan: Plan, left_out: str, tokenizer_file: Path) -> dict[str, Any]:
    """Train without one family; the scores on each family of the plan."""
    import torch

    torch.manual_seed(SEED)
    tokenizer = load_tokenizer(tokenizer_file)
    encoder = Encoder(tokenizer, TagSet(NAMES), plan.network.window, plan.network.overlap)
    windows = list(plan.training_windows(left_out, encoder))
    model: PreTrainedModel = new_network(plan.network, NAMES)
    stream = batches(windows, plan.batch_windows, SEED)
    *_, progress = train_for(model, stream, Budget(plan.seconds, plan.learning_rate))
    with tempfile.TemporaryDirectory() as folder:
        save_model(model, tokenizer, Path(folder))
        tagger = load_tagger(folder)
        scores = {family: score_family(tagger, plan.test_pages(family)) for family in plan.families}
    return {"steps": progress.steps, "tokens": progress.tokens, "scores": scores}


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


def table(result: dict[str, Any], families: Sequence[str]) -> str:
    """Scores of each family, with and without pages of it in training."""
    lines = ["| family | entity F1: seen | left out | core F1: seen | left out |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    for family in families:
        arms = (result["arms"].get(arm, {}).get("scores", {}) for arm in (NOTHING, family))
        seen, unseen = (scores.get(family, {}) for scores in arms)
        cells = [arm.get(key) for key in ("entity_f1", "core_f1") for arm in (seen, unseen)]
        shown = " | ".join("–" if cell is None else f"{cell:.3f}" for cell in cells)
        lines.append(f"| {family} | {shown} |")
    return "\n".join(lines)


def run(plan: Plan, tokenizer_file: Path, output: Path) -> dict[str, Any]:
    """All arms that the output does not have yet; it is written after each."""
    result: dict[str, Any] = {"machine": machine_class(), "seconds": plan.seconds, "arms": {}}
    if output.is_file():
        result = json.loads(output.read_text(encoding="utf-8"))
    for left_out in (NOTHING, *plan.families):
        if left_out not in result["arms"]:
            result["arms"][left_out] = run_arm(plan, left_out, tokenizer_file)
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return result


def main() -> None:
    """Read the command line, run, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--families", nargs="+", choices=sorted(LINEARIZERS), required=True)
    parser.add_argument("--seconds", type=float, default=900, help="processor time of each arm")
    parser.add_argument("--synthetic", type=int, default=2000, help="pages to train on")
    parser.add_argument("--tested", type=int, default=40, help="held-out pages of each family")
    parser.add_argument("--data", type=Path, help="folder of real filings to vary")
    parser.add_argument("--output", type=Path, required=True, help="JSON, also to go on from")
    given = parser.parse_args()
    tokenizer_file = find_model("base") / TOKENIZER_FILE
    size = load_tokenizer(tokenizer_file).get_vocab_size()
    plan = Plan(
        given.seconds,
        given.synthetic,
        given.tested,
        tuple(given.families),
        NetworkConfig(vocabulary_size=size),
        ValuePools.builtin() if given.data is None else ValuePools.from_data(given.data),
        () if given.data is None else tuple(real_filings(given.data, "train")),
    )
    sys.stdout.write(table(run(plan, tokenizer_file, given.output), plan.families) + "\n")


if __name__ == "__main__":
    main()
