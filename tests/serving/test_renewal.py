"""What the server keeps of the model before is renewed after a swap."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from form4.annotations.labelling_config import make_config
from form4.model.errors import ServerError
from form4.serving.models import Predictor, ServedModel
from form4.serving.renewal import renew

PAGE = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\nJane Doe\n"


class FakeServer:
    """One project in memory, its tasks listed by pages; a version needs a prediction to be set."""

    def __init__(self, tasks: int, *, keeps: bool = True) -> None:
        self.version = "old"
        self.keeps = keeps
        self.tasks: list[dict[str, Any]] = [
            {"id": n, "data": {"text": PAGE}, "is_labeled": False, "predictions": []}
            for n in range(1, tasks + 1)
        ]

    def call(self, path: str, body: Mapping[str, Any] | None = None, method: str = "GET") -> Any:
        parts = urlsplit(path)
        if parts.path == "tasks/":
            query = {
                name: int(one) for name, (one,) in parse_qs(parts.query).items() if one != "all"
            }
            begin = (query["page"] - 1) * query["page_size"]
            listed = self.tasks[begin : begin + query["page_size"]]
            return {"tasks": listed, "total": len(self.tasks)}
        if parts.path == "predictions/" and method == "POST" and body is not None:
            self.tasks[body["task"] - 1]["predictions"].append({**body})
            return {}
        assert parts.path == "projects/3/"
        if method == "PATCH" and body is not None:
            if body["model_version"] not in self.versions():
                raise ServerError("refused (400)")
            self.version = body["model_version"] if self.keeps else self.version
        return {"label_config": make_config(), "model_version": self.version}

    def versions(self) -> list[str]:
        """The versions of all predictions."""
        return [one["model_version"] for task in self.tasks for one in task["predictions"]]


@pytest.fixture
def predictor(tiny_model: Path) -> Predictor:
    return Predictor(ServedModel.load(str(tiny_model)))


def test_unfinished_tasks_get_the_new_model_s_predictions_and_its_version_pre_fills(
    predictor: Predictor,
) -> None:
    server = FakeServer(102)
    server.tasks[0]["is_labeled"] = True
    server.tasks[1].pop("is_labeled")
    server.tasks[1]["total_annotations"] = 1
    version = predictor.model.version
    said = renew(server, 3, predictor)
    assert said == f"project 3: 100 new predictions; {version} pre-fills."
    assert server.version == version
    assert [len(task["predictions"]) for task in server.tasks] == [0, 0, *[1] * 100]
    assert server.tasks[2]["predictions"][0].keys() == {"task", "model_version", "score", "result"}
    renew(server, 3, predictor)
    assert server.versions() == [version] * 100


def test_a_server_that_keeps_the_version_before_is_told(predictor: Predictor) -> None:
    with pytest.raises(ServerError, match=r"keeps the version 'old'\. Set .* by hand"):
        renew(FakeServer(1, keeps=False), 3, predictor)


def test_a_project_without_an_unfinished_task_keeps_its_version(predictor: Predictor) -> None:
    server = FakeServer(0)
    assert "no task is left" in renew(server, 3, predictor)
    assert server.version == "old"
