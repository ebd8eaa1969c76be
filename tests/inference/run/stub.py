"""A job whose documents say what is to happen, for processes that need no model."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from form4.inference.formats.encodings import json_line
from form4.inference.run.desk import Announce
from form4.inference.run.result import Result
from form4.model.errors import ModelError
from form4.model.filing import Filing


@dataclass(frozen=True, slots=True)
class StubJob:
    """Opens a desk that needs no model, or fails to."""

    problem: str = ""
    dies: bool = False

    def open(self, threads: int = 0, announce: Announce | None = None) -> "StubDesk":
        """The desk."""
        if self.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.problem:
            raise ModelError(self.problem)
        return StubDesk()


class StubDesk:
    """Does what the document says: kill, kill once, exit, hang, fail, or be a filing."""

    def read(self, source: str) -> Result:
        """The document's result."""
        path = Path(source)
        word, _, rest = path.read_text().partition(" ")
        if word == "once" and not path.with_suffix(".seen").exists():
            path.with_suffix(".seen").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "exit":
            os._exit(3)
        if word == "hang":
            time.sleep(600)
        if word == "fail":
            return Result(source, problem=f"{source}: {rest}")
        return Result(source, json_line(Filing(form_type=word, source=source)))
