"""Full submissions: the form is taken out of its headers, and read as what it is."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

from form4.annotations.sec_xml import ownership_documents
from form4.inference.documents.characters import to_characters, without_nuls
from form4.inference.documents.document import Document, Kind
from form4.inference.documents.html import html_to_text
from form4.inference.documents.kinds import is_html
from form4.inference.documents.parts import others
from form4.inference.documents.submission import Part, documents_in, filings_in
from form4.inference.documents.text import check_text, with_line_feeds
from form4.inference.documents.xml import xml_document
from form4.model.errors import DocumentError

# Tags of EDGAR's ASCII tables; <F1> is a footnote's mark, in a cell and before its text.
_TAG = re.compile(r"</?(?:PAGE|TABLE|CAPTION|S|C|FN|TEXT|XML|PDF|R|MULTI)>", re.IGNORECASE)
_MARK = re.compile(r"<F(\d{1,2})>", re.IGNORECASE)
_ENTITY = re.compile(r"&(amp|lt|gt|quot|nbsp|#\d{1,4});", re.IGNORECASE)


def read_submission(name: str, data: bytes) -> Document:
    """The first form of a submission; raises DocumentError when there is none to be read."""
    text, warnings = to_characters(data)
    text = with_line_feeds(text)
    filings = filings_in(text)
    if not filings:
        raise DocumentError(
            f"{name}: is a submission's header without a <DOCUMENT>. Fetch it again."
        )
    exhibits = _exhibits(documents_in(text), filings)
    warnings = (*warnings, *others(name, len(filings)), *exhibits)
    start, end = filings[0].body
    return _read_body(Document(name, text[start:end].strip("\n"), warnings, Kind.SGML))


def _read_body(document: Document) -> Document:
    body = document.text
    xml = next(ownership_documents(body), None)
    if xml is not None:
        return xml_document(_with_text(document, body[: xml[1]].split("<XML>\n", 1)[-1]))
    body, warnings = without_nuls(body, document.warnings)
    document = replace(document, warnings=warnings)
    if is_html(body):
        return _with_text(document, html_to_text(document.source, body))
    text = ascii_to_text(body)
    check_text(document.source, text)
    return _with_text(document, text)


def ascii_to_text(body: str) -> str:
    """The print of a form in ASCII: its tags give way to blanks, so that columns stay in line."""
    return "\n".join(
        line for raw in body.split("\n") if (line := _without_tags(raw)).strip() or not raw.strip()
    )


def _without_tags(line: str) -> str:
    line = _MARK.sub(lambda mark: f"({mark[1]})".ljust(len(mark[0])), line)
    line = _TAG.sub(lambda tag: " " * len(tag[0]), line)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), line).rstrip()


def _with_text(document: Document, text: str) -> Document:
    return Document(document.source, text, document.warnings, document.kind)


def _exhibits(documents: Iterable[Part], filings: Iterable[Part]) -> tuple[str, ...]:
    forms = set(filings)
    types = Counter(one.type or "without a type" for one in documents if one not in forms)
    if not types:
        return ()
    named = ", ".join(f"{kind} {types[kind]}" for kind in sorted(types))
    return (f"other documents of the submission were left out: {named}",)
