"""`form4 annotate pull`: the annotations of a project as a file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from form4.cli.server_options import DEFAULT_URL, ProjectTitle, Url, open_server
from form4.model.errors import ConfigError


def annotate_pull(
    output: Annotated[Path, typer.Option(help="File for the export (JSON).")],
    project: ProjectTitle,
    url: Url = DEFAULT_URL,
) -> None:
    """Download the annotations of a project with its predictions, and check them."""
    from form4.annotations.exports import ReadPolicy
    from form4.annotations.pull import pull
    from form4.cli.annotate_check import check_exports, is_unusable, report_text
    from form4.inference.export import check_output

    check_output(output)
    server = open_server(url)
    found = server.find_project(project)
    if found is None:
        raise ConfigError(f"{url}: there is no project {project!r}. Check --project.")
    pull(server, found, output)
    report = check_exports([output], ReadPolicy(frozenset(found.config.labels), found.config))
    sys.stderr.write(report_text(report))
    raise typer.Exit(1 if is_unusable(report) else 0)
