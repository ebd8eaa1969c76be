"""A headless Chromium that is clicked and typed into, over its own pipe and without a driver."""

import json
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_READS, _WRITES = 3, 4  # the descriptors at which Chromium expects its pipe
_PATIENCE_S, _SILENCE_S = 20.0, 60.0
_FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")


class Tab:
    """One page, by what a person can do to it and see of it."""

    def __init__(self, orders: int, answers: int) -> None:
        self._orders, self._answers = orders, answers
        self._number, self._held = 0, b""
        self._session: str | None = None

    def open(self, file: Path) -> None:
        """Load a page and wait until its script has run."""
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        attached = self._send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._send("Page.navigate", url=file.as_uri())
        ready = "document.readyState === 'complete' && document.getElementById('where') !== null"
        self.settled(ready, True)

    def value(self, expression: str) -> Any:
        """What an expression says of the page."""
        sent = self._send("Runtime.evaluate", expression=expression, returnByValue=True)
        return sent["result"].get("value")

    def settled(self, expression: str, wanted: Any) -> Any:
        """What an expression says once it says what is wanted, or after some seconds.

        A page answers to a click when it comes to it.
        """
        end = time.monotonic() + _PATIENCE_S
        while (found := self.value(expression)) != wanted and time.monotonic() < end:
            time.sleep(0.05)
        return found

    def click(self, selector: str) -> None:
        """Press and let go the mouse in the middle of an element."""
        box = f"document.querySelector({json.dumps(selector)})"
        self.value(f"{box}.scrollIntoView({{block: 'center'}})")
        x, y = self.value(
            f"(() => {{ const r = {box}.getBoundingClientRect();"
            "return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            where = {"x": x, "y": y, "button": "left", "clickCount": 1}
            self._send("Input.dispatchMouseEvent", type=kind, **where)

    def choose(self, selector: str, downwards: int) -> None:
        """Go down in a list of choices by the keyboard."""
        self.value(f"document.querySelector({json.dumps(selector)}).focus()")
        for _ in range(downwards):
            for kind in ("rawKeyDown", "keyUp"):
                down = {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 40}
                self._send("Input.dispatchKeyEvent", type=kind, **down)

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        order = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            order["sessionId"] = self._session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            if not select.select([self._answers], [], [], _SILENCE_S)[0]:
                raise TimeoutError("Chromium does not answer.")
            read = os.read(self._answers, 65536)
            if not read:
                raise EOFError("Chromium has closed its pipe.")
            self._held += read
        answer, _, self._held = self._held.partition(b"\0")
        return dict(json.loads(answer))


@contextmanager
def tab(browser: str, profile: Path) -> Iterator[Tab]:
    """A page of a browser that is started for it and stopped behind it."""
    to_browser, orders = os.pipe()
    answers, from_browser = os.pipe()
    command = [browser, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    shell = f'exec "$@" {_READS}<&{to_browser} {_WRITES}>&{from_browser}'
    run = subprocess.Popen(
        ["/bin/bash", "-c", shell, "bash", *command],
        pass_fds=(to_browser, from_browser),
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        yield Tab(orders, answers)
    finally:
        os.close(orders)
        os.close(answers)
        run.terminate()
        run.wait(30)
