"""Which graph ships: 8-bit weights are taken only where they cost next to nothing.

Both graphs read the same tuning texts, whose filings are known. Tags and probabilities must agree,
and the records must be as right.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.assembly import assemble
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.fields import CORE
from form4.inference.evaluation.scores import score_document
from form4.inference.tagger import Tagger, load_tagger
from form4.model.filing import Filing
from form4.model.network import CONFIG_FILE, ONNX_FILE, TOKENIZER_FILE
from form4.model.quantization import (
    LARGEST_DRIFT,
    LEAST_SAME_TAGS,
    Agreement,
    compare_tags,
    round_weights,
)
from form4.model.tokenizer import encode
from form4.model.windows import cut_windows
from form4.training.corpus import real_texts

LARGEST_LOSS = 0.002  # of core-field F1
SAMPLED = 64  # windows of the tuning texts on which the tags of both graphs are compared
_MOST_PAGES = 60  # annotated pages, where there is no data folder


@dataclass(frozen=True, slots=True)
class TuningText:
    """A text that training does not learn from, with what is right about it."""

    document_id: str
    text: str
    filing: Filing


@dataclass(frozen=True, slots=True)
class GraphChoice:
    """What both graphs give on the tuning texts, and so which of them ships."""

    documents: int
    exact_f1: float
    small_f1: float
    agreement: Agreement

    @property
    def loss(self) -> float:
        """The core-field F1 that 8-bit weights cost; below 0 where they happen to gain."""
        return self.exact_f1 - self.small_f1

    @property
    def is_small(self) -> bool:
        """Whether the graph with 8-bit weights ships."""
        return bool(self.documents) and self.agreement.is_close and self.loss < LARGEST_LOSS

    def to_dict(self) -> dict[str, Any]:
        """The figures and their gates, as the training report has them."""
        return {
            "weights": "8 bits" if self.is_small else "exact",
            "documents": self.documents,
            "core_f1_exact": round(self.exact_f1, 4),
            "core_f1_8_bits": round(self.small_f1, 4),
            "tokens": self.agreement.tokens,
            "same_tags": round(self.agreement.same_tags, 5),
            "drift": round(self.agreement.drift, 5),
            "gates": {
                "core_f1_loss": LARGEST_LOSS,
                "same_tags": LEAST_SAME_TAGS,
                "drift": LARGEST_DRIFT,
            },
        }


def tuning_texts(data: Path | None, annotated: Iterable[AnnotatedText]) -> list[TuningText]:
    """Texts held out for tuning, never of validation: of a data folder, or annotated pages."""
    if data is None:
        return [
            TuningText(page.document_id, page.text, assemble(page.text, page.spans))
            for page in islice(annotated, _MOST_PAGES)
        ]
    return [
        TuningText(page.document_id, page.text, filing) for page, filing in real_texts(data, "dev")
    ]


def choose_graph(folder: Path, texts: Sequence[TuningText]) -> GraphChoice:
    """Put an 8-bit graph in the place of a folder's exact one, where it passes the gates."""
    exact = folder / ONNX_FILE
    small = exact.with_suffix(".int8.onnx")
    round_weights(exact, small)
    choice = compare_graphs(folder, exact, small, texts)
    if choice.is_small:
        small.replace(exact)
    else:
        small.unlink()
    return choice


def compare_graphs(
    folder: Path, exact: Path, small: Path, texts: Sequence[TuningText]
) -> GraphChoice:
    """Read the texts with both graphs of a model folder's tokenizer and tags."""
    with _with_graph(folder, exact) as tagger:
        exact_f1 = _core_f1(tagger, texts)
        windows = _sample(tagger, texts)
    with _with_graph(folder, small) as tagger:
        small_f1 = _core_f1(tagger, texts)
    return GraphChoice(len(texts), exact_f1, small_f1, compare_tags(exact, small, windows))


@contextmanager
def _with_graph(folder: Path, graph: Path) -> Iterator[Tagger]:
    with TemporaryDirectory() as here:
        for name in (CONFIG_FILE, TOKENIZER_FILE):
            shutil.copyfile(folder / name, Path(here) / name)
        shutil.copyfile(graph, Path(here) / ONNX_FILE)
        yield load_tagger(Path(here))


def _core_f1(tagger: Tagger, texts: Sequence[TuningText]) -> float:
    correct = wrong = 0
    for one in texts:
        read = assemble(one.text, tagger.tag(one.text))
        counts = score_document(one.document_id, compare_filings(one.filing, read)).fields
        for right, missed, spurious in (counts[name] for name in counts if name in CORE):
            correct, wrong = correct + right, wrong + missed + spurious
    return 2 * correct / max(1, 2 * correct + wrong)


def _sample(tagger: Tagger, texts: Sequence[TuningText]) -> list[list[int]]:
    """Token ids of windows, the first ones of every text before the second ones of any."""
    cut: list[tuple[int, list[int]]] = []
    for one in texts:
        ids = encode(tagger.tokenizer, one.text).ids
        windows = cut_windows(len(ids), size=tagger.window, overlap=tagger.overlap)
        cut += [(turn, ids[w.start : w.end].tolist()) for turn, w in enumerate(windows)]
    return [ids for _, ids in sorted(cut, key=lambda one: one[0])[:SAMPLED]]
