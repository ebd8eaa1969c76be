"""The few calls that the backend makes to the server, by the standard library: no SDK is needed.

No error of the libraries is shown as it is where it might quote a header, which holds the token.
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from form4.annotations.tokens import TOKEN_HELP, checked_token, is_legacy
from form4.model.errors import ServerError

_TIMEOUT_S = 60
_CHUNK_BYTES = 1 << 20
_FRESH_S = 60  # the token that a personal one is exchanged for lasts five minutes


class Api:
    """The interface of one server, with a token that no message shows."""

    def __init__(self, url: str, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.url = url.rstrip("/")
        self._token = checked_token(token)
        self._clock = clock
        self._short: tuple[float, str] | None = None

    def call(self, path: str, body: Mapping[str, Any] | None = None, method: str = "GET") -> Any:
        """The JSON answer to a request; raises ServerError."""
        address = f"{self.url}/api/{path}"
        with _explained(self.url, address):
            data = None if body is None else json.dumps(body).encode()
            with self._open(address, data, method) as answer:
                return json.load(answer)

    def download(self, path: str, target: Path) -> None:
        """Write an answer to a file; raises ServerError."""
        address = f"{self.url}/api/{path}"
        with (
            _explained(self.url, address),
            self._open(address, None, "GET") as answer,
            target.open("wb") as stream,
        ):
            while chunk := answer.read(_CHUNK_BYTES):
                stream.write(chunk)
            if answer.length:  # bytes that were promised; reading in chunks passes over their lack
                raise http.client.IncompleteRead(b"", answer.length)

    def _open(self, address: str, data: bytes | None, method: str) -> Any:
        headers = {"Authorization": self._header(), "Content-Type": "application/json"}
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        return urllib.request.urlopen(request, timeout=_TIMEOUT_S)

    def _header(self) -> str:
        if is_legacy(self._token):
            return f"Token {self._token}"
        now = self._clock()
        if self._short is None or now - self._short[0] > _FRESH_S:
            self._short = now, self._exchanged()
        return f"Bearer {self._short[1]}"

    def _exchanged(self) -> str:
        request = urllib.request.Request(
            f"{self.url}/api/token/refresh",
            data=json.dumps({"refresh": self._token}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
            return checked_token(str(json.load(answer)["access"]))


@contextmanager
def _explained(url: str, address: str) -> Iterator[None]:
    try:
        yield
    except urllib.error.HTTPError as error:
        help_ = f" {TOKEN_HELP}" if error.code in (401, 403) else ""
        raise ServerError(f"{address}: refused ({error.code} {error.reason}).{help_}") from error
    except http.client.InvalidURL as error:
        raise ServerError(f"{url}: is no address of a server. Check --url.") from error
    except http.client.HTTPException as error:
        kind = type(error).__name__
        raise ServerError(f"{address}: the answer was cut ({kind}). Try again.") from error
    except OSError as error:
        raise ServerError(f"{address}: cannot be reached ({error}).") from error
    except (LookupError, TypeError, ValueError) as error:
        kind = type(error).__name__  # its text may quote the header
        raise ServerError(f"{url}: is no Label Studio server ({kind}). Check --url.") from error
