"""Plain text and markdown: decoded, bounded, with line ends as one character."""

import re

from form4.inference.documents import limits
from form4.inference.documents.characters import to_characters, without_nuls
from form4.inference.documents.document import Document
from form4.model.errors import DocumentError

ONE_FILING = "Give each filing a file of its own."
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_JSON = re.compile(r"\s*\[?\s*\{\s*\"")


def read_text(name: str, data: bytes) -> Document:
    """The text of bytes; raises DocumentError when they are binary, or no filing can be so long."""
    text, warnings = without_nuls(*to_characters(data))
    check_text(name, text)
    return Document(name, with_line_feeds(text), (*warnings, *_hints(text)))


def check_text(name: str, text: str) -> None:
    """Raise DocumentError for a text that is binary, too long, or encoded data rather than print.

    The bounds are MAX_CHARACTERS, MAX_WORD and MAX_CONTROL_SHARE.
    """
    control = len(_CONTROL.findall(text)) > limits.MAX_CONTROL_SHARE * len(text)
    if "\x00" in text or control:
        raise DocumentError(f"{name}: is binary, not text. Convert it to text first.")
    if len(text) > limits.MAX_CHARACTERS:
        raise DocumentError(
            f"{name}: has {len(text):,} characters, {limits.MAX_CHARACTERS:,} are the most. "
            f"{ONE_FILING}"
        )
    longest = max(map(len, text.split()), default=0)
    if longest > limits.MAX_WORD:
        raise DocumentError(
            f"{name}: has {longest:,} characters in a row without a blank, {limits.MAX_WORD:,} are "
            "the most: this is encoded data rather than print. Cut it out, or convert it to text."
        )


def with_line_feeds(text: str) -> str:
    """The text with every line end as one line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hints(text: str) -> tuple[str, ...]:
    if _JSON.match(text):
        return ("this is JSON: its signs were read as print, give the text that is in it",)
    return ()
