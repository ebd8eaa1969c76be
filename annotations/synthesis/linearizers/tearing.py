"""What happens to characters at the edge of a wrongly placed cell, and to small print.

Every habit here was seen in real torn pages: characters read on both sides of an edge
('7/20' and '7/2014'), lost on it ('$3' and '47' for 3.47), and words cut short in the heads.
"""

import random

from form4.annotations.synthesis.linearizers.tape import Piece, Pieces, cut, text_of

_SLIPS = {
    "r": "i", "l": "I", "i": "l", "I": "l", "o": "0", "O": "0", "0": "O", "e": "o", "s": "o",
    "n": "r", "m": "n", "t": "l", "c": "o", "a": "o", ".": ",", "(": "((", ")": "", "f": "t",
    "D": "O", "C": "С", "T": "Т", "v": "w", "w": "v", "b": "h", "u": "ı", "d": "c",
}  # fmt: skip
_POINT_LOST = 0.35
_JUNK = (
    "(113 su. 4)",
    "` '",
    "- -",
    "_",
    "٦",
    "\\vdash",
    "(1) (1) (2) (2)",
    "O Fe Di oi (I)",
    "א τ",
    "Та",
)


def tear(pieces: Pieces, at: int, rng: random.Random) -> tuple[Pieces, Pieces]:
    """Cut between two characters; some are read on both sides, some on neither."""
    length = len(text_of(pieces))
    left, right = _overlap(text_of(pieces), at, rng)
    head = cut(pieces, 0, min(max(left, 0), length))
    tail = cut(pieces, max(right, 0), length)
    return head, _unrepeated(pieces, tail, at - right)


def _overlap(text: str, at: int, rng: random.Random) -> tuple[int, int]:
    """Where the left part ends and where the right part begins."""
    if "." in text[at - 1 : at + 1] and rng.random() < _POINT_LOST:
        return (at - 1, at) if text[at - 1] == "." else (at, at + 1)
    chance = rng.random()
    if chance < 0.55:
        return at, at
    if chance < 0.74:
        return (at + 1, at) if rng.random() < 0.5 else (at, at - 1)
    if chance < 0.81:
        return at, at - rng.randint(2, 4)
    if chance < 0.84:
        return at, 0
    return (at - 1, at) if rng.random() < 0.5 else (at, at + 1)


def _unrepeated(pieces: Pieces, tail: Pieces, repeated: int) -> Pieces:
    """Unlabel a value that the tail repeats whole: the second reading is no second value."""
    if repeated <= 0:
        return tail
    whole = {piece.value: len(piece.text) for piece in pieces if piece.value}
    kept: list[Piece] = []
    for piece in tail:
        again = 0 < repeated >= len(piece.text) == whole.get(piece.value, -1)
        kept.append(Piece(piece.text) if again else piece)
        repeated -= len(piece.text)
    return tuple(kept)


def garble(text: str, rng: random.Random) -> str:
    """Small print as OCR leaves it: cut at either end, words shortened, letters confused."""
    if rng.random() < 0.03:
        return rng.choice(_JUNK)
    if len(text) > 4 and rng.random() < 0.4:
        start = rng.randint(0, len(text) // 3)
        text = text[start:] if rng.random() < 0.5 else text[: len(text) - start]
    words = text.split(" ")
    for _ in range(rng.randint(0, 1 + len(words) // 4)):
        place = rng.randrange(len(words))
        words[place] = _garble_word(words[place], rng)
    return " ".join(words)


def shred_captions(pieces: Pieces, rng: random.Random) -> Pieces:
    """What stands between the values of a box, cut short and garbled; the values stay."""
    return tuple(piece if piece.label else Piece(_shred(piece.text, rng)) for piece in pieces)


def _shred(text: str, rng: random.Random) -> str:
    """A part of a caption, at times none of it, with the white space at its ends."""
    inner = text.strip()
    if len(inner) < 4 or rng.random() < 0.25:
        return text
    begin = text[: len(text) - len(text.lstrip())]
    start, end = sorted((rng.randint(0, len(inner)), rng.randint(0, len(inner))))
    kept = inner[start:end] if rng.random() < 0.6 else inner
    kept = garble(kept, rng)
    if rng.random() < 0.3:
        place = rng.randint(0, len(kept))
        kept = kept[:place] + rng.choice("\t \n") + kept[place:]
    return begin + kept + (text[len(text.rstrip()) :] or " ")


def _garble_word(word: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.2 or len(word) < 2:
        return word[:-1]
    place = rng.randrange(len(word))
    if chance < 0.5:
        return word[:place] if rng.random() < 0.5 else word[place:]
    slip = _SLIPS.get(word[place], word[place])
    return word[:place] + slip + word[place + 1 :]
