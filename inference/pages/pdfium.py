"""An open PDF: the text of each page, or its picture where the page has no text to speak of."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from form4.inference.pages.layout import page_text
from form4.inference.pages.prints import MAX_OBJECTS, read_print
from form4.inference.pages.scan import likely_dpi
from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

POINTS_AN_INCH = 72
PICTURE_DPI = 300
MAX_PIXELS = 40_000_000  # of a picture: a page of 20 by 20 inches; a larger one is drawn coarser
_FEW = 40  # characters; a page with fewer on which something is drawn is a picture
_STAMPED = 200  # characters; a scan that fills its page may bear a stamp or a page number
_SOME, _MOST = 0.2, 0.6  # of a page's area that pictures cover
_DRAWN = 50  # paths; letters that were turned into outlines are many
_GARBLED = 0.2  # of the characters stand for nothing: the font does not tell its letters
_PRIVATE = range(0xE000, 0xF900)  # of Unicode: what each font means by them is its own matter
_REPLACED = "\ufffd"
_INVISIBLE = 3  # render mode of the text that a scanner lays under its picture

NO_LIBRARY = "PDF reading needs pypdfium2 and Pillow: pip install 'form4-extractor[pdf]'."
_LOCKED = "is locked by a password. Save a copy without one."
_DAMAGED = "is a damaged PDF, or one without a page. Save or fetch it again."
_SECURITY = "is protected in a way that is not known. Save a copy without it."


@dataclass(frozen=True, slots=True)
class PageContent:
    """The text of a page; a picture of it at `dpi` where that has to be read instead.

    `is_scanned` tells that the text is what a scanner made of its picture.
    """

    text: str
    picture: "Image | None" = None
    dpi: int = 0
    is_scanned: bool = False


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF in memory; not to be used by two threads at a time, and to be closed."""

    name: str
    document: "PdfDocument"
    page_count: int

    def page(self, number: int) -> PageContent | None:
        """The content of a page counted from 0; None when it is damaged."""
        import pypdfium2

        try:
            with _opened(self.document, number) as (page, text):
                return _content(page, text)
        except pypdfium2.PdfiumError:
            return None

    def close(self) -> None:
        """Give the memory back."""
        self.document.close()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is on a page beside text: paths, and the share of the page under pictures."""

    paths: int
    covered: float


def open_pdf(name: str, data: bytes) -> OpenPdf:
    """The PDF in bytes; raises DocumentError when it is damaged or locked by a password."""
    try:
        import PIL.Image  # noqa: F401  for the pictures of pages
        import pypdfium2
    except ImportError as error:
        raise DocumentError(f"{name}: {NO_LIBRARY}") from error
    try:
        document = pypdfium2.PdfDocument(data)
        if document.get_formtype():
            document.init_forms()  # what was filled in is drawn only with these
        return OpenPdf(name, document, len(document))
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"{name}: {_reason(error, data)}") from error


def _reason(error: "PdfiumError", data: bytes) -> str:
    from pypdfium2 import raw

    # Where nothing is wrong but that there is no page, the code is that of the error before.
    if b"/Encrypt" not in data:
        return _DAMAGED
    reasons = {raw.FPDF_ERR_PASSWORD: _LOCKED, raw.FPDF_ERR_SECURITY: _SECURITY}
    return reasons.get(error.err_code, _DAMAGED)


@contextmanager
def _opened(document: "PdfDocument", number: int) -> "Iterator[tuple[PdfPage, PdfTextPage]]":
    page = document[number]
    try:
        if page.formenv:
            page.flatten()  # makes what was filled in part of the print
            page.close()
            page = document[number]
        text = page.get_textpage()
        try:
            yield page, text
        finally:
            text.close()
    finally:
        page.close()


def _content(page: "PdfPage", text: "PdfTextPage") -> PageContent:
    drawn = _drawn(page)
    if _is_picture(text, drawn):
        picture, dpi = _picture(page)
        return PageContent("", picture, dpi)
    printed = "\n".join(page_text(turned) for turned in read_print(page, text))
    return PageContent(printed, is_scanned=drawn.covered > _MOST and _is_invisible(text))


def _is_picture(text: "PdfTextPage", drawn: _Drawn) -> bool:
    characters = "".join(text.get_text_bounded().split())
    if len(characters) < _FEW:
        return drawn.covered > _SOME or drawn.paths > _DRAWN
    if len(characters) < _STAMPED and drawn.covered > _MOST:
        return True
    garbled = sum(
        sign == _REPLACED or ord(sign) in _PRIVATE or not sign.isprintable() for sign in characters
    )
    return garbled > _GARBLED * len(characters)


def _drawn(page: "PdfPage") -> _Drawn:
    from pypdfium2 import raw

    paths, covered = 0, 0.0
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        one = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(one)
        paths += kind == raw.FPDF_PAGEOBJ_PATH
        # A form is a drawing with its own parts; one without text is a picture as well.
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            raw.FPDFPageObj_GetBounds(one, *sides)
            left, low, right, high = (side.value for side in sides)
            covered += max(0.0, right - left) * max(0.0, high - low)
    width, height = page.get_size()
    return _Drawn(paths, covered / max(1.0, width * height))


def _is_invisible(text: "PdfTextPage") -> bool:
    from pypdfium2 import raw

    first: Any = raw.FPDFText_GetTextObject(text.raw, 0)
    return bool(first) and raw.FPDFTextObj_GetTextRenderMode(first) == _INVISIBLE


def _picture(page: "PdfPage") -> tuple["Image", int]:
    width, height = page.get_size()
    most = (MAX_PIXELS / max(1.0, width * height)) ** 0.5
    scale = min(PICTURE_DPI / POINTS_AN_INCH, most)
    bitmap = page.render(scale=scale, grayscale=True, maybe_alpha=False)
    try:
        picture = bitmap.to_pil().convert("L")
    finally:
        bitmap.close()
    return picture, PICTURE_DPI if scale < most else likely_dpi(picture)
