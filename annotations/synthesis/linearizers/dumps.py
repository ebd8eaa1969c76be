"""Tables written for programs: comma-separated, JSON, XML-like and LaTeX."""

import random
import re
from collections.abc import Callable

from form4.annotations.synthesis.linearizers.arrange import merged_heads
from form4.annotations.synthesis.linearizers.sheet import (
    Sheet,
    Table,
    Text,
    one_line,
    split_lines,
)
from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, Tape, joined, text_of

_Writer = Callable[[Tape, Table, random.Random], None]


def escaped(pieces: Pieces, pairs: dict[str, str]) -> Pieces:
    """The pieces with signs written as a format wants them."""
    table = str.maketrans(pairs)
    return tuple(piece._replace(text=piece.text.translate(table)) for piece in pieces)


def _rows(table: Table) -> list[list[Pieces]]:
    return [[one_line(box.pieces) for box in line.boxes] for line in table.lines]


def _csv(tape: Tape, table: Table, rng: random.Random) -> None:
    """Cells between commas or semicolons, in quotes where they need them or always."""
    sign, always = rng.choice((",", ",", ";", "|", ", ")), rng.random() < 0.4
    for row in _rows(table):
        cells = []
        for cell in row:
            quoted = always or sign.strip() in text_of(cell) or '"' in text_of(cell)
            inner = escaped(cell, {'"': '""'}) if quoted else cell
            cells.append((Piece('"'), *inner, Piece('"')) if quoted else inner)
        tape.extend(joined(cells, sign))
        tape.write("\n")


_JSON = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _json_rows(tape: Tape, table: Table, rng: random.Random) -> None:
    """A list of lists of strings."""
    quote = rng.choice(('"', '"', "'"))
    empty = rng.choice((quote * 2, "null" if quote == '"' else "None"))
    row_end = rng.choice((",\n ", ", ", ",\n"))
    tape.write("[")
    for number, row in enumerate(_rows(table)):
        cells = [_string(cell, quote, empty) for cell in row]
        tape.write(row_end if number else "")
        tape.write("[")
        tape.extend(joined(cells, ", "))
        tape.write("]")
    tape.write("]\n")


def _string(cell: Pieces, quote: str, empty: str) -> Pieces:
    if not text_of(cell).strip():
        return (Piece(empty),)
    pairs = _JSON if quote == '"' else {"'": "\\'", "\n": "\\n"}
    return (Piece(quote), *escaped(cell, pairs), Piece(quote))


def captions_of(table: Table, *, short: bool = False) -> dict[int, str]:
    """The whole caption of every column, from all head rows; `short` drops what is in brackets.

    A title that stands over the whole table is no caption.
    """
    columns = len(table.widths)
    over: dict[int, list[str]] = {column: [] for column in range(columns)}
    for box in (box for line in table.lines if line.is_head for box in line.boxes):
        text = " ".join(text_of(box.pieces).split())
        if short:
            text = text.partition("(")[0].strip() or text
        if text and 2 * box.span <= columns:
            for column in range(box.column, box.column + box.span):
                over[column].append(text)
    return {column: " ".join(texts) for column, texts in over.items()}


def _json_objects(tape: Tape, table: Table, rng: random.Random) -> None:
    """An object a row, its keys the captions of the columns."""
    keep_empty, inner = rng.random() < 0.4, rng.choice((", ", ",\n  "))
    keyed = rng.random() < 0.4
    captions = captions_of(table, short=keyed)
    for line in table.lines:
        if line.is_head:
            continue
        fields = []
        for box in line.boxes:
            if keep_empty or not box.is_empty:
                name = captions[box.column]
                name = _UNNAMED.sub("_", name.lower()).strip("_") if keyed else name
                value = _string(one_line(box.pieces), '"', "null")
                fields.append((Piece(f'"{name}": '), *value))
        tape.write("{")
        tape.extend(joined(fields, inner))
        tape.write("},\n")


_UNNAMED = re.compile(r"[^a-z0-9]+")
_LATEX = {"$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"}


def _latex(tape: Tape, table: Table, rng: random.Random) -> None:
    """A tabular: cells between '&', rows ended by two backslashes."""
    rule = rng.choice((r"\hline", r"\midrule", ""))
    tape.write("\\begin{tabular}{" + rng.choice(("l", "|l", "c")) * len(table.widths) + "}\n")
    for line in table.lines:
        cells = []
        for box in line.boxes:
            cell = escaped(one_line(box.pieces), _LATEX)
            if box.span > 1 and line.is_head:
                cell = (Piece(f"\\multicolumn{{{box.span}}}{{c}}{{"), *cell, Piece("}"))
            cells.append(cell)
        tape.extend(joined(cells, " & "))
        tape.write(r" \\" + (f" {rule}\n" if rule else "\n"))
    tape.write("\\end{tabular}\n")


XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _xml(tape: Tape, table: Table, rng: random.Random) -> None:
    """A row element with a cell element for each cell, or for each that holds something."""
    row, cell = rng.choice((("row", "cell"), ("Row", "Data"), ("tr", "td"), ("w:tr", "w:t")))
    keep_empty, indent = rng.random() < 0.5, rng.choice(("", "  "))
    for line in table.lines:
        tape.write(f"<{row}>\n")
        for box in line.boxes:
            if keep_empty or not box.is_empty:
                tape.write(f"{indent}<{cell}>")
                tape.extend(escaped(one_line(box.pieces), XML))
                tape.write(f"</{cell}>\n")
        tape.write(f"</{row}>\n")


_WRITERS: tuple[_Writer, ...] = (_csv, _csv, _json_rows, _json_objects, _latex, _xml)


def cell_dump(sheet: Sheet, rng: random.Random) -> Tape:
    """Tables as comma-separated, JSON, LaTeX or XML-like text, paragraphs as lines between."""
    tape, write, habits = Tape(), rng.choice(_WRITERS), rng.random()
    gap = rng.choice(("\n", "\n\n"))
    for block in merged_heads(sheet, rng) if rng.random() < 0.3 else sheet:
        if isinstance(block, Text):
            tape.extend(joined(split_lines(block.pieces), "\n"))
            tape.write(gap)
        elif write is _json_objects and not block.is_data:
            _json_rows(tape, block, random.Random(habits))
        else:
            write(tape, block, random.Random(habits))  # all tables of a page alike
    return tape
