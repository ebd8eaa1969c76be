"""A worker process: opens its desk once, then reads what it is sent until the line is closed."""

import os
from multiprocessing.connection import Connection

from form4.inference.run.desk import Desk, Job
from form4.inference.run.result import Result
from form4.model.errors import Form4Error

READY = "ready"


def _answer(desk: Desk, source: str) -> Result | tuple[str, Form4Error]:
    """The result for a source, or why none can be read: a model that cannot be loaded."""
    try:
        return desk.read(source)
    except Form4Error as error:
        return READY, error


def work(line: Connection, job: Job) -> None:
    """Answer `READY` or the error of the start, then a result for every source."""
    try:
        desk = job.open(threads=1)
    except Form4Error as error:
        line.send((READY, error))
        return
    try:
        line.send((READY, None))
        while True:
            line.send(_answer(desk, line.recv()))
    except (EOFError, OSError):  # the other end is gone
        os._exit(0)  # without the runtime's clean-up, which may hang
