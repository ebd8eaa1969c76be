"""The machine-learning backend protocol of Label Studio as a web application.

The server asks /health and /setup before every prediction and on page loads, and waits a second
or three: both answer from memory. Webhooks are answered at once and worked on later.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeGuard

from form4.model.errors import ConfigError
from form4.serving.models import Predictor
from form4.serving.retraining import Retrainer

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request

MODEL_CLASS = "form4"
START_TRAINING = "START_TRAINING"


def make_app(predictor: Predictor, retrainer: Retrainer) -> "Starlette":
    """The application; raises ConfigError without the extra."""
    try:
        from starlette.applications import Starlette
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import JSONResponse
        from starlette.routing import Route
    except ImportError as error:
        raise ConfigError(
            "The backend needs a web framework: pip install 'form4-extractor[serving]'."
        ) from error

    async def health(_: "Request") -> JSONResponse:
        return JSONResponse({"status": "UP", "model_class": MODEL_CLASS})

    async def setup(_: "Request") -> JSONResponse:
        # The body holds the token of the project's creator: it is not even read.
        return JSONResponse({"model_version": predictor.model.version})

    async def versions(_: "Request") -> JSONResponse:
        return JSONResponse({"versions": [predictor.model.version]})

    async def predict(request: "Request") -> JSONResponse:
        body = await _body(request)
        tasks = None if body is None else body.get("tasks")
        if body is None or not _are_objects(tasks):
            return JSONResponse({"error": "tasks: a list of objects is needed"}, 400)
        config = body.get("label_config")
        results = await run_in_threadpool(
            predictor.predict, tasks, config if isinstance(config, str) else None
        )
        return JSONResponse({"results": results})

    async def webhook(request: "Request") -> JSONResponse:
        body = await _body(request) or {}
        project = _project(body)
        if body.get("action") != START_TRAINING or project is None:
            return JSONResponse({"status": "ignored"})
        queued = retrainer.request(project)
        return JSONResponse({"status": "queued" if queued else "waiting already"})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        retrainer.start()
        yield
        retrainer.stop()

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", health),
            Route("/health", health),
            Route("/versions", versions),
            Route("/setup", setup, methods=["POST"]),
            Route("/predict", predict, methods=["POST"]),
            Route("/webhook", webhook, methods=["POST"]),
        ],
    )


async def _body(request: "Request") -> Mapping[str, Any] | None:
    try:
        body = await request.json()
    except ValueError:  # no JSON, or no UTF-8
        return None
    return body if isinstance(body, Mapping) else None


def _are_objects(tasks: object) -> TypeGuard[Sequence[Mapping[str, Any]]]:
    return isinstance(tasks, list) and all(isinstance(task, Mapping) for task in tasks)


def _project(body: Mapping[str, Any]) -> int | None:
    """The number of the project, which events give alone or in an object."""
    given = body.get("project")
    number = given.get("id") if isinstance(given, Mapping) else given
    if isinstance(number, str) and number.split(".")[0].isdigit():
        return int(number.split(".")[0])
    return number if isinstance(number, int) and not isinstance(number, bool) else None
