"""Retraining in a process of its own, and the swap to what came of it when it is not worse."""

import json
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from form4.model.errors import Form4Error
from form4.serving.models import Predictor, Say, ServedModel

CURRENT_FILE = "current.json"
EXPORT_FILE = "export.json"
LOG_FILE = "train.log"
_STOP = -1

Fetch = Callable[[int, Path], None]
Renew = Callable[[int, Predictor], str]


def _renews_nothing(project: int, predictor: Predictor) -> str:
    return f"project {project}: its predictions stay."


class Train(Protocol):
    """What trains: `form4 train` with arguments, its talk in a log."""

    def __call__(self, arguments: Sequence[str], log: Path) -> int:
        """Train; the exit code."""

    def stop(self) -> None:
        """End a training that runs."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folder in which exports, runs and the choice of the current model lie."""

    folder: Path

    def current(self) -> str | None:
        """The model that served last, if it is still there."""
        try:
            place = json.loads((self.folder / CURRENT_FILE).read_text(encoding="utf-8"))["model"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return str(place) if Path(place).is_dir() else None

    def keep(self, place: str) -> None:
        """Remember the model that serves, for the next start."""
        temporary = self.folder / f".{CURRENT_FILE}"
        temporary.write_text(json.dumps({"model": place}) + "\n", encoding="utf-8")
        temporary.replace(self.folder / CURRENT_FILE)

    def new_run(self) -> Path:
        """A fresh folder for one retraining."""
        numbers = [
            int(path.name[4:]) for path in self.folder.glob("run-*") if path.name[4:].isdigit()
        ]
        run = self.folder / f"run-{max(numbers, default=0) + 1}"
        run.mkdir(parents=True)
        return run


class Retrainer:
    """One worker that retrains on request; requests that come meanwhile become one."""

    def __init__(
        self,
        predictor: Predictor,
        workplace: Workplace,
        fetch: Fetch,
        say: Say,
        train: Train,
        renew: Renew = _renews_nothing,
    ) -> None:
        self._predictor = predictor
        self._workplace = workplace
        self._fetch = fetch
        self._say = say
        self._train = train
        self._renew = renew
        self._wanted: queue.Queue[int] = queue.Queue()
        self._waiting: set[int] = set()
        self._lock = threading.Lock()
        self._worker = threading.Thread(target=self._work, name="retraining", daemon=True)

    def start(self) -> None:
        """Begin to wait for requests."""
        self._worker.start()

    def stop(self) -> None:
        """Take no further request, and end a training that runs."""
        self._wanted.put(_STOP)
        self._train.stop()

    def request(self, project: int) -> bool:
        """Queue a retraining and return at once; False when one waits already."""
        with self._lock:
            if project in self._waiting:
                return False
            self._waiting.add(project)
        self._wanted.put(project)
        return True

    def retrain(self, project: int) -> bool:
        """Fetch, train apart, swap when the new model is not worse; whether it was swapped.

        What fails is told and ends this retraining alone: the service goes on.
        """
        if not self._told("the model before stays", lambda: self._swapped(project)):
            return False
        self._told("pre-filling stays with the model before", lambda: self._renewed(project))
        return True

    def _swapped(self, project: int) -> bool:
        run = self._workplace.new_run()
        base = self._predictor.model.place
        self._fetch(project, run / EXPORT_FILE)
        arguments = ["--annotations", str(run / EXPORT_FILE), "--base", base]
        code = self._train([*arguments, "--output", str(run / "model")], run / LOG_FILE)
        if code != 0:
            self._say(f"{run}: the model before stays (see {LOG_FILE} there).")
            return False
        model = ServedModel.load(str(run / "model"))
        self._workplace.keep(model.place)  # first: where this fails, the model before does stay
        self._predictor.swap(model)
        self._say(f"{run}: {model.version} answers from now on.")
        return True

    def _renewed(self, project: int) -> bool:
        self._say(self._renew(project, self._predictor))
        return True

    def _told(self, otherwise: str, work: Callable[[], bool]) -> bool:
        """Whether it was done; a failure is one sentence of the log, a bug its traceback too."""
        try:
            return work()
        except (Form4Error, OSError) as error:
            self._say(f"{otherwise}: {error}")
        except Exception as error:  # a dead worker would queue for ever
            self._say(f"{otherwise}: {type(error).__name__}, a bug.\n{traceback.format_exc()}")
        return False

    def _work(self) -> None:
        while (project := self._wanted.get()) != _STOP:
            with self._lock:
                self._waiting.discard(project)
            self.retrain(project)


class TrainingProcess:
    """`form4 train` in a process of its own, which ends with the one that started it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __call__(self, arguments: Sequence[str], log: Path) -> int:
        """Train, with all talk in the log; the exit code."""
        command = [sys.executable, "-m", "form4.cli.main", "train", *arguments]
        with log.open("wb") as stream:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream
            )
            return self._process.wait()

    def stop(self) -> None:
        """End a training that runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
