"""Letters of the form: transaction codes and their words, A or D, D or I, marks."""

import re

from form4.inference.assembly.glyphs import plain
from form4.model.filing import Table

TRANSACTION_CODES = frozenset("PSADFIMCEHOXGLWZJKUV")
# Form 4, General Instruction 8: what disposes and what acquires, where the code alone tells.
DISPOSES = {
    Table.NON_DERIVATIVE: frozenset("SDFU"),
    Table.DERIVATIVE: frozenset("SDFMCXOHU"),
}
ACQUIRES = {
    Table.NON_DERIVATIVE: frozenset("PALMCXO"),
    Table.DERIVATIVE: frozenset("PA"),
}
# Words in place of letters, the first that fits: what says more stands first.
_WORDS: tuple[tuple[str, str], ...] = (
    (r"out[\s\-]of[\s\-]the[\s\-]money", "O"),
    (r"(?:in|at)[\s\-]the[\s\-]money", "X"),
    (r"long derivative|cancel", "H"),
    (r"expir|short (?:derivative )?position", "E"),
    (r"tax|withh", "F"),
    (r"to (?:the )?(?:issuer|company)|back to|forfeit", "D"),
    (r"gift|donat|charit", "G"),
    (r"tender", "U"),
    (r"swap", "K"),
    (r"16a-6|small acq", "L"),
    (r"discretion", "I"),
    (r"voting trust", "Z"),
    (r"inherit|\bestate|\bwill\b|descent", "W"),
    (r"^\W*other|distribut", "J"),
    (r"exercis", "M"),
    (r"conver", "C"),
    (r"vest", "M"),
    (r"grant|award|bonus|compensation", "A"),
    (r"purchas|bought|buy", "P"),
    (r"sale|sell|sold", "S"),
)
_ROUND = "oO0cCeGQq69@"
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


def parse_code(text: str) -> tuple[str, bool] | None:
    """The transaction code that a cell prints, as a letter or a word, and whether it was mended."""
    text = plain(text)
    letters = re.sub(r"[^\w/&]", "", text)
    first = letters.split("/")[0]
    if len(first) == 1:
        return _letter(first)
    if re.fullmatch(r"[A-Z][V1-9]?|[A-Z]\(.*", letters) and letters[0] in TRANSACTION_CODES:
        return letters[0], True
    marked = _with_garbled_mark(letters)
    if marked is not None:
        return marked, True
    folded = text.casefold()
    for pattern, code in _WORDS:
        if re.search(pattern, folded):
            return code, False
    return None


def _with_garbled_mark(letters: str) -> str | None:
    """The code of 'JO', 'Ss', 'ce' or 'os': a letter with what OCR made of a footnote mark.

    A round letter is the mark's bracket or nought unless the other one is round as well.
    """
    if not 2 <= len(letters) <= 3 or not letters.isalnum():
        return None
    codes = [letter.upper() for letter in letters if letter not in _ROUND]
    if not codes:
        codes = [letters[0].upper()] if letters[0] not in "oO0" else []
    one = codes[0] if len(set(codes)) == 1 else ""
    return one if one in TRANSACTION_CODES and one not in "IV" else None


def _letter(letter: str) -> tuple[str, bool] | None:
    if letter in TRANSACTION_CODES:
        return letter, False
    if letter.upper() in TRANSACTION_CODES and letter.isascii():
        return letter.upper(), True
    return ("S", True) if letter == "5" else None


def parse_acquired_disposed(text: str) -> tuple[str, bool] | None:
    """A for acquired or D for disposed, and whether it was mended."""
    return _either(text, {"a": "A", "d": "D"}, {"0": "D", "o": "D", "4": "A", "Д": "D"})


def parse_ownership(text: str) -> tuple[str, bool] | None:
    """D for direct or I for indirect, and whether it was mended."""
    mended = {"0": "D", "o": "D", "1": "I", "l": "I", "|": "I", "!": "I", "t": "I", "Д": "D"}
    return _either(text, {"d": "D", "i": "I"}, mended)


def _either(text: str, sure: dict[str, str], mended: dict[str, str]) -> tuple[str, bool] | None:
    text = plain(text)
    stripped = text.strip(" ()[]{}.,:;*_'\"\\\t\n") or text.strip()
    letter = stripped[:1].casefold()
    if letter in sure and (len(stripped) == 1 or stripped.isalpha()):
        return sure[letter], False
    first = stripped[:1] if stripped[:1] in mended else letter
    return (mended[first], True) if len(stripped) == 1 and first in mended else None


def parse_timeliness(text: str) -> tuple[str, bool] | None:
    """E (early) or L (late), and whether it was mended; early is printed as V, voluntary."""
    letter = text.strip(" ()[].,*_\\|")[:1]
    if not letter.isalpha():
        return None
    return ("L" if letter.upper() == "L" else "E"), not letter.isupper()


def note_number(text: str, *, letters: bool = False) -> str | None:
    """The number of a footnote mark, plain or superscript; with `letters`, a letter as printed.

    Where marks are numbers a lone letter is a slip of OCR for one.
    """
    folded = text.translate(_SUPERSCRIPTS)
    digits = re.search(r"[1-9]\d{0,2}", folded.lstrip(" (0[F"))
    if digits:
        return digits[0]
    found = re.sub(r"[^A-Za-z]", "", folded)
    if letters:
        return found[:2] or None
    slips = {"l": "1", "I": "1", "i": "1", "S": "5", "s": "5", "Z": "2", "z": "2"}
    return slips.get(found)
