"""Compare networks and ways to train them at the same processor time, one after the other.

    python -m scripts.compare_networks --data FOLDER --seconds 900 --arms scratch masked \\
        --output runs/compare/result.json

An arm that is done is not run again; the scores at its marks are written as they come, so that
arms cut short still have a mark in common. With --seconds 0 only speeds and sizes are measured.
The tables go to stdout and, with --page FILE, between the markers of
docs/decisions/0003-pretraining.md.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.synthesize import pages
from form4.inference.evaluation.machine import machine_class
from form4.model.decoding import TagSet
from form4.model.network import TOKENIZER_FILE, find_model
from form4.model.tokenizer import PIECES, build_tokenizer, load_tokenizer
from form4.training.config import TrainConfig
from form4.training.sources import Sources, load_sources
from form4.training.whole_pages import WholePage, load_pages
from scripts.compare_arms import (
    ARMS,
    NAMES,
    SEED,
    SINGLE_DIGITS,
    TOKENS_A_STEP,
    Arm,
    Material,
    costs,
    run_arm,
)
from scripts.compare_table import table
from scripts.marked_blocks import fill_file


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of one seed by part: training, synthetic and real; read when first asked for."""

    config: TrainConfig
    loaded: list[Sources]

    def texts(self, name: str) -> Iterator[AnnotatedText]:
        """The annotated texts of a part."""
        if not self.loaded:
            self.loaded.append(load_sources(self.config))
        source, config = self.loaded[0], self.config
        if name == "training":
            yield from source.training()
        elif name == "clean":
            made = pages(config.synthetic, config.seed, source.pools, source.filings, noisy=False)
            yield from (page.annotated for page in made)
            yield from source.real
        elif name == "real":
            yield from source.real_held_out
        else:
            yield from source.synthetic_held_out()


def main() -> None:
    """Measure what is not measured yet and print the tables."""
    options = _options()
    result = _read(options.output, options.seconds)
    unknown = [name for name in options.arms if name not in result["costs"]]
    waiting = [name for name in options.arms if not result["arms"].get(name, {}).get("done")]
    waiting = waiting if options.seconds else []
    if unknown or waiting:
        _use_threads(options.threads)
        shelf = Shelf(options)
        sizes = _sizes(shelf.material(ARMS["scratch"]))
        result["data"] = {**sizes, "threads": options.threads}
        _measure(unknown, waiting, shelf, options, result)
    sys.stdout.write(f"{table(result)}\n")
    if options.page:
        fill_file(options.page, "comparison", table(result))


def _measure(
    unknown: list[str],
    waiting: list[str],
    shelf: "Shelf",
    options: argparse.Namespace,
    result: dict[str, Any],
) -> None:
    for name in unknown:
        material = shelf.material(ARMS[name])
        result["costs"][name] = costs(ARMS[name], material, options.output.parent / f"{name}-cost")
        _write(options.output, result)
        _say(f"{name}: {result['costs'][name]}")
    for name in waiting:
        material = shelf.material(ARMS[name])
        for state in run_arm(ARMS[name], material, options.seconds, options.output.parent / name):
            result["arms"][name] = state
            _write(options.output, result)
            _say(f"{name}: {state['marks'][-1]}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of real filings")
    parser.add_argument("--seconds", type=float, default=1500.0, help="processor time of an arm")
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=list(ARMS))
    parser.add_argument("--output", type=Path, required=True, help="results, as JSON")
    parser.add_argument("--page", type=Path, help="page to put the tables into")
    parser.add_argument("--minilm", type=Path, help="BERT folder for the arm minilm")
    parser.add_argument("--synthetic", type=int, default=2000, help="synthetic training pages")
    parser.add_argument("--threads", type=int, default=2, help="threads of torch")
    parser.add_argument("--held-out", type=int, default=60, help="synthetic held-out pages")
    options = parser.parse_args()
    if any(ARMS[name].transplanted for name in options.arms) and not options.minilm:
        parser.error("the arm minilm needs --minilm FOLDER")
    return options


def _use_threads(threads: int) -> None:
    # Threads that wait for one another must not count as work.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    torch.set_num_threads(threads)


class Shelf:
    """The pages of one seed, as training draws them, tokenised below the results' folder."""

    def __init__(self, options: argparse.Namespace) -> None:
        config = TrainConfig(
            data=options.data,
            synthetic=options.synthetic,
            held_out=options.held_out,
            real_repeats=1,
            seed=SEED,
        )
        self._parts = Parts(config, [])
        self._minilm: Path | None = options.minilm
        self._folder: Path = options.output.parent / f"pages-{options.synthetic}-{options.held_out}"

    def material(self, arm: Arm) -> Material:
        """What an arm trains on and is measured by, in its tokens."""
        tokenizer = self._tokenizer(arm.tokens)
        training, synthetic, real = (
            self._pages(name, arm.tokens, tokenizer) for name in ("training", "synthetic", "real")
        )
        clean = self._pages("clean", arm.tokens, tokenizer) if arm.curriculum else ()
        return Material(tokenizer, training, (*synthetic, *real), self._minilm, clean)

    def _pages(self, name: str, tokens: str, tokenizer: Tokenizer) -> tuple[WholePage, ...]:
        texts = lambda: self._parts.texts(name)  # noqa: E731  read only when not kept already
        folder = self._folder / tokens.replace(" ", "-") / name
        return tuple(load_pages(texts, tokenizer, TagSet(NAMES), folder, name))

    def _tokenizer(self, tokens: str) -> Tokenizer:
        shipped = load_tokenizer(find_model("base") / TOKENIZER_FILE)
        if tokens == SINGLE_DIGITS:
            return shipped
        pieces = PIECES.replace(r" ?\p{N}", r" ?\p{N}+")
        texts = (page.text for page in self._parts.texts("training"))
        return build_tokenizer(texts, shipped.get_vocab_size(), pieces)


def _sizes(material: Material) -> dict[str, Any]:
    groups = [page.group for page in material.held_out]
    return {
        "training_pages": len(material.training),
        "training_tokens": sum(len(page.ids) for page in material.training),
        "held_out_synthetic": groups.count("synthetic"),
        "held_out_real": groups.count("real"),
        "tokens_a_step": TOKENS_A_STEP,
        "machine": machine_class(),
        "date": time.strftime("%Y-%m-%d"),
    }


def _read(path: Path, seconds: float) -> dict[str, Any]:
    """The results so far; arms of another length do not belong into one table."""
    if not path.is_file():
        return {"seconds": seconds, "arms": {}, "costs": {}}
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if seconds and result["arms"] and result["seconds"] != seconds:
        raise SystemExit(f"{path}: holds arms of {result['seconds']:.0f} s. Use another --output.")
    return {**result, "seconds": seconds or result["seconds"]}


def _write(path: Path, result: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")


if __name__ == "__main__":
    main()
