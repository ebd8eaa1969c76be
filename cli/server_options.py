"""What push and pull ask for: the server's address and, never on the command line, a token."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from form4.model.errors import ConfigError

if TYPE_CHECKING:
    from form4.annotations.server import Server

TOKEN_VARIABLE = "LABEL_STUDIO_API_KEY"  # the name that the SDK itself uses
DEFAULT_URL = "http://localhost:8080"

Url = Annotated[str, typer.Option(help="Address of the Label Studio server.")]
ProjectTitle = Annotated[str, typer.Option("--project", help="Title of the project.")]


def open_server(url: str) -> "Server":
    """A connection with the token of the environment, or one that is asked for and not shown."""
    from form4.annotations.server import connect

    return connect(url, read_token())


def read_token() -> str:
    """The token; raises ConfigError for what is none, or where nobody can be asked for it."""
    from form4.annotations.tokens import checked_token

    token = checked_token(os.environ.get(TOKEN_VARIABLE, ""))
    if token:
        return token
    if not sys.stdin.isatty():
        raise ConfigError(f"There is no token. Put it into the variable {TOKEN_VARIABLE}.")
    return checked_token(str(typer.prompt("Label Studio token", hide_input=True, err=True)))
