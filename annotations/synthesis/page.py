"""A drawn page: what a form template makes and a linearizer reads back.

A page is a column of blocks. A paragraph is one line of print (the linearizer may wrap it); a
grid is a table whose column widths, in characters, give every cell its x position. Labels ride
on runs of characters, so every linearizer and every noise keeps them exact.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that share a label; None is text without one."""

    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: runs read in order, over `span` columns; a line end inside is a forced break."""

    runs: tuple[Run, ...] = ()
    span: int = 1

    @property
    def text(self) -> str:
        """The characters of the cell."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class GridRow:
    """Cells whose spans add up to the number of the grid's columns."""

    cells: tuple[Cell, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: column widths in characters, and its rows from top to bottom."""

    widths: tuple[int, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line or paragraph of print outside any table."""

    runs: tuple[Run, ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a document from top to bottom, and the template that drew them."""

    blocks: tuple[Block, ...]
    template: str
