"""Documents as Label Studio tasks with the model's guesses, the most doubtful first."""

import json
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, TextIO

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import data_of, results_of, write_list
from form4.annotations.labelling_config import LabellingConfig
from form4.annotations.row_groups import RowGroups
from form4.inference.evaluation.reader import Reader
from form4.model.filing import Evidence, Filing
from form4.model.spans import Span

_DIGITS = 4
_NAME_PARTS = 2  # of an absolute path: the folder tells pages of one name apart


@dataclass(frozen=True, slots=True)
class Guess:
    """A text as annotated by a model: spans scored as calibrated as they can be, rows, score."""

    annotated: AnnotatedText
    rows: RowGroups
    score: float

    def within(self, labels: Collection[str]) -> tuple["Guess", Counter[str]]:
        """The guess without the labels that a project lacks, and how often each was left out.

        The server would store them and show nothing.
        """
        kept = tuple(span for span in self.annotated.spans if span.label in labels)
        known = {*kept}
        rows = (tuple(span for span in row if span in known) for row in self.rows)
        annotated = replace(self.annotated, spans=kept)
        left = Counter(span.label for span in self.annotated.spans if span not in known)
        return Guess(annotated, tuple(row for row in rows if len(row) > 1), self.score), left

    def prediction(self, version: str, names: LabellingConfig, *, rows: bool) -> dict[str, Any]:
        """The guess as a prediction; `version` is shown to people and decides what is renewed."""
        groups = self.rows if rows else ()
        return {
            "model_version": version,
            "score": self.score,
            "result": results_of(self.annotated, groups, names),
        }

    def task(self, version: str, names: LabellingConfig, *, rows: bool) -> dict[str, Any]:
        """The text as a task that opens with the guess filled in."""
        return {
            "data": data_of(self.annotated, names.text_key),
            "predictions": [self.prediction(version, names, rows=rows)],
        }


def guess(text: str, document_id: str, reader: Reader) -> Guess:
    """Annotate one text; its score is the filing's confidence, 0 where nothing was found.

    A calibrated score replaces the network's where the assembly used a span as it stands.
    """
    tagged = reader.tag(text)
    return guess_of(document_id, text, tagged, reader.finish(text, tagged, document_id))


def guess_of(document_id: str, text: str, tagged: Iterable[Span], filing: Filing) -> Guess:
    """The guess that a text's spans and the filing made of them amount to."""
    spans = _on_print(text, tagged)
    scores = dict(_calibrated(filing))
    scored = tuple(
        replace(span, score=round(scores.get((span.start, span.end), span.score), _DIGITS))
        for span in spans
    )
    confidence = filing.confidence if filing.confidence is not None else 0.0
    return Guess(
        AnnotatedText(document_id, text, scored),
        tuple(_rows(filing, scored)),
        round(confidence if spans else 0.0, _DIGITS),
    )


def document_name(source: str) -> str:
    """The name that a document goes by on a server: its path as far as it tells nothing of the
    machine, the same however the path is spelled."""
    path = PurePath(source)
    parts = [part for part in path.parts if part not in ("..", path.anchor)]
    return "/".join(parts[-_NAME_PARTS:] if path.is_absolute() else parts) or source


class DoubtfulFirst:
    """Tasks kept in a temporary file until all are there, then written by rising score."""

    def __init__(self) -> None:
        self._kept = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - till the end
        self._places: list[tuple[float, int]] = []

    def add(self, score: float, task: Mapping[str, Any]) -> None:
        """Keep a task on disk."""
        self._places.append((score, self._kept.tell()))
        self._kept.write(json.dumps(task, ensure_ascii=False, sort_keys=True) + "\n")

    def write(self, stream: TextIO) -> int:
        """Write all tasks as one JSON list; returns how many there were."""
        with self._kept:
            return write_list(stream, self._ordered())

    def _ordered(self) -> Iterator[dict[str, Any]]:
        for _, place in sorted(self._places):
            self._kept.seek(place)
            yield json.loads(self._kept.readline())


def _on_print(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans without white space at their borders, which no region may have."""
    return [
        span for span in spans if text[span.start : span.end].strip() == text[span.start : span.end]
    ]


def _calibrated(filing: Filing) -> Iterator[tuple[tuple[int, int], float]]:
    for evidence in _evidence(filing):
        for one in evidence.values():
            for place in one.spans:
                yield place, one.score


def _evidence(filing: Filing) -> Iterator[Mapping[str, Evidence]]:
    yield filing.evidence
    yield from (owner.evidence for owner in filing.reporting_owners)
    yield from (row.evidence for row in (*filing.transactions, *filing.holdings))


def _rows(filing: Filing, spans: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """The spans of each row that no other row shares."""
    known = {(span.start, span.end): span for span in spans}
    used: set[Span] = set()
    for row in (*filing.transactions, *filing.holdings):
        places = {place for one in row.evidence.values() for place in one.spans}
        group = sorted(known[place] for place in places if place in known)
        fresh = tuple(span for span in group if span not in used)
        used.update(fresh)
        if len(fresh) > 1:
            yield fresh
