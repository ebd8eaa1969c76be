"""`form4 annotate push`: tasks to a project of a running server."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.cli.annotate_tasks import ConfigFile
from form4.cli.own_labels import LabelsOfModel, OwnLabels, learnt_labels
from form4.cli.server_options import DEFAULT_URL, ProjectTitle, Url, open_server

if TYPE_CHECKING:
    from form4.annotations.push import Pushed
    from form4.annotations.sendable import Checked


def annotate_push(
    tasks: Annotated[list[Path], typer.Argument(metavar="TASKS", help="Files of tasks (JSON).")],
    project: ProjectTitle,
    url: Url = DEFAULT_URL,
    config: ConfigFile = None,
    label: OwnLabels = None,
    model: LabelsOfModel = None,
) -> None:
    """Upload tasks to a project, which is made when there is none; safe to repeat.

    All tasks are checked before the project is made or the first is sent.
    """
    from form4.annotations.labelling_config import read_config
    from form4.annotations.push import push
    from form4.annotations.sendable import check_tasks, tasks_of

    xml = _config_text(config, label, model)
    for _ in tasks_of(tasks)():  # each file can be read, before a token is asked for
        pass
    server = open_server(url)
    found = server.find_project(project)
    word = "made" if found is None else "found"
    checked = check_tasks(tasks_of(tasks), read_config(xml) if found is None else found.config)
    if found is not None and (config or label or model):
        sys.stderr.write(
            f"form4: project {found.id} is there, with its own configuration: that of --config, "
            "--label or --model is not used\n"
        )
    found = found or server.create_project(project, xml)
    with _progress(checked.tasks) as on_progress:
        done = push(server, found, tasks_of(tasks), checked, on_progress=on_progress)
    sys.stderr.write(push_text(word, done, checked))
    sys.stdout.write(f"{url.rstrip('/')}/projects/{found.id}\n")


def push_text(word: str, done: "Pushed", checked: "Checked") -> str:
    """What was sent, and what was not, for people."""
    left = dict(checked.left)
    if done.annotations_left:
        left["annotations of tasks that are there"] = done.annotations_left
    if done.repeated:
        left["tasks with the text of one before them"] = done.repeated
    lines = [
        f"project {done.project.id} {word}; {done.uploaded} tasks uploaded, {done.present} were "
        f"there, {done.predictions} predictions added"
        + (f"; {done.version} pre-fills, most doubtful first" if done.version else "")
    ]
    if left:
        lines.append("not sent: " + ", ".join(f"{count} {what}" for what, count in left.items()))
    return "\n".join(lines) + "\n"


def _config_text(path: Path | None, label: list[str] | None, model: str | None) -> str:
    from form4.annotations.labelling_config import make_config
    from form4.cli.annotate_tasks import read_config_file

    if path is None:
        return make_config(label or (), learnt_labels(model))
    read_config_file(path)
    return path.read_text(encoding="utf-8")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    talk = Console(stderr=True)
    with Progress(console=talk, disable=not talk.is_terminal) as bar:
        task = bar.add_task("uploading", total=total)
        yield lambda count: bar.advance(task, count)
