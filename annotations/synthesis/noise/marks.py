"""Footnote marks and check marks, the smallest print of the form, as converters leave them."""

import random

from form4.annotations.synthesis.linearizers.tape import Piece, Tape

_SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_STYLES = (
    ("<sup>(", ")</sup>"),
    ("<sup>", "</sup>"),
    ("[", "]"),
    ("⁽", "⁾"),
    ("^(", ")"),
    ("$^{(", ")}$"),
    (" (", ")"),
    ("[^", "]"),
    ("^", ""),
)
_OPENERS, _CLOSERS = "([⁽", ")]⁾"


def _bracketed(pieces: list[Piece], number: int) -> bool:
    """Whether the piece is a footnote mark between brackets that stand in its neighbours."""
    if pieces[number].label != "footnote_mark" or not 0 < number < len(pieces) - 1:
        return False
    before, after = pieces[number - 1], pieces[number + 1]
    return (
        before.label is None
        and after.label is None
        and before.text[-1:] in _OPENERS
        and after.text[:1] in _CLOSERS
        and bool(before.text and after.text)
    )


def _dress(pieces: list[Piece], number: int, opener: str, closer: str, glue: bool = False) -> None:
    """Put other brackets around a mark; `glue` also drops the blanks before them."""
    before = pieces[number - 1].text[:-1]
    pieces[number - 1] = Piece((before.rstrip(" ") if glue else before) + opener)
    pieces[number + 1] = Piece(closer + pieces[number + 1].text[1:])


def swallow_marks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Marks that run into the number before them: '28,8362)' is 28,836 with mark 2."""
    pieces, share = list(tape.pieces), 0.2 + 0.7 * strength
    dresses = (("", ")"), ("", ")"), ("(", ""), (" ", ""), ("", "]"), ("", ""))
    for number in range(len(pieces)):
        if rng.random() < share and _bracketed(pieces, number):
            _dress(pieces, number, *rng.choice(dresses), glue=True)
    return Tape(pieces)


def restyle_marks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """All marks in another style: superscript, tagged, in other brackets."""
    opener, closer = rng.choice(_STYLES)
    pieces = list(tape.pieces)
    for number in range(len(pieces)):
        if _bracketed(pieces, number):
            _dress(pieces, number, opener, closer)
            if opener == "⁽":
                mark = pieces[number]
                pieces[number] = mark._replace(text=mark.text.translate(_SUPERSCRIPTS))
    return Tape(pieces)


def tear_marks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Marks torn from their brackets or moved away from their number."""
    pieces, share = list(tape.pieces), 0.1 + 0.6 * strength
    dresses = (
        ("(\t", ")"),
        ("(", "\t)"),
        ("\t(", ")"),
        ("\n(", ")"),
        ("( ", " )"),
        ("\t", ")"),
        ("(", ""),
    )
    for number in range(len(pieces)):
        if rng.random() < share and _bracketed(pieces, number):
            _dress(pieces, number, *rng.choice(dresses))
    return Tape(pieces)


_CHECKS = (
    "x",
    "x",
    "Λ",
    "•",
    "×",
    "IX",
    "xX",
    "✓",
    "☒",
    "✔",
    "K",
    "λ",
    "*",
    "Xx",
    "■",
    "¥",
    "xp",
    "XX",
    "X_",
)


def misread_checks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Check marks taken for other signs, and some lost."""
    share = 0.2 + 0.6 * strength
    slip = rng.choice(_CHECKS)
    pieces = [
        piece._replace(text="" if rng.random() < 0.1 else slip)
        if piece.text in ("X", "x") and _is_check(piece.label) and rng.random() < share
        else piece
        for piece in tape.pieces
    ]
    return Tape(pieces)


def _is_check(label: str | None) -> bool:
    return label is not None and (label.startswith("is_") or label == "aff10b5_one")


def lose_cells(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Values that did not come through, whole; at times all of one label."""
    share = 0.002 + 0.04 * strength
    labels = sorted({piece.label for piece in tape.pieces if piece.label})
    lost_label = rng.choice(labels) if labels and rng.random() < 0.15 else None
    lost = {
        p.value for p in tape.pieces if p.value and (p.label == lost_label or rng.random() < share)
    }
    return Tape([piece for piece in tape.pieces if piece.value not in lost or not piece.value])
