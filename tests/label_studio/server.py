"""A real Label Studio server for a test: started on a fresh folder and a free loopback port."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READY_S = 240
USER, PASSWORD, TOKEN = "dev@example.com", "dev-password-1", "0123456789abcdef" * 2 + "01234567"
SETTINGS = {
    "COLLECT_ANALYTICS": "false",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
    "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
    # Both are needed before a backend on a loopback address may be connected.
    "ML_BLOCK_LOCAL_IP": "false",
    "SSRF_PROTECTION_ENABLED": "false",
}


@dataclass(frozen=True)
class LiveServer:
    """A server that answers, with the token of its one user."""

    url: str
    token: str = TOKEN

    def call(self, path: str, body: Any = None, method: str | None = None) -> Any:
        """The JSON answer of the server's own interface."""
        request = urllib.request.Request(
            f"{self.url}/api/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Token {self.token}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            text = answer.read()
        return json.loads(text) if text else None


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until an address answers with 200."""
    end = time.monotonic() + READY_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"{address} does not answer:\n{log.read_text()[-2000:]}")


@contextmanager
def running(
    command: list[str], address: str, log: Path, environment: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that answers at an address; it alone is ended afterwards, by its number."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, stdout=stream, stderr=stream, env=os.environ | environment
        )
    try:
        wait_for(address, process, log)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def live_server(programs: Path, folder: Path) -> Iterator[LiveServer]:
    """The server of an environment's programs, on an empty folder."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [str(programs / "label-studio"), "start", "--no-browser", "--data-dir", str(folder)]
    command += ["--internal-host", "127.0.0.1", "--port", str(port)]
    command += ["--username", USER, "--password", PASSWORD, "--user-token", TOKEN]
    with running(command, f"{url}/health", folder / "server.log", SETTINGS):
        yield LiveServer(url)
