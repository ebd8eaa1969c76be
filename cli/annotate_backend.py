"""`form4 annotate backend`: the model served to Label Studio, retrained by its train button."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.cli.server_options import DEFAULT_URL, TOKEN_VARIABLE, Url
from form4.model.errors import ConfigError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from form4.serving.models import Predictor


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
    workplace, labels = Workplace(work), LabelStudio(url, os.environ.get(TOKEN_VARIABLE, ""))
    served = ServedModel.load(model or workplace.current() or "base")
    predictor, training = Predictor(served, _say), TrainingProcess()
    retrainer = Retrainer(predictor, workplace, labels.fetch, _say, training, labels.renew)
    app = make_app(predictor, retrainer)
    _say(f"{served.version} answers; annotations for retraining come from {url}")
    return app


class LabelStudio:
    """One server, with a token that no message shows; without one the model is served alone."""

    def __init__(self, url: str, token: str) -> None:
        from form4.serving.api import Api

        self._api = Api(url, token)
        self._has_token = bool(token.strip())

    def fetch(self, project: int, path: Path) -> None:
        """Write the annotated tasks of a project; raises ServerError or ConfigError."""
        if not self._has_token:
            raise ConfigError(f"Retraining needs a token in the variable {TOKEN_VARIABLE}.")
        self._api.download(f"projects/{project}/export?exportType=JSON", path)

    def renew(self, project: int, predictor: "Predictor") -> str:
        """Let the model that answers now pre-fill a project; raises ServerError."""
        from form4.serving.renewal import renew

        return renew(self._api, project, predictor)


def _say(sentence: str) -> None:
    sys.stderr.write(f"form4: {sentence}\n")
