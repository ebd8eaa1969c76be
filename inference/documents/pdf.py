"""PDF documents."""

from form4.inference.documents.document import Document
from form4.model.errors import DocumentError


def read_pdf(name: str, data: bytes) -> Document:
    """The text of a PDF; raises DocumentError when it cannot be read."""
    raise DocumentError(f"{name}: is a PDF; convert it first, for example with pdftotext -layout.")
