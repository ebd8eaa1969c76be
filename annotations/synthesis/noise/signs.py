"""Signs that look right and are others: ligatures, wide digits, odd blanks, hyphens."""

import random
import re

from form4.annotations.synthesis.linearizers.slips import garble_marks
from form4.annotations.synthesis.linearizers.tape import Tape
from form4.annotations.synthesis.noise.sites import change_text, strike

_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_WIDE_SIGNS = str.maketrans("$,./()", "＄，．／（）")
_ODD_BLANKS = ("\u00a0", "\u2009", "\u202f", "\u2002", "\u3000")
_UNSEEN = ("\u200b", "\u00ad", "\ufeff", "\u2060")


def join_letters(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Letters joined to ligatures, as type setters and text layers have them: 'ofﬁce'."""
    pairs = _LIGATURES if rng.random() < 0.6 else _LIGATURES[3:]

    def join(text: str) -> str:
        for apart, joined in pairs:
            text = text.replace(apart, joined)
        return text

    return change_text(tape, join)


def odd_blanks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Single blanks as thin or unbreakable ones, throughout or here and there."""
    blank, throughout = rng.choice(_ODD_BLANKS), rng.random() < 0.4
    if throughout:
        return change_text(tape, lambda text: text.replace(" ", blank))

    def change(text: str, at: int, rng: random.Random) -> str:
        return text[:at] + blank + text[at + 1 :] if text[at] == " " else text

    return strike(tape, rng, 0.02 + 0.2 * strength, change)


def unseen_signs(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Signs of no width inside and between words: soft hyphens, zero-width blanks."""
    sign = rng.choice(_UNSEEN)

    def insert(text: str, at: int, rng: random.Random) -> str:
        return text[:at] + sign + text[at:] if at > 0 else text

    return strike(tape, rng, 0.002 + 0.02 * strength, insert)


def wide_signs(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Digits, or digits and the signs of amounts and dates, in full width."""
    tables = [_WIDE_DIGITS, _WIDE_SIGNS] if rng.random() < 0.4 else [_WIDE_DIGITS]

    def widen(text: str) -> str:
        for table in tables:
            text = text.translate(table)
        return text

    return change_text(tape, widen)


_PROSE = frozenset({None, "footnote_text", "remarks"})
_LONG_WORD = re.compile(r"[a-z]{4}(?=[a-z]{3,}\b)")


def hyphenate(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Long words of prose and captions broken by a hyphen at a line's end."""
    share, broken = 0.05 + 0.3 * strength, rng.choice(("-\n", "-\n", "\u00ad\n", "- "))

    def break_one(text: str) -> str:
        return _LONG_WORD.sub(lambda found: found[0] + broken, text, count=1)

    pieces = [
        piece._replace(text=break_one(piece.text))
        if piece.label in _PROSE and len(piece.text) > 30 and rng.random() < share
        else piece
        for piece in tape.pieces
    ]
    return Tape(pieces)


def misread_marks(tape: Tape, rng: random.Random, strength: float) -> Tape:
    """Raised footnote marks taken for other signs: '(6)' read as '©', '6)', '@'."""
    return Tape(garble_marks(tape.pieces, 0.15 + 0.7 * strength, rng))
