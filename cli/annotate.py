"""`form4 annotate`: the Label Studio side, one module a verb."""

from collections.abc import Callable, Sequence
from importlib import import_module

import typer

VERBS: dict[str, str] = {  # the module form4.cli.annotate_VERB holds a function of that name
    "config": "Print the labelling configuration.",
    "tasks": "Turn documents into tasks with the model's guesses, most doubtful first.",
    "check": "Validate exports region by region.",
    "push": "Upload tasks to a project of a running server.",
    "pull": "Download the annotations of a project.",
    "backend": "Serve the model to Label Studio, and retrain it from there.",
}


def group(arguments: Sequence[str]) -> typer.Typer:
    """The verbs; only the one that was called is imported, so that --help stays fast."""
    app = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="Exchange annotations with Label Studio."
    )
    words = [word for word in arguments if not word.startswith("-")]
    called = words[1] if len(words) > 1 else None
    for name, summary in VERBS.items():
        function = _load(name) if name == called else _not_called
        app.command(name, help=summary if function is _not_called else None)(function)
    return app


def _load(verb: str) -> Callable[..., None]:
    name = f"annotate_{verb}"
    function: Callable[..., None] = getattr(import_module(f"form4.cli.{name}"), name)
    return function


def _not_called() -> None:
    """Stands in for the verbs that were not called."""
