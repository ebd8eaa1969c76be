"""Tasks as they may be sent: checked to the last before the first of them goes.

The server takes nearly anything and shows what it cannot use as nothing, so that every name, score
and offset is checked here.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from form4.annotations.exports import ReadPolicy, read_task
from form4.annotations.findings import ExportReport, Place, Weight
from form4.annotations.labelling_config import LabellingConfig
from form4.annotations.regions import SPAN_TYPE
from form4.annotations.task_stream import stream_tasks
from form4.model.errors import ExportError

PREDICTIONS, ANNOTATIONS = "predictions", "annotations"
_KEPT = {
    PREDICTIONS: ("model_version", "score", "result"),
    ANNOTATIONS: ("result", "was_cancelled", "ground_truth", "lead_time"),
}

Task = Mapping[str, Any]
Tasks = Callable[[], Iterable[tuple[Place, Task]]]


@dataclass(slots=True)
class Checked:
    """What is about to be sent: how many tasks, whose guesses, and what of them is left behind."""

    tasks: int = 0
    version: str | None = None
    left: Counter[str] = field(default_factory=Counter)


def tasks_of(files: Sequence[Path]) -> Tasks:
    """The tasks of files with their places; every call reads the files again."""

    def read() -> Iterator[tuple[Place, Task]]:
        for path in files:
            for position, task in enumerate(stream_tasks(path)):
                yield Place(str(path), str(task.get("id", position))), task

    return read


def check_tasks(tasks: Tasks, config: LabellingConfig) -> Checked:
    """Check all tasks against the configuration that they will meet.

    Raises RegionError or ExportError, naming the place, for what would not read back, would not be
    shown, or names several models.
    """
    checked = Checked()
    for place, task in tasks():
        data = task.get("data")
        if not isinstance(data, Mapping) or not isinstance(data.get(config.text_key), str):
            raise ExportError(f"{place}: data has no text under {config.text_key!r}.")
        for one in _objects(task, PREDICTIONS):
            _check_prediction(one, place)
            _note_version(checked, one["model_version"], place)
            _check_result(data, one, config, place)
        for one in _objects(task, ANNOTATIONS):
            _check_result(data, one, config, place)
        checked.tasks += 1
        checked.left.update(_left(task))
    return checked


def sendable(task: Task) -> dict[str, Any]:
    """A checked task without what belongs to the server that it came from."""
    kept: dict[str, Any] = {"data": dict(task["data"])}
    if isinstance(task.get("meta"), Mapping):
        kept["meta"] = dict(task["meta"])
    for kind, names in _KEPT.items():
        whole = _objects(task, kind)
        if whole:
            kept[kind] = [{n: one[n] for n in names if one.get(n) is not None} for one in whole]
    return kept


def text_key(data: Task, config: LabellingConfig) -> str:
    """What tells a task: its text, whatever the path that it was read from was spelled like."""
    text = str(data.get(config.text_key, ""))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _objects(task: Task, kind: str) -> list[Task]:
    """Predictions or annotations. A plain export names predictions by number, on which an import
    fails halfway: those stay behind."""
    given = task.get(kind)
    return [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []


def _left(task: Task) -> Counter[str]:
    left: Counter[str] = Counter()
    for kind in _KEPT:
        given = task.get(kind)
        count = len(given) if isinstance(given, list) else bool(given)
        left[f"{kind} named by number"] += count - len(_objects(task, kind))
    drafts = task.get("drafts")
    left["drafts"] += len(drafts) if isinstance(drafts, list) else 0
    return +left


def _check_prediction(prediction: Task, place: Place) -> None:
    version, score = prediction.get("model_version"), prediction.get("score")
    if not isinstance(version, str) or not version.strip():
        raise ExportError(
            f"{place}: a prediction has the model_version {version!r}. Give it the name of the "
            "model: without one it is never filled in."
        )
    is_number = isinstance(score, int | float) and not isinstance(score, bool)
    if score is not None and not (is_number and math.isfinite(score)):
        raise ExportError(
            f"{place}: a prediction has the score {score!r}, which is no number. Leave it out, or "
            "make the tasks anew."
        )


def _note_version(checked: Checked, version: str, place: Place) -> None:
    if checked.version not in (None, version):
        named = f"{checked.version}, {version}"
        raise ExportError(
            f"{place}: the tasks have predictions of several models ({named}), of which only one "
            "can be filled in. Make them with one model."
        )
    checked.version = version


def _check_result(data: Task, given: Task, config: LabellingConfig, place: Place) -> None:
    result = given.get("result")
    for item in result if isinstance(result, list) else ():
        if isinstance(item, Mapping) and item.get("type") == SPAN_TYPE:
            _check_names(item, config, place)
    policy = ReadPolicy(frozenset(config.labels), config)
    task = {"data": data, "annotations": [{"result": result}]}
    read_task(task, place, policy, ExportReport(fatal=Weight.PROBLEM))


def _check_names(item: Task, config: LabellingConfig, place: Place) -> None:
    for name, wanted in (("from_name", config.from_name), ("to_name", config.to_name)):
        if item.get(name) != wanted:
            raise ExportError(
                f"{place.at(item.get('id'))}: {name} is {item.get(name)!r}, but the project has "
                f"{wanted!r}. Make the tasks with the project's configuration (--config)."
            )
