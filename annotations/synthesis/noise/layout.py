"""White space, page breaks, text style, and lines that come, go or are cut off."""

import random
import re

from form4.annotations.synthesis.linearizers.tape import Piece, Tape, cut
from form4.annotations.synthesis.noise.decoys import decoy, page_header
from form4.annotations.synthesis.noise.sites import change_text, insert_lines, line_ends

_BLANKS, _TABS, _EMPTY_LINES = (re.compile(white) for white in ("  +", "\t+", "\n{2,}"))
_LINE_END, _ONE_LINE_END, _ONE_BLANK = map(re.compile, ("\n", r"\n(?!\n)", "(?<! ) (?! )"))
_WHITE_SPACE = (
    (_BLANKS, " "),
    (_BLANKS, "\t"),
    (_TABS, " "),
    (_TABS, "  "),
    (_TABS, "\t"),
    (_TABS, "\n"),
    (_TABS, " | "),
    (_EMPTY_LINES, "\n"),
    (_EMPTY_LINES, "\n\n\n"),
    (_LINE_END, "\n\n"),
    (_LINE_END, " \n"),
    (_LINE_END, "\r\n"),
    (_ONE_LINE_END, " "),
    (_ONE_BLANK, "\u00a0"),
    (_ONE_BLANK, "  "),
)


def change_white_space(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """One kind of white space turned into another throughout."""
    pattern, written = rng.choice(_WHITE_SPACE)
    return change_text(tape, lambda text: pattern.sub(written, text))


def break_lines(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Single blanks and line ends that change places at random."""
    share = 0.02 + 0.2 * strength
    pieces = [
        piece._replace(text=_swap_one(piece.text, rng)) if rng.random() < share else piece
        for piece in tape.pieces
    ]
    return Tape(pieces)


def _swap_one(text: str, rng: random.Random) -> str:
    old, new = ("\n", " ") if "\n" in text and rng.random() < 0.5 else (" ", "\n")
    places = [k for k, character in enumerate(text) if character == old]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + new + text[at + 1 :]


def break_pages(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Page breaks with the header and footer that a printer adds, in the middle of the form."""
    repeated = page_header(rng) if rng.random() < 0.4 else ""
    for _ in range(1 + round((4 if repeated else 2) * strength)):
        ends = line_ends(tape)
        if not ends:
            return tape
        header = repeated or (page_header(rng) if rng.random() < 0.8 else "")
        feed = rng.choice(("", "", "\f", "\n", "\n---\n", "\n* * *\n"))
        tape = insert_lines(tape, rng.choice(ends), feed + header)
    return tape


def add_decoys(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Exhibits and other paragraphs after, before, or rarely within the form."""
    for _ in range(1 + round(strength)):
        text, chance = decoy(rng), rng.random()
        ends = line_ends(tape)
        if chance < 0.65 or not ends:
            tape = Tape([*tape.pieces, Piece(f"\n\n{text}\n")])
        elif chance < 0.85:
            tape = Tape([Piece(f"{text}\n\n"), *tape.pieces])
        else:
            tape = insert_lines(tape, rng.choice(ends), text)
    return tape


def cut_off(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """A text that ends too early, or begins too late."""
    pieces = tuple(tape.pieces)
    length = sum(len(piece.text) for piece in pieces)
    if rng.random() < 0.7:
        return Tape(list(cut(pieces, 0, int(length * rng.uniform(0.5, 0.98)))))
    return Tape(list(cut(pieces, int(length * rng.uniform(0.01, 0.25)), length)))


def lose_captions(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Box numbers and captions that did not come through."""
    share, numbers_only = 0.05 + 0.5 * strength, rng.random() < 0.5
    pieces = [
        Piece(_without_caption(piece.text, numbers_only))
        if piece.label is None and rng.random() < share
        else piece
        for piece in tape.pieces
    ]
    return Tape(pieces)


_NUMBER = re.compile(r"(?m)(^|[|\t])( ?)\d{1,2}[A-Z]?\\?\. ?")
_CAPTION = re.compile(r"[A-Za-z][A-Za-z0-9 ,.'/()*-]{8,}")


def _without_caption(text: str, numbers_only: bool) -> str:
    return (_NUMBER.sub(r"\1\2", text)) if numbers_only else _CAPTION.sub("", text, count=1)


_STYLES = (
    ("**", "**"),
    ("_", "_"),
    ("*", "*"),
    ("<b>", "</b>"),
    ("<u>", "</u>"),
    ("`", "`"),
    ("<p>", "</p>"),
)


def emphasize(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Values of some labels within the signs of a text style."""
    before, after = rng.choice(_STYLES)
    names = sorted({piece.label for piece in tape.pieces if piece.label})
    labels = {name for name in names if rng.random() < 0.15 + 0.5 * strength}
    first, last = _ends_of_values(tape, labels)
    pieces: list[Piece] = []
    for number, piece in enumerate(tape.pieces):
        if number in first:
            pieces.append(Piece(before))
        pieces.append(piece)
        if number in last:
            pieces.append(Piece(after))
    return Tape(pieces)


def _ends_of_values(tape: Tape, labels: set[str]) -> tuple[set[int], set[int]]:
    """The numbers of the first and of the last piece of every value of the labels."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, piece in enumerate(tape.pieces):
        if piece.label in labels:
            first.setdefault(piece.value, number)
            last[piece.value] = number
    return set(first.values()), set(last.values())


def wrap_in_formula(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Footnotes taken for a formula: '$1. \\ PAYMENT \\ OF \\ TAX$'."""
    share = 0.3 + 0.7 * strength
    ids, _ = _ends_of_values(tape, {"footnote_id"})
    _, texts = _ends_of_values(tape, {"footnote_text"})
    opened = {number for number in ids if rng.random() < share}
    pieces: list[Piece] = []
    inside = False
    for number, piece in enumerate(tape.pieces):
        if number in opened and not inside:
            pieces.append(Piece("$"))
            inside = True
        pieces.append(_spaced_out(piece) if inside else piece)
        if inside and number in texts:
            pieces.append(Piece("$"))
            inside = False
    return Tape(pieces)


def _spaced_out(piece: Piece) -> Piece:
    return piece._replace(text=piece.text.replace(" ", r" \ "))
