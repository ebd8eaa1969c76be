"""A worker process as the pool sees it: its line, and what it has been sent."""

import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from form4.inference.run.tasks import Task

AHEAD = 2  # documents that a worker has: one in work, one waiting
END_SECONDS = 0.2  # for a process whose line was closed to go by itself


@dataclass(slots=True)
class Member:
    """A process, its line, and what it was sent and has not answered, oldest first."""

    process: SpawnProcess
    line: Connection
    ready: bool = False
    tasks: deque[Task] = field(default_factory=deque)
    since: float = 0.0  # when the oldest began
    late: bool = False  # it was ended because the oldest took too long

    def takes(self, task: Task) -> bool:
        """Whether it has room; a suspect is read alone."""
        if not self.ready or any(one.suspect for one in self.tasks):
            return False
        return not self.tasks if task.suspect else len(self.tasks) < AHEAD

    def send(self, task: Task) -> None:
        """Hand it a document."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):  # it is dead, which its line will tell
            self.line.send(task.source)

    def answered(self) -> Task:
        """The document that its answer is about."""
        self.since = time.monotonic()
        return self.tasks.popleft()

    def kill_when_late(self, seconds: float) -> None:
        """End it when its document takes longer than this."""
        if self.tasks and not self.late and time.monotonic() - self.since > seconds:
            self.late = True
            self.process.kill()

    def end(self) -> int | None:
        """End it, and tell its exit code: the one that it ended with itself, if it did."""
        self.line.close()
        self.process.join(END_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        return self.process.exitcode
