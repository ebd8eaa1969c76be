"""A synthetic page as HTML to print, every value in its own colour."""

from collections.abc import Iterable
from typing import NamedTuple

from form4.annotations.scans.looks import Look
from form4.annotations.scans.marked import Marked, colour_of, escaped
from form4.annotations.scans.printable import inks
from form4.annotations.synthesis.linearizers.sheet import Box, Line, Table, number_values
from form4.annotations.synthesis.linearizers.tape import Pieces, text_of
from form4.annotations.synthesis.page import Page

_TITLE_CHARACTERS = 90  # longer paragraphs are no titles
_SMALL_COLUMNS = 3  # what has fewer columns and rows is a box of its own, such as the signatures
_NARROW = 50


class _Slot(NamedTuple):
    """A box and how many rows of the table it covers."""

    box: Box
    rows: int


def to_html(page: Page, look: Look) -> Marked:
    """The page set in a look."""
    labels: dict[int, str | None] = {0: None}
    parts = ["<!DOCTYPE html><meta charset=utf-8><style>", look.css, "</style><body>"]
    for block in number_values(page):
        if isinstance(block, Table):
            parts.append(_table(block, look))
            cells = [box.pieces for line in block.lines for box in line.boxes]
        else:
            parts.append(_paragraph(block.pieces, look))
            cells = [block.pieces]
        labels |= {piece.value: piece.label for cell in cells for piece in cell if piece.label}
    return Marked("".join(parts), tuple(labels[value] for value in range(len(labels))))


def _paragraph(pieces: Pieces, look: Look) -> str:
    text = text_of(pieces)
    bare = not any(piece.label for piece in pieces)
    is_title = bare and len(text) < _TITLE_CHARACTERS and text[:1].isupper()
    return f"<p{' class=t' if is_title else ''}>{_ink(pieces, look, raised=False)}</p>"


def _ink(pieces: Pieces, look: Look, raised: bool) -> str:
    parts = []
    for ink in inks(pieces, marks_raised=raised and look.marks_raised):
        text = escaped(ink.text)
        if ink.value:
            text = f'<s style="color:{colour_of(ink.value)}">{text}</s>'
        parts.append(f"<{ink.style}>{text}</{ink.style}>" if ink.style else text)
    return "".join(parts)


def _table(table: Table, look: Look) -> str:
    kind = _kind(table)
    total = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / total:.1f}%">' for width in table.widths)
    merged = kind == "b" and look.merged_boxes and len(table.widths) > 2
    lines = _merged(table.lines) if merged else _unmerged(table.lines)
    rows = "".join(_row(slots, is_head, look) for slots, is_head in lines)
    return f"<table class={kind}><colgroup>{columns}</colgroup>{rows}</table>"


def _kind(table: Table) -> str:
    """The class of a table: data with a head, boxes of the header, or small (l if narrow)."""
    if any(line.is_head for line in table.lines):
        return "d"
    if len(table.widths) >= _SMALL_COLUMNS and len(table.lines) >= _SMALL_COLUMNS:
        return "b"
    return "l" if sum(table.widths) < _NARROW else "s"


def _row(slots: Iterable[_Slot], is_head: bool, look: Look) -> str:
    cells = []
    for box, rows in slots:
        attributes = " class=h" if is_head else ""
        attributes += f" colspan={box.span}" if box.span > 1 else ""
        attributes += f" rowspan={rows}" if rows > 1 else ""
        cells.append(f"<td{attributes}>{_ink(box.pieces, look, raised=True)}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _unmerged(lines: tuple[Line, ...]) -> list[tuple[list[_Slot], bool]]:
    return [([_Slot(box, 1) for box in line.boxes], line.is_head) for line in lines]


def _merged(lines: tuple[Line, ...]) -> list[tuple[list[_Slot], bool]]:
    """Empty boxes below a box of the same columns become part of it, as in the form's header."""
    result: list[tuple[list[_Slot], bool]] = [([], line.is_head) for line in lines]
    open_slots: dict[tuple[int, int], tuple[int, int]] = {}
    for number, line in enumerate(lines):
        for box in line.boxes:
            key = (box.column, box.span)
            at = open_slots.get(key)
            if box.is_empty and at is not None:
                slots = result[at[0]][0]
                slots[at[1]] = slots[at[1]]._replace(rows=slots[at[1]].rows + 1)
                continue
            open_slots[key] = (number, len(result[number][0]))
            result[number][0].append(_Slot(box, 1))
        open_slots = {key: at for key, at in open_slots.items() if key in _keys(line)}
    return result


def _keys(line: Line) -> set[tuple[int, int]]:
    return {(box.column, box.span) for box in line.boxes}
