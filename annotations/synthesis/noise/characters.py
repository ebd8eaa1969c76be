"""Characters misread, lost, doubled or spelt otherwise."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.linearizers.tape import Piece, Tape
from form4.annotations.synthesis.linearizers.tearing import garble
from form4.annotations.synthesis.noise.sites import change_text, strike

# What optical character recognition takes a character for; several entries are lookalikes of
# other alphabets, which real converters do write.
CONFUSIONS: dict[str, tuple[str, ...]] = {
    "0": ("O", "o", "D", "Q", "О"), "O": ("0", "Q", "О", "D"), "o": ("0", "c", "о", "e"),
    "1": ("l", "I", "i", "|", "]", "!", "7"), "l": ("1", "I", "|", "i"),
    "I": ("l", "1", "|", "]", "І"), "i": ("l", "1", "j", "ı", "í"), "5": ("S", "s", "6"),
    "S": ("5", "$", "8", "Ѕ"), "s": ("5", "8", "S", "o"), "8": ("B", "3", "&", "S"),
    "B": ("8", "3", "В", "E"), "2": ("Z", "z", "7"), "Z": ("2",), "6": ("b", "G", "8", "5"),
    "G": ("6", "C", "Q"), "9": ("g", "q", "0"), "g": ("9", "q"), "3": ("8", "B", "9"),
    "7": ("1", "/", "T"), "4": ("A", "q", "9"), "m": ("rn", "nn", "n"), "n": ("r", "ri", "m"),
    "h": ("b", "li", "n"), "b": ("h", "6"), "d": ("cl", "c"), "e": ("c", "o", "е", "ε"),
    "c": ("e", "o", "с", "("), "C": ("С", "G", "("), "a": ("o", "а", "e"), "A": ("А", "Λ", "4"),
    "D": ("O", "0", "Ⅾ", "l)"), "E": ("F", "Е", "£"), "F": ("E", "P", "r"), "P": ("F", "Р"),
    "M": ("Μ", "N", "IVI", "H"), "N": ("Ν", "M"), "T": ("Т", "l", "7"), "t": ("l", "f", "1", "+"),
    "f": ("t", "ſ"), "r": ("i", "ı", "t"), "u": ("ii", "n", "v"), "v": ("y", "u", "ν"),
    "V": ("v", "\\/", "Y"), "w": ("vv", "W"), "y": ("v", "у"), "x": ("×", "х"),
    "X": ("x", "Х", "×"), "H": ("Н", "II"), "K": ("К", "k"), "R": ("Я", "K"), "U": ("LI", "II"),
    "$": ("S", "8", "§"), ".": (",", "·", " .", ""), ",": (".", ";", "'", ""),
    "-": ("–", "—", "_", "~"), "/": ("l", "1", "I", "7"), "(": ("{", "[", "C", "<"),
    ")": ("}", "]", ">", "J"), "%": ("°/o", "96"), "[": ("(", "|", "I"), "]": (")", "|", "1", "J"),
    ":": (";", "."), "&": ("8", "§", "&amp;"), "*": ("“", "°", "x"), "'": ("’", "`", ""),
}  # fmt: skip
_BAD_BYTES = ("�", "\u00a0", "\u00ad", "•", "_", "~", "“", "\u200b")


def _misread(text: str, at: int, rng: random.Random) -> str:
    if text[at : at + 2] == "rn" and rng.random() < 0.5:
        return text[:at] + "m" + text[at + 2 :]
    choices = CONFUSIONS.get(text[at])
    if choices is None:
        return text if rng.random() < 0.95 else text[:at] + rng.choice(_BAD_BYTES) + text[at + 1 :]
    return text[:at] + rng.choice(choices) + text[at + 1 :]


def confuse_characters(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Characters taken for others that look alike."""
    spare = rng.random() < 0.4
    return strike(tape, rng, 0.002 + 0.03 * strength, _misread, spare_values=spare)


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
