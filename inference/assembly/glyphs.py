"""Characters that OCR and fonts put for others, brought back to the form's own."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_CYRILLIC = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u041f\u0417"
)
_CYRILLIC_LATIN = "ABEKMHOPCTXSIN3"
_CYRILLIC_SMALL = "\u0430\u0435\u043e\u0440\u0441\u0445\u0455\u0456"
_GREEK = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7"
_TABLE = str.maketrans(
    _DASHES + _CYRILLIC + _CYRILLIC_SMALL + _GREEK + "\u00a0\u2007\u202f",
    "-" * len(_DASHES) + _CYRILLIC_LATIN + "aeopcxsi" + "ABEZHIKMNOPTX" + "   ",
)


def plain(text: str) -> str:
    """The text with lookalike letters, dashes and blanks as plain ones; offsets stay the same."""
    return text if text.isascii() else text.translate(_TABLE)
