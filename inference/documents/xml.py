"""SEC ownership XML, read directly."""

from form4.annotations.sec_xml import read_ownership_xml
from form4.inference.documents.document import Document, Kind
from form4.inference.documents.text import read_text


def read_xml(name: str, data: bytes) -> Document:
    """The records of ownership XML; raises DocumentError when it cannot be read."""
    return Document(name, read_text(name, data).text, (), Kind.XML, read_ownership_xml(data))
