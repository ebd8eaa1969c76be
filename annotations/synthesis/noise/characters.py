"""Characters misread, lost, doubled or spelt otherwise."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.linearizers.slips import misread
from form4.annotations.synthesis.linearizers.tape import Piece, Tape
from form4.annotations.synthesis.linearizers.tearing import garble
from form4.annotations.synthesis.noise.sites import change_text, strike


def confuse_characters(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Characters taken for others that look alike."""
    spare = rng.random() < 0.4
    return strike(tape, rng, 0.002 + 0.03 * strength, misread, spare_values=spare)


def _drop_or_double(text: str, at: int, rng: random.Random) -> str:
    if rng.random() < 0.55:
        return text[:at] + text[at + 1 :]
    return text[: at + 1] + text[at:]


def drop_and_double(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Characters lost, and characters written twice."""
    return strike(
        tape, rng, 0.001 + 0.012 * strength, _drop_or_double, spare_values=rng.random() < 0.4
    )


def _join_or_split(text: str, at: int, rng: random.Random) -> str:
    if text[at] == " ":
        return text[:at] + text[at + 1 :]
    if not text[at].isalnum() or rng.random() < 0.8:
        return text
    return text[:at] + " " + text[at:]


def move_blanks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Blanks lost between words and put inside them."""
    return strike(tape, rng, 0.005 + 0.06 * strength, _join_or_split)


def _stray(text: str, at: int, rng: random.Random) -> str:
    sign = rng.choice((" |", " .", "_ ", " '", " ~", " —", "|", " ]", " [", "\\", ' "', " i", " ,"))
    return text[:at] + sign + text[at:]


def stray_marks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Rules and specks read as signs, outside the values."""
    return strike(tape, rng, 0.001 + 0.02 * strength, _stray, spare_values=True)


def garble_small_print(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Captions and heads cut short and misread; the values stay."""
    share = 0.05 + 0.6 * strength
    pieces = [
        Piece("\n".join(garble(line, rng) for line in piece.text.split("\n")))
        if piece.label is None and len(piece.text.strip()) > 12 and rng.random() < share
        else piece
        for piece in tape.pieces
    ]
    return Tape(pieces)


_SMART = str.maketrans({"'": "’", '"': "”", "-": "–"})
_ENTITIES = (("&", "&amp;"), ("'", "&#39;"), ('"', "&quot;"))
_BROKEN = (("'", "â€™"), ("-", "â€“"), ('"', "â€œ"), ("'", "?"), ("'", "�"))


def respell_signs(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Quotes and dashes made typographic, spelt as entities, or broken by a wrong encoding."""
    if rng.random() < 0.6:
        return change_text(tape, lambda text: text.translate(_SMART))
    pairs = _ENTITIES if rng.random() < 0.5 else (rng.choice(_BROKEN),)
    return change_text(tape, lambda text: _replace_all(text, pairs))


def _replace_all(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for plain, spelt in pairs:
        text = text.replace(plain, spelt)
    return text


_CASED = ("owner_name", "issuer_name", "officer_title", "security_title", "nature_of_ownership",
          "derivative_security_title", "underlying_security_title", "signature_name")  # fmt: skip


def change_case(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Names or titles, or with little chance everything, in other capitals."""
    case: Callable[[str], str] = rng.choice((str.upper, str.upper, str.title, str.lower))
    if rng.random() < 0.15:
        return change_text(tape, str.upper if rng.random() < 0.7 else str.lower)
    labels = {label for label in _CASED if rng.random() < 0.5}
    pieces = [p._replace(text=case(p.text)) if p.label in labels else p for p in tape.pieces]
    return Tape(pieces)
