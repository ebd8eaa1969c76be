"""HTML pages."""

from form4.inference.documents.document import Document
from form4.inference.documents.text import read_text


def read_html(name: str, data: bytes) -> Document:
    """The text of a page; raises DocumentError when it cannot be read."""
    return read_text(name, data)
