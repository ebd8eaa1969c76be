"""A page whose values are numbered: what every linearizer reads."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, cut, text_of
from form4.annotations.synthesis.page import Cell, Grid, GridRow, Page, Run


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with the first column it covers and the number of them."""

    pieces: Pieces
    column: int
    span: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.pieces or not text_of(self.pieces).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """The boxes of one table row."""

    boxes: tuple[Box, ...]
    is_head: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in any box."""
        return all(box.is_empty for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: column widths in characters and its rows."""

    widths: tuple[int, ...]
    lines: tuple[Line, ...]

    def left(self, column: int) -> int:
        """Where a column begins, in characters from the left."""
        return sum(self.widths[:column])

    def width(self, box: Box) -> int:
        """The width of a box in characters, at least 1."""
        return max(1, sum(self.widths[box.column : box.column + box.span]))

    @property
    def is_data(self) -> bool:
        """Whether it looks like Table I or II: head rows and many columns."""
        return len(self.widths) >= 7 and any(line.is_head for line in self.lines)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph outside any table."""

    pieces: Pieces


Block = Text | Table
Sheet = tuple[Block, ...]


def number_values(page: Page) -> Sheet:
    """The page with a number of its own for each labelled run."""
    numbers = itertools.count(1)
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            blocks.append(Table(block.widths, tuple(_line(row, numbers) for row in block.rows)))
        else:
            blocks.append(Text(_pieces(block.runs, numbers)))
    return tuple(blocks)


def _line(row: GridRow, numbers: Iterator[int]) -> Line:
    return Line(tuple(_boxes(row.cells, numbers)), row.is_head)


def _boxes(cells: tuple[Cell, ...], numbers: Iterator[int]) -> Iterator[Box]:
    column = 0
    for cell in cells:
        yield Box(_pieces(cell.runs, numbers), column, cell.span)
        column += cell.span


def _pieces(runs: tuple[Run, ...], numbers: Iterator[int]) -> Pieces:
    # A tab that a template put inside a cell is a gap of print; few converters write it so.
    return tuple(
        [
            Piece(run.text.replace("\t", "   "), run.label, next(numbers) if run.label else 0)
            for run in runs
            if run.text
        ]
    )


def split_lines(pieces: Pieces) -> list[Pieces]:
    """The forced lines of a cell, empty ones left out."""
    text = text_of(pieces)
    if "\n" not in text:
        return [pieces] if text.strip() else []
    starts = [0, *(k + 1 for k, character in enumerate(text) if character == "\n"), len(text) + 1]
    ranges = ((start, end - 1) for start, end in itertools.pairwise(starts))
    return [cut(pieces, start, end) for start, end in ranges if text[start:end].strip()]


def one_line(pieces: Pieces, separator: str = " ") -> Pieces:
    """The cell on one line, its forced breaks written as the separator."""
    if "\n" not in text_of(pieces):
        return pieces
    return tuple(piece._replace(text=piece.text.replace("\n", separator)) for piece in pieces)


def wrap(pieces: Pieces, width: int) -> list[Pieces]:
    """The cell as printed in a column: lines of at most `width` characters, broken at blanks.

    A word longer than the column keeps a line of its own. Blanks at a break are dropped.
    """
    whole = text_of(pieces)
    if len(whole) <= width and "\n" not in whole:
        return [pieces] if whole.strip() else []
    lines: list[Pieces] = []
    for forced in split_lines(pieces):
        text = text_of(forced)
        if len(text) <= width:
            lines.append(forced)
        else:
            lines.extend(cut(forced, start, end) for start, end in _breaks(text, width))
    return lines


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    start, end = 0, len(text.rstrip())
    while end - start > width:
        blank = text.rfind(" ", start, start + width + 1)
        if blank <= start:
            blank = text.find(" ", start + 1, end)
        if blank < 0:
            break
        if text[start:blank].strip():
            yield start, blank
        start = blank + 1
    if start < end:
        yield start, end


def wrap_tight(pieces: Pieces, width: int) -> list[Pieces]:
    """The cell in a column narrower than its words: these break too, after a sign if they can.

    '08/15/2013' in seven characters is '08/15/' and '2013', as narrow prints have it.
    """
    lines: list[Pieces] = []
    for line in wrap(pieces, width):
        text = text_of(line).strip()
        if len(text) <= width or " " in text:
            lines.append(line)
        else:
            lines.extend(cut(line, start, end) for start, end in _hard_breaks(text_of(line), width))
    return lines


def _hard_breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > width:
        signs = (text.rfind(sign, start + 1, start + width) for sign in "/-,.")
        end = max(signs) + 1 or start + width
        yield start, end
        start = end
    yield start, len(text)
