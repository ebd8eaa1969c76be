"""XML elements that know where in their text they stand.

Nothing but plain elements is read: a document type, with entities or without, is refused, because
no form needs it. A bare ampersand, which some filers write, stands for itself.
"""

import re
from array import array
from bisect import bisect_left
from typing import cast
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from form4.model.errors import DocumentError

MAX_ELEMENTS = 200_000  # the longest filing seen has 2,100
MAX_DEPTH = 100  # of the schema's elements eight stand in one another

_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
_STAND_IN = "\ufdd0"  # one character, as the ampersand is, and none that a text may hold
_FOLLOWING_BYTES = re.compile(rb"[\x80-\xbf]")  # of a character of more than one byte in UTF-8


class LocatedElement(Element):
    """An element with the offsets, in bytes of UTF-8, of its tag and of its end tag."""

    start: int = 0
    end: int = 0


class LocatedXml:
    """A parsed piece of a text; offsets count in the code points of the whole text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Parse `text[start:end]`; raises DocumentError when that is not well-formed plain XML."""
        if _DOCTYPE.search(text, 0, end):
            raise DocumentError(
                "The XML has a document type; SEC ownership XML has none. Remove it."
            )
        self.text = text
        self._first = start
        data = _BARE_AMPERSAND.sub(_STAND_IN, text[start:end]).encode("utf-8", "replace")
        following = () if data.isascii() else _FOLLOWING_BYTES.finditer(data)
        self._following = array("L", (match.start() for match in following))
        self.root = _parse(data)

    def span(self, element: LocatedElement) -> tuple[int, int]:
        """Where the content of an element stands, without white space around it."""
        start = self.text.find(">", self._offset(element.start)) + 1
        end = max(start, self._offset(element.end))
        content = self.text[start:end]
        start += len(content) - len(content.lstrip())
        return start, start + len(content.strip())

    def _offset(self, byte: int) -> int:
        return self._first + byte - bisect_left(self._following, byte)


def content_of(element: Element) -> str | None:
    """The text in an element with white space collapsed; None when there is none."""
    content = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(content.replace(_STAND_IN, "&").split()) or None


def _parse(data: bytes) -> LocatedElement:
    builder = TreeBuilder(element_factory=LocatedElement)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            raise DocumentError(
                f"The XML has more than {MAX_ELEMENTS:,} elements, or more than {MAX_DEPTH} in one "
                "another, as no filing has. Is it SEC ownership XML?"
            )
        builder.start(tag, attributes).start = parser.CurrentByteIndex  # type: ignore[attr-defined]

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag).end = parser.CurrentByteIndex  # type: ignore[attr-defined]

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DocumentError(f"The ownership XML is not well formed: {error}.") from error
    return cast("LocatedElement", builder.close())
