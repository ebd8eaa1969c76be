"""Doubtful documents as Label Studio tasks, made from the same reading as their records."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from form4.annotations.labelling_config import LabellingConfig
from form4.inference.evaluation.reader import Reader, load_reader
from form4.inference.export import open_output
from form4.inference.extract import NO_FORM
from form4.inference.pre_annotation import DoubtfulFirst, document_name, guess_of
from form4.inference.rules.reader import RULES
from form4.inference.tagger import Backend
from form4.inference.version import model_version
from form4.model.filing import Filing
from form4.model.spans import Span


class Reviewer:
    """Reads, and remembers the spans of the document that was read last."""

    def __init__(self, model: str, backend: Backend, below: float, threads: int) -> None:
        self._below = below
        self._reader: Reader = load_reader(model, backend, threads)
        self._version = RULES if model == RULES else model_version(model)
        self._last: tuple[str, Sequence[Span]] | None = None

    def extract(self, text: str, source: str | None) -> Filing:
        spans = self._reader.tag(text)
        self._last = (text, spans)
        return self._reader.finish(text, spans, source)

    def task(self, source: str, filing: Filing) -> bytes:
        """A line with score and task for a doubtful form; nothing for what was no form at all."""
        last, self._last = self._last, None
        if last is None or NO_FORM in filing.warnings:
            return b""
        guessed = guess_of(document_name(source), *last, filing)
        if guessed.score >= self._below:
            return b""
        task = guessed.task(self._version, LabellingConfig(), rows=True)
        return json.dumps([guessed.score, task], ensure_ascii=True).encode() + b"\n"


def write_review(lines: Iterator[bytes], target: Path) -> int:
    """Write the tasks of such lines as one list, most doubtful first; returns their number."""
    tasks = DoubtfulFirst()
    for line in lines:
        score, task = json.loads(line)
        tasks.add(score, task)
    with open_output(target) as stream:
        return tasks.write(stream)
