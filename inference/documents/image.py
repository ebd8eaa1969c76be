"""Images of pages: PNG, JPEG, GIF, and TIFF with one page or several, read by OCR."""

import io
import struct
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from form4.inference.documents import limits
from form4.inference.documents.document import Document, Kind
from form4.inference.documents.text import ONE_FILING, check_text
from form4.inference.pages.engines import NO_ENGINE, find_engine
from form4.inference.pages.layout import NEW_PAGE
from form4.inference.pages.scan import likely_dpi, read_scan
from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 89_000_000  # of one page, Letter at 950 dots an inch; Pillow warns of a few more
_DPIS = range(60, 1200)  # what is believed of an image; cameras and fax machines say odd things
# What Pillow raises where a header lies or ends too soon, as the fuzzer has seen it.
_DAMAGED = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, ArithmeticError),
    struct.error,
)
_NO_LIBRARY = "Reading images needs Pillow: pip install 'form4-extractor[ocr]'."
_TOO_LARGE = f"has a page of more than {MAX_PIXELS:,} pixels. Scan it at 300 dots an inch."
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF")
_ORIENTATION = 0x0112  # EXIF: how the camera was held
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # its values as Pillow's transpositions


def read_image(name: str, data: bytes) -> Document:
    """The text of the pages in an image file by OCR, parted by form feeds.

    Raises DocumentError when it is damaged, has more pixels than a page can have, or when there
    is no OCR engine.
    """
    engine = find_engine()
    if engine is None:
        raise DocumentError(f"{name}: is an image. {NO_ENGINE}")
    texts = [read_scan(page, dpi, engine) for page, dpi in _pages(name, data)]
    text = NEW_PAGE.join(texts)
    if not text.strip():
        raise DocumentError(f"{name}: {engine.name} finds no text in it. Give a sharper image.")
    check_text(name, text)
    return Document(name, text, (f"read by OCR ({engine.name})",), Kind.IMAGE)


def _pages(name: str, data: bytes) -> Iterator[tuple["Image", int]]:
    """The pages as grey pictures, upright and with square pixels, with their resolution."""
    try:
        from PIL import Image
    except ImportError as error:
        raise DocumentError(f"{name}: {_NO_LIBRARY}") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd headers, and of sizes checked below
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                for number in range(_page_count(name, image)):
                    image.seek(number)
                    _check_size(name, image)
                    yield _as_page(image)
    except Image.DecompressionBombError as error:
        raise DocumentError(f"{name}: {_TOO_LARGE}") from error
    except _DAMAGED as error:
        raise DocumentError(f"{name}: is a damaged image. Save or scan it again.") from error


def _page_count(name: str, image: "Image") -> int:
    _check_size(name, image)
    count: int = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if count > limits.MAX_PICTURES:
        raise DocumentError(
            f"{name}: has {count:,} pages, {limits.MAX_PICTURES} are the most. {ONE_FILING}"
        )
    return count


def _check_size(name: str, image: "Image") -> None:
    """Refuse what its header says before any of it is unpacked."""
    if image.width * image.height > MAX_PIXELS:
        raise DocumentError(f"{name}: {_TOO_LARGE}")


def _as_page(image: "Image") -> tuple["Image", int]:
    from PIL import Image

    across, down = _resolution(image)
    turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    page = _in_grey(image)
    if across != down:  # fax machines step twice as far from line to line
        size = (
            round(page.width * max(1, down / across)),
            round(page.height * max(1, across / down)),
        )
        page = page.resize(size, Image.Resampling.BICUBIC)
    turned = page if turn is None else page.transpose(Image.Transpose(turn))
    return turned, max(across, down)


def _resolution(image: "Image") -> tuple[int, int]:
    """Dots an inch across and down; of an image that does not say, as if it were of Letter size."""
    told = image.info.get("dpi") or (0, 0)
    across, down = (round(float(one)) for one in told)
    if across in _DPIS and down in _DPIS:
        return across, down
    return likely_dpi(image), likely_dpi(image)


def _in_grey(image: "Image") -> "Image":
    """The image in 256 greys, what is transparent white."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # more than 256 greys
        greys = np.asarray(image, dtype=np.float64)
        greys -= greys.min()
        return Image.fromarray((greys * (255 / max(1.0, greys.max()))).astype(np.uint8))
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    shown = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("L")
