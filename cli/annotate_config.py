"""`form4 annotate config`: the labelling configuration, made from the label list."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from form4.cli.own_labels import LabelsOfModel, OwnLabels, learnt_labels


def annotate_config(
    label: OwnLabels = None,
    model: LabelsOfModel = None,
    output: Annotated[
        Path | None, typer.Option(help="File to write to instead of standard output.")
    ] = None,
) -> None:
    """Print the labelling configuration: labels in groups, quality, relations of a row."""
    from form4.annotations.labelling_config import make_config
    from form4.inference.export import open_output

    text = make_config(label or (), learnt_labels(model))
    if output is None:
        sys.stdout.write(text)
        return
    with open_output(output) as stream:
        stream.write(text)
