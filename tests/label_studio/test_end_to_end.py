"""The whole circle against a real server: tasks, annotation, export, retraining, backend.

`make test-label-studio` installs the server into an environment of its own and runs this.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.exports import ReadPolicy, read_export
from form4.annotations.findings import ExportReport
from form4.annotations.label_studio import data_of, results_of
from form4.inference.version import model_version
from form4.model.spans import Span
from scripts.unfamiliar import unfamiliar_pages
from tests.label_studio.server import LiveServer, free_port, live_server, running

DOCUMENTS = 12
LONGEST_S = 1800  # a machine that does other work too; an idle one takes three minutes
PROJECT = "form4 circle"
TOKEN_VARIABLE = "LABEL_STUDIO_API_KEY"
ODD = AnnotatedText(
    "odd", "\U0001f600 Jane\tDoe\r\nCommon  Stock e\u0301", (Span(2, 10, "owner_name"),)
)


@pytest.fixture(scope="module")
def programs(request: pytest.FixtureRequest) -> Path:
    """The programs of the environment that has Label Studio and form4."""
    given = request.config.getoption("--label-studio")
    if given is None:
        pytest.skip("needs a Label Studio server: make test-label-studio")
    return Path(given).resolve()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("circle")


@pytest.fixture(scope="module")
def server(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with live_server(programs, tmp_path_factory.mktemp("server")) as live:
        yield live


@pytest.fixture(scope="module")
def gold() -> dict[str, AnnotatedText]:
    """The pages that will be annotated, by the name of their document."""
    return {f"{page.document_id}.txt": page for page in unfamiliar_pages("cells", DOCUMENTS)}


def form4(
    *arguments: str | Path, python: str | Path = sys.executable, cwd: Path, token: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command in an environment, with or without a token."""
    environment = {k: v for k, v in os.environ.items() if k != TOKEN_VARIABLE}
    environment |= {TOKEN_VARIABLE: token} if token else {}
    command = [str(python), "-m", "form4.cli.main", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def pushed(server: LiveServer, programs: Path, folder: Path, gold: dict[str, AnnotatedText]) -> int:
    """The project with all pages as tasks, pushed twice."""
    pages = folder / "pages"
    pages.mkdir()
    for name, page in gold.items():
        (pages / name).write_text(page.text, encoding="utf-8")
    made = form4("annotate", "tasks", "pages", "--output", "tasks.json", cwd=folder)
    assert made.returncode == 0, made.stderr
    command = ["annotate", "push", "tasks.json", "--project", PROJECT, "--url", server.url]
    for uploaded in (DOCUMENTS, 0):
        done = form4(*command, python=programs / "python", cwd=folder, token=server.token)
        assert done.returncode == 0, done.stderr
        assert f"; {uploaded} tasks uploaded" in done.stderr
        assert server.token not in done.stdout + done.stderr
    return int(done.stdout.strip().rpartition("/")[2])


@pytest.fixture(scope="module")
def export(
    server: LiveServer,
    programs: Path,
    folder: Path,
    pushed: int,
    gold: dict[str, AnnotatedText],
) -> Path:
    """The export of the project after every task has been annotated through the interface."""
    stored = server.call(f"projects/{pushed}/import?return_task_ids=1", [{"data": data_of(ODD)}])
    odd = [*results_of(ODD), _overlapping()]
    server.call(f"tasks/{stored['task_ids'][0]}/annotations/", {"result": odd})
    for task in _tasks(server, pushed):
        name = Path(task["data"]["document_id"]).name
        if name in gold:
            result = results_of(gold[name])
            server.call(f"tasks/{task['id']}/annotations/", {"result": result})
    command = ["annotate", "pull", "--output", "export.json", "--project", PROJECT]
    options = ["--url", server.url]
    done = form4(*command, *options, python=programs / "python", cwd=folder, token=server.token)
    assert done.returncode == 0, done.stderr
    return folder / "export.json"


def _overlapping() -> dict[str, Any]:
    """A region inside the one that the odd page has, with the same label."""
    (inner,) = results_of(AnnotatedText("odd", ODD.text, (Span(2, 6, "owner_name"),)))
    return inner


def _tasks(server: LiveServer, project: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.call(f"tasks?project={project}&page_size=100")["tasks"]
    return found


def test_the_configuration_is_accepted_as_it_is_made(server: LiveServer, pushed: int) -> None:
    project = server.call(f"projects/{pushed}")
    assert "<Relations>" in project["label_config"]
    assert project["sampling"] == "Uncertainty sampling"
    assert project["model_version"] == model_version("base")
    labels = project["parsed_label_config"]["label"]["labels"]
    assert "owner_name" in labels


def test_the_most_doubtful_task_comes_first(server: LiveServer, pushed: int, folder: Path) -> None:
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    scores = [task["predictions"][0]["score"] for task in tasks]
    assert scores == sorted(scores)
    following = server.call(f"projects/{pushed}/next")
    lowest = [
        t["data"]["document_id"] for t, s in zip(tasks, scores, strict=True) if s == scores[0]
    ]
    assert following["data"]["document_id"] in lowest


def test_a_wrong_token_says_what_to_do(server: LiveServer, programs: Path, folder: Path) -> None:
    command = ["annotate", "push", "tasks.json", "--project", PROJECT, "--url", server.url]
    for token in ("f" * 40, ""):
        done = form4(*command, python=programs / "python", cwd=folder, token=token)
        assert done.returncode in (1, 2)
        assert done.stderr.count("\n") == 1
        assert ("personal access token" if token else TOKEN_VARIABLE) in done.stderr


def test_a_personal_token_is_let_in(
    server: LiveServer, programs: Path, folder: Path, export: Path
) -> None:
    personal = server.call("token/", {}, "POST")["token"]
    command = ["annotate", "pull", "--output", "again.json", "--project", PROJECT]
    options = ["--url", server.url]
    done = form4(*command, *options, python=programs / "python", cwd=folder, token=personal)
    assert done.returncode == 0, done.stderr
    assert (folder / "again.json").stat().st_size > export.stat().st_size // 2


def test_what_was_annotated_is_what_is_read(export: Path, gold: dict[str, AnnotatedText]) -> None:
    report = ExportReport()
    read = {
        Path(t.annotated.document_id).name: t for t in read_export(export, ReadPolicy(), report)
    }
    assert report.refused == 0
    assert read["odd"].annotated.text == ODD.text
    assert [(s.start, s.end) for s in read["odd"].annotated.spans] == [(2, 10)]
    for name, page in gold.items():
        assert (read[name].annotated.text, read[name].annotated.spans) == (page.text, page.spans)


@pytest.fixture(scope="module")
def retrained(server: LiveServer, folder: Path, pushed: int, export: Path) -> Path:
    """The model that the train button made and the backend swapped in, asked by the server."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "form4.cli.main", "annotate", "backend", "--port", str(port)]
    command += ["--work", str(folder / "work"), "--url", server.url]
    run = folder / "work" / "run-1"
    with running(command, f"{url}/health", folder / "backend.log", {TOKEN_VARIABLE: server.token}):
        server.call("ml", {"project": pushed, "url": url, "title": "form4"})
        (backend,) = server.call(f"ml?project={pushed}")
        assert backend["state"] == "CO"  # connected
        assert _asked(server, pushed, "new") == model_version("base")
        server.call(f"ml/{backend['id']}/train", {})
        _wait_until(lambda: (folder / "work" / "current.json").is_file(), run / "train.log")
        version = model_version(run / "model")
        _wait_until(lambda: _prefilling(server, pushed) == version, folder / "backend.log")
        assert _asked(server, pushed, "newer") == model_version(run / "model")
    assert server.token not in (folder / "backend.log").read_text()
    return run / "model"


def _prefilling(server: LiveServer, project: int) -> str:
    """The version whose predictions people see."""
    return str(server.call(f"projects/{project}")["model_version"])


def _asked(server: LiveServer, project: int, name: str) -> str:
    """The version of what the backend answers when the server asks it about a new task."""
    text = "FORM 4\nName of Issuer: SONUS NETWORKS INC"
    task = {"data": {"text": text, "document_id": name}}
    new = server.call(f"projects/{project}/import?return_task_ids=1", [task])["task_ids"]
    chosen = {"selectedItems": {"all": False, "included": new}}
    server.call(f"dm/actions?id=retrieve_tasks_predictions&project={project}", chosen)
    (found,) = server.call(f"predictions?task={new[0]}")
    return str(found["model_version"])


def _wait_until(is_done: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        if is_done():
            return
        time.sleep(0.5)
    raise AssertionError(f"not done in time:\n{log.read_text()[-2000:] if log.is_file() else ''}")


def test_the_train_button_lifts_the_layout_and_keeps_the_others(
    retrained: Path, folder: Path
) -> None:
    report = json.loads((retrained / "retraining.json").read_text(encoding="utf-8"))
    own = {name: report["own"][name]["core_field_F1"] for name in ("before", "after")}
    assert own["after"] - own["before"] >= (1 - own["before"]) / 2
    assert report["standard"]["loss"] <= 0.005
    read = form4("extract", "pages", "--model", retrained, "--format", "jsonl", cwd=folder)
    assert (read.returncode, read.stdout.count("\n")) == (0, DOCUMENTS)


def test_the_new_model_pre_fills_every_task_that_is_left(
    server: LiveServer, pushed: int, retrained: Path
) -> None:
    version = model_version(retrained)
    assert _prefilling(server, pushed) == version
    left = [task for task in _tasks(server, pushed) if not task["total_annotations"]]
    assert [task["data"]["document_id"] for task in left] == ["new", "newer"]
    for task in left:
        found = server.call(f"predictions?task={task['id']}")
        assert [one["model_version"] for one in found].count(version) == 1
    assert version in (retrained.parents[2] / "backend.log").read_text()


def test_a_retraining_keeps_to_its_time(retrained: Path) -> None:
    """Five minutes on two cores are ten of the processor, whatever else the machine does."""
    report = json.loads((retrained / "retraining.json").read_text(encoding="utf-8"))
    assert report["processor_minutes"] <= 10
