"""Annotated texts as windows of tokens and tags, kept on disk in Arrow, read in bounded memory."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.tags import IGNORED, tag_tokens
from form4.model.decoding import TagSet
from form4.model.tokenizer import encode
from form4.model.windows import cut_windows

if TYPE_CHECKING:
    from datasets import Dataset

Texts = Callable[[], Iterable[AnnotatedText]]


@dataclass(frozen=True, slots=True)
class Encoder:
    """What turns a text into training windows: tokenizer, tags, window and overlap in tokens."""

    tokenizer: Tokenizer
    tag_set: TagSet
    window: int
    overlap: int

    def windows(self, page: AnnotatedText) -> Iterator[dict[str, Any]]:
        """The windows of one text, cut as at inference, with the tags that training sees."""
        tokens = encode(self.tokenizer, page.text)
        tagged = tag_tokens(page, tokens, self.tag_set)
        for number, cut in enumerate(
            cut_windows(len(tokens), size=self.window, overlap=self.overlap)
        ):
            yield {
                "input_ids": tokens.ids[cut.start : cut.end],
                "labels": tagged.tags[cut.start : cut.end],
                "length": len(cut),
                "layout": page.layout,
                "off_border": 0 if number else len(tagged.off_border),
            }


def build_dataset(texts: Texts, encoder: Encoder, folder: Path) -> "Dataset":
    """Write the windows of all texts below a folder, or read them when they are there already."""
    import datasets

    done = folder / "done"
    if not (done / "dataset_info.json").is_file():
        features = datasets.Features(
            {
                "input_ids": datasets.Sequence(datasets.Value("int32")),
                "labels": datasets.Sequence(datasets.Value("int32")),
                "length": datasets.Value("int32"),
                "layout": datasets.Value("string"),
                "off_border": datasets.Value("int32"),
            }
        )
        if not sys.stderr.isatty():
            datasets.disable_progress_bars()
        made = datasets.Dataset.from_generator(
            lambda: (row for page in texts() for row in encoder.windows(page)),
            features=features,
            cache_dir=str(folder / "cache"),
            fingerprint=folder.name,
        )
        made.save_to_disk(str(done))
    return datasets.load_from_disk(str(done))


def collate(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Pad windows to the longest: arrays (windows, tokens)."""
    import torch

    longest = max(len(row["input_ids"]) for row in rows)
    shape = (len(rows), longest)
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    labels = np.full(shape, IGNORED, dtype=np.int64)
    for number, row in enumerate(rows):
        length = len(row["input_ids"])
        ids[number, :length], mask[number, :length] = row["input_ids"], 1
        labels[number, :length] = row["labels"]
    names = ("input_ids", "attention_mask", "labels")
    return {
        name: torch.from_numpy(array)
        for name, array in zip(names, (ids, mask, labels), strict=True)
    }
