"""Pictures of pages: straightened, ruled lines found, read by an engine."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from form4.inference.pages.rapid import find_rapid
from form4.inference.pages.reading import Engine, Reading, weighed
from form4.inference.pages.scan import read_scan
from form4.inference.pages.straighten import degrees_askew, is_dark, is_inked, strokes_of
from form4.inference.pages.tesseract import find_tesseract, words_of
from form4.inference.pages.words import Word

DPI = 200


def lined(level: tuple[int, ...], upright: tuple[int, ...], grey: int = 0) -> Image.Image:
    """A page with lines a pixel wide at these places, each from the first to the last other."""
    page = Image.new("L", (600, 400), 255)
    draw = ImageDraw.Draw(page)
    for y in level:
        draw.line((upright[0], y, upright[-1], y), fill=grey)
    for x in upright:
        draw.line((x, level[0], x, level[-1]), fill=grey)
    return page


@pytest.mark.parametrize("grey", [0, 150])
def test_ruled_lines_are_found_in_points(grey: int) -> None:
    page = lined((100, 200, 300), (50, 250, 500), grey)
    page.paste(0, (300, 320, 340, 340))  # something black, beside which hair lines are grey
    level, upright = strokes_of(is_inked(page), DPI)
    scale = 72 / DPI
    assert {round(stroke.at / scale) for stroke in level} >= {100, 200, 300}
    assert {round(stroke.at / scale) for stroke in upright} == {50, 250, 500}
    assert all(abs(stroke.end - stroke.start - 450 * scale) < 4 for stroke in level)


@pytest.mark.parametrize("degrees", [-2.4, -0.5, 0.0, 0.75, 2.0])
def test_a_page_that_is_askew_is_told_so(degrees: float) -> None:
    page = Image.new("L", (900, 900), 255)
    draw = ImageDraw.Draw(page)
    rng = np.random.default_rng(1)
    for y in range(100, 800, 30):
        for x in range(100, 800, 14):
            draw.rectangle((x, y, x + int(rng.integers(2, 10)), y + 12), fill=0)
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert degrees_askew(is_dark(turned)) == pytest.approx(-degrees, abs=0.11)


def test_an_empty_page_is_level() -> None:
    assert degrees_askew(is_dark(Image.new("L", (300, 300), 255))) == 0.0


class Sideways:
    """An engine that is sure only of pages that stand upright, with their dark half on top."""

    name = "Sideways"

    def read(self, image: Image.Image, dpi: int) -> Reading:
        """The word 'upright' or 'dirt'."""
        pixels = np.asarray(image)
        top, bottom = pixels[: len(pixels) // 2].mean(), pixels[len(pixels) // 2 :].mean()
        upright = top < bottom - 50
        word = Word("upright" if upright else "dirt", 10, 10, 90, 30)
        return Reading((word,), 0.9 if upright else 0.2)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_on_its_side_is_turned(degrees: int) -> None:
    page = Image.new("L", (400, 300), 255)
    page.paste(0, (0, 0, 400, 100))
    assert read_scan(page.rotate(degrees, expand=True), DPI, Sideways()) == "upright"


def test_a_small_picture_is_enlarged() -> None:
    seen: list[tuple[int, int]] = []

    class Measuring:
        name = "Measuring"

        def read(self, image: Image.Image, dpi: int) -> Reading:
            """Nothing, surely."""
            seen.append((image.width, dpi))
            return Reading((), 1.0)

    read_scan(Image.new("L", (850, 1100), 255), 100, Measuring())
    assert seen == [(2550, 300)]


def test_the_table_of_tesseract_is_read() -> None:
    head = "level page_num block_num par_num line_num word_num left top width height conf text"
    rows = [
        "1\t1\t0\t0\t0\t0\t0\t0\t600\t400\t-1\t",
        '5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\t"Common',
        "5\t1\t1\t1\t1\t2\t50\t20\t30\t8\t40\t ",
    ]
    assert list(words_of("\n".join([head.replace(" ", "\t"), *rows]))) == [
        (Word('"Common', 10, 20, 40, 28), pytest.approx(0.965))
    ]


def test_what_was_read_twice_is_kept_once() -> None:
    sure = Word("BOTHA", 10, 10, 60, 20), 0.95
    beside = Word("ROELOF", 64, 10, 120, 20), 0.9
    twice = Word("TH", 30, 9, 50, 21), 0.4
    dirt = Word("anceavors", 20, 8, 100, 22), 0.3
    reading = weighed([sure, twice, beside, dirt])
    assert [word.text for word in reading.words] == ["BOTHA", "ROELOF"]
    assert reading.sureness == pytest.approx((5 * 0.95 + 6 * 0.9) / 11)


def tesseract() -> Engine:
    """Tesseract, or a reason to skip."""
    return find_tesseract() or pytest.skip("tesseract is not installed")


def rapid() -> Engine:
    """RapidOCR, or a reason to skip."""
    return find_rapid() or pytest.skip("rapidocr is not installed")


@pytest.mark.parametrize("engine", [tesseract, rapid])
def test_a_scanned_table_is_read_row_by_row(engine: Callable[[], Engine]) -> None:
    font = ImageFont.load_default(size=30)
    columns = (60, 560, 860, 960, 1160, 1460)
    page = Image.new("L", (1600, 500), 255)
    draw = ImageDraw.Draw(page)
    for y in (100, 200, 300):
        draw.line((columns[0], y, columns[-1], y), fill=0, width=2)
    for x in columns:
        draw.line((x, 100, x, 300), fill=0, width=2)
    for row, texts in enumerate(
        (("Common Stock", "08/15/2013", "P", "11,796", "$34.70"), ("Class A", "", "", "5,000", ""))
    ):
        for x, text in zip(columns, texts, strict=False):
            draw.text((x + 20, 130 + 100 * row), text, font=font, fill=0)
    text = read_scan(page, 200, engine())
    assert "Common Stock\t08/15/2013\tP\t11,796\t$34.70" in text
    assert "Class A\t\t\t5,000" in text
