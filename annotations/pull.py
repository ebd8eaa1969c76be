"""The annotations of a project as a file that the reader takes, predictions included."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from form4.annotations.server import Project
from form4.model.errors import ExportError, ServerError

_POLL_S = 0.5
_LONGEST_S = 600


class SnapshotStore(Protocol):
    """What pulling needs of a server."""

    def start_snapshot(self, project: Project) -> int:
        """Ask for an export."""

    def snapshot_status(self, project: Project, number: int) -> str:
        """What has become of it."""

    def snapshot(self, project: Project, number: int) -> Iterator[bytes]:
        """Its bytes."""


def pull(
    store: SnapshotStore,
    project: Project,
    path: Path,
    wait: Callable[[float], None] = time.sleep,
) -> int:
    """Write a snapshot of all annotated tasks to a file and return its size in bytes.

    The file appears whole or not at all. Raises ServerError when the server does not make it.
    """
    number = store.start_snapshot(project)
    _await(store, project, number, wait)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as stream:
            size = sum(stream.write(chunk) for chunk in store.snapshot(project, number))
        temporary.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}).") from error
    finally:
        temporary.unlink(missing_ok=True)
    return size


def _await(
    store: SnapshotStore, project: Project, number: int, wait: Callable[[float], None]
) -> None:
    for _ in range(round(_LONGEST_S / _POLL_S)):
        status = store.snapshot_status(project, number)
        if status == "completed":
            return
        if status == "failed":
            break
        wait(_POLL_S)
    raise ServerError(f"Project {project.id}: the export was not made. See the server's log.")
