"""PDF documents: the text of their pages, or what OCR reads where a page is only a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from form4.inference.documents import limits
from form4.inference.documents.document import Document, Kind
from form4.inference.documents.text import ONE_FILING, check_text
from form4.inference.pages.apart import ApartPdf, opened
from form4.inference.pages.engines import NO_ENGINE, find_engine
from form4.inference.pages.layout import NEW_PAGE
from form4.inference.pages.reading import Engine
from form4.inference.pages.scan import read_scan
from form4.model.errors import DocumentError


@dataclass(slots=True)
class _Story:
    """What became of the pages, by their numbers counted from 1."""

    engine: Engine | None
    by_ocr: list[int] = field(default_factory=list)
    from_scanner: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    def warnings(self) -> tuple[str, ...]:
        """A sentence for everything that is not plain print."""
        engine = self.engine.name if self.engine else ""
        sentences = (
            (self.by_ocr, f"read by OCR ({engine})"),
            (self.from_scanner, "a scan; the text is what the scanner's own OCR read"),
            (self.damaged, "damaged and left out"),
            (self.unread, f"a picture and left out. {NO_ENGINE}"),
        )
        return tuple(f"{_named(numbers)} {what}" for numbers, what in sentences if numbers)


def read_pdf(name: str, data: bytes) -> Document:
    """The text of a PDF, its pages parted by form feeds; pages that are pictures by OCR.

    Raises DocumentError when it is damaged, locked or empty, when it is longer than any filing
    (limits.py), and when it holds only pictures and there is no OCR engine.
    """
    story = _Story(find_engine())
    with opened(name, data) as document:
        text = NEW_PAGE.join(_texts(document, story))
    if story.unread and not text.strip():
        raise DocumentError(f"{name}: holds pictures of pages. {NO_ENGINE}")
    check_text(name, text)
    return Document(name, text, story.warnings(), Kind.PDF)


def _texts(document: ApartPdf, story: _Story) -> Iterator[str]:
    name, count = document.name, document.page_count
    if count > limits.MAX_PAGES:
        raise DocumentError(
            f"{name}: has {count:,} pages, {limits.MAX_PAGES:,} are the most. {ONE_FILING}"
        )
    characters = 0
    for number in range(1, count + 1):
        text = _text(document, number, story)
        characters += len(text)
        if characters > limits.MAX_CHARACTERS:
            raise DocumentError(
                f"{name}: has more than {limits.MAX_CHARACTERS:,} characters. {ONE_FILING}"
            )
        yield text
    if len(story.damaged) == count:
        raise DocumentError(f"{name}: none of its pages can be read. Save or fetch it again.")


def _text(document: ApartPdf, number: int, story: _Story) -> str:
    page = document.page(number - 1)
    if page is None:
        story.damaged.append(number)
        return ""
    if page.is_scanned:
        story.from_scanner.append(number)
    if page.picture is None:
        return page.text
    if story.engine is None:
        story.unread.append(number)
        return ""
    if len(story.by_ocr) == limits.MAX_PICTURES:
        raise DocumentError(
            f"{document.name}: has more than {limits.MAX_PICTURES} pages that are pictures, "
            f"which is hours of OCR. {ONE_FILING}"
        )
    story.by_ocr.append(number)
    return read_scan(page.picture, page.dpi, story.engine)


def _named(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} is"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]} are"
