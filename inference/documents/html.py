"""HTML pages and texts with HTML tables in them."""

from form4.inference.documents.characters import to_characters, without_nuls
from form4.inference.documents.document import Document, Kind
from form4.inference.documents.kinds import is_page
from form4.inference.documents.layout import lay_out
from form4.inference.documents.text import check_text, with_line_feeds


def read_html(name: str, data: bytes) -> Document:
    """The print of a page; raises DocumentError when it is binary or longer than a form can be."""
    text, warnings = without_nuls(*to_characters(data))
    return Document(name, html_to_text(name, with_line_feeds(text)), warnings, Kind.HTML)


def html_to_text(name: str, text: str) -> str:
    """The print of HTML, bounded as any text is; raises DocumentError beyond the bounds."""
    print_ = lay_out(text, keep_lines=not is_page(text))
    check_text(name, print_)
    return print_
