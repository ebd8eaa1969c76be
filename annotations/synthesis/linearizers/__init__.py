"""Readings of a page: each turns boxes into labelled characters as one kind of converter does."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.linearizers.canvas import ascii_box, fixed_width, ocr_lines
from form4.annotations.synthesis.linearizers.flow import (
    cell_a_line,
    column_by_column,
    reading_order,
    run_together,
    tables_last,
)
from form4.annotations.synthesis.linearizers.markup import html_text, markdown, pipes
from form4.annotations.synthesis.linearizers.sheet import Sheet, map_pieces, number_values
from form4.annotations.synthesis.linearizers.tabs import grid_tabs, right_half_first
from form4.annotations.synthesis.linearizers.tape import Pieces, Tape
from form4.annotations.synthesis.linearizers.wrong_grid import wrong_grid
from form4.annotations.synthesis.page import Page

Reader = Callable[[Sheet, random.Random], Tape]
Linearizer = Callable[[Page, random.Random], Tape]

READERS: dict[str, Reader] = {
    "wrong_grid": wrong_grid,
    "markdown": markdown,
    "grid_tabs": grid_tabs,
    "fixed_width": fixed_width,
    "reading_order": reading_order,
    "cell_a_line": cell_a_line,
    "run_together": run_together,
    "column_by_column": column_by_column,
    "html_text": html_text,
    "pipes": pipes,
    "ocr_lines": ocr_lines,
    "ascii_box": ascii_box,
    "right_half_first": right_half_first,
}
# Share of pages on which a reader puts all tables after all paragraphs.
_TABLES_LAST = 0.04


def _without_tabs(pieces: Pieces) -> Pieces:
    """Tabs that a template put inside a cell are gaps of print; few converters write them so."""
    if not any("\t" in piece.text for piece in pieces):
        return pieces
    return tuple(piece._replace(text=piece.text.replace("\t", "   ")) for piece in pieces)


def _linearizer(read: Reader) -> Linearizer:
    def linearize(page: Page, rng: random.Random) -> Tape:
        sheet = map_pieces(number_values(page), _without_tabs)
        return read(tables_last(sheet) if rng.random() < _TABLES_LAST else sheet, rng)

    return linearize


def _read_tables_last(page: Page, rng: random.Random) -> Tape:
    name = rng.choice(("grid_tabs", "reading_order", "cell_a_line", "fixed_width", "markdown"))
    return READERS[name](tables_last(map_pieces(number_values(page), _without_tabs)), rng)


LINEARIZERS: dict[str, Linearizer] = {
    **{name: _linearizer(read) for name, read in READERS.items()},
    "tables_last": _read_tables_last,
}
