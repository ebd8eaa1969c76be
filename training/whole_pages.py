"""Tokenised pages in one piece, cut into windows of any size and scored as at inference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from form4.annotations.tags import IGNORED
from form4.model.decoding import TagSet
from form4.model.tokenizer import Integers
from form4.model.windows import cut_windows, stitch
from form4.training.budget import half_precision
from form4.training.dataset import Encoder, Texts, build_dataset
from form4.training.validation import EntityScores, entity_scores

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ENDLESS = 1 << 30


@dataclass(frozen=True, slots=True)
class WholePage:
    """Token ids and tags of a page, both (tokens,), and the group it is scored in."""

    ids: Integers
    tags: Integers
    group: str
    off_border: int = 0  # spans that begin or end inside a token, and so are no tags


def load_pages(
    texts: Texts, tokenizer: Tokenizer, tags: TagSet, folder: Path, group: str
) -> list[WholePage]:
    """The pages of some texts, tokenised once and kept below a folder."""
    rows = build_dataset(texts, Encoder(tokenizer, tags, ENDLESS, 0), folder)
    return [
        WholePage(
            np.array(row["input_ids"], np.int64),
            np.array(row["labels"], np.int64),
            group,
            row["off_border"],
        )
        for row in rows
        if row["length"]
    ]


def windows_of(pages: Iterable[WholePage], window: int, overlap: int) -> list[dict[str, Any]]:
    """Training windows of pages, as rows that `dataset.collate` takes."""
    return [
        {"input_ids": page.ids[cut.start : cut.end], "labels": page.tags[cut.start : cut.end]}
        for page in pages
        for cut in cut_windows(len(page.ids), size=window, overlap=overlap)
    ]


def score_pages(model: "PreTrainedModel", pages: Sequence[WholePage]) -> EntityScores:
    """Strict entity scores of greedy tags over whole pages, windows stitched, by group.

    Window and overlap are those that the model's configuration names.
    """
    names = [str(model.config.id2label[number]) for number in range(model.config.num_labels)]
    gold, found = [], []
    model.eval()
    for page in pages:
        seen = page.tags != IGNORED
        gold.append([names[tag] for tag in page.tags[seen]])
        found.append([names[tag] for tag in _greedy(model, page.ids)[seen]])
    return entity_scores(gold, found, [page.group for page in pages])


def _greedy(model: "PreTrainedModel", ids: Integers) -> Integers:
    import torch

    size, overlap = int(model.config.form4_window), int(model.config.form4_overlap)
    windows = cut_windows(len(ids), size=size, overlap=overlap)
    scores = []
    for cut in windows:
        part = torch.from_numpy(ids[None, cut.start : cut.end])
        with torch.inference_mode(), half_precision():
            logits = model(input_ids=part).logits
        scores.append(logits[0].float().numpy())
    return np.asarray(stitch(windows, scores).argmax(axis=1), dtype=np.int64)
