"""The print of a PDF page by pdfium: characters as words, turned upright, and ruled lines."""

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from form4.inference.pages.words import Page, Stroke, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

MAX_OBJECTS = 200_000  # of a page; of one with more the ruled lines are not looked at
_THICKEST = 3.0  # points; a broader rectangle is a frame, whose edges rule
_SHORTEST = 4.0  # points; less is part of a letter or of a dotted line
_GAP = 0.2  # of the font's height: a wider one parts words that no blank parts
_RISE = 0.15  # of the font's height: characters whose feet differ more are of two words
_SOFT_HYPHEN = "\xad"

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character with its box and the place of its foot; None as character parts words."""

    character: str | None
    box: Box
    foot: float

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def read_print(page: "PdfPage", text: "PdfTextPage") -> list[Page]:
    """The page turned so that most of its text is upright; what is printed across it follows."""
    by_turn: dict[int, list[_Glyph]] = {}
    for turn, glyph in _glyphs(text):
        by_turn.setdefault(turn, []).append(glyph)
    turns = sorted(by_turn, key=lambda turn: -len(by_turn[turn]))
    strokes = list(_strokes(page)) if turns else []
    return [Page(tuple(_words(by_turn[turn])), *_turned_strokes(strokes, turn)) for turn in turns]


def _glyphs(text: "PdfTextPage") -> Iterator[tuple[int, _Glyph]]:
    """The characters in the order of the file, each with its quarter turns counterclockwise."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    turn = 0
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if raw.FPDFText_IsGenerated(text.raw, index) or character.isspace():
            yield turn, _Glyph(None, (0.0, 0.0, 0.0, 0.0), 0.0)
            continue
        if character == _SOFT_HYPHEN:
            character = "-"
        turn = -round(raw.FPDFText_GetCharAngle(text.raw, index) / (math.pi / 2)) % 4
        raw.FPDFText_GetLooseCharBox(text.raw, index, box)
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        upright = _turned((box.left, box.bottom, box.right, box.top), turn)
        yield turn, _Glyph(character, upright, _turned((x.value, y.value) * 2, turn)[1])


def _turned(box: Box, turn: int) -> Box:
    """A box of the file, whose y goes up, as it lies once its text reads from left to right."""
    left, low, right, high = box
    if turn == 0:
        return left, -high, right, -low
    if turn == 1:
        return low, left, high, right
    if turn == 2:
        return -right, low, -left, high
    return -high, -right, -low, -left


def _words(glyphs: Iterable[_Glyph]) -> Iterator[Word]:
    current: list[_Glyph] = []
    for glyph in glyphs:
        if current and (glyph.character is None or not _continues(current[-1], glyph)):
            yield _word(current)
            current = []
        if glyph.character is not None:
            current.append(glyph)
    if current:
        yield _word(current)


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    height = max(last.height, glyph.height)
    gap = glyph.box[0] - last.box[2]
    return abs(glyph.foot - last.foot) <= _RISE * height and -height / 2 <= gap <= _GAP * height


def _word(glyphs: list[_Glyph]) -> Word:
    boxes = [glyph.box for glyph in glyphs]
    return Word(
        "".join(glyph.character or "" for glyph in glyphs),
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _strokes(page: "PdfPage") -> Iterator[Box]:
    """The boxes of drawn paths that may rule: thin ones, and frames that are not just filled.

    What is filled only is a colour behind the text, which browsers paint behind every word.
    """
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page.raw)
    filled, framed = ctypes.c_int(), ctypes.c_int()
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(count if count <= MAX_OBJECTS else 0):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if raw.FPDFPageObj_GetBounds(drawn, *sides):
            left, low, right, high = (side.value for side in sides)
            raw.FPDFPath_GetDrawMode(drawn, filled, framed)
            thin = min(right - left, high - low) <= _THICKEST
            if max(right - left, high - low) >= _SHORTEST and (thin or framed.value):
                yield left, low, right, high


def _turned_strokes(
    boxes: Iterable[Box], turn: int
) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Level and upright strokes; all four edges of an area count."""
    level: set[Stroke] = set()
    upright: set[Stroke] = set()
    for box in boxes:
        left, top, right, bottom = _turned(box, turn)
        if right - left >= _SHORTEST:
            edges = (top, bottom) if bottom - top > _THICKEST else ((top + bottom) / 2,)
            level |= {Stroke(edge, left, right) for edge in edges}
        if bottom - top >= _SHORTEST:
            edges = (left, right) if right - left > _THICKEST else ((left + right) / 2,)
            upright |= {Stroke(edge, top, bottom) for edge in edges}
    return _in_order(level), _in_order(upright)


def _in_order(strokes: Iterable[Stroke]) -> tuple[Stroke, ...]:
    return tuple(sorted(strokes, key=lambda stroke: (stroke.at, stroke.start, stroke.end)))
