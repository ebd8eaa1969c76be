"""SEC ownership XML, read directly: the text that is shown is the XML itself."""

import re

from form4.annotations.sec_xml import ownership_documents, read_ownership_xml
from form4.inference.documents.characters import to_characters
from form4.inference.documents.document import Document, Kind
from form4.inference.documents.parts import others
from form4.inference.documents.text import check_text, with_line_feeds
from form4.model.errors import DocumentError

_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_xml(name: str, data: bytes) -> Document:
    """The records of ownership XML; XML of another kind is text, and said to be.

    Raises DocumentError when it is not well formed, or has a document type.
    """
    text, warnings = to_characters(data)
    text = with_line_feeds(text)
    count = sum(1 for _ in ownership_documents(text))
    if count:
        warnings = (*warnings, *others(name, count))
        return xml_document(Document(name, text, warnings, Kind.XML))
    if _DOCTYPE.search(text):
        raise DocumentError(
            f"{name}: is XML with a document type, which is not read. Is it a Form 3, 4 or 5?"
        )
    check_text(name, text)
    hint = "this is XML without an <ownershipDocument>: its tags were read as print"
    return Document(name, text, (*warnings, hint))


def xml_document(document: Document) -> Document:
    """A document of ownership XML with its records; raises DocumentError when it is damaged."""
    try:
        filing = read_ownership_xml(document.text)
    except DocumentError as error:
        raise DocumentError(f"{document.source}: {error}") from error
    return Document(document.source, document.text, document.warnings, document.kind, filing)
