"""What a document is: the text that will be tagged, where it came from, and of what kind it was."""

from dataclasses import dataclass
from enum import StrEnum

from form4.model.filing import Filing


class Kind(StrEnum):
    """What the bytes of a document hold; told by their content, never by a name."""

    TEXT = "text"
    HTML = "html"
    XML = "xml"
    SGML = "sgml"
    PDF = "pdf"
    IMAGE = "image"
    GZIP = "gzip"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the tagger will see it, the source as given, and what was odd about its bytes.

    `filing` holds the records where they were read exactly, from SEC XML; no model is asked then,
    and its evidence counts in `text` as any other.
    """

    source: str
    text: str
    warnings: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    filing: Filing | None = None
