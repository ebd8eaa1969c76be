"""Pages as optical character recognition reads them: line by line, across all columns.

Every habit was seen in scanned forms: rules of the table read as signs beside the values, the
spare lines of tall cells above and below the line of their row, one-letter cells misread or lost,
raised marks read as signs, dates too small to read.
"""

import random
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.canvas import (
    MANNERS,
    Column,
    set_columns,
    write_paragraph,
)
from form4.annotations.synthesis.linearizers.sheet import Line, Sheet, Text
from form4.annotations.synthesis.linearizers.slips import (
    garble_marks,
    ruin_date,
    ruin_letter,
    slip_caption,
    smear,
)
from form4.annotations.synthesis.linearizers.tape import UNKNOWN, Piece, Pieces, Tape

_RULINGS = (" | ", " | ", " |", "| ", "|", " _| ", " —_| ", "] ", " J", "/", " } ", " [", " ||")
_LETTERS = frozenset(
    {
        "transaction_code",
        "transaction_acquired_disposed_code",
        "direct_or_indirect_ownership",
        "transaction_timeliness",
    }
)
_JUNK = frozenset({"underlying_security_title", "transaction_price_per_share"})
_DATES = frozenset({"transaction_date", "exercise_date", "expiration_date"})


@dataclass(frozen=True, slots=True)
class _Habits:
    """How badly one page is read: shares of the things that can happen to it."""

    ruled: float  # borders of columns read as signs
    rulings: tuple[str, ...]
    empty_ruled: float  # borders of empty cells among them
    letters: float
    lost_labels: frozenset[str]  # columns of one letter that are not read at all
    junk: float  # small cells of which no character is read right
    marks: float
    dates: float
    captions: float
    characters: float
    blank: float
    lost_line: float


def _draw_habits(rng: random.Random) -> _Habits:
    badness = rng.betavariate(1.0, 1.6)
    return _Habits(
        ruled=rng.choice((0.0, 0.05, 0.2, 0.6)),
        rulings=(" | ", *rng.choices(_RULINGS, k=4)),
        empty_ruled=rng.choice((0.0, 0.0, 0.3)),
        letters=0.4 * badness if rng.random() < 0.6 else 0.0,
        lost_labels=_draw_lost(rng),
        junk=0.08 * badness,
        marks=rng.choice((0.0, 0.3, 0.8)),
        dates=0.5 * badness if rng.random() < 0.12 else 0.0,
        captions=0.6 * badness,
        characters=0.03 * badness if rng.random() < 0.6 else 0.0,
        blank=rng.choice((0.05, 0.05, 0.3)),
        lost_line=0.1 * badness,
    )


def _draw_lost(rng: random.Random) -> frozenset[str]:
    share = 0.4 if rng.random() < 0.3 else 0.0
    return frozenset(label for label in sorted(_LETTERS) if rng.random() < share)


def ocr_lines(sheet: Sheet, rng: random.Random) -> Tape:
    """Printed lines across all columns with single blanks; see the module's first lines."""
    habits, tape = _draw_habits(rng), Tape()
    scale, width = rng.uniform(0.6, 1.3), rng.choice((90, 120, 160))
    jumbled, manner = rng.random() < 0.25, rng.choice(MANNERS)
    for block in sheet:
        if isinstance(block, Text):
            write_paragraph(tape, _caption(block.pieces, habits, rng), width)
            tape.write("\n" if rng.random() < habits.blank else "")
            continue
        for line in block.lines:
            read = _misread_cells(line, habits, rng, is_data=block.is_data)
            columns = set_columns(block, read, scale, rng if jumbled else None, manner)
            lossy = habits.lost_line if line.is_head else 0.0
            ruled = block.is_data or rng.random() < 0.3
            _write_lines(tape, columns, habits, rng, ruled=ruled, lossy=lossy)
            tape.write("\n" if rng.random() < habits.blank else "")
    return Tape(garble_marks(tape.pieces, habits.marks, rng)) if habits.marks else tape


def _write_lines(
    tape: Tape, columns: list[Column], habits: _Habits, rng: random.Random, *, ruled: bool,
    lossy: float,
) -> None:  # fmt: skip
    for number in range(len(columns[0].lines) if columns else 0):
        if rng.random() < lossy or not any(column.lines[number] for column in columns):
            continue
        gap, is_first = "", True
        for column in columns:
            pieces = column.lines[number]
            if ruled and (habits.empty_ruled if not pieces else 1.0) * habits.ruled > rng.random():
                gap = gap.rstrip() + rng.choice(habits.rulings)
            if not pieces:
                continue
            tape.write(gap if gap or is_first else " ")
            tape.extend(pieces)
            gap, is_first = "", False
        tape.write(gap.rstrip() + "\n")


def _misread_cells(line: Line, habits: _Habits, rng: random.Random, *, is_data: bool) -> Line:
    boxes = []
    for box in line.boxes:
        if line.is_head or not is_data:
            pieces = _caption(box.pieces, habits, rng)
        else:
            pieces = _small_cells(box.pieces, habits, rng)
        if habits.characters:
            pieces = smear(pieces, habits.characters, rng)
        boxes.append(box if pieces is box.pieces else type(box)(pieces, box.column, box.span))
    return Line(tuple(boxes), line.is_head)


def _small_cells(pieces: Pieces, habits: _Habits, rng: random.Random) -> Pieces:
    read: list[Piece] = []
    for piece in pieces:
        if piece.label in habits.lost_labels and rng.random() < 0.85:
            continue
        if piece.label in _LETTERS and len(piece.text) == 1 and rng.random() < habits.letters:
            read.extend(ruin_letter(piece, rng))
        elif piece.label in _DATES and rng.random() < habits.dates:
            read.append(ruin_date(piece, rng))
        elif piece.label in _JUNK and rng.random() < habits.junk:
            read.append(smear((piece._replace(label=UNKNOWN),), 0.7, rng)[0])
        else:
            read.append(piece)
    return tuple(read)


def _caption(pieces: Pieces, habits: _Habits, rng: random.Random) -> Pieces:
    if rng.random() >= habits.captions:
        return pieces
    return tuple(
        piece if piece.label else Piece(slip_caption(piece.text, 0.35, rng)) for piece in pieces
    )
