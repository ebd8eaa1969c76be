"""Predictions of the model that answers now, stored for the tasks that nobody has finished.

Connected or not, the server pre-fills and orders by what is stored under the project's model
version. After a swap that is still the model before, until the new one's predictions are there.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from form4.model.errors import ServerError
from form4.serving.models import Predictor

_PAGE_TASKS = 100

Task = Mapping[str, Any]


class Calls(Protocol):
    """What renewing needs of a server's interface."""

    def call(self, path: str, body: Task | None = None, method: str = "GET") -> Any:
        """The JSON answer to a request."""


def renew(calls: Calls, project: int, predictor: Predictor) -> str:
    """Store predictions for unfinished tasks, let them pre-fill, and tell so in a sentence.

    Raises ServerError when the server refuses or does not keep the version; what has been stored
    stays, and nothing is stored twice when it is tried again.
    """
    version = predictor.model.version
    settings = _mapping(calls.call(f"projects/{project}/"))
    label_config = settings.get("label_config")
    stored = open_ = 0
    for task in _unfinished(calls, project):
        open_ += 1
        if version in _versions(task):
            continue
        names = label_config if isinstance(label_config, str) else None
        (prediction,) = predictor.predict([task], names)
        calls.call("predictions/", {**prediction, "task": task["id"]}, "POST")
        stored += 1
    if not open_:  # the server refuses a version without a prediction
        return f"project {project}: no task is left to pre-fill."
    calls.call(f"projects/{project}/", {"model_version": version}, "PATCH")
    kept = _mapping(calls.call(f"projects/{project}/")).get("model_version")
    if kept != version:
        raise ServerError(
            f"project {project}: the server keeps the version {kept!r}. Set {version} by hand "
            "(Settings, Annotation)."
        )
    return f"project {project}: {stored} new predictions; {version} pre-fills."


def _unfinished(calls: Calls, project: int) -> Iterator[Task]:
    """The tasks that still wait for an annotation, page by page."""
    page, seen = 1, 0
    while True:
        query = f"project={project}&fields=all&page={page}&page_size={_PAGE_TASKS}"
        answer = _mapping(calls.call(f"tasks/?{query}"))
        tasks = answer.get("tasks")
        if not isinstance(tasks, list):
            raise ServerError(f"project {project}: the server lists no tasks.")
        yield from (task for task in map(_mapping, tasks) if not _is_finished(task))
        page, seen = page + 1, seen + len(tasks)
        if not tasks or seen >= int(answer.get("total") or 0):  # a page too far is refused
            return


def _is_finished(task: Task) -> bool:
    labelled = task.get("is_labeled")
    return bool(task.get("total_annotations") if labelled is None else labelled)


def _versions(task: Task) -> set[str]:
    found = task.get("predictions")
    items = found if isinstance(found, list) else []
    return {str(one.get("model_version")) for one in items if isinstance(one, Mapping)}


def _mapping(answer: object) -> Task:
    if not isinstance(answer, Mapping):
        raise ServerError("The server's answer is none of Label Studio's. Check --url.")
    return answer
