"""What the SDK and its network library raise becomes sentences; the SDK itself is not needed."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from form4.annotations.server import ConnectionCutError, Server, connect
from form4.annotations.tokens import checked_token
from form4.model.errors import ConfigError, ServerError

httpx = pytest.importorskip("httpx", reason="the SDK's network library is not installed")


class FakeApiError(Exception):
    """The SDK's error."""

    def __init__(self, status_code: int, body: Any = None) -> None:
        super().__init__("all headers, cookies included")
        self.status_code, self.body = status_code, body


class FakeClient:
    """The SDK's client; what it raises while letting in, and what it was asked."""

    raises: Exception | None = None
    asked: list[tuple[str, dict[str, Any]]]

    def __init__(self, base_url: str, api_key: str) -> None:
        self.asked = [("client", {"base_url": base_url})]
        self.users = SimpleNamespace(whoami=self._whoami)
        self.projects = SimpleNamespace(create=self._record("create"), get=self._get)
        self.predictions = SimpleNamespace(create=self._record("predict"))

    def _whoami(self) -> None:
        if self.raises is not None:
            raise self.raises

    def _record(self, name: str) -> Any:
        def ask(**given: Any) -> SimpleNamespace:
            self.asked.append((name, given))
            return SimpleNamespace(id=3)

        return ask

    def _get(self, id: int) -> SimpleNamespace:
        config = '<View><Labels name="l" toName="t"/><Text name="t" value="$text"/></View>'
        return SimpleNamespace(title="p", label_config=config, model_version="", sampling=None)


@pytest.fixture
def sdk(monkeypatch: pytest.MonkeyPatch) -> type[FakeClient]:
    """A stand-in for the SDK's modules."""
    modules = {name: ModuleType(name) for name in ("label_studio_sdk", "label_studio_sdk.core")}
    errors = ModuleType("label_studio_sdk.core.api_error")
    client = type("Client", (FakeClient,), {})
    modules["label_studio_sdk"].LabelStudio = client  # type: ignore[attr-defined]
    errors.ApiError = FakeApiError  # type: ignore[attr-defined]
    for name, module in {**modules, errors.__name__: errors}.items():
        monkeypatch.setitem(sys.modules, name, module)
    return client


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (FakeApiError(401), ServerError, "the token is not accepted"),
        (FakeApiError(502), ConnectionCutError, "refuses"),
        (httpx.ConnectError("away"), ConnectionCutError, "does not answer"),
        (httpx.InvalidURL("odd"), ServerError, "is no Label Studio server"),
        ("Token secret\u2019".encode, ServerError, "is no Label Studio server"),
        (KeyError("access"), ServerError, "is no Label Studio server"),
    ],
)
def test_errors_of_the_libraries_are_sentences_without_the_token(
    sdk: type[FakeClient], error: Any, kind: type[ServerError], sentence: str
) -> None:
    sdk.raises = error if isinstance(error, Exception) else _raised(error)
    with pytest.raises(kind, match=sentence) as caught:
        connect("http://localhost:8080", "secret")
    assert "secret" not in str(caught.value)
    assert "cookies" not in str(caught.value)


def _raised(encode: Any) -> Exception:
    try:
        encode("ascii")
    except UnicodeEncodeError as error:
        return error
    raise AssertionError


def test_what_stores_is_never_repeated_by_the_sdk_itself(sdk: type[FakeClient]) -> None:
    server: Server = connect("http://localhost:8080/", "secret")
    assert server.create_project("p", "<View/>").id == 3
    server.add_prediction(1, {"model_version": "m", "score": 0.5, "result": []})
    (_, client), *asked = server.client.asked  # type: ignore[attr-defined]
    assert client == {"base_url": "http://localhost:8080"}
    assert [given["request_options"]["max_retries"] for _, given in asked] == [0, 0]


@pytest.mark.parametrize("token", ["x7\u2019q", "x7 q", "x7\nq", "x7\x00q", "x7ä"])
def test_a_token_that_no_header_takes_is_refused_where_it_is_read(token: str) -> None:
    with pytest.raises(ConfigError, match="Copy it again") as caught:
        checked_token(token)
    assert token not in str(caught.value)
    assert checked_token(" abc\n") == "abc"
