"""Places on a tape where noise strikes, drawn so that a page costs little time."""

import math
import random
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from form4.annotations.synthesis.linearizers.tape import Piece, Tape

# Takes the text of a piece and a place in it, gives the text as it is afterwards.
Edit = Callable[[str, int, random.Random], str]


def count_for(length: int, rate: float, rng: random.Random) -> int:
    """How many of so many characters are struck: the rate's share, rounded at random."""
    return math.floor(length * rate + rng.random())


def strike(
    tape: Tape, rng: random.Random, rate: float, edit: Edit, *, spare_values: bool = False
) -> Tape:
    """Change characters at random places; `spare_values` leaves labelled ones alone."""
    ends = list(accumulate(len(piece.text) for piece in tape.pieces))
    if not ends or not ends[-1]:
        return tape
    pieces = list(tape.pieces)
    for _ in range(count_for(ends[-1], rate, rng)):
        number = bisect_right(ends, rng.randrange(ends[-1]))
        piece = pieces[number]
        if piece.text and not (spare_values and piece.label):
            text = edit(piece.text, rng.randrange(len(piece.text)), rng)
            pieces[number] = piece._replace(text=text)
    return Tape(pieces)


def change_text(tape: Tape, change: Callable[[str], str]) -> Tape:
    """The tape with a change made to the characters of every piece."""
    return Tape([Piece(change(text), label, value) for text, label, value in tape.pieces])


def line_ends(tape: Tape) -> list[int]:
    """The pieces without a label that hold a line end: places between the lines of a page."""
    return [
        number
        for number, (text, label, _) in enumerate(tape.pieces)
        if label is None and "\n" in text
    ]


def insert_lines(tape: Tape, number: int, text: str) -> Tape:
    """The tape with lines written after the first line end of an unlabelled piece."""
    before, _, after = tape.pieces[number].text.partition("\n")
    inserted = Piece(f"{before}\n{text}\n{after}")
    return Tape([*tape.pieces[:number], inserted, *tape.pieces[number + 1 :]])
