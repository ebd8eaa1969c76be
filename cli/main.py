"""The `form4` command: finds the verb, loads its module alone, turns errors into exit codes.

Exit 0: all done; 1: some documents failed or a check found something; 2: wrong usage.
"""

import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Annotated, TextIO

import typer

from form4.cli.wording import UsageError, error_sentence, usage_sentence
from form4.model.errors import ConfigError, Form4Error, ModelError

COMMANDS: dict[str, str] = {  # the module form4.cli.NAME holds a function of the same name
    "extract": "Write the records of filings as a table or JSON.",
    "text": "Print the text that will be tagged.",
    "train": "Retrain the tagger from Label Studio exports and synthetic filings.",
    "evaluate": "Score a model by entity, field and row against gold records.",
    "compare": "Compare two methods on the same documents.",
    "benchmark": "Measure documents and tokens a second, start-up and memory.",
    "synthesize": "Write annotated synthetic filings as Label Studio tasks.",
    "annotate": "Exchange annotations with Label Studio.",
}
GROUPS = frozenset({"annotate"})  # whose module holds a function `group` instead
DEBUG = "--debug"
INTERRUPTED = 130  # as shells have it


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the code of the contract."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in given  # accepted anywhere, since it is added to a command that failed
    given = [argument for argument in given if argument != DEBUG]
    if not debug:
        sys.excepthook = _one_sentence
    _require_output()
    if isinstance(sys.stdout, io.TextIOWrapper):  # records are UTF-8 in every locale
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run([DEBUG, *given] if debug else given, debug))


def _run(arguments: list[str], debug: bool) -> int:
    try:
        command = typer.main.get_command(_build_app(arguments))
        code = command.main(args=arguments, prog_name="form4", standalone_mode=False)
        return _flushed(code if isinstance(code, int) else 0)
    except SystemExit as end:  # of a reader that went away
        return _flushed(end.code if isinstance(end.code, int) else 0)
    except BrokenPipeError:
        return _flushed(1)
    except typer.Abort:  # an interrupt, which newer versions return as this number themselves
        return INTERRUPTED
    except UsageError as error:
        sys.stderr.write(f"{usage_sentence(error)}\n")
        return 2
    except (Form4Error, OSError) as error:  # OSError: a full disk, a folder without permission
        if debug:
            traceback.print_exc()
        sys.stderr.write(f"form4: {error_sentence(error)}\n")
        if isinstance(error, OSError):
            _close_output()
        return 2 if isinstance(error, ModelError | ConfigError) else 1


def _require_output() -> None:
    """Refuse a closed standard output, and talk into nothing where standard error is closed."""
    streams: tuple[TextIO | None, TextIO | None] = (sys.stdout, sys.stderr)
    if streams[1] is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - till the end
    if streams[0] is None:
        sys.stderr.write("form4: standard output is closed. Send it to a file instead.\n")
        sys.exit(2)


def _build_app(arguments: Sequence[str]) -> typer.Typer:
    """The commands; only the one that was called is imported, so that --help stays fast."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.callback(no_args_is_help=True)(_root)
    called = next((name for name in arguments if not name.startswith("-")), None)
    for name, summary in COMMANDS.items():
        if name == called and name in GROUPS:
            module = import_module(f"form4.cli.{name}")
            app.add_typer(module.group([*arguments][[*arguments].index(name) :]), name=name)
            continue
        function = _load(name) if name == called else _not_called
        app.command(name, help=summary if function is _not_called else None)(function)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"form4-extractor {version('form4-extractor')}\n")
        raise typer.Exit


def _root(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
    debug: Annotated[bool, typer.Option(DEBUG, help="Show the traceback of an error.")] = False,
) -> None:
    """Transaction records from the text of SEC Form 4."""
    context.obj = debug


def _load(name: str) -> Callable[..., None]:
    function: Callable[..., None] = getattr(import_module(f"form4.cli.{name}"), name)
    return function


def _not_called() -> None:
    """Stands in for the commands that were not called."""


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away, as `head` does: no reason to complain
        _close_output()
        return code or 1
    except OSError as error:  # a full disk
        _close_output()
        sys.stderr.write(f"form4: {error_sentence(error)}\n")
        return 1
    return code


def _close_output() -> None:
    """Nothing more can be written: what is left in the buffer goes nowhere."""
    with suppress(OSError):  # not a file, as where a test reads along
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_sentence(
    kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    sys.stderr.write(
        f"form4: this is a bug: {kind.__name__}: {error}. Run again with {DEBUG} and report it.\n"
    )


if __name__ == "__main__":
    main()
