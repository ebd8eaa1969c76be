"""The text of a page: ruled tables cell by cell, what stands around them line by line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from form4.inference.pages.lines import line_text, lines_of
from form4.inference.pages.ruling import Cell, Ruling, ruling_of
from form4.inference.pages.words import Page, Word

NEW_PAGE = "\n\f"  # between pages, as pdftotext puts it
TABLE_COLUMNS = 5  # from which on a row of cells is one of a table; the form's header has three
_THINNEST = 4.0  # points; narrower columns are the gap between two borders
_SLACK = 1.0  # points
_CROOKED = 4.0  # points, under half the height of a line of print


@dataclass(frozen=True, slots=True)
class _Block:
    """Text that stays together, and where it begins."""

    top: float
    left: float
    text: str


@dataclass(frozen=True, slots=True)
class _Filled:
    """A cell and the lines in it."""

    cell: Cell
    lines: list[list[Word]]
    words_apart: bool

    def text(self) -> str:
        """Line by line."""
        return "\n".join(line_text(line, words_apart=self.words_apart) for line in self.lines)

    def text_of_one_line(self) -> str:
        """Wrapped lines with a blank between them."""
        texts = (line_text(line, tab_gap=None, words_apart=self.words_apart) for line in self.lines)
        return " ".join(texts)


def page_text(page: Page) -> str:
    """The text of a page, top to bottom.

    A row of a ruled table is one line, its cells between tabs, empty ones too, whatever the
    number of lines in them; larger boxes, as in the form's header, come one after the other. All
    other print is told line by line, with a tab at wide gaps. Without lines all print is so.
    """
    ruling = ruling_of(page.level, page.upright)
    cells, free = _in_cells(page.words, ruling)
    blocks = [
        _Block(line[0].top, line[0].left, line_text(line, words_apart=page.words_apart))
        for line in lines_of(free)
    ]
    filled = [_Filled(cell, lines_of(cells[cell]), page.words_apart) for cell in cells]
    for row in _rows(filled):
        blocks += _row_blocks(row, ruling)
    blocks.sort(key=lambda block: (round(block.top), block.left))
    return "\n".join(block.text for block in blocks)


def _in_cells(words: Iterable[Word], ruling: Ruling) -> tuple[dict[Cell, list[Word]], list[Word]]:
    """The words by cell, and those in none or in a frame around other cells."""
    cells: defaultdict[Cell | None, list[Word]] = defaultdict(list)
    for word in words:
        cells[ruling.cell_at(word.centre, word.middle)].append(word)
    free = cells.pop(None, [])
    boxes = {cell: inside for cell, inside in cells.items() if cell is not None}
    for frame in [box for box in boxes if any(_is_around(box, other) for other in boxes)]:
        free += boxes.pop(frame)
    return boxes, free


def _is_around(frame: Cell, cell: Cell) -> bool:
    return (
        frame != cell
        and frame[0] - _SLACK <= cell[0]
        and frame[1] - _SLACK <= cell[1]
        and cell[2] <= frame[2] + _SLACK
        and cell[3] <= frame[3] + _SLACK
    )


def _rows(cells: Iterable[_Filled]) -> list[list[_Filled]]:
    """The cells that begin at one height, give or take how crooked a scan is, from the left."""
    rows: list[list[_Filled]] = []
    for filled in sorted(cells, key=lambda filled: filled.cell[1]):
        if rows and filled.cell[1] - rows[-1][0].cell[1] <= _CROOKED:
            rows[-1].append(filled)
        else:
            rows.append([filled])
    return [sorted(row, key=lambda filled: filled.cell) for row in rows]


def _row_blocks(row: Sequence[_Filled], ruling: Ruling) -> list[_Block]:
    """The text of cells that begin at one height: one block for a table's row, else one each."""
    left, top, right = row[0].cell[0], row[0].cell[1], row[-1].cell[2]
    middle = (top + min(filled.cell[3] for filled in row)) / 2
    edges = ruling.columns_at(middle, *ruling.reach_of(left, top, right))
    columns = [(start, end) for start, end in pairwise(edges) if end - start > _THINNEST]
    low = len(row) > 1 and all(len(filled.lines) == 1 for filled in row)
    if not low and len(columns) < TABLE_COLUMNS:
        return [_Block(filled.cell[1], filled.cell[0], filled.text()) for filled in row]
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for filled in row:
        centre = (filled.cell[0] + filled.cell[2]) / 2
        column = sum(end <= centre for _, end in columns)
        texts[column].append(filled.text() if low else filled.text_of_one_line())
    line = "\t".join(" ".join(texts[column]) for column in range(max(texts) + 1))
    return [_Block(top, left, line)]
