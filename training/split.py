"""Annotated pages divided into training and validation, by document."""

import hashlib
from collections.abc import Sequence

from form4.annotations.annotated_text import AnnotatedText

HELD_OUT_SHARE = 5  # one document in five
FEWEST_DOCUMENTS = 5  # with fewer, every one is needed for training


def split_by_document(
    pages: Sequence[AnnotatedText],
) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    """Training and held-out pages; all pages of a document, and all with its text, go together.

    Documents are ordered by a hash of their id, so that the choice does not depend on the order of
    an export.
    """
    names = _same_text(pages)
    documents = sorted({*names}, key=_rank)
    if len(documents) < FEWEST_DOCUMENTS:
        return list(pages), []
    kept = {*documents[: max(1, len(documents) // HELD_OUT_SHARE)]}
    pairs = list(zip(pages, names, strict=True))
    return [p for p, name in pairs if name not in kept], [p for p, name in pairs if name in kept]


def _same_text(pages: Sequence[AnnotatedText]) -> list[str]:
    """The document of each page; pages of one text count as one document."""
    first: dict[str, str] = {}
    return [first.setdefault(page.text, page.document_id) for page in pages]


def _rank(document_id: str) -> bytes:
    return hashlib.sha256(document_id.encode("utf-8", "replace")).digest()
