"""PDFs read in a helper process, so that one that asks for too much costs itself alone."""

import atexit
import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from form4.inference.pages.frames import Message, receive, send
from form4.inference.pages.pdfium import NO_LIBRARY, PageContent
from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image

TIMEOUT_S = 60.0  # for opening a PDF, and for each page; a filing's take a tenth of a second
_MODULE = "form4.inference.pages.helper"
_TOO_MUCH = (
    "cannot be read in {} s and 2 GB of memory, as a page draws too much. Print it into a new PDF."
)
_LIBRARIES = ("pypdfium2", "PIL")


class ApartPdf:
    """A PDF that a helper has open."""

    def __init__(self, name: str, helper: "_Helper", page_count: int) -> None:
        self.name = name
        self.page_count = page_count
        self._helper = helper

    def page(self, number: int) -> PageContent | None:
        """The content of a page counted from 0; None when it is damaged.

        Raises DocumentError when it takes too much time or memory.
        """
        facts, data = self._helper.ask(self.name, {"page": number})
        if "damaged" in facts:
            return None
        picture = _picture(facts["size"], data) if "size" in facts else None
        return PageContent(facts["text"], picture, facts.get("dpi", 0), facts["scanned"])


@contextmanager
def opened(name: str, data: bytes) -> Iterator[ApartPdf]:
    """A PDF in memory, open in a helper that no one else uses meanwhile.

    Raises DocumentError when it is damaged, locked, or takes too much time or memory.
    """
    if not all(map(_is_installed, _LIBRARIES)):
        raise DocumentError(f"{name}: {NO_LIBRARY}")
    helper = _HELPERS.take()
    try:
        facts, _ = helper.ask(name, {"name": name}, data)
        yield ApartPdf(name, helper, facts["pages"])
    finally:
        _HELPERS.give_back(helper)


class _Helper:
    """A running helper process; after a failure it is gone."""

    def __init__(self) -> None:
        # One thread: the few sums of a page gain nothing by more, which take addresses each.
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self.owner = os.getpid()

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, name: str, facts: dict[str, Any], data: bytes = b"") -> Message:
        """The answer to a request about a document; raises DocumentError when there is none."""
        watch = threading.Timer(TIMEOUT_S, self._process.kill)
        watch.start()
        try:
            answer = self._answer(facts, data)
        except BaseException:  # an answer that nobody took would be that to the next question
            self.end()
            raise
        finally:
            watch.cancel()
        if answer is None:
            self.end()
            raise DocumentError(f"{name}: {_TOO_MUCH.format(f'{TIMEOUT_S:g}')}")
        if "problem" in answer[0]:
            raise DocumentError(answer[0]["problem"])
        return answer

    def _answer(self, facts: dict[str, Any], data: bytes) -> Message | None:
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            return None
        try:
            send(requests, facts, data)
            return receive(answers)
        except OSError:  # it ended while it was asked
            return None

    def end(self) -> None:
        """End the process and wait for it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what it was to be sent cannot be
                    stream.close()


class _Helpers:
    """Helpers at rest, to be used again by the process that started them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Helper] = []

    def take(self) -> _Helper:
        """One that is at rest, or a new one."""
        with self._lock:
            # A forked process has its parent's list, but the pipes are the parent's.
            self._idle = [helper for helper in self._idle if helper.owner == os.getpid()]
            while self._idle:
                helper = self._idle.pop()
                if helper.is_alive:
                    return helper
        return _Helper()

    def give_back(self, helper: _Helper) -> None:
        """Let it rest, unless it is gone."""
        if helper.is_alive:
            with self._lock:
                self._idle.append(helper)

    def end_all(self) -> None:
        """End those at rest."""
        while self._idle:
            helper = self._idle.pop()
            if helper.owner == os.getpid():
                helper.end()


_HELPERS = _Helpers()
atexit.register(_HELPERS.end_all)


def _is_installed(library: str) -> bool:
    try:
        return importlib.util.find_spec(library) is not None
    except ValueError:  # it was made unavailable
        return False


def _picture(size: list[int], data: bytes) -> "Image":
    from PIL import Image

    return Image.frombytes("L", (size[0], size[1]), data)
