"""The shipped network through the pipeline of transformers, as its documentation has it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.peer import Variants
from form4.model.network import find_model, load_network
from form4.model.spans import Span

STRATEGIES = ("simple", "first", "average", "max")
STRIDE = 256  # tokens that neighbouring windows share, as form4's own do


def load(folder: Path) -> Variants:
    """The pipeline with each strategy; windows with a stride, or the page would be cut off.

    The strategies differ only in what they make of the scores, so the network runs once for all.
    """
    import torch
    from transformers import AutoTokenizer, pipeline

    torch.set_num_threads(1)
    place = find_model("base")
    model = load_network(place)
    tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=True)
    tokenizer.model_max_length = int(model.config.form4_window)
    tagger: Any = pipeline(
        "token-classification",
        model=model,
        tokenizer=tokenizer,
        aggregation_strategy=STRATEGIES[0],
        stride=STRIDE,
    )

    def scored(text: str) -> Any:
        windows = tagger.preprocess(text, **tagger._preprocess_params)
        return [tagger.forward(window) for window in windows] if text.strip() else []

    def grouped(strategy: str, text: str, outputs: Any) -> list[Span]:
        settings = tagger._sanitize_parameters(aggregation_strategy=strategy)[2]
        # The windows keep their entries, but grouping takes the list apart.
        found = tagger.postprocess(list(outputs), **settings) if outputs else []
        return apart([span for one in found if (span := _span(text, one)) is not None])

    return Variants(
        scored,
        {
            f"shipped network, transformers pipeline ({strategy})": (
                lambda text, outputs, strategy=strategy: grouped(strategy, text, outputs)
            )
            for strategy in STRATEGIES
        },
    )


def _span(text: str, found: Mapping[str, Any]) -> Span | None:
    """An entity group as a span, without the blank that the tokenizer keeps before a word."""
    start, end = int(found["start"]), int(found["end"])
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start >= end:
        return None
    return Span(start, end, str(found["entity_group"]), float(found["score"]))


def apart(spans: list[Span]) -> list[Span]:
    """The spans in order, without those that overlap one before them, which windows may give."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
