"""Worker processes that read documents; one that dies costs its document and nothing else.

They are started afresh and not forked: the runtime's threads do not survive a fork. Each has a
line of its own, so that a process killed in mid-word garbles no other's. What is sent out and not
yet written is bounded, so memory is the same for a hundred documents as for a hundred thousand.
"""

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import wait
from types import TracebackType

from form4.inference.run.desk import Job
from form4.inference.run.member import Member
from form4.inference.run.result import Result
from form4.inference.run.tasks import Queue, Task
from form4.inference.run.worker import work
from form4.model.errors import Form4Error

WINDOW = 64  # documents a worker that may be out before the oldest is written
DOCUMENT_SECONDS = 1800.0  # longer than the longest text that is accepted takes

LISTEN_SECONDS = 1.0  # between two looks at the clock
STARTS = 3  # of processes in a row may die before they are ready

_SIGNALS = {-9: "killed, most likely for want of memory", -11: "a crash of a library"}


class Pool:
    """So many processes, each with the model on one thread; `read` gives results in order."""

    def __init__(self, job: Job, size: int, *, document_seconds: float = DOCUMENT_SECONDS) -> None:
        self._job = job
        self._context = get_context("spawn")
        self._document_seconds = document_seconds
        self._window = WINDOW * size
        self._done: dict[int, Result] = {}
        self._failed_starts = 0
        self._workers = [self._started() for _ in range(size)]

    def __enter__(self) -> "Pool":
        """Wait until the first is ready; raises what kept it from that."""
        try:
            while not any(worker.ready for worker in self._workers):
                self._listen(Queue())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, sources: Iterable[str]) -> Iterator[Result]:
        """The results of documents in their order; a source is taken when there is room for it."""
        queue = Queue(sources)
        written = 0
        while True:
            self._hand_out(queue, written + self._window)
            while written in self._done:
                yield self._done.pop(written)
                written += 1
                self._hand_out(queue, written + self._window)
            if not any(worker.tasks for worker in self._workers) and queue.is_empty():
                return
            self._listen(queue)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.line.close()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _hand_out(self, queue: Queue, limit: int) -> None:
        """Give every free place a document, idle workers first."""
        while (task := queue.peek(limit)) is not None:
            free = [worker for worker in self._workers if worker.takes(task)]
            if not free:
                return
            min(free, key=lambda worker: len(worker.tasks)).send(queue.pop())

    def _listen(self, queue: Queue) -> None:
        """Hear what the workers say, or that one says nothing any more."""
        heard = wait([worker.line for worker in self._workers], timeout=LISTEN_SECONDS)
        for worker in [one for one in self._workers if one.line in heard]:
            self._hear(worker, queue)
        for worker in self._workers:
            worker.kill_when_late(self._document_seconds)

    def _hear(self, worker: Member, queue: Queue) -> None:
        try:
            message = worker.line.recv()
        except (EOFError, OSError):
            self._replace(worker, queue)
            return
        if isinstance(message, Result):
            self._done[worker.answered().number] = message
            return
        error = message[1]
        if error is not None:
            raise error
        worker.ready = True
        self._failed_starts = 0

    def _replace(self, worker: Member, queue: Queue) -> None:
        """A new process for one that died; what it was reading is tried once more, alone."""
        code = worker.end()
        if not worker.ready:
            self._failed_starts += 1
        if self._failed_starts >= STARTS:
            raise Form4Error(
                f"The worker processes die at their start ({_reason(code)}). "
                "Try without --workers, or with fewer."
            )
        queue.put_back(task for task in list(worker.tasks)[1:])
        if worker.tasks:
            self._blame(worker.tasks[0], worker, code, queue)
        self._workers[self._workers.index(worker)] = self._started()

    def _blame(self, task: Task, worker: Member, code: int | None, queue: Queue) -> None:
        if worker.late:
            minutes = self._document_seconds / 60
            problem = f"{task.source}: took longer than {minutes:g} minutes. Read it by itself."
        elif task.suspect:
            problem = f"{task.source}: ended the process that read it, twice ({_reason(code)})."
        else:
            queue.put_back([replace(task, suspect=True)])
            return
        self._done[task.number] = Result(task.source, problem=problem)

    def _started(self) -> Member:
        line, other = self._context.Pipe()
        process = self._context.Process(target=work, args=(other, self._job), daemon=True)
        with _deaf_to_interrupts():
            process.start()
        other.close()  # so that the line ends when the process does
        return Member(process, line)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process that is started meanwhile ignores Ctrl-C, which is meant for this one."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only there may it be set
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _reason(code: int | None) -> str:
    if code is None:
        return "no exit code"
    return _SIGNALS.get(code, f"signal {-code}" if code < 0 else f"exit code {code}")
