"""Bytes to text: every kind of document that people have, read with bounds and decoded."""

from form4.inference.documents.document import Document, Kind
from form4.inference.documents.folders import SUFFIXES, TEXT_SUFFIXES
from form4.inference.documents.found import Found, find_documents
from form4.inference.documents.read import read_data, read_document

__all__ = [
    "SUFFIXES",
    "TEXT_SUFFIXES",
    "Document",
    "Found",
    "Kind",
    "find_documents",
    "read_data",
    "read_document",
]
