"""Characters that OCR and fonts put for others, brought back to the form's own."""

import re

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_CYRILLIC = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u041f\u0417"
)
_CYRILLIC_LATIN = "ABEKMHOPCTXSIN3"
_CYRILLIC_SMALL = "\u0430\u0435\u043e\u0440\u0441\u0445\u0455\u0456"
_GREEK = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7"
_MORE = "\u042f\u0443\u041b\u039b\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u0131"
_MORE_LATIN = "RyAAaeikvoptui"
_TABLE = str.maketrans(
    _DASHES + _CYRILLIC + _CYRILLIC_SMALL + _GREEK + _MORE + "\u00a0\u2007\u202f",
    "-" * len(_DASHES) + _CYRILLIC_LATIN + "aeopcxsi" + "ABEZHIKMNOPTX" + _MORE_LATIN + "   ",
)


_MIXED = re.compile(r"[A-Za-z]+[\u0370-\u04ff\u0131]\w*|[\u0370-\u04ff\u0131]+[A-Za-z]\w*")


def unmixed(text: str) -> str:
    """The text with lookalikes as Latin letters in the words that mix both, and only there."""
    return text if text.isascii() else _MIXED.sub(lambda match: plain(match[0]), text)


def plain(text: str) -> str:
    """The text with lookalike letters, dashes and blanks as plain ones; offsets stay the same."""
    return text if text.isascii() else text.translate(_TABLE)
