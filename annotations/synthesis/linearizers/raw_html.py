"""HTML as it is: tags, attributes and entities kept."""

import random
import re
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.dumps import XML, escaped
from form4.annotations.synthesis.linearizers.sheet import Line, Sheet, Table, Text, split_lines
from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, Tape, joined

_TAG = re.compile(r"</?[a-z]+")
_STYLES = ("", ' align="center"', ' class="TableCell"', ' valign="top"')


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one page's HTML is written."""

    break_as: str
    paragraph: tuple[str, str]
    span: str
    cell_end: str
    row_end: str
    style: str
    empty: str


def _draw_habits(rng: random.Random) -> _Habits:
    cell_end, row_end = rng.choice((("", ""), ("\n", "\n"), ("", "\n"), ("\n\t", "\n")))
    return _Habits(
        break_as=rng.choice(("<br>", "<br/>", "<br />")),
        paragraph=rng.choice((("<p>", "</p>"), ("<div>", "</div>"), ("<p>", ""))),
        span='<span class="FormData">' if rng.random() < 0.4 else "",
        cell_end=cell_end,
        row_end=row_end,
        style=rng.choice(_STYLES),
        empty=rng.choice(("", "", "&nbsp;", " ")),
    )


def raw_html(sheet: Sheet, rng: random.Random) -> Tape:
    """Tags kept: rows and cells with attributes, line breaks, entities for signs and blanks."""
    tape, habits = Tape(), _draw_habits(rng)
    for block in sheet:
        if isinstance(block, Text):
            before, after = habits.paragraph
            tape.write(before)
            tape.extend(_lines(block.pieces, habits))
            tape.write(after + "\n")
        else:
            _table(tape, block, habits)
    return _upper_tags(tape) if rng.random() < 0.2 else tape


def _upper_tags(tape: Tape) -> Tape:
    return Tape(
        [p if p.label else Piece(_TAG.sub(lambda tag: tag[0].upper(), p.text)) for p in tape.pieces]
    )


def _lines(pieces: Pieces, habits: _Habits) -> Pieces:
    return joined([escaped(line, XML) for line in split_lines(pieces)], habits.break_as)


def _table(tape: Tape, table: Table, habits: _Habits) -> None:
    tape.write('<table width="100%" border="1">' + habits.row_end)
    for line in table.lines:
        tape.write("<tr>" + habits.cell_end)
        _cells(tape, line, habits)
        tape.write("</tr>" + habits.row_end)
    tape.write("</table>\n")


def _cells(tape: Tape, line: Line, habits: _Habits) -> None:
    tag = "th" if line.is_head else "td"
    for box in line.boxes:
        wide = f' colspan="{box.span}"' if box.span > 1 else ""
        tape.write(f"<{tag}{wide}{habits.style}>")
        if box.is_empty:
            tape.write(habits.empty)
        else:
            tape.write(habits.span)
            tape.extend(_lines(box.pieces, habits))
            tape.write("</span>" if habits.span else "")
        tape.write(f"</{tag}>{habits.cell_end}")
