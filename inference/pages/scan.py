"""A picture of a page to text: straightened, its ruled lines found, its words read by OCR."""

from typing import TYPE_CHECKING

from form4.inference.pages.layout import page_text
from form4.inference.pages.reading import Engine, Reading
from form4.inference.pages.straighten import degrees_askew, is_dark, is_inked, strokes_of
from form4.inference.pages.words import Page, Word

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS_AN_INCH = 72
DPI = 300  # what engines read best
_ENOUGH_DPI = 200  # less is enlarged
_MOST_TIMES = 4  # what is smaller cannot be read
_MOST_ENLARGED = 4_000_000  # pixels; a picture with more has enough of them
LONG_SIDE_IN = 11.0  # inches, of Letter paper
_SURE = 0.6  # a page read with less may lie on its side
_TURNS = (90, 270, 180)


def read_scan(image: "Image", dpi: int, engine: Engine) -> str:
    """The text of a grey picture of a page, turned upright; raises DocumentError when OCR fails."""
    image, dpi = _enlarged(image, dpi)
    image = _straightened(image)
    reading = engine.read(image, dpi)
    if reading.sureness < _SURE:
        image, reading = _best_turned(image, dpi, engine, reading)
    level, upright = strokes_of(is_inked(image), dpi)
    scale = POINTS_AN_INCH / dpi
    words = tuple(_scaled(word, scale) for word in reading.words)
    return page_text(Page(words, level, upright, words_apart=True))


def likely_dpi(image: "Image") -> int:
    """The resolution of a picture that does not say, as if it were of Letter paper."""
    return max(1, round(max(image.size) / LONG_SIDE_IN))


def _enlarged(image: "Image", dpi: int) -> tuple["Image", int]:
    if dpi >= _ENOUGH_DPI or image.width * image.height > _MOST_ENLARGED:
        return image, dpi
    from PIL import Image as Pictures

    scale = min(DPI / dpi, _MOST_TIMES)
    size = (round(image.width * scale), round(image.height * scale))
    return image.resize(size, Pictures.Resampling.BICUBIC), round(dpi * scale)


def _straightened(image: "Image") -> "Image":
    from PIL import Image as Pictures

    degrees = degrees_askew(is_dark(image))
    if not degrees:
        return image
    return image.rotate(degrees, Pictures.Resampling.BICUBIC, fillcolor=255)


def _best_turned(
    image: "Image", dpi: int, engine: Engine, reading: Reading
) -> tuple["Image", Reading]:
    best = image, reading
    for degrees in _TURNS:
        turned = image.rotate(degrees, expand=True)
        found = engine.read(turned, dpi)
        if found.sureness > best[1].sureness:
            best = turned, found
        if found.sureness >= _SURE:
            break
    return best


def _scaled(word: Word, scale: float) -> Word:
    sides = (word.left, word.top, word.right, word.bottom)
    return Word(word.text, *(side * scale for side in sides))
