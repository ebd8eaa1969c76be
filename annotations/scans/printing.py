"""HTML to PDF by a browser, and the glyphs of a PDF with the value that each belongs to."""

import ctypes
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from form4.annotations.scans.marked import value_of
from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

BROWSER = "chromium"
# No sandbox: pages are our own, and containers have no name spaces for it.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--no-pdf-header-footer",
)
TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its middle in points from the page's top left, and its value."""

    character: str
    x: float
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of a PDF: its size in points and its glyphs, white space left out."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]


def print_pdf(markup: str, folder: Path) -> Path:
    """Print HTML into a PDF in the folder; raises DocumentError when the browser makes none."""
    source, pdf = folder / "page.html", folder / "page.pdf"
    source.write_text(markup, encoding="utf-8")
    pdf.unlink(missing_ok=True)
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [BROWSER, *FLAGS, profile, f"--print-to-pdf={pdf}", source.as_uri()]
    try:
        subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DocumentError(f"{BROWSER} printed nothing: {error}. Install it.") from error
    if not pdf.exists():
        raise DocumentError(f"{BROWSER} printed nothing into {pdf}.")
    return pdf


def read_pdf(pdf: Path) -> tuple[PrintedPage, ...]:
    """The pages of a PDF with their glyphs, in the order in which they were printed."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_page(page) for page in document)
    finally:
        document.close()


def _page(page: "PdfPage") -> PrintedPage:
    from pypdfium2 import raw

    width, height = page.get_size()
    text = page.get_textpage()
    colour = [ctypes.c_uint() for _ in range(4)]
    box = [ctypes.c_double() for _ in range(4)]
    glyphs = []
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if character.isspace() or raw.FPDFText_IsGenerated(text.raw, index):
            continue
        raw.FPDFText_GetCharBox(text.raw, index, *box)
        raw.FPDFText_GetFillColor(text.raw, index, *colour)
        left, right, bottom, top = (side.value for side in box)
        value = value_of(*(channel.value for channel in colour[:3]))
        glyphs.append(Glyph(character, (left + right) / 2, height - (bottom + top) / 2, value))
    return PrintedPage(width, height, tuple(glyphs))
