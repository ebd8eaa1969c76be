"""Images that people hand over, good and bad."""

import io
import struct
import sys
import zlib
from typing import Any

import pytest
from PIL import Image

from form4.inference.documents import image as images
from form4.inference.documents import limits
from form4.inference.documents.document import Kind
from form4.inference.documents.image import read_image
from form4.inference.pages.reading import Reading
from form4.inference.pages.words import Word
from form4.model.errors import DocumentError

DAMAGED = "scan.png: is a damaged image. Save or scan it again."


class Watching:
    """An engine that keeps the pictures it is shown, and finds a word on each."""

    name = "Watching"

    def __init__(self) -> None:
        self.seen: list[Image.Image] = []

    def read(self, image: Image.Image, dpi: int) -> Reading:
        """One word, surely."""
        self.seen.append(image)
        return Reading((Word("word", 0, 0, 9, 9),), 1.0)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Watching:
    """The engine that is found while the test runs."""
    watching = Watching()
    monkeypatch.setattr(images, "find_engine", lambda: watching)
    return watching


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def page(size: tuple[int, int] = (220, 300)) -> Image.Image:
    """White, with a black corner at the top left."""
    drawn = Image.new("L", size, 255)
    drawn.paste(0, (0, 0, 60, 30))
    return drawn


def corner_is_dark(image: Image.Image) -> bool:
    return (
        image.getpixel((8, 8)) == 0 and image.getpixel((image.width - 8, image.height - 8)) == 255
    )


def problem(data: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        read_image("scan.png", data)
    return str(error.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF"])
def test_an_image_is_read_by_ocr(engine: Watching, kind: str) -> None:
    document = read_image("scan", saved(page(), kind))
    assert (document.text, document.kind) == ("word", Kind.IMAGE)
    assert document.warnings == ("read by OCR (Watching)",)


def test_pages_of_a_tiff_are_parted_by_form_feeds(engine: Watching) -> None:
    data = saved(page(), "TIFF", save_all=True, append_images=[page(), page()])
    assert read_image("fax.tif", data).text == "word\n\fword\n\fword"


def test_a_fax_with_flat_pixels_is_stretched(engine: Watching) -> None:
    fax = page((1728, 1100)).convert("1")
    read_image("fax.tif", saved(fax, "TIFF", dpi=(204, 98), compression="group4"))
    assert engine.seen[0].size == (1728, round(1100 * 204 / 98))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_as_its_camera_says(engine: Watching, orientation: int) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    turned = page().transpose(turns[orientation]) if orientation in turns else page()
    exif = Image.Exif()
    exif[0x0112] = orientation
    read_image("photo.png", saved(turned, exif=exif))
    seen = engine.seen[0]
    assert seen.width < seen.height
    assert corner_is_dark(seen)


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_colour_becomes_grey(engine: Watching, mode: str) -> None:
    grey = page()
    if mode == "I;16":
        picture = grey.convert("I").point(lambda value: value * 200).convert("I;16")
    else:
        picture = grey.convert(mode)
    read_image("scan", saved(picture, "TIFF" if mode == "CMYK" else "PNG"))
    assert corner_is_dark(engine.seen[0])


def test_what_is_transparent_is_white(engine: Watching) -> None:
    clear = Image.new("RGBA", (220, 300), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 60, 30))
    read_image("scan", saved(clear))
    assert corner_is_dark(engine.seen[0])


def test_a_picture_of_50000_by_50000_pixels_is_refused_by_its_header(engine: Watching) -> None:
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + b"\x00\x00\x00\x00IDAT"
    assert problem(data) == (
        "scan.png: has a page of more than 89,000,000 pixels. Scan it at 300 dots an inch."
    )
    assert not engine.seen


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"GIF8"])
def test_a_damaged_image_is_told_so(engine: Watching, data: bytes) -> None:
    assert problem(data) == DAMAGED


def test_a_second_page_without_its_dimensions_is_damaged(engine: Watching) -> None:
    data = bytearray(saved(page(), "TIFF", save_all=True, append_images=[page()]))
    (first,) = struct.unpack_from("<I", data, 4)
    (tags,) = struct.unpack_from("<H", data, first)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * tags)
    struct.pack_into("<H", data, second + 2, 255)  # in place of 256, the width
    assert problem(bytes(data)) == DAMAGED


def test_half_an_image_is_damaged(engine: Watching) -> None:
    noise = Image.effect_noise((300, 300), 90)
    assert problem(saved(noise)[:20_000]) == DAMAGED


def test_too_many_pages_are_refused(engine: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PICTURES", 1)
    data = saved(page(), "TIFF", save_all=True, append_images=[page()])
    assert "has 2 pages, 1 are the most" in problem(data)


def test_without_an_engine_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "find_engine", lambda: None)
    assert problem(saved(page())) == (
        "scan.png: is an image. Reading it needs OCR: install Tesseract "
        "(apt install tesseract-ocr), or pip install 'form4-extractor[ocr]'."
    )


def test_without_pillow_it_is_named(engine: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert problem(b"") == (
        "scan.png: Reading images needs Pillow: pip install 'form4-extractor[ocr]'."
    )


def test_an_image_without_text_is_told_of(
    engine: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watching, "read", lambda *_: Reading((), 0.0))
    assert problem(saved(page())) == (
        "scan.png: Watching finds no text in it. Give a sharper image."
    )
