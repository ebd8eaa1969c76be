"""A source to a document: its bytes, bounded and unpacked, handed to the reader of their kind."""

import importlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from form4.inference.documents.document import Document, Kind
from form4.inference.documents.sources import Bytes, read_source, read_stream
from form4.model.errors import DocumentError

Reader = Callable[[str, bytes], Document]

# Imported when the first document of its kind comes, so that text costs nothing of the others.
READERS = {
    Kind.TEXT: "text:read_text",
    Kind.HTML: "html:read_html",
    Kind.XML: "xml:read_xml",
    Kind.SGML: "sgml:read_submission",
    Kind.PDF: "pdf:read_pdf",
    Kind.IMAGE: "image:read_image",
}


def read_document(source: str | Path) -> Document:
    """The document behind a file, a member of an archive (ARCHIVE::MEMBER), or `-` for stdin.

    Raises DocumentError when it is missing, empty, binary, a folder, damaged, of a kind that is
    not read, or larger than a filing can be (limits.py).
    """
    name = str(source)
    return _document(name, read_source(name))


def read_data(name: str, data: bytes) -> Document:
    """The document that bytes hold which were fetched elsewhere; raises DocumentError likewise."""
    return _document(name, read_stream(name, io.BytesIO(data)))


def _document(name: str, found: Bytes) -> Document:
    document = reader_of(found.kind)(name, found.data)
    if not document.text.strip():
        raise DocumentError(f"{name}: is empty. Give a file with the text of a form.")
    return replace(document, warnings=(*found.warnings, *document.warnings))


def reader_of(kind: Kind) -> Reader:
    """The function that reads documents of a kind."""
    module, function = READERS[kind].split(":")
    reader: Reader = getattr(importlib.import_module(f"{__package__}.{module}"), function)
    return reader
