"""The annotations of a project, fetched with the standard library: the SDK is not needed here."""

import http.client
import json
import urllib.error
import urllib.request
from pathlib import Path

from form4.annotations.server import TOKEN_HELP
from form4.model.errors import ServerError

_TIMEOUT_S = 60
_CHUNK_BYTES = 1 << 20
_LEGACY_DIGITS = 40


def fetch_export(url: str, token: str, project: int, path: Path) -> None:
    """Write the annotated tasks of a project as JSON; raises ServerError."""
    address = f"{url.rstrip('/')}/api/projects/{project}/export?exportType=JSON"
    try:
        request = urllib.request.Request(address, headers={"Authorization": _header(url, token)})
        with (
            urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer,
            path.open("wb") as stream,
        ):
            while chunk := answer.read(_CHUNK_BYTES):
                stream.write(chunk)
            if answer.length:  # bytes that were promised; reading in chunks passes over their lack
                raise http.client.IncompleteRead(b"", answer.length)
    except urllib.error.HTTPError as error:
        help_ = f" {TOKEN_HELP}" if error.code in (401, 403) else ""
        raise ServerError(f"{address}: refused ({error.code} {error.reason}).{help_}") from error
    except http.client.HTTPException as error:
        raise ServerError(f"{address}: the answer was cut ({error!r}). Train again.") from error
    except OSError as error:
        raise ServerError(f"{address}: cannot be reached ({error}).") from error
    except (LookupError, TypeError, ValueError) as error:
        raise ServerError(f"{url}: is no Label Studio server ({error!r}). Check --url.") from error


def _header(url: str, token: str) -> str:
    """A legacy token goes as it is; a personal one is exchanged for one that lasts minutes."""
    if len(token) == _LEGACY_DIGITS and "." not in token:
        return f"Token {token}"
    request = urllib.request.Request(
        f"{url.rstrip('/')}/api/token/refresh",
        data=json.dumps({"refresh": token}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:
        return f"Bearer {json.load(answer)['access']}"
