"""Lines of print as they grow: blocks of lines, and tables whose rows become lines."""

import re
from collections.abc import Iterator

_BLANK = re.compile(r"\s+")
_SHORT = 200  # characters; without a bound, tables in tables would copy their line again and again


class Block:
    """Lines of print; a list among them is a table's lines, which may hold others in turn.

    Print that is `typed` keeps its blanks, and the empty lines that its author made.
    """

    def __init__(self, *, typed: bool = False) -> None:
        self.lines: list[object] = []
        self._parts: list[str] = []
        self._typed = typed
        self._has_typed_lines = False

    @property
    def is_plain(self) -> bool:
        """Whether it is one run of print, so that a line of a table has room for it."""
        return not self._has_typed_lines and all(isinstance(line, str) for line in self.lines)

    def add(self, text: str) -> None:
        """More print on the line."""
        self._parts.append(text)

    def ends_with(self, end: str) -> bool:
        """Whether the line ends so, as far as it goes."""
        return bool(self._parts) and self._parts[-1].endswith(end)

    def end_line(self) -> None:
        """The line is done; one without print is none."""
        line = "".join(self._parts)
        line = line.rstrip() if self._typed else _BLANK.sub(" ", line).strip()
        self._parts.clear()
        if line:
            self.lines.append(line)

    def add_typed(self, text: str) -> None:
        """More print whose blanks and line ends count."""
        first, *others = text.split("\n")
        self._parts.append(first)
        for line in others:
            self.end_typed_line()
            self._parts.append(line)

    def end_typed_line(self) -> None:
        """The line is done, and stays as it was typed, empty or not."""
        self._has_typed_lines = True
        self.lines.append("".join(self._parts).rstrip())
        self._parts.clear()

    def add_lines(self, lines: list[object]) -> None:
        """The lines of a table."""
        if lines:
            self.end_line()
            self.lines.append(lines)

    def add_inner_table(self, lines: list[object]) -> None:
        """The lines of a table in a cell; a short one alone is print among other print.

        So drawn check boxes and amounts with their signs do not break the row they stand in.
        """
        first = lines[0] if len(lines) == 1 else None
        if isinstance(first, str) and len(first) <= _SHORT and first.count("\t") <= 1:
            self.add(f" {first} ")
        else:
            self.add_lines(lines)


class Table:
    """An open table: lines of the rows that are done, and the cells of the one that is not."""

    def __init__(self, around: Block) -> None:
        self.around = around
        self.lines: list[object] = []
        self._row: list[Block] = []
        self._cell: Block | None = None

    @property
    def block(self) -> Block:
        """Where print goes: into the open cell, or before the table, as browsers have it."""
        return self.around if self._cell is None else self._cell

    def start_cell(self) -> None:
        """A new cell; the one before is done."""
        self.end_cell()
        self._cell = Block()

    def end_row(self) -> None:
        """The row is done: a line of cells, or cell after cell where one of them holds a table."""
        self.end_cell()
        row, self._row = self._row, []
        if not all(cell.is_plain for cell in row):
            self.lines.extend(line for cell in row for line in cell.lines)
            return
        cells = [" ".join(map(str, cell.lines)) for cell in row]
        if any(cells):
            self.lines.append("\t".join(cells).rstrip())

    def end_cell(self) -> None:
        """The cell is done."""
        if self._cell is not None:
            self._cell.end_line()
            self._row.append(self._cell)
            self._cell = None


def flat(lines: list[object]) -> Iterator[str]:
    """The lines in order, however deep the tables lie in one another."""
    stack = [iter(lines)]
    while stack:
        line = next(stack[-1], None)
        if line is None:
            stack.pop()
        elif isinstance(line, list):
            stack.append(iter(line))
        else:
            yield str(line)
