import math
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.scans.degrade import Affine, Wear, draw_wear, scan, worn
from form4.annotations.scans.reading import located
from form4.annotations.scans.scanner import printed, scanned, synthetic_copy
from form4.annotations.synthesis.values import ValuePools

PROGRAMS = ("chromium", "pdftoppm", "tesseract")
HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
)


def need_programs() -> None:
    for module in ("PIL", "pypdfium2"):
        pytest.importorskip(module)
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def test_words_are_found_in_the_text_of_the_same_run() -> None:
    rows = ("4\t1\t1\t1\t1\t0\t0\t0\t90\t9\t-1\t", "5\t1\t1\t1\t1\t1\t1\t2\t30\t9\t96\tDoe,")
    more = ('5\t1\t1\t1\t1\t2\t40\t2\t9\t9\t31\t"D', "5\t1\t1\t1\t2\t1\t1\t20\t9\t9\t31\tD")
    words = located('Doe, "D\n\nD\n', "\n".join((HEAD, *rows, *more)))
    assert [(word.start, word.end, word.left, word.right) for word in words] == [
        (0, 4, 1, 31),
        (5, 7, 40, 49),
        (9, 10, 1, 10),
    ]


@given(st.floats(-2, 2), st.floats(0, 600), st.floats(0, 800))
def test_a_turn_keeps_distances_and_its_centre(degrees: float, x: float, y: float) -> None:
    scale = Affine(2, 0, 0, 0, 2, 0)
    turned = scale.turned(math.radians(degrees), (600, 800))
    assert turned.of(300, 400) == pytest.approx((600, 800))
    assert math.dist(turned.of(x, y), (600, 800)) == pytest.approx(
        math.dist(scale.of(x, y), (600, 800)), abs=1e-6
    )


def test_ink_lies_where_the_map_says_after_a_turn() -> None:
    image_module = pytest.importorskip("PIL.Image")
    image = image_module.new("L", (600, 800), 255)
    for shift in range(9):
        for drop in range(9):
            image.putpixel((500 + shift, 100 + drop), 0)
    from form4.annotations.scans.degrade import Scan

    clean = Scan(image, Affine(1, 0, 0, 0, 1, 0))
    turned = worn(clean, Wear("light", 72, degrees=1.5), random.Random(0))
    x, y = turned.affine.of(504, 104)
    assert turned.image.getpixel((round(x), round(y))) < 50


def test_the_same_seed_gives_the_same_wear() -> None:
    assert draw_wear(random.Random(3)) == draw_wear(random.Random(3))


def test_a_clean_print_is_read_with_its_labels(tmp_path: Path) -> None:
    need_programs()
    copy = synthetic_copy(1, 0, ValuePools.builtin(), ())
    sheets = printed(copy, tmp_path)
    assert sheets is not None
    values = {glyph.value for page in sheets.pages for glyph in page.glyphs} - {0}
    assert values <= set(range(len(copy.marked.labels)))
    image = worn(scan(sheets.pdf, 0, 100), Wear("none", 100), random.Random(0)).image
    assert image.size == (
        math.ceil(sheets.pages[0].width * 100 / 72),
        math.ceil(sheets.pages[0].height * 100 / 72),
    )
    document, fate = scanned(copy, sheets, tmp_path, random.Random(4))
    assert document.annotated.layout == copy.layout
    assert sum(fate.kept.values()) > 5
