"""`form4 annotate backend`: the model served to Label Studio, retrained by its train button."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.cli.server_options import DEFAULT_URL, TOKEN_VARIABLE, Url
from form4.model.errors import ConfigError

if TYPE_CHECKING:
    from starlette.applications import Starlette


def annotate_backend(
    work: Annotated[Path, typer.Option(help="Folder for exports and retrained models.")],
    url: Url = DEFAULT_URL,
    model: Annotated[
        str | None,
        typer.Option(help="Built-in model or folder; else the last one in --work, else base."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 9090,
) -> None:
    """Serve the model to Label Studio, and retrain it when its train button is pressed."""
    try:
        import uvicorn
    except ImportError as error:
        raise ConfigError(
            "The backend needs a web framework: pip install 'form4-extractor[serving]'."
        ) from error
    app = make_backend(work, url, model)
    uvicorn.run(app, host=host, port=port, log_level="warning")


def make_backend(work: Path, url: str, model: str | None) -> "Starlette":
    """The application with its model loaded; raises ModelError when that cannot be."""
    from form4.serving.app import make_app
    from form4.serving.models import Predictor, ServedModel
    from form4.serving.retraining import Retrainer, TrainingProcess, Workplace

    work.mkdir(parents=True, exist_ok=True)
    workplace = Workplace(work)
    served = ServedModel.load(model or workplace.current() or "base")
    predictor = Predictor(served, _say)
    retrainer = Retrainer(predictor, workplace, _fetcher(url), _say, TrainingProcess())
    app = make_app(predictor, retrainer)
    _say(f"{served.version} answers; annotations for retraining come from {url}")
    return app


def _fetcher(url: str) -> "Fetcher":
    import os

    return Fetcher(url, os.environ.get(TOKEN_VARIABLE, "").strip())


class Fetcher:
    """Fetches exports from one server, with a token that no message shows."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    def __call__(self, project: int, path: Path) -> None:
        """Write the export of a project; raises ServerError or ConfigError."""
        from form4.serving.fetch import fetch_export

        if not self._token:
            raise ConfigError(f"Retraining needs a token in the variable {TOKEN_VARIABLE}.")
        fetch_export(self._url, self._token, project, path)


def _say(sentence: str) -> None:
    sys.stderr.write(f"form4: {sentence}\n")
