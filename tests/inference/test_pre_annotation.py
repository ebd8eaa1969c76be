"""Guesses as tasks: scores, rows, stable ids, order by doubt."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from form4.annotations.exports import ReadPolicy, read_export
from form4.annotations.findings import ExportReport
from form4.annotations.labelling_config import LabellingConfig
from form4.inference.assembly import assemble
from form4.inference.evaluation.reader import Reader
from form4.inference.pre_annotation import DoubtfulFirst, document_name, guess
from form4.inference.version import model_version
from form4.model.filing import Evidence, Filing, Origin, Row, Table
from form4.model.spans import Span

TEXT = "Common Stock\t08/15/2013\tF \U0001f600"
SPANS = (
    Span(0, 12, "security_title", 0.9),
    Span(13, 23, "transaction_date", 0.8),
    Span(24, 26, "transaction_code", 0.7),  # with a blank: no region may have one
)


def tag(text: str) -> Sequence[Span]:
    """What a model that knows one page finds."""
    return SPANS if text == TEXT else ()


def finish(text: str, spans: Sequence[Span], source: str | None) -> Filing:
    """The one row of that page."""
    evidence = {
        "security_title": Evidence("Common Stock", ((0, 12),), 0.55, Origin.MODEL),
        "transaction_date": Evidence("08/15/2013", ((13, 23),), 0.44, Origin.MODEL),
    }
    row = Row(table=Table.NON_DERIVATIVE, evidence=evidence)
    return Filing(transactions=(row,) if spans else (), confidence=0.4)


READER = Reader("known", tag, finish, assemble)


def test_a_guess_has_calibrated_scores_and_its_rows() -> None:
    found = guess(TEXT, "d", READER)
    assert [(s.label, s.score) for s in found.annotated.spans] == [
        ("security_title", 0.55),
        ("transaction_date", 0.44),
    ]
    assert (found.score, [len(row) for row in found.rows]) == (0.4, [2])
    assert guess("nothing", "d", READER).score == 0.0


def test_a_prediction_reads_back_as_it_is(tmp_path: Path) -> None:
    found = guess(TEXT, "d", READER)
    task = found.task("m-1", LabellingConfig(), rows=True)
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("m-1", 0.4)
    assert task == found.task("m-1", LabellingConfig(), rows=True)  # the ids are stable
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{**task, "annotations": [{"result": prediction["result"]}]}]))
    (read,) = read_export(path, ReadPolicy(), ExportReport())
    assert read.annotated == replace(found.annotated, rows=found.rows)


def test_names_of_the_project_are_used() -> None:
    names = LabellingConfig("ner", "page", "body")
    task = guess(TEXT, "d", READER).task("m-1", names, rows=False)
    assert task["data"]["body"] == TEXT
    result: list[dict[str, Any]] = task["predictions"][0]["result"]
    assert {(one["from_name"], one["to_name"]) for one in result} == {("ner", "page")}


def test_labels_that_the_project_lacks_are_left_out_and_counted() -> None:
    found, left = guess(TEXT, "d", READER).within(("security_title",))
    assert [span.label for span in found.annotated.spans] == ["security_title"]
    assert (found.rows, left) == ((), {"transaction_date": 1})
    assert len(found.prediction("m-1", LabellingConfig(), rows=True)["result"]) == 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("pages/a.txt", "pages/a.txt"),
        ("./pages/a.txt", "pages/a.txt"),
        ("../pages/a.txt", "pages/a.txt"),
        ("/home/jane/secret/pages/a.txt", "pages/a.txt"),
        ("/a.txt", "a.txt"),
        ("-", "-"),
    ],
)
def test_a_document_s_name_tells_nothing_of_the_machine(source: str, name: str) -> None:
    assert document_name(source) == name


def test_the_most_doubtful_come_first() -> None:
    tasks = DoubtfulFirst()
    for score in (0.5, 0.1, 0.9, 0.1):
        tasks.add(score, {"score": score, "text": "\U0001f600\n"})
    stream = io.StringIO()
    assert tasks.write(stream) == 4
    assert [task["score"] for task in json.loads(stream.getvalue())] == [0.1, 0.1, 0.5, 0.9]


def test_a_version_names_the_weights(tiny_model: Path, tmp_path: Path) -> None:
    version = model_version(tiny_model)
    assert version == model_version(tiny_model)
    other = tmp_path / "other"
    other.mkdir()
    for file in tiny_model.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    with (other / "model.onnx").open("ab") as stream:
        stream.write(b" ")
    assert model_version(other).rpartition("-")[2] != version.rpartition("-")[2]
