"""`form4 text`: the text whose offsets the evidence of an extraction names."""

import sys
from typing import Annotated

import typer


def text(
    path: Annotated[str, typer.Argument(help="A document, or - for standard input.")],
) -> None:
    """Print the text that will be tagged: a page as lines and tabs, text as it stands."""
    from form4.inference.documents import read_document

    document = read_document(path)
    for warning in document.warnings:
        sys.stderr.write(f"form4: {path}: {warning}\n")
    sys.stdout.write(document.text)
