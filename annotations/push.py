"""Tasks to a project of a server: safe to repeat, and to go on with after a cut connection.

An import that fails may have stored its tasks, so that nothing is sent again before it is counted
what is there. Tasks are told apart by their text.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from form4.annotations.labelling_config import LabellingConfig
from form4.annotations.sendable import (
    ANNOTATIONS,
    PREDICTIONS,
    Checked,
    Task,
    Tasks,
    check_tasks,
    sendable,
    text_key,
)
from form4.annotations.server import UNCERTAINTY, ConnectionCutError, Project, StoredTask
from form4.model.errors import ServerError

BATCH_TASKS = 200
BATCH_CHARACTERS = 8_000_000  # the server takes 250 MB a request; a small one is soon repeated
ATTEMPTS = 5


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
    """What a push has done; `repeated` tasks have the text of one before them."""

    project: Project
    uploaded: int = 0
    present: int = 0
    repeated: int = 0
    predictions: int = 0
    annotations_left: int = 0
    version: str | None = None


def push(
    store: TaskStore,
    project: Project,
    tasks: Tasks,
    checked: Checked | None = None,
    *,
    on_progress: Callable[[int], None] = lambda _: None,
    wait: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Upload the tasks that the project lacks, and new predictions for those it has.

    All are checked before the first is sent, unless `check_tasks` has done so: RegionError and
    ExportError tell of one that would not read back. Raises ServerError when the server refuses,
    or does not answer five times in a row.
    """
    checked = checked or check_tasks(tasks, project.config)
    done = Pushed(project, version=checked.version)
    known = _keys(store, project)
    sent: set[str] = set()
    predicted: frozenset[int] | None = None
    for count, batch in _batches(tasks, project.config, sent):
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
        done.repeated += count - len(batch)
        done.annotations_left += sum(len(task.get(ANNOTATIONS, ())) for _, task in there)
        on_progress(count)
    _set_order(store, done)
    return done


def _keys(store: TaskStore, project: Project) -> dict[str, int]:
    return {text_key(task.data, project.config): task.id for task in store.tasks(project)}


def _batches(
    tasks: Tasks, config: LabellingConfig, sent: set[str]
) -> Iterator[tuple[int, dict[str, Task]]]:
    """Tasks by key in batches of bounded number and size, each text once, and how many there were.

    A text may come again in another file or under another name.
    """
    batch: dict[str, Task] = {}
    count = size = 0
    for _, task in tasks():
        key = text_key(task["data"], config)
        count += 1
        if key in sent:
            continue
        sent.add(key)
        batch[key] = sendable(task)
        size += len(json.dumps(batch[key], ensure_ascii=False))
        if len(batch) >= BATCH_TASKS or size >= BATCH_CHARACTERS:
            yield count, batch
            batch, count, size = {}, 0, 0
    if count:
        yield count, batch


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
            for prediction in task.get(PREDICTIONS, ()):
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
