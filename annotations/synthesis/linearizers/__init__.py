"""Readings of a page: each turns boxes into labelled characters as one kind of converter does."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.linearizers.arrange import arranged, lines_as_rows, tables_last
from form4.annotations.synthesis.linearizers.blocks import text_blocks
from form4.annotations.synthesis.linearizers.canvas import ascii_box, fixed_width
from form4.annotations.synthesis.linearizers.dumps import cell_dump
from form4.annotations.synthesis.linearizers.fields import form_fields
from form4.annotations.synthesis.linearizers.flow import (
    cell_a_line,
    column_by_column,
    reading_order,
    run_together,
)
from form4.annotations.synthesis.linearizers.markup import html_text, markdown, pipes
from form4.annotations.synthesis.linearizers.ocr import ocr_lines
from form4.annotations.synthesis.linearizers.raw_html import raw_html
from form4.annotations.synthesis.linearizers.sheet import Sheet, number_values
from form4.annotations.synthesis.linearizers.tabs import grid_tabs, right_half_first
from form4.annotations.synthesis.linearizers.tape import Tape
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
    "cell_dump": cell_dump,
    "raw_html": raw_html,
    "form_fields": form_fields,
    "text_blocks": text_blocks,
}


def _linearizer(read: Reader) -> Linearizer:
    def linearize(page: Page, rng: random.Random) -> Tape:
        return read(arranged(number_values(page), rng), rng)

    return linearize


def _read_tables_last(page: Page, rng: random.Random) -> Tape:
    name = rng.choice(("grid_tabs", "reading_order", "cell_a_line", "fixed_width", "markdown"))
    return READERS[name](tables_last(number_values(page)), rng)


def _read_wrapped_rows(page: Page, rng: random.Random) -> Tape:
    name = rng.choice(("grid_tabs", "markdown", "reading_order", "ocr_lines", "pipes", "html_text"))
    return READERS[name](lines_as_rows(number_values(page), rng), rng)


LINEARIZERS: dict[str, Linearizer] = {
    **{name: _linearizer(read) for name, read in READERS.items()},
    "tables_last": _read_tables_last,
    "wrapped_rows": _read_wrapped_rows,
}
