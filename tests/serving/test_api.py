"""Requests to a server that knows both kinds of token."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from form4.model.errors import ConfigError, ServerError
from form4.serving.api import Api

LEGACY, PERSONAL = "0" * 40, "head.body.sign"


def fetch_export(url: str, token: str, project: int, path: Path) -> None:
    """Download the annotations of a project."""
    Api(url, token).download(f"projects/{project}/export?exportType=JSON", path)


class Handler(BaseHTTPRequestHandler):
    """Answers like the server, with tokens in the headers it expects."""

    def do_POST(self) -> None:  # noqa: N802 - the name that the library calls
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = b"hello" if body == {"refresh": "odd"} else b'{"access": "short"}'
        let_in = body in ({"refresh": PERSONAL}, {"refresh": "odd"})
        self._answer(200 if let_in else 401, answer)

    def do_PATCH(self) -> None:  # noqa: N802 - the name that the library calls
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200 if self.headers["Authorization"] == "Bearer short" else 401, body)

    def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
        if self.path == "/api/projects/8/export?exportType=JSON":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"[")
            return
        let_in = self.headers["Authorization"] in (f"Token {LEGACY}", "Bearer short")
        right = self.path == "/api/projects/7/export?exportType=JSON"
        self._answer(200 if let_in and right else 401, b"[]")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("token", [LEGACY, PERSONAL])
def test_both_kinds_of_token_are_let_in(url: str, token: str, tmp_path: Path) -> None:
    fetch_export(url, token, 7, tmp_path / "export.json")
    assert (tmp_path / "export.json").read_bytes() == b"[]"


@pytest.mark.parametrize("token", ["1" * 40, "other"])
def test_a_wrong_token_says_what_to_do_and_is_not_shown(
    url: str, token: str, tmp_path: Path
) -> None:
    with pytest.raises(ServerError, match="personal access token") as caught:
        fetch_export(url, token, 7, tmp_path / "export.json")
    assert token not in str(caught.value)


def test_an_answer_that_is_cut_is_one_sentence(url: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"export\?exportType=JSON: the answer was cut"):
        fetch_export(url, LEGACY, 8, tmp_path / "export.json")


def test_a_server_of_another_kind_is_one_sentence(url: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="is no Label Studio server"):
        fetch_export(url, "odd", 7, tmp_path / "export.json")


def test_a_personal_token_is_exchanged_again_before_the_short_one_runs_out(url: str) -> None:
    times = iter((0.0, 30.0, 90.0))
    api = Api(url, PERSONAL, lambda: next(times))
    answers = [api.call("projects/1/", {"model_version": n}, "PATCH") for n in "abc"]
    assert answers == [{"model_version": n} for n in "abc"]
    assert next(times, None) is None


@pytest.mark.parametrize(
    "token", ["0" * 39 + "\u2019", "head.bo\ndy.sign", "0" * 20 + " " * 20 + "1"]
)
def test_a_token_that_no_header_takes_is_refused_and_not_shown(url: str, token: str) -> None:
    with pytest.raises(ConfigError, match="Copy it again") as caught:
        Api(url, token)
    assert token not in str(caught.value)


@pytest.mark.parametrize("url", ["foo", "http://", "ftp://x/", "http://[::1", "http://a b/"])
def test_what_is_no_address_is_one_sentence_without_the_token(url: str, tmp_path: Path) -> None:
    with pytest.raises(ServerError) as caught:
        fetch_export(url, LEGACY, 7, tmp_path / "export.json")
    assert LEGACY not in str(caught.value)


def test_a_server_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="cannot be reached"):
        fetch_export("http://127.0.0.1:9", LEGACY, 7, tmp_path / "export.json")
