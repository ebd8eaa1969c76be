"""What optical character recognition makes of characters, small codes, dates and captions."""

import random

from form4.annotations.synthesis.linearizers.tape import UNKNOWN, Piece, Pieces, text_of

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


def misread(text: str, at: int, rng: random.Random) -> str:
    """The text with the character at a place taken for another, at times for two or none."""
    if text[at : at + 2] == "rn" and rng.random() < 0.5:
        return text[:at] + "m" + text[at + 2 :]
    choices = CONFUSIONS.get(text[at])
    if choices is None:
        return text if rng.random() < 0.95 else text[:at] + rng.choice(_BAD_BYTES) + text[at + 1 :]
    return text[:at] + rng.choice(choices) + text[at + 1 :]


def smear(pieces: Pieces, share: float, rng: random.Random) -> Pieces:
    """A share of the characters taken for others; the labels stay."""
    length = len(text_of(pieces))
    if not length or rng.random() >= share * length:
        return pieces
    struck = max(1, round(share * length))
    return tuple(_smeared(piece, struck * len(piece.text) / length, rng) for piece in pieces)


def _smeared(piece: Piece, struck: float, rng: random.Random) -> Piece:
    text = piece.text
    for _ in range(int(struck + rng.random())):
        if text:
            text = misread(text, rng.randrange(len(text)), rng)
    return piece._replace(text=text)


_DATE_SIGNS = {"0": "o0O", "1": "1lI", "2": "2z", "/": "/It1r", "3": "3a", "4": "4a", "8": "8e",
               "6": "6e", "5": "5s", "7": "7t", "9": "9g"}  # fmt: skip


def ruin_date(piece: Piece, rng: random.Random) -> Piece:
    """A date in print too small to read: '05/19/2014' as 'osnor2014'.

    It keeps its label while most of it still are digits and slashes; else nobody can tell.
    """
    signs = [rng.choice(_DATE_SIGNS.get(sign, sign)) for sign in piece.text if rng.random() < 0.93]
    text = "".join(signs) or piece.text
    good = sum(sign.isdigit() or sign == "/" for sign in text)
    return Piece(text, piece.label if 10 * good >= 6 * len(text) else UNKNOWN, piece.value)


_SIGNS_FOR_LETTER = (">", "|", "p>", "oO", "ov", "Ys", "fF", "°", "0", "©", "")
_BESIDE_LETTER = (("", "_"), ("|", ""), ("", "|"), ("_", ""), ("", "]"), ("[", ""), ("}", ""))


def ruin_letter(piece: Piece, rng: random.Random) -> Pieces:
    """A one-letter cell: small, beside a rule, or taken for a sign that no letter is left of."""
    chance = rng.random()
    if chance < 0.4:
        return (piece._replace(text=piece.text.lower()),)
    if chance < 0.7:
        before, after = rng.choice(_BESIDE_LETTER)
        parts = (Piece(before), piece, Piece(after))
        return tuple(part for part in parts if part.text)
    sign = rng.choice(_SIGNS_FOR_LETTER)
    if not sign.isalnum() and sign != "p>":
        return (Piece(sign),) if sign else ()
    return (Piece(sign, UNKNOWN, piece.value),)


_MARK_SIGNS = ("@", "®", "©", "@)", "Q)", "c&)", "(@)", "®)", "o", "°", "”", '"', "?", "*", "QC)",
               "JO", "qd", "&)", "G)", "()", "y", "YD")  # fmt: skip
_HALF_BRACKETS = (("", ")"), ("(", ""), ("", ""), ("¢", ")"), ("", "]"), ("{", ")"), ("(", "}"))


def garble_marks(pieces: list[Piece], share: float, rng: random.Random) -> list[Piece]:
    """Raised footnote marks read as signs, which are none, or with one bracket or none."""
    kept = list(pieces)
    for number, piece in enumerate(pieces):
        if piece.label != "footnote_mark" or rng.random() >= share:
            continue
        if not _bracketed(kept, number):
            continue
        if rng.random() < 0.5:
            before, after = "", ""
            kept[number] = Piece(rng.choice(_MARK_SIGNS))
        else:
            before, after = rng.choice(_HALF_BRACKETS)
        opening, closing = kept[number - 1].text, kept[number + 1].text
        kept[number - 1] = Piece(opening[:-1].rstrip(" " * (rng.random() < 0.5)) + before)
        kept[number + 1] = Piece(after + closing[1:])
    return kept


def _bracketed(pieces: list[Piece], number: int) -> bool:
    if not 0 < number < len(pieces) - 1:
        return False
    before, after = pieces[number - 1], pieces[number + 1]
    plain = before.label is None and after.label is None
    return plain and before.text[-1:] == "(" and after.text[:1] == ")"


_CAPTION_SLIPS = (
    ("/Day/Year", "iDay/vear"), ("/Day/Year", "iDayIYear"), ("(Instr", "{instr"),
    ("Instr", "instr"), ("Instr", "str"), ("Table I ", "Table | "), ("Table II", "Table Il"),
    ("Amount", "‘Amount"),
    ("(D)", "(0)"), ("(D)", "©"), ("(A)", "(a)"), ("(I)", "(1)"), ("(I)", "()"), ("Code", "code"),
    ("1. ", "a. "), ("1. ", "L."), ("5. ", "‘5. "), (". ", "."), (". ", ", "), ("Title", "Tile"),
    ("Person*", "Person”"), ("If ", "Tf "), ("Code", "cook"), ("(A) or", "{53°F"), ("Date", "pate"),
    ("Derivative", "Derivati"), ("3 and 4)", "3and4)"), ("Owned", "‘Owned"), ("Price", "Pree"),
)  # fmt: skip


def slip_caption(text: str, share: float, rng: random.Random) -> str:
    """A caption with the slips that scanned forms show again and again."""
    for right, wrong in _CAPTION_SLIPS:
        if right in text and rng.random() < share:
            text = text.replace(right, wrong, 1)
    return text
