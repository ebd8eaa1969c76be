"""`form4 annotate tasks`: documents as tasks with pre-annotations, most doubtful first."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.cli.own_labels import learnt_labels
from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from form4.annotations.labelling_config import LabellingConfig
    from form4.inference.documents import Found
    from form4.inference.pre_annotation import DoubtfulFirst

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", help="Labelling configuration of the project, if not form4's own."),
]


def annotate_tasks(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders, globs, or -.")
    ],
    output: Annotated[
        Path | None, typer.Option(help="File to write to instead of standard output.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="Built-in model by name, or the folder of a trained one.")
    ] = "base",
    config: ConfigFile = None,
    rows: Annotated[
        bool, typer.Option("--rows", help="Join the fields of each row by relations.")
    ] = False,
) -> None:
    """Turn documents into Label Studio tasks with the model's guesses, most doubtful first."""
    from form4.inference.documents import find_documents
    from form4.inference.export import check_output, open_output

    if output is not None:
        check_output(output)
    names = None if config is None else read_config_file(config)
    made = make_tasks(find_documents(paths), model, names, rows=rows)
    for problem in made.problems:
        sys.stderr.write(f"form4: {problem}\n")
    if output is None:
        made.tasks.write(sys.stdout)
    else:
        with open_output(output) as stream:
            made.tasks.write(stream)
    sys.stderr.write(f"{made.count} tasks, most doubtful first\n")
    if made.left:
        shown = ", ".join(f"{label} ({count})" for label, count in sorted(made.left.items()))
        sys.stderr.write(f"left out, for the configuration lacks the label: {shown}\n")
    raise typer.Exit(1 if made.problems else 0)


@dataclass(slots=True)
class MadeTasks:
    """The tasks of a run in the order of their doubt, what could not be read, labels left out."""

    tasks: "DoubtfulFirst"
    count: int = 0
    left: Counter[str] = field(default_factory=Counter)
    problems: list[DocumentError] = field(default_factory=list)


def make_tasks(
    found: "Found", model: str, names: "LabellingConfig | None" = None, *, rows: bool = False
) -> MadeTasks:
    """Annotate every document by a model; raises ModelError when that cannot be loaded.

    Without the names of a project they are those that `config` and `push` make for the model.
    """
    from form4.annotations.labelling_config import LabellingConfig
    from form4.inference.documents import read_document
    from form4.inference.evaluation.reader import load_reader
    from form4.inference.pre_annotation import DoubtfulFirst, document_name, guess
    from form4.inference.version import model_version

    reader, version = load_reader(model), model_version(model)
    names = names or LabellingConfig().with_labels(learnt_labels(model))
    made = MadeTasks(DoubtfulFirst(), problems=list(found.problems))
    for source in _watched(found.sources):
        try:
            document = read_document(source)
        except DocumentError as problem:
            made.problems.append(problem)
            continue
        if document.filing is not None:
            made.problems.append(
                DocumentError(
                    f"{source}: is SEC XML, whose records are exact; nothing to annotate."
                )
            )
            continue
        guessed, left = guess(document.text, document_name(source), reader).within(names.labels)
        made.left.update(left)
        made.tasks.add(guessed.score, guessed.task(version, names, rows=rows))
        made.count += 1
    return made


def read_config_file(path: Path | None) -> "LabellingConfig":
    """The names in a configuration file; form4's own without one. Raises ConfigError."""
    from form4.annotations.labelling_config import LabellingConfig, read_config
    from form4.model.errors import ConfigError

    if path is None:
        return LabellingConfig()
    try:
        return read_config(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the configuration cannot be read ({error}).") from error


def _watched(sources: Sequence[str]) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import track

    talk = Console(stderr=True)
    yield from track(sources, "annotating", console=talk, disable=not talk.is_terminal)
