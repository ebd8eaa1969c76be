"""Tasks to a project of a server: safe to repeat, and to go on with after a cut connection.

An import that fails may have stored its tasks, so that nothing is sent again before it is counted
what is there. Tasks are told apart by document id and text.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from form4.annotations.exports import ReadPolicy, read_task
from form4.annotations.findings import ExportReport, Place, Weight
from form4.annotations.labelling_config import LabellingConfig, make_config
from form4.annotations.server import UNCERTAINTY, ConnectionCutError, Project, StoredTask
from form4.model.errors import ExportError, ServerError

BATCH_TASKS = 200
BATCH_CHARACTERS = 8_000_000  # the server takes 250 MB a request; a small one is soon repeated
ATTEMPTS = 5
_PREDICTION = ("model_version", "score", "result")
_ANNOTATION = ("result", "was_cancelled", "ground_truth", "lead_time")

Task = Mapping[str, Any]


class TaskStore(Protocol):
    """What pushing needs of a server."""

    def find_project(self, title: str) -> Project | None:
        """The project of a title."""

    def project(self, number: int) -> Project:
        """A project by number."""

    def create_project(self, title: str, xml: str) -> Project:
        """A new project."""

    def tasks(self, project: Project) -> Iterator[StoredTask]:
        """Its tasks."""

    def import_tasks(self, project: Project, tasks: Sequence[Task]) -> int:
        """Store tasks."""

    def predicted(self, project: Project, version: str) -> frozenset[int]:
        """Tasks with a prediction of a version."""

    def add_prediction(self, task: int, prediction: Task) -> None:
        """Add a prediction to a task."""

    def set_order(self, project: Project, version: str | None) -> None:
        """Most doubtful first, predictions of a version filled in."""


@dataclass(slots=True)
class Pushed:
    """What a push has done."""

    project: Project
    created: bool = False
    uploaded: int = 0
    present: int = 0
    predictions: int = 0
    version: str | None = None


def open_project(store: TaskStore, title: str, xml: str | None = None) -> tuple[Project, bool]:
    """The project of a title, made when there is none, and whether it was made."""
    found = store.find_project(title)
    if found is not None:
        return found, False
    return store.create_project(title, xml or make_config()), True


def push(
    store: TaskStore,
    project: Project,
    tasks: Iterable[Task],
    *,
    on_progress: Callable[[int], None] = lambda _: None,
    wait: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Upload the tasks that the project lacks, and new predictions for those it has.

    Raises RegionError or ExportError for a task that would not read back, before its batch is
    sent; ServerError when the server refuses, or does not answer five times in a row.
    """
    done = Pushed(project)
    known = _keys(store, project)
    predicted: frozenset[int] | None = None
    for batch in _batches(_checked(task, project.config, n) for n, task in enumerate(tasks)):
        _note_version(done, batch)
        there = [(known[key], task) for key, task in batch.items() if key in known]
        missing = {key: task for key, task in batch.items() if key not in known}
        if missing:
            _upload(store, project, missing, known, wait)
            done.uploaded += len(missing)
        if there and done.version is not None:
            if predicted is None:
                predicted = store.predicted(project, done.version)
            done.predictions += _add_predictions(store, there, predicted)
        done.present += len(there)
        on_progress(len(batch))
    _set_order(store, done)
    return done


def _keys(store: TaskStore, project: Project) -> dict[str, int]:
    return {_key(task.data, project.config): task.id for task in store.tasks(project)}


def _key(data: Mapping[str, Any], config: LabellingConfig) -> str:
    text = str(data.get(config.text_key, ""))
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{data.get('document_id') or data.get('accession') or ''}\n{digest}"


def _checked(task: Task, config: LabellingConfig, number: int) -> tuple[str, Task]:
    """The task as it may be sent, with its key; every region in it has been checked."""
    place = Place(f"task {number}")
    data = task.get("data")
    if not isinstance(data, Mapping) or not isinstance(data.get(config.text_key), str):
        raise ExportError(f"{place}: data has no text under {config.text_key!r}.")
    kept: dict[str, Any] = {"data": dict(data)}
    for kind, names in (("predictions", _PREDICTION), ("annotations", _ANNOTATION)):
        given = task.get(kind) or []
        # A plain export names predictions by number, on which an import fails halfway.
        whole = [one for one in given if isinstance(one, Mapping)]
        for one in whole:
            _check_result(data, one, config, place)
        if whole:
            kept[kind] = [{n: one[n] for n in names if one.get(n) is not None} for one in whole]
    return _key(data, config), kept


def _check_result(
    data: Mapping[str, Any], given: Mapping[str, Any], config: LabellingConfig, place: Place
) -> None:
    policy = ReadPolicy(frozenset(config.labels), config)
    task = {"data": data, "annotations": [{"result": given.get("result")}]}
    read_task(task, place, policy, ExportReport(fatal=Weight.PROBLEM))


def _batches(tasks: Iterable[tuple[str, Task]]) -> Iterator[dict[str, Task]]:
    """Tasks by key, each once in a batch, in batches of bounded number and size."""
    batch: dict[str, Task] = {}
    size = 0
    for key, task in tasks:
        batch[key] = task
        size += len(json.dumps(task, ensure_ascii=False))
        if len(batch) >= BATCH_TASKS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _note_version(done: Pushed, batch: Mapping[str, Task]) -> None:
    versions = {p["model_version"] for task in batch.values() for p in task.get("predictions", ())}
    versions |= {done.version} if done.version is not None else set()
    if len(versions) > 1:
        named = ", ".join(sorted(versions))
        raise ExportError(
            f"The tasks have predictions of several models ({named}), of which only one can be "
            "filled in. Make them with one model."
        )
    done.version = next(iter(versions), None)


def _upload(
    store: TaskStore,
    project: Project,
    missing: dict[str, Task],
    known: dict[str, int],
    wait: Callable[[float], None],
) -> None:
    """Send what is missing; after a cut it is counted what has arrived, and the rest sent."""
    left = dict(missing)
    for attempt in range(ATTEMPTS):
        try:
            store.import_tasks(project, list(left.values()))
        except ConnectionCutError:
            if attempt == ATTEMPTS - 1:
                raise
            wait(2.0**attempt)
            known.update(_counted(store, project))
            left = {key: task for key, task in left.items() if key not in known}
            if not left:
                return
        else:
            known.update(dict.fromkeys(left, 0))
            return


def _counted(store: TaskStore, project: Project) -> dict[str, int]:
    try:
        return _keys(store, project)
    except ConnectionCutError:
        return {}  # still away; the next attempt fails and counts again


def _add_predictions(
    store: TaskStore, there: Sequence[tuple[int, Task]], predicted: frozenset[int]
) -> int:
    added = 0
    for number, task in there:
        if number and number not in predicted:
            for prediction in task.get("predictions", ()):
                store.add_prediction(number, prediction)
                added += 1
    return added


def _set_order(store: TaskStore, done: Pushed) -> None:
    """Set sampling and version, and read back that they hold: else the order is random."""
    store.set_order(done.project, done.version)
    done.project = store.project(done.project.id)
    version_holds = done.version is None or done.project.model_version == done.version
    if done.project.sampling != UNCERTAINTY or not version_holds:
        raise ServerError(
            f"Project {done.project.id}: the server keeps {done.project.sampling!r} and version "
            f"{done.project.model_version!r}. Set uncertainty sampling and the version by hand."
        )
