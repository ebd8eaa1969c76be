"""What a peer is: something that can be trained on pages, loaded, and asked for spans."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span

Tag = Callable[[str], Sequence[Span]]
Finish = Callable[[str, Any], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Training:
    """Processor seconds that training took, and in words how much of what was seen."""

    seconds: float
    seen: str


@dataclass(frozen=True, slots=True)
class Variants:
    """A loaded peer: work that is done once a text, and the ways to make spans of it by title."""

    prepare: Callable[[str], Any]
    finish: Mapping[str, Finish]


class Peer(Protocol):
    """A module of this folder that can tag."""

    def load(self, folder: Path) -> Variants:
        """What was trained below the folder, or comes with form4, ready to tag."""


class Learner(Peer, Protocol):
    """A peer that is trained on the benchmark's own pages."""

    def train(self, pages: Sequence[AnnotatedText], folder: Path, seconds: float) -> Training:
        """Learn for about so many processor seconds and save below the folder."""


LEARNERS = ("network", "crf", "spacy_ner")
PEERS = ("shipped", "rules", "pipeline", *LEARNERS)  # the first is what others are held against


def one(title: str, tag: Tag) -> Variants:
    """A peer with a single way to make spans."""
    return Variants(tag, {title: lambda text, spans: spans})


def find_peer(name: str) -> Peer:
    """The module of a peer; its libraries are imported only when it loads or trains."""
    return cast("Peer", import_module(f"benchmarks.{name}"))
