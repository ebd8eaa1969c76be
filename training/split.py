"""Annotated pages divided into training and validation, by document.

A document's side is told by a hash of its id alone, so that a page which one round trained on does
not judge the model of the next. Where no document of five or more falls on the side of validation,
the one nearest to it goes there: a later document may take that place and send it back to
training, but none ever goes from training to validation. Only fewer than five are all trained on.
"""

import hashlib
from collections.abc import Sequence

from form4.annotations.annotated_text import AnnotatedText

HELD_OUT_SHARE = 0.2  # of all documents that there might be; of a few, more or fewer
FEWEST_DOCUMENTS = 5  # with fewer, every one is needed for training
_RANKS = 1 << 256


def split_by_document(
    pages: Sequence[AnnotatedText],
) -> tuple[list[AnnotatedText], list[AnnotatedText]]:
    """Training and held-out pages; all pages of a document, and all with its text, go together."""
    documents = _documents(pages)
    ranks = {number: max(map(_rank, ids)) for number, ids in _ids(pages, documents).items()}
    if len(ranks) < FEWEST_DOCUMENTS:
        return list(pages), []
    kept = {number for number, rank in ranks.items() if rank < HELD_OUT_SHARE * _RANKS}
    kept = kept or {min(ranks, key=ranks.__getitem__)}
    if len(kept) == len(ranks):  # once in 3,000 exports of five documents
        kept.remove(max(ranks, key=ranks.__getitem__))
    pairs = list(zip(pages, documents, strict=True))
    return [p for p, name in pairs if name not in kept], [p for p, name in pairs if name in kept]


def _documents(pages: Sequence[AnnotatedText]) -> list[int]:
    """The document of each page, by number: what shares an id or a text is one document."""
    parents = list(range(len(pages)))

    def root(number: int) -> int:
        while parents[number] != number:
            number = parents[number]
        return number

    first: dict[tuple[str, str], int] = {}
    for number, page in enumerate(pages):
        for key in (("id", page.document_id), ("text", page.text)):
            one, other = sorted((root(first.setdefault(key, number)), root(number)))
            parents[other] = one
    return [root(number) for number in range(len(pages))]


def _ids(pages: Sequence[AnnotatedText], documents: Sequence[int]) -> dict[int, set[str]]:
    ids: dict[int, set[str]] = {}
    for page, number in zip(pages, documents, strict=True):
        ids.setdefault(number, set()).add(page.document_id)
    return ids


def _rank(document_id: str) -> int:
    digest = hashlib.sha256(document_id.encode("utf-8", "replace")).digest()
    return int.from_bytes(digest)
