"""The documents of a benchmark: pages to train on, and pages to read, the same for every peer."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from form4.annotations.alignment.aligner import align
from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.cli.evaluate_data import validation_documents
from form4.model.filing import Filing
from form4.model.spans import Span

TRAINING_SEED, HELD_OUT_SEED = 20_001, 20_002
SYNTHETIC = "synthetic, held out"
TRAINING_FILE, TEST_FILE = "training.jsonl", "test.jsonl"


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its spans, its filing, its groups, and the filing's own name to resample by."""

    page: AnnotatedText
    filing: Filing
    groups: tuple[str, ...] = ()
    cluster: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The example as a line of JSON has it."""
        page = self.page
        return {
            "id": page.document_id,
            "text": page.text,
            "layout": page.layout,
            "spans": [[span.start, span.end, span.label] for span in page.spans],
            "masked": [list(part) for part in page.masked],
            "filing": self.filing.to_dict(gold=True),
            "groups": list(self.groups),
            "cluster": self.cluster,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Example":
        """The example of such a line."""
        page = AnnotatedText(
            data["id"],
            data["text"],
            tuple(Span(*span) for span in data["spans"]),
            data["layout"],
            tuple((start, end) for start, end in data["masked"]),
        )
        filing = Filing.from_dict(data["filing"])
        return cls(page, filing, tuple(data["groups"]), data["cluster"])


def training_pages(count: int) -> Iterator[Example]:
    """Synthetic pages of values that come with form4, so that everybody has the same."""
    for page in islice(pages(count, TRAINING_SEED, ValuePools.builtin()), count):
        yield Example(page.annotated, page.filing)


def held_out_pages(count: int) -> Iterator[Example]:
    """Synthetic pages of another seed."""
    for page in islice(pages(count, HELD_OUT_SEED, ValuePools.builtin()), count):
        yield Example(page.annotated, page.filing, (SYNTHETIC,))


def validation_pages(data: Path) -> Iterator[Example]:
    """The real validation texts of a data folder, true values placed in them by alignment."""
    for document in validation_documents(data):
        name = document.document_id
        page = align(document.text, document.filing, name, "gold").annotated
        yield Example(page, document.filing, document.groups, document.cluster)


def write_material(
    folder: Path, count: int, held_out: int, data: Path | None, every: int = 1
) -> None:
    """Draw the documents and write them; what is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / TRAINING_FILE).is_file():
        write_examples(folder / TRAINING_FILE, training_pages(count))
    if not (folder / TEST_FILE).is_file():
        real = () if data is None else islice(validation_pages(data), 0, None, every)
        write_examples(folder / TEST_FILE, (*held_out_pages(held_out), *real))


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write a line of JSON an example; the file appears when it is whole."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        for example in examples:
            stream.write(f"{json.dumps(example.to_dict(), ensure_ascii=False)}\n")
    part.replace(path)


def read_examples(path: Path) -> Sequence[Example]:
    """The examples of a file."""
    with path.open(encoding="utf-8") as stream:
        return [Example.from_dict(json.loads(line)) for line in stream]
