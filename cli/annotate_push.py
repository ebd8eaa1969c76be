"""`form4 annotate push`: tasks to a project of a running server."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from form4.cli.annotate_tasks import ConfigFile
from form4.cli.server_options import DEFAULT_URL, ProjectTitle, Url, open_server


def annotate_push(
    tasks: Annotated[list[Path], typer.Argument(metavar="TASKS", help="Files of tasks (JSON).")],
    project: ProjectTitle,
    url: Url = DEFAULT_URL,
    config: ConfigFile = None,
) -> None:
    """Upload tasks to a project, which is made when there is none; safe to repeat."""
    from form4.annotations.push import open_project, push
    from form4.annotations.task_stream import stream_tasks

    xml = _config_text(config)
    total = sum(1 for path in tasks for _ in stream_tasks(path))  # and each file can be read
    server = open_server(url)
    found, created = open_project(server, project, xml)
    all_tasks = (task for path in tasks for task in stream_tasks(path))
    with _progress(total) as on_progress:
        done = push(server, found, all_tasks, on_progress=on_progress)
    word = "made" if created else "found"
    sys.stderr.write(
        f"project {found.id} {word}; {done.uploaded} tasks uploaded, {done.present} were there, "
        f"{done.predictions} predictions added"
        + (f"; {done.version} pre-fills, most doubtful first\n" if done.version else "\n")
    )
    sys.stdout.write(f"{url.rstrip('/')}/projects/{found.id}\n")


def _config_text(path: Path | None) -> str | None:
    from form4.cli.annotate_tasks import read_config_file

    if path is None:
        return None
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
