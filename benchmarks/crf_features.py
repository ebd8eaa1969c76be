"""What the CRF sees of a piece: itself, its value, its neighbours, its place in line and table.

Features are tuned by hand on synthetic pages of a third seed. Shapes write 9 for a digit; a value
is what stands between white space or pipes, such as a date or an amount.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.pieces import Piece

_VALUE = re.compile(r"[^\s|]+")
_MOST = 12  # places further along a line are not told apart
_NEAR, _FAR = (-3, -2, -1, 1, 2, 3), (-4, -3, -2, -1, 1, 2, 3, 4)
_SECTIONS = (
    ("two", re.compile(r"table\s*ii\b|derivative securities acquired", re.I)),
    ("one", re.compile(r"table\s*i\b|non-derivative securities", re.I)),
    ("notes", re.compile(r"explanation of responses", re.I)),
    ("remarks", re.compile(r"^\W*remarks", re.I)),
    ("signature", re.compile(r"signature of reporting|\*\* ?signature|^\W*/s/", re.I)),
    ("relationship", re.compile(r"relationship of reporting", re.I)),
    ("issuer", re.compile(r"issuer name", re.I)),
    ("owner", re.compile(r"name and address", re.I)),
)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    section: str
    words: tuple[str, ...]


def features(text: str, pieces: Sequence[Piece]) -> list[list[str]]:
    """The features of every piece."""
    words = [_word(piece.text) for piece in pieces]
    solid = [number for number, piece in enumerate(pieces) if not piece.is_blank]
    places = {number: place for place, number in enumerate(solid)}
    lines = _lines(text)
    starts = [line.start for line in lines]
    values = [(found.start(), found.group()) for found in _VALUE.finditer(text)]
    value_starts = [start for start, _ in values]
    shapes = [value_shape(value) for _, value in values]
    found = []
    for number, piece in enumerate(pieces):
        line = bisect_right(starts, piece.start) - 1
        value = bisect_right(value_starts, piece.start) - 1
        place = places.get(number)
        near = {} if place is None else _near(words, solid, place)
        mine = [
            "1",
            *_own(piece, words[number]),
            *(f"{step}={word}" for step, word in near.items()),
            *_pairs(words[number], near),
            *_values(values, shapes, value, piece),
            *_blanks(text, piece),
            *_place(lines, line, piece),
        ]
        found.append(mine)
    return found


def _word(text: str) -> str:
    if text.isdigit():
        return f"d{len(text)}"
    return text.lower() if not text.isspace() else repr(text[:4])


def value_shape(value: str) -> str:
    """The shape of a value: letters as x, X or XX, digits as 9, amounts of any size alike."""
    shape = re.sub(r"\d", "9", value.replace("\\", ""))
    shape = re.sub(r"9{1,3}(,999)+", "9,999", shape)
    shape = re.sub(r"(?<=9\.)9+", "9+", re.sub(r"9{5,}", "9999", shape))
    shape = re.sub(r"[A-Z]", "X", re.sub(r"[A-Z]{2,}", "XX", shape))
    return re.sub(r"[a-z]+", "x", shape)[:14]


def _own(piece: Piece, word: str) -> Iterator[str]:
    text = piece.text
    yield f"w={word}"
    if text.isalpha():
        yield f"suffix={word[-3:]}"
        yield f"prefix={word[:3]}"
        yield "upper" if text.isupper() else "title" if text[:1].isupper() else "lower"
        yield f"length={min(len(text), 6)}"
    elif text.isdigit() and len(text) <= 2:
        yield f"number={text}"


def _near(words: Sequence[str], solid: Sequence[int], place: int) -> dict[int, str]:
    """The words around, white space left out."""
    wanted = ((step, place + step) for step in _NEAR)
    return {step: words[solid[at]] if 0 <= at < len(solid) else "end" for step, at in wanted}


def _pairs(word: str, near: dict[int, str]) -> Iterator[str]:
    if near:
        yield f"-1|0={near[-1]}|{word}"
        yield f"0|1={word}|{near[1]}"
        yield f"-1|1={near[-1]}|{near[1]}"
        yield f"-2|-1={near[-2]}|{near[-1]}"
        yield f"1|2={near[1]}|{near[2]}"


def _values(
    values: Sequence[tuple[int, str]], shapes: Sequence[str], at: int, piece: Piece
) -> Iterator[str]:
    """The value that the piece stands in, and those before and behind it."""
    if at < 0 or piece.is_blank:
        return
    start, value = values[at]
    yield f"value={shapes[at]}"
    yield f"value@{min(piece.start - start, 6)}={shapes[at]}"
    yield f"rest={min(len(value) - (piece.end - start), 6)}"
    around = {step: shapes[at + step] if 0 <= at + step < len(shapes) else "end" for step in _FAR}
    yield from (f"value{step}={shape}" for step, shape in around.items())
    yield f"values-={around[-2]}|{around[-1]}|{shapes[at]}"
    yield f"values+={shapes[at]}|{around[1]}|{around[2]}"
    yield f"values={around[-1]}|{shapes[at]}|{around[1]}"


def _blanks(text: str, piece: Piece) -> Iterator[str]:
    before, behind = text[max(0, piece.start - 2) : piece.start], text[piece.end : piece.end + 2]
    yield f"before={_blank(before[::-1])}"
    yield f"behind={_blank(behind)}"


def _blank(text: str) -> str:
    if not text:
        return "end"
    if text[0] in "\t\n":
        return repr(text[0])
    return "blanks" if text == "  " else "blank" if text[0] == " " else "none"


def _place(lines: Sequence[_Line], number: int, piece: Piece) -> Iterator[str]:
    """Where the piece stands in its line, and what stands above it."""
    line = lines[number]
    inside = line.text[: piece.start - line.start]
    cell, count = _cells(inside), _cells(line.text)
    yield f"section={line.section}"
    yield f"cell={min(cell, _MOST)}/{min(count, _MOST)}"
    yield f"section|cell={line.section}|{min(cell, _MOST)}"
    yield f"words before={min(len(inside.split()), _MOST)}"
    yield f"dates before={len(re.findall(r'/', inside)) // 2}|{line.section}"
    yield f"first={' '.join(line.words[:1])}"
    if number:
        yield f"line above={' '.join(lines[number - 1].words[:2])}"
        yield f"above={_above(lines, number, piece.start - line.start, cell)}"
    if number + 1 < len(lines):
        yield f"line below={' '.join(lines[number + 1].words[:1])}"


def _above(lines: Sequence[_Line], number: int, column: int, cell: int) -> str:
    """The nearest word above that is no number, in the same cell or at the same column."""
    for line in reversed(lines[max(0, number - 6) : number]):
        cells = re.split(r"\t+|\|| {2,}", line.text)
        other = cells[cell] if len(cells) > 2 and cell < len(cells) else ""
        other = other or line.text[max(0, column - 2) : column + 8]
        letters = re.search(r"[A-Za-z]{3,}", other)
        if letters:
            return letters.group().lower()
    return ""


def _cells(text: str) -> int:
    return len(re.findall(r"\t+|\|| {2,}", text))


def _lines(text: str) -> list[_Line]:
    found, start, section = [], 0, "head"
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped or not found:
            section = next((name for name, sign in _SECTIONS if sign.search(line)), section)
            words = tuple(re.findall(r"[a-z]+|\d", line[:80].lower()))
            found.append(_Line(start, line, section, words))
        start += len(line) + 1
    return found
