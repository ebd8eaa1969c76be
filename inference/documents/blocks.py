"""Lines of print as they grow: blocks of lines, and tables whose rows become lines."""

import re
from collections.abc import Iterator

_BLANK = re.compile(r"\s+")
_NO_BREAK = "\u00a0"
_DIGIT = re.compile(r"\d")
_COLUMNS = 100  # of a table; beyond, a cell covers its own column alone
_SHORT = 200  # characters; without a bound, tables in tables would copy their line again and again


class Block:
    """Lines of print; a list among them is a table's lines, which may hold others in turn.

    Print that is `typed` keeps its blanks, and the empty lines that its author made.
    """

    def __init__(self, *, typed: bool = False) -> None:
        self.lines: list[object] = []
        self.slots: list[str] = []  # lines that take up room, whether there is print on them or not
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

    def end_line(self, *, forced: bool = False) -> None:
        """The line is done; one without print is none, though it takes up room if `forced`."""
        raw = "".join(self._parts)
        line = raw.rstrip() if self._typed else _BLANK.sub(" ", raw).strip()
        self._parts.clear()
        if line or forced or _NO_BREAK in raw:
            self.slots.append(line)
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


_EMPTY = Block()


class Table:
    """An open table: lines of the rows that are done, and the cells of the one that is not."""

    def __init__(self, around: Block) -> None:
        self.around = around
        self.lines: list[object] = []
        self._row: list[Block] = []
        self._cell: Block | None = None
        self._spans = 1, 1  # columns and rows of the open cell
        self._covered: dict[int, int] = {}  # by column: rows to come that a cell above reaches into

    @property
    def block(self) -> Block:
        """Where print goes: into the open cell, or before the table, as browsers have it."""
        return self.around if self._cell is None else self._cell

    def start_cell(self, columns: int = 1, rows: int = 1) -> None:
        """A new cell over so many columns and rows; the one before is done."""
        self.end_cell()
        self._cell = Block()
        self._spans = columns, rows

    def end_row(self) -> None:
        """The row is done: a line of cells, or cell after cell where one of them holds a table."""
        self.end_cell()
        if not self._row:  # none has begun
            return
        self._pass_covered()
        row, self._row = self._row, []
        if not all(cell.is_plain for cell in row):
            self.lines.extend(line for cell in row for line in cell.lines)
            return
        for cells in _stacked(row) or [[" ".join(map(str, cell.lines)) for cell in row]]:
            if any(cells):
                self.lines.append("\t".join(cells).rstrip())

    def end_cell(self) -> None:
        """The cell is done."""
        if self._cell is None:
            return
        self._cell.end_line()
        self._pass_covered()
        columns, rows = self._spans
        column = len(self._row)
        self._row.append(self._cell)
        self._cell = None
        if column + columns <= _COLUMNS:
            self._row += [_EMPTY] * (columns - 1)
            if rows > 1:
                self._covered |= dict.fromkeys(range(column, column + columns), rows - 1)

    def _pass_covered(self) -> None:
        while self._covered.get(len(self._row)):
            self._covered[len(self._row)] -= 1
            self._row.append(_EMPTY)


def _stacked(row: list[Block]) -> list[list[str]]:
    """The rows that are stacked in one, as where all dates of a table stand in one cell.

    None, unless three cells have the same number of lines, two of them with a number on each that
    is not empty, and no other cell has more than one line.
    """
    height = max((len(cell.slots) for cell in row), default=0)
    stacks = [cell.slots for cell in row if len(cell.slots) == height]
    numbers = sum(all(map(_DIGIT.search, filter(None, slots))) and any(slots) for slots in stacks)
    others = any(1 < len(cell.slots) < height for cell in row)
    if height < 2 or len(stacks) < 3 or numbers < 2 or others:
        return []
    filled = [[*cell.slots, *[""] * (height - len(cell.slots))] for cell in row]
    return [list(cells) for cells in zip(*filled, strict=True)]


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
