"""The kind of a document, told by its first bytes."""

import re

from form4.inference.documents.document import Kind
from form4.model.errors import DocumentError

HEAD_BYTES = 65536  # enough for a submission's header and what stands before a page's first tag

_STARTS = {
    b"PK\x03\x04": Kind.ZIP,
    b"PK\x05\x06": Kind.ZIP,  # an empty one
    b"\x1f\x8b": Kind.GZIP,
    b"\x89PNG": Kind.IMAGE,
    b"\xff\xd8\xff": Kind.IMAGE,
    b"GIF8": Kind.IMAGE,
    b"II*\x00": Kind.IMAGE,
    b"MM\x00*": Kind.IMAGE,
}
_REFUSED = {
    b"\xd0\xcf\x11\xe0": "an office document; save it as plain text first",
    b"{\\rtf": "an RTF document; save it as plain text first",
    b"BZh": "compressed by bzip2; unpack it first",
    b"\xfd7zXZ\x00": "compressed by xz; unpack it first",
    b"(\xb5/\xfd": "compressed by zstd; unpack it first",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it first",
    b"Rar!\x1a\x07": "a RAR archive; unpack it first",
}
_TAR_MARK, _TAR_AT = b"ustar", 257
_PDF = re.compile(rb"\A[^%]{0,1024}?%PDF-\d", re.DOTALL)  # the standard allows junk before it

_SUBMISSION = re.compile(
    rb"\s*(?:<(?:SEC-DOCUMENT|SEC-HEADER|IMS-DOCUMENT|IMS-HEADER|SUBMISSION)>|"
    rb"-----BEGIN PRIVACY-ENHANCED MESSAGE|<DOCUMENT>\s*<TYPE>)",
    re.IGNORECASE,
)
_XML = re.compile(rb"\s*<(?:\?xml\b|XML>|ownershipDocument\b)")
_OWNERSHIP = b"<ownershipDocument"
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4096}?-->\s*)?"
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CELL = re.compile(r"<t[dr]\b", re.IGNORECASE)
_MANY_CELLS = 8  # in a text of any other beginning: a table of two rows


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a document by its first HEAD_BYTES; raises DocumentError for a kind unread."""
    for start, what in _REFUSED.items():
        if head.startswith(start):
            raise DocumentError(f"{name}: is {what}.")
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[_TAR_AT : _TAR_AT + len(_TAR_MARK)] == _TAR_MARK:
        raise DocumentError(f"{name}: is a tar archive; unpack it first.")
    if _PDF.match(head):
        return Kind.PDF
    return _kind_of_markup(_as_bytes_of_characters(head))


def _kind_of_markup(head: bytes) -> Kind:
    if _SUBMISSION.match(head):
        return Kind.SGML
    if _OWNERSHIP in head:
        return Kind.XML
    if is_html(head.decode("latin-1")):
        return Kind.HTML
    return Kind.XML if _XML.match(head) else Kind.TEXT


def is_page(text: str) -> bool:
    """Whether a text begins as a whole HTML page does."""
    return _PAGE.match(text) is not None


def is_html(text: str) -> bool:
    """Whether a text is an HTML page, or has tables of HTML in it."""
    return is_page(text) or len(_CELL.findall(text, 0, HEAD_BYTES)) >= _MANY_CELLS


def _as_bytes_of_characters(head: bytes) -> bytes:
    """The head without a byte order mark, and without the NULs of UTF-16."""
    if (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\x00<" in head[:64]
        or b"<\x00" in head[:64]
    ):
        return head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return head.removeprefix(b"\xef\xbb\xbf")
