"""Any value in any place of an export costs its task at most, never the tasks beside it."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from form4.annotations.exports import ReadPolicy, ReadTask, read_export
from form4.annotations.findings import ExportReport, Reason

TEXT = "Common Stock\t08/15/2013\tF\t11,796"
ODD: tuple[Any, ...] = (
    *(None, 5, -1, 1.5, True, "x", "", [], [1], ["x"], {}, {"a": 1}, [None], [[]], [{}]),
    *(10**400, float("nan"), "\ud83d"),
)


def region(start: int, end: int, label: str) -> dict[str, Any]:
    """A region as people make it."""
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
    names = {"from_name": "label", "to_name": "text", "type": "labels"}
    return {"id": f"r{start}", **names, "score": 0.5, "value": value}


RELATION = {"type": "relation", "from_id": "r0", "to_id": "r24", "labels": ["same_row"]}
CHOICE = {"type": "choices", "from_name": "quality", "value": {"choices": ["clean"]}}
RESULT = [
    region(0, 12, "security_title"),
    region(24, 25, "transaction_code"),
    RELATION,
    CHOICE,
]
WHOLE = {
    "id": 1,
    "data": {"text": TEXT, "document_id": "d", "layout": "x", "masked": [[0, 1]]},
    "annotations": [
        {"id": 1, "completed_by": {"email": "a"}, "updated_at": "2020", "result": RESULT},
        {"id": 2, "was_cancelled": False, "ground_truth": False, "result": RESULT[:1]},
    ],
}
FLAT = {
    "id": 1,
    "text": TEXT,
    "annotation_id": 2,
    "annotator": 1,
    "label": [region(0, 12, "security_title")["value"]],
    "quality": "clean",
}


def places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value within another."""
    if here:
        yield here
    if not isinstance(value, dict | list):
        return
    for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
        yield from places(inside, (*here, key))


def spoiled(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The task with each odd value in each place."""
    for place in places(task):
        for odd in ODD:
            other = copy.deepcopy(task)
            inside: Any = other
            for key in place[:-1]:
                inside = inside[key]
            inside[place[-1]] = odd
            yield other


def read(path: Path, *tasks: Any) -> tuple[list[ReadTask], ExportReport]:
    """What comes of tasks written to a file, with known labels alone."""
    path = path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    report = ExportReport()
    labels = frozenset({"security_title", "transaction_code"})
    return list(read_export(path, ReadPolicy(labels), report)), report


@pytest.mark.parametrize("task", [WHOLE, FLAT], ids=["JSON", "JSON_MIN"])
def test_no_odd_value_costs_the_tasks_beside_it(tmp_path: Path, task: dict[str, Any]) -> None:
    tasks: list[dict[str, Any]] = []
    for number, odd in enumerate(spoiled(task)):
        good = {"id": f"g{number}", "data": {"text": f"good {number}"}}
        tasks += [odd, {**good, "annotations": [{"result": []}]}]
    found, _ = read(tmp_path, *tasks)
    good_ones = sum(one.annotated.text.startswith("good ") for one in found)
    assert good_ones == len(tasks) // 2


def test_an_integer_too_long_for_python_costs_its_task_alone(tmp_path: Path) -> None:
    bad = json.dumps(WHOLE).replace('"start": 24', f'"start": {"9" * 5000}')
    good = {"data": {"text": "good"}, "annotations": [{"result": []}]}
    (tmp_path / "long.json").write_text(f"[{bad}, {json.dumps(good)}]")
    report = ExportReport()
    (found,) = read_export(tmp_path / "long.json", ReadPolicy(), report)
    assert (found.annotated.text, report.counts[Reason.BAD_OFFSET]) == ("good", 1)


@pytest.mark.parametrize("labels", ["not_same_row", 5, {"same_row": 1}, ["not_same_row"]])
def test_a_relation_of_another_label_joins_no_row(tmp_path: Path, labels: object) -> None:
    task = copy.deepcopy(WHOLE)
    task["annotations"][0]["result"][2]["labels"] = labels  # type: ignore[index]
    (found,), report = read(tmp_path, task)
    assert (found.annotated.rows, report.counts[Reason.OTHER_RELATION]) == ((), 1)
