"""Converters of HTML: markdown tables, pipes without borders, and bare text content."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from form4.annotations.synthesis.linearizers.arrange import merged_heads, repeated_cells
from form4.annotations.synthesis.linearizers.sheet import (
    Box,
    Line,
    Sheet,
    Table,
    Text,
    split_lines,
)
from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, Tape, joined, text_of

_LINKED = frozenset({"owner_name", "issuer_name"})
_UNDERLINED = _LINKED | {"period_of_report", "officer_title", "date_of_original_submission"}
_RULES = ("| --- ", "|---", "|:---", "|-----------", "|--")


@dataclass(frozen=True, slots=True)
class _Habits:
    """What one markdown converter does throughout a document."""

    break_as: str
    rule: str
    empty: str
    escape: Callable[[str], str]
    dress: str
    bold_heads: bool
    empty_head: bool
    pad_spans: bool
    check_input: bool
    heading: tuple[str, str]  # what stands around a title outside the tables
    loose: tuple[str, str] | None  # header boxes as a list: around each of their captions


def _draw_habits(rng: random.Random) -> _Habits:
    return _Habits(
        break_as=rng.choice((" ", " ", "<br>", "<br>", "<br/>", "  ", " <br> ")),
        rule=rng.choice(_RULES),
        empty=rng.choice((" ", "  ", " ", "")),
        escape=_draw_escape(rng),
        dress=rng.choice(("", "", "", "u", "link", "b")),
        bold_heads=rng.random() < 0.2,
        empty_head=rng.random() < 0.3,
        pad_spans=rng.random() < 0.7,
        check_input=rng.random() < 0.15,
        heading=rng.choice(
            (("", ""), ("", ""), ("# ", ""), ("## ", ""), ("### ", ""), ("**", "**"))
        ),
        loose=rng.choice((("**", "**"), ("- **", "**"), ("- ", "")))
        if rng.random() < 0.1
        else None,
    )


def _draw_escape(rng: random.Random) -> Callable[[str], str]:
    signs = rng.choice(("", "", "$", "$", "$*_", "*_", "$|"))
    if not signs:
        return lambda text: text
    pattern = re.compile(f"([{re.escape(signs)}])")
    return lambda text: pattern.sub(r"\\\1", text)


def markdown(sheet: Sheet, rng: random.Random) -> Tape:
    """Markdown with tables between pipes, a rule after the first row, a blank line after each."""
    habits, tape = _draw_habits(rng), Tape()
    if _is_dressed(sheet):
        habits = replace(habits, dress="")
    for block in _rearranged(sheet, rng):
        if isinstance(block, Text):
            _markdown_text(tape, block, habits)
        elif habits.loose and not block.is_data:
            _markdown_list(tape, block, habits, habits.loose)
        else:
            _markdown_table(tape, block, habits)
        tape.write("\n\n")
    return tape


def _rearranged(sheet: Sheet, rng: random.Random) -> Sheet:
    """Heads merged into one row, or wide cells repeated: a table model's markdown."""
    chance = rng.random()
    if chance < 0.12:
        return merged_heads(sheet, rng)
    return repeated_cells(sheet, rng) if chance < 0.2 else sheet


def _markdown_text(tape: Tape, text: Text, habits: _Habits) -> None:
    lines = [_escaped(line, habits) for line in split_lines(text.pieces)]
    is_title = len(lines) == 1 and _is_title(lines[0])
    before, after = habits.heading if is_title else ("", "")
    tape.write(before)
    tape.extend(joined(lines, "\n"))
    tape.write(after)


def _is_title(line: Pieces) -> bool:
    text = text_of(line).strip()
    return len(text) < 90 and text[-1:] != "." and not _has_label(line)


def _has_label(pieces: Pieces) -> bool:
    return any(piece.label for piece in pieces)


def _markdown_list(tape: Tape, table: Table, habits: _Habits, around: tuple[str, str]) -> None:
    """Header boxes one after the other, their captions in bold or as the points of a list."""
    for box in (box for line in table.lines for box in line.boxes):
        for line in split_lines(box.pieces):
            before, after = ("", "") if _has_label(line) else around
            tape.write(before)
            tape.extend(_escaped(line, habits))
            tape.write(after + "\n")


def _is_dressed(sheet: Sheet) -> bool:
    """Whether the page itself already carries the marks of a text style."""
    signs = ("<u>", "**", "](")
    tables = (block for block in sheet if isinstance(block, Table))
    boxes = (box for table in tables for line in table.lines for box in line.boxes)
    return any(sign in piece.text for box in boxes for piece in box.pieces for sign in signs)


def _markdown_table(tape: Tape, table: Table, habits: _Habits) -> None:
    columns = len(table.widths)
    rule = habits.rule * columns + "|\n"
    if habits.empty_head:
        tape.write(f"|{habits.empty or ' '}" * columns + "|\n" + rule)
    for number, line in enumerate(table.lines):
        for box in line.boxes:
            tape.write("|")
            tape.extend(_markdown_cell(box, line, habits))
            if habits.pad_spans:
                tape.write(f"|{habits.empty}" * (box.span - 1))
        tape.write("|\n")
        if not number and not habits.empty_head:
            tape.write(rule)


def _markdown_cell(box: Box, line: Line, habits: _Habits) -> Pieces:
    if box.is_empty:
        return (Piece(habits.empty),) if habits.empty else ()
    pieces = _escaped(joined(split_lines(box.pieces), habits.break_as), habits)
    frame = " **" if line.is_head and habits.bold_heads else " "
    return (Piece(frame), *pieces, Piece(frame[::-1]))


def _escaped(pieces: Pieces, habits: _Habits) -> Pieces:
    parts: list[Piece] = []
    for number, piece in enumerate(pieces):
        if habits.check_input and _is_bare_mark(pieces, number):
            parts.extend((Piece("<input "), piece._replace(text="checked")))
            parts.append(Piece('="" type="checkbox"/>'))
            continue
        before, after = _dress(piece, habits)
        parts.extend((Piece(before), piece._replace(text=habits.escape(piece.text)), Piece(after)))
    return tuple(part for part in parts if part.text)


def _is_bare_mark(pieces: Pieces, number: int) -> bool:
    piece = pieces[number]
    if piece.text not in ("X", "x") or not (piece.label or "").startswith("is_"):
        return False
    before = pieces[number - 1].text if number else " "
    after = pieces[number + 1].text if number + 1 < len(pieces) else " "
    return before[-1:].isspace() and after[:1].isspace()


def _dress(piece: Piece, habits: _Habits) -> tuple[str, str]:
    if habits.dress == "u" and piece.label in _UNDERLINED:
        return "<u>", "</u>"
    if habits.dress == "b" and piece.label in _UNDERLINED:
        return "**", "**"
    if habits.dress == "link" and piece.label in _LINKED:
        number = f"{_digest(piece.text) % 10**7:010d}"
        return "[", f"](/cgi-bin/browse-edgar?action=getcompany&CIK={number})"
    return "", ""


def _digest(text: str) -> int:
    # The built-in hash differs from process to process, and a page must not.
    return sum(ord(character) * 31**place for place, character in enumerate(text[:12]))


def pipes(sheet: Sheet, rng: random.Random) -> Tape:
    """Cells between bare pipes and a rule of '---|---' after the first row, as html2text writes."""
    tape = Tape()
    end = rng.choice(("  \n", "  \n", "\n"))
    escape_numbers, keep_empty, rule_first = (rng.random() < share for share in (0.7, 0.8, 0.9))
    inner = rng.choice(("  \n", " ", "\n"))
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(_numbered(joined(split_lines(block.pieces), end), escape_numbers))
            tape.write(end + "\n" * rng.randint(0, 1))
            continue
        for number, line in enumerate(block.lines):
            boxes = [box for box in line.boxes if keep_empty or not box.is_empty]
            cells = [
                _numbered(joined(split_lines(box.pieces), inner), escape_numbers) for box in boxes
            ]
            if cells and not text_of(cells[0]):
                tape.write("| " if rng.random() < 0.8 else "")
                cells = cells[1:]
            tape.extend(joined(cells, " | "))
            tape.write(end)
            if not number and rule_first:
                tape.write("|".join(["---"] * max(1, len(boxes))) + end)
    return tape


_NUMBERED = re.compile(r"^(\d{1,2})\. ")


def _numbered(pieces: Pieces, escape: bool) -> Pieces:
    if not escape or not pieces or pieces[0].label:
        return pieces
    return (Piece(_NUMBERED.sub(r"\1\\. ", pieces[0].text)), *pieces[1:])


def html_text(sheet: Sheet, rng: random.Random) -> Tape:
    """The text content of HTML: a cell a line, indented, empty cells as blank lines at most."""
    tape = Tape()
    indent = rng.choice(("", "", "  ", "    ", "\t\t", "      "))
    blank_cells, blank_rows, glued = (rng.random() < share for share in (0.3, 0.4, 0.4))
    inner = rng.choice(("", "\n" + indent, "\n ", " "))
    for block in sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), inner or " "))
            tape.write(rng.choice(("\n", "\n", "\n\n", "" if glued else "\n")))
            continue
        for line in block.lines:
            for box in line.boxes:
                if not box.is_empty:
                    tape.write(indent + " " * (rng.random() < 0.15))
                    tape.extend(joined(split_lines(box.pieces), inner))
                    tape.write("\n")
                elif blank_cells:
                    tape.write(indent + "\n")
            tape.write("\n" * blank_rows)
    return tape
