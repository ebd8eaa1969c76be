"""Full submissions as EDGAR keeps them."""

from form4.inference.documents.document import Document
from form4.inference.documents.text import read_text


def read_submission(name: str, data: bytes) -> Document:
    """The form in a submission; raises DocumentError when it cannot be read."""
    return read_text(name, data)
