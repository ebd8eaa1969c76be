"""The backend protocol, and a retraining that swaps models only when it may."""

import json
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from form4.annotations.labelling_config import make_config
from form4.model.errors import ServerError
from form4.model.spans import Span
from form4.serving.models import Predictor, ServedModel
from form4.serving.retraining import Renew, Retrainer, Workplace

pytest.importorskip("starlette", reason="the extra [serving] is not installed")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")
from starlette.testclient import TestClient  # noqa: E402  after the guard

from form4.serving.app import make_app  # noqa: E402  after the guard

PAGE = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\nJane Doe\n"


@dataclass(frozen=True)
class FakeTraining:
    """A training that renames the base and ends with a code."""

    code: int

    def __call__(self, arguments: Sequence[str], log: Path) -> int:
        log.write_text("")
        base, output = (Path(arguments[arguments.index(n) + 1]) for n in ("--base", "--output"))
        shutil.copytree(base, output)
        config = json.loads((output / "config.json").read_text())
        (output / "config.json").write_text(json.dumps({**config, "form4_name": "retrained"}))
        return self.code

    def stop(self) -> None:
        """Nothing runs."""


def predictor_of(model: Path) -> Predictor:
    """A predictor with a model folder."""
    return Predictor(ServedModel.load(str(model)))


def retrainer_of(
    predictor: Predictor,
    folder: Path,
    code: int = 0,
    said: list[str] | None = None,
    renew: Renew = lambda project, predictor: "renewed",
) -> Retrainer:
    """A retrainer without a server and without a network to train."""

    def fetch(project: int, path: Path) -> None:
        if project == 404:
            raise ServerError("no such project")
        if project == 500:
            raise AttributeError("odd")
        path.write_text("[]")

    say = (said if said is not None else []).append
    return Retrainer(predictor, Workplace(folder), fetch, say, FakeTraining(code), renew)


@pytest.fixture
def predictor(tiny_model: Path) -> Predictor:
    return predictor_of(tiny_model)


@pytest.fixture
def client(predictor: Predictor, tmp_path: Path) -> TestClient:
    return TestClient(make_app(predictor, retrainer_of(predictor, tmp_path)))


def test_health_setup_and_versions_answer_from_memory(
    client: TestClient, predictor: Predictor
) -> None:
    assert client.get("/health").json() == {"status": "UP", "model_class": "form4"}
    version = predictor.model.version
    body = {"project": "1.2", "access_token": "secret", "schema": "<View/>"}
    assert client.post("/setup", json=body).json() == {"model_version": version}
    assert client.get("/versions").json() == {"versions": [version]}


def test_every_task_gets_one_prediction_in_order(client: TestClient, predictor: Predictor) -> None:
    tasks: list[dict[str, Any]] = [
        {"id": 1, "data": {"text": PAGE}},
        {"id": 2, "data": {"text": ""}},
        {"id": 3, "data": {"page": "no text"}},
        {"id": 4, "data": None},
        {"id": 5, "data": {"text": 7}},
    ]
    answer = client.post("/predict", json={"tasks": tasks, "label_config": make_config()})
    results = answer.json()["results"]
    assert len(results) == len(tasks)
    assert {result["model_version"] for result in results} == {predictor.model.version}
    assert all(isinstance(result["score"], float) for result in results)
    assert [result["result"] for result in results[1:]] == [[], [], [], []]
    assert (
        len(client.post("/predict", json={"tasks": tasks, "label_config": "<"}).json()["results"])
        == 5
    )


def test_one_odd_page_is_empty_and_the_batch_beside_it_is_answered(
    predictor: Predictor, tmp_path: Path
) -> None:
    served, said = predictor.model, list[str]()

    def tag(text: str) -> Sequence[Span]:
        if "broken" in text:
            raise RuntimeError("[ONNXRuntimeError] : 2 : INVALID_ARGUMENT")
        return served.reader.tag(text)

    odd = Predictor(replace(served, reader=replace(served.reader, tag=tag)), said.append)
    texts = (PAGE, f"{PAGE}\ud83d", f"{PAGE}broken", PAGE)
    tasks = [{"id": n, "data": {"text": text}} for n, text in enumerate(texts)]
    tasks[3]["data"] = {"text": PAGE, "document_id": "\ud83d"}
    client = TestClient(make_app(odd, retrainer_of(odd, tmp_path)))
    answer = client.post("/predict", content=json.dumps({"tasks": tasks}))
    results = answer.json()["results"]
    assert (answer.status_code, len(results)) == (200, 4)
    assert [result["result"] for result in results[1:3]] == [[], []]
    assert results[0]["score"] == results[3]["score"]
    assert [one.split(":")[0] for one in said] == ["task 1", "task 2"]
    assert "half of a pair" in said[0]
    assert "RuntimeError" in said[1]


@pytest.mark.parametrize("body", ["[]", "{}", '{"tasks": 3}', '{"tasks": [1]}', "nothing"])
def test_what_is_no_request_is_400(client: TestClient, body: str) -> None:
    assert client.post("/predict", content=body).status_code == 400


def test_unknown_events_are_ignored_with_200(client: TestClient) -> None:
    for body in ({"action": "ANNOTATION_CREATED", "project": {"id": 1}}, {"action": "NEW"}, {}):
        answer = client.post("/webhook", json=body)
        assert (answer.status_code, answer.json()) == (200, {"status": "ignored"})
    assert client.post("/webhook", content="x").json() == {"status": "ignored"}


def test_the_train_button_is_queued_once(client: TestClient) -> None:
    body = {"action": "START_TRAINING", "project": {"id": 3, "title": "p"}}
    assert client.post("/webhook", json=body).json() == {"status": "queued"}
    assert client.post("/webhook", json=body).json() == {"status": "waiting already"}


def test_a_better_model_is_swapped_in_and_kept(predictor: Predictor, tmp_path: Path) -> None:
    before = predictor.model.version
    assert retrainer_of(predictor, tmp_path).retrain(1)
    assert predictor.model.version != before
    assert predictor.model.version.startswith("retrained-")
    assert Workplace(tmp_path).current() == str(tmp_path / "run-1" / "model")
    assert retrainer_of(predictor, tmp_path).retrain(1)
    assert Workplace(tmp_path).current() == str(tmp_path / "run-2" / "model")


@pytest.mark.parametrize(("project", "code"), [(1, 1), (1, 2), (404, 0), (500, 0)])
def test_a_worse_or_failed_one_is_not(
    predictor: Predictor, tmp_path: Path, project: int, code: int
) -> None:
    before, said = predictor.model, list[str]()
    assert not retrainer_of(predictor, tmp_path, code, said).retrain(project)
    assert predictor.model is before
    assert "the model before stays" in said[0]
    assert Workplace(tmp_path).current() is None


def test_the_worker_retrains_apart_from_the_request(predictor: Predictor, tmp_path: Path) -> None:
    before, said = predictor.model, list[str]()
    retrainer = retrainer_of(predictor, tmp_path, said=said)
    retrainer.start()
    assert retrainer.request(1)
    waiting = threading.Event()
    for _ in range(200):
        if predictor.model is not before:
            break
        waiting.wait(0.05)
    assert predictor.model is not before
    retrainer.stop()


def test_the_worker_outlives_an_error_that_nobody_expected(
    predictor: Predictor, tmp_path: Path
) -> None:
    before, said = predictor.model, list[str]()
    retrainer = retrainer_of(predictor, tmp_path, said=said)
    retrainer.start()
    assert retrainer.request(500)
    assert retrainer.request(1)
    waiting = threading.Event()
    for _ in range(200):
        if predictor.model is not before:
            break
        waiting.wait(0.05)
    retrainer.stop()
    assert predictor.model is not before
    assert "AttributeError, a bug" in said[0]


def test_a_swap_holds_when_the_server_does_not_take_the_new_predictions(
    predictor: Predictor, tmp_path: Path
) -> None:
    def refuse(project: int, predictor: Predictor) -> str:
        raise ServerError("the server is away")

    before, said = predictor.model, list[str]()
    assert retrainer_of(predictor, tmp_path, said=said, renew=refuse).retrain(1)
    assert predictor.model is not before
    assert said[-1] == "pre-filling stays with the model before: the server is away"
    assert len(said) == 2


def test_a_damaged_choice_is_no_choice(tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text("{")
    assert Workplace(tmp_path).current() is None
    (tmp_path / "current.json").write_text('{"model": "gone"}')
    assert Workplace(tmp_path).current() is None
