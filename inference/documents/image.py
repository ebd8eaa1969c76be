"""Images of pages."""

from form4.inference.documents.document import Document
from form4.model.errors import DocumentError


def read_image(name: str, data: bytes) -> Document:
    """The text of an image; raises DocumentError when it cannot be read."""
    raise DocumentError(f"{name}: is an image; run OCR on it first.")
