"""Pushing to a server that cuts the connection, forgets nothing and stores twice what it gets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.findings import Place
from form4.annotations.label_studio import data_of, results_of, task_of
from form4.annotations.labelling_config import LabellingConfig, make_config, read_config
from form4.annotations.pull import pull
from form4.annotations.push import BATCH_TASKS, push
from form4.annotations.sendable import check_tasks
from form4.annotations.server import UNCERTAINTY, ConnectionCutError, Project, StoredTask
from form4.model.errors import ExportError, RegionError, ServerError
from form4.model.spans import Span


@dataclass(slots=True)
class FakeServer:
    """A server in memory; `cuts` tells of each import whether it stores before it breaks off."""

    found: Project | None = None
    stored: list[dict[str, Any]] = field(default_factory=list)
    cuts: list[bool | None] = field(default_factory=list)
    requests: int = 0
    obeys: bool = True

    def find_project(self, title: str) -> Project | None:
        return self.found if self.found and self.found.title == title else None

    def project(self, number: int) -> Project:
        assert self.found is not None and self.found.id == number
        return self.found

    def create_project(self, title: str, xml: str) -> Project:
        assert "<Labels" in xml
        self.found = Project(1, title, read_config(xml), sampling="Sequential sampling")
        return self.found

    def tasks(self, project: Project) -> Iterator[StoredTask]:
        return (StoredTask(n, task["data"]) for n, task in enumerate(self.stored, start=1))

    def import_tasks(self, project: Project, tasks: Sequence[Mapping[str, Any]]) -> int:
        self.requests += 1
        cut = self.cuts.pop(0) if self.cuts else None
        if cut is not False:
            self.stored += [dict(task) for task in tasks]
        if cut is not None:
            raise ConnectionCutError("gone")
        return len(tasks)

    def predicted(self, project: Project, version: str) -> frozenset[int]:
        return frozenset(
            number
            for number, task in enumerate(self.stored, start=1)
            if any(one["model_version"] == version for one in task.get("predictions", ()))
        )

    def add_prediction(self, task: int, prediction: Mapping[str, Any]) -> None:
        self.stored[task - 1].setdefault("predictions", []).append(dict(prediction))

    def set_order(self, project: Project, version: str | None) -> None:
        if self.obeys:
            self.found = replace(project, sampling=UNCERTAINTY, model_version=version)

    def start_snapshot(self, project: Project) -> int:
        return 5

    def snapshot_status(self, project: Project, number: int) -> str:
        self.requests += 1
        return "completed" if self.requests > 2 else "in_progress"

    def snapshot(self, project: Project, number: int) -> Iterator[bytes]:
        yield b"["
        yield b"]"


def task(number: int, version: str = "m-1") -> dict[str, Any]:
    """A task with a prediction."""
    annotated = AnnotatedText(f"d{number}", f"Jane Doe {number}", (Span(0, 4, "owner_name", 0.5),))
    prediction = {"model_version": version, "score": 0.5, "result": results_of(annotated)}
    return {"data": data_of(annotated), "predictions": [prediction]}


def pushed(server: FakeServer, *tasks: dict[str, Any]) -> Any:
    """Push to the project p without waiting."""
    project = server.find_project("p") or server.create_project("p", make_config())
    return push(server, project, lambda: placed(tasks), wait=lambda _: None)


def placed(tasks: Iterable[dict[str, Any]]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Tasks with their places in a file."""
    for number, one in enumerate(tasks):
        yield Place("tasks.json", str(number)), one


def ids(server: FakeServer) -> list[str]:
    """The documents that are stored."""
    return [str(task["data"]["document_id"]) for task in server.stored]


def test_a_project_is_made_once_and_ordered_by_doubt() -> None:
    server = FakeServer()
    done = pushed(server, task(1), task(2))
    assert (done.uploaded, done.present, done.version) == (2, 0, "m-1")
    assert (done.project.sampling, done.project.model_version) == (UNCERTAINTY, "m-1")


def test_a_second_push_stores_nothing_again() -> None:
    server = FakeServer()
    pushed(server, task(1), task(2))
    done = pushed(server, task(1), task(2), task(3))
    assert (done.uploaded, done.present, done.predictions) == (1, 2, 0)
    assert ids(server) == ["d1", "d2", "d3"]


def test_a_retrained_model_adds_its_predictions_to_the_tasks_that_are_there() -> None:
    server = FakeServer()
    pushed(server, task(1))
    done = pushed(server, task(1, "m-2"), task(2, "m-2"))
    assert (done.uploaded, done.predictions, done.project.model_version) == (1, 1, "m-2")
    assert [p["model_version"] for p in server.stored[0]["predictions"]] == ["m-1", "m-2"]


@pytest.mark.parametrize("cuts", [[True], [False], [False, True], [False, False, False, False]])
def test_a_cut_connection_leaves_no_task_out_and_none_twice(cuts: list[bool | None]) -> None:
    server = FakeServer(cuts=cuts)
    count = BATCH_TASKS + 5
    pushed(server, *(task(number) for number in range(count)))
    assert ids(server) == [f"d{number}" for number in range(count)]


def test_a_server_that_stays_away_ends_the_push_and_the_next_goes_on() -> None:
    server = FakeServer(cuts=[None, *([False] * 5)])
    tasks = [task(number) for number in range(BATCH_TASKS + 5)]
    with pytest.raises(ServerError):
        pushed(server, *tasks)
    assert len(server.stored) == BATCH_TASKS
    assert pushed(server, *tasks).uploaded == 5
    assert len(server.stored) == len(tasks)


def test_what_would_not_read_back_is_not_sent() -> None:
    server = FakeServer()
    wrong = task(1)
    wrong["predictions"][0]["result"][0]["value"]["end"] = 99
    with pytest.raises(RegionError, match="does not fit"):
        pushed(server, wrong)
    with pytest.raises(ExportError, match="no text"):
        pushed(server, {"data": {"page": "Jane"}})
    assert server.requests == 0


PREDICTION: tuple[Any, ...] = ("predictions", 0)
REGION: tuple[Any, ...] = (*PREDICTION, "result", 0)


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ((*PREDICTION, "model_version"), None, "the model_version None"),
        ((*PREDICTION, "model_version"), 7, "the model_version 7"),
        ((*PREDICTION, "score"), "high", "the score 'high', which is no number"),
        ((*PREDICTION, "score"), float("nan"), "the score nan, which is no number"),
        ((*REGION, "to_name"), "page", "to_name is 'page', but the project has 'text'"),
        ((*REGION, "from_name"), None, "from_name is None, but the project has 'label'"),
        ((*REGION, "value", "end"), 99, "does not fit"),
        ((*REGION, "value", "labels"), ["plan_date"], "unknown label 'plan_date'"),
    ],
)
def test_one_bad_task_at_the_end_leaves_all_unsent_and_names_its_place(
    place: tuple[Any, ...], value: Any, sentence: str
) -> None:
    server, bad = FakeServer(), task(BATCH_TASKS)
    inside: Any = bad
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    with pytest.raises((ExportError, RegionError), match=sentence) as caught:
        pushed(server, *(task(number) for number in range(BATCH_TASKS)), bad)
    assert str(caught.value).startswith(f"tasks.json, task {BATCH_TASKS}")
    assert server.requests == 0


def test_one_text_is_one_task_whatever_its_path_is_spelled_like() -> None:
    server = FakeServer()
    again = task(1)
    again["data"]["document_id"] = "./pages/d1"
    done = pushed(server, task(1), again)
    assert (done.uploaded, done.repeated) == (1, 1)
    assert pushed(server, again).present == 1
    assert ids(server) == ["d1"]


def test_what_is_left_behind_is_counted_and_meta_is_kept() -> None:
    server, first = FakeServer(), task(1)
    pushed(server, first)
    export = {**task(2), "meta": {"k": 1}, "drafts": [{}], "predictions": [3, 4]}
    checked = check_tasks(lambda: placed([export]), LabellingConfig())
    assert checked.left == {"predictions named by number": 2, "drafts": 1}
    annotated = {**first, "annotations": [{"result": first["predictions"][0]["result"]}]}
    assert pushed(server, export, annotated).annotations_left == 1
    assert server.stored[1]["meta"] == {"k": 1}


def test_a_plain_export_is_sent_without_what_belongs_to_another_server() -> None:
    server = FakeServer()
    export = task_of(AnnotatedText("d", "Jane Doe", (Span(0, 4, "owner_name"),)))
    export |= {"id": 9, "predictions": [3, 4], "drafts": []}
    export["annotations"][0] |= {"completed_by": 7, "id": 5}
    pushed(server, export)
    (stored,) = server.stored
    assert stored.keys() == {"data", "annotations"}
    assert stored["annotations"][0].keys() == {"result", "was_cancelled", "ground_truth"}


def test_tasks_of_two_models_and_a_server_that_does_not_obey_are_refused() -> None:
    with pytest.raises(ExportError, match="several models"):
        pushed(FakeServer(), task(1, "a"), task(2, "b"))
    with pytest.raises(ServerError, match="keeps 'Sequential sampling'"):
        pushed(FakeServer(obeys=False), task(1))


def test_a_snapshot_is_written_when_it_is_done(tmp_path: Path) -> None:
    server = FakeServer()
    project = server.create_project("p", make_config())
    waits: list[float] = []
    assert pull(server, project, tmp_path / "export.json", waits.append) == 2
    assert ((tmp_path / "export.json").read_bytes(), len(waits)) == (b"[]", 2)
    assert [path.name for path in tmp_path.iterdir()] == ["export.json"]
