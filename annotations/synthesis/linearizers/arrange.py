"""How pages come apart before they are read: rows in printed lines, tables in halves, columns."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from form4.annotations.synthesis.linearizers.sheet import (
    Block,
    Box,
    Line,
    Sheet,
    Table,
    Text,
    one_line,
    wrap,
    wrap_tight,
)
from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, joined, text_of

Arrange = Callable[[Sheet, random.Random], Sheet]

_AGAIN = 1_000_000  # added to the number of a value that stands on the page a second time


def _data_tables(sheet: Sheet, change: Callable[[Table], tuple[Block, ...]]) -> Sheet:
    blocks: list[Block] = []
    for block in sheet:
        is_data = isinstance(block, Table) and block.is_data
        blocks.extend(change(block) if is_data and isinstance(block, Table) else (block,))
    return tuple(blocks)


def tables_last(sheet: Sheet, rng: random.Random | None = None) -> Sheet:
    """The sheet with all tables after all paragraphs, the signature too, as some collect them."""
    texts = tuple(block for block in sheet if isinstance(block, Text))
    return texts + tuple(block for block in sheet if isinstance(block, Table))


def lines_as_rows(sheet: Sheet, rng: random.Random) -> Sheet:
    """Every printed line of a table row a row of its own, short cells at the middle or the top.

    So a title of three lines stands above, beside and below the values of its row.
    """
    scale, at_top = rng.uniform(0.5, 1.1), rng.random() < 0.3
    wrapped = wrap_tight if rng.random() < 0.3 else wrap
    heads_too = rng.random() < 0.5

    def change(table: Table) -> tuple[Block, ...]:
        rows: list[Line] = []
        for line in table.lines:
            if line.is_head and not heads_too:
                rows.append(line)
                continue
            cells = [wrapped(b.pieces, max(3, int(table.width(b) * scale))) for b in line.boxes]
            rows.extend(_printed(line, cells, at_top=at_top or line.is_head))
        return (Table(table.widths, tuple(rows)),)

    return _data_tables(sheet, change)


def _printed(line: Line, cells: list[list[Pieces]], *, at_top: bool) -> Iterator[Line]:
    height = max((len(cell) for cell in cells), default=0)
    above = [0 if at_top else (height - len(cell)) // 2 for cell in cells]
    for number in range(height):
        boxes = []
        for box, cell, first in zip(line.boxes, cells, above, strict=True):
            inside = first <= number < first + len(cell)
            boxes.append(Box(cell[number - first] if inside else (), box.column, box.span))
        yield Line(tuple(boxes), line.is_head)


def halved_tables(sheet: Sheet, rng: random.Random) -> Sheet:
    """A wide table in two: its first columns of all rows, then, on the next page, the others."""
    share, turned = rng.uniform(0.35, 0.65), rng.random() < 0.25
    furniture = _furniture(rng) if rng.random() < 0.6 else ()

    def change(table: Table) -> tuple[Block, ...]:
        columns = len(table.widths)
        middle = round(columns * share)
        left, right = _columns(table, 0, middle), _columns(table, middle, columns)
        halves = (right, left) if turned else (left, right)
        return (halves[0], *furniture, halves[1])

    return _data_tables(sheet, change)


def _columns(table: Table, start: int, end: int) -> Table:
    """The columns from start to end; a cell across the cut belongs to the side it begins on."""
    lines = []
    for line in table.lines:
        boxes = (box for box in line.boxes if start <= box.column < end)
        kept = (
            replace(b, column=b.column - start, span=min(b.span, end - b.column)) for b in boxes
        )
        lines.append(Line(tuple(kept), line.is_head))
    return Table(table.widths[start:end], tuple(lines))


def broken_tables(sheet: Sheet, rng: random.Random) -> Sheet:
    """A page break inside a table, with what printers add there; its heads often once more."""
    repeated = rng.random() < 0.7

    def change(table: Table) -> tuple[Block, ...]:
        heads = tuple(line for line in table.lines if line.is_head)
        body = tuple(line for line in table.lines if not line.is_head)
        if len(body) < 2:
            return (table,)
        at = rng.randint(1, len(body) - 1)
        after = (*(heads if repeated else ()), *body[at:])
        first, second = Table(table.widths, (*heads, *body[:at])), Table(table.widths, after)
        return (first, *_furniture(rng), second)

    return _data_tables(sheet, change)


def _furniture(rng: random.Random) -> tuple[Text, ...]:
    """What a browser prints at the foot of a page and at the head of the next."""
    page, pages = rng.randint(1, 2), rng.randint(2, 4)
    number = rng.randint(10**5, 10**7)
    stamp = f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(4, 25):02d}, "
    stamp += f"{rng.randint(1, 12)}:{rng.randint(0, 59):02d} {rng.choice(('AM', 'PM'))}"
    url = f"https://www.sec.gov/Archives/edgar/data/{number}/xslF345X0{rng.randint(2, 5)}/doc4.xml"
    feet = (
        (f"{url} {page}/{pages}", f"{stamp} SEC FORM 4"),
        (f"{url}", f"{page}/{pages}", f"{stamp}", "SEC FORM 4"),
        (f"{stamp} SEC FORM 4", f"{url} {page}/{pages}"),
        (f"Page {page} of {pages}",),
        ("FORM 4 (continued)",),
        (f"- {page} -", "Form 4 continued"),
    )
    return tuple(Text((Piece(text),)) for text in rng.choice(feet))


def side_by_side(sheet: Sheet, rng: random.Random) -> Sheet:
    """Neighbouring paragraphs as two columns, which line readers read across."""
    blocks: list[Block] = []
    for block in sheet:
        before = blocks[-1] if blocks else None
        if isinstance(block, Text) and isinstance(before, Text) and rng.random() < 0.35:
            left = rng.randint(30, 80)
            boxes = (Box(before.pieces, 0, 1), Box(block.pieces, 1, 1))
            boxes = boxes if rng.random() < 0.7 else _swapped(boxes)
            blocks[-1] = Table((left, 110 - left), (Line(boxes),))
        else:
            blocks.append(block)
    return tuple(blocks)


def _swapped(boxes: tuple[Box, Box]) -> tuple[Box, Box]:
    left, right = boxes
    return replace(left, pieces=right.pieces), replace(right, pieces=left.pieces)


def merged_heads(sheet: Sheet, rng: random.Random) -> Sheet:
    """Two head rows as one, every column under its whole caption: '3. Code (Instr. 8).Code'."""
    separator = rng.choice((".", " ", " - ", " / "))

    def change(table: Table) -> tuple[Block, ...]:
        heads = [line for line in table.lines if line.is_head]
        if len(heads) < 2:
            return (table,)
        head = Line(tuple(_merged(heads, len(table.widths), separator)), is_head=True)
        body = (line for line in table.lines if not line.is_head)
        return (Table(table.widths, (head, *body)),)

    return _data_tables(sheet, change)


def _merged(heads: list[Line], columns: int, separator: str) -> Iterator[Box]:
    for column in range(columns):
        over = (b for head in heads for b in head.boxes if b.column <= column < b.column + b.span)
        parts = [one_line(box.pieces) for box in over if not box.is_empty]
        yield Box(joined(_apart(parts), separator), column, 1)


def _apart(parts: list[Pieces]) -> list[Pieces]:
    """The parts without one that only repeats the part before it."""
    return [part for k, part in enumerate(parts) if not k or text_of(part) != text_of(parts[k - 1])]


def repeated_cells(sheet: Sheet, rng: random.Random) -> Sheet:
    """A cell over several columns printed in every one of them, as some markdown writers do."""
    blocks: list[Block] = []
    for block in sheet:
        if isinstance(block, Text):
            blocks.append(block)
        else:
            lines = (Line(tuple(_repeated(line)), line.is_head) for line in block.lines)
            blocks.append(Table(block.widths, tuple(lines)))
    return tuple(blocks)


def _repeated(line: Line) -> Iterator[Box]:
    for box in line.boxes:
        for copy in range(box.span):
            yield Box(_numbered_anew(box.pieces, copy * _AGAIN), box.column + copy, 1)


def _numbered_anew(pieces: Pieces, more: int) -> Pieces:
    """The same print with value numbers of its own: printed twice is two spans."""
    return tuple(p._replace(value=p.value + more) if p.value and more else p for p in pieces)


# The share of pages that come apart so, before any reader; most stay whole.
ARRANGEMENTS: dict[str, tuple[Arrange, float]] = {
    "tables_last": (tables_last, 0.04),
    "broken_tables": (broken_tables, 0.06),
    "halved_tables": (halved_tables, 0.04),
    "lines_as_rows": (lines_as_rows, 0.07),
    "side_by_side": (side_by_side, 0.04),
}


def arranged(sheet: Sheet, rng: random.Random) -> Sheet:
    """The sheet as one page comes apart; seldom in two ways at once."""
    for arrange, share in ARRANGEMENTS.values():
        if rng.random() < share:
            sheet = arrange(sheet, rng)
    return sheet
