"""A text made plain for the rules, character by character, so that offsets stay as they are."""

import re
import unicodedata
from functools import lru_cache

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,9})\b([^<>]{0,300})>")
_ENTITY = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_FEWEST_CELLS = 10


def plain(text: str) -> str:
    """The text with odd signs as plain ones and without tags; as long as before."""
    if not text.isascii():
        text = text.translate(_table(frozenset(letter for letter in text if ord(letter) > 127)))
    if "<" not in text:
        return text
    cells = len(re.findall(r"<t[dh]\b", text)) >= _FEWEST_CELLS
    if cells:
        text = re.sub(r"\s", " ", text)
    text = _TAG.sub(_without_tag, text)
    return _ENTITY.sub(lambda match: " " * len(match[0]), text)


def _without_tag(match: re.Match[str]) -> str:
    closing, name, rest = match.groups()
    length = len(match[0])
    name = name.lower()
    if name in ("td", "th"):
        return " " * length if closing else "|" + " " * (length - 1)
    if name in ("tr", "p", "div", "table", "h1", "h2", "h3", "li", "br"):
        return " " * (length - 1) + ("\n" if name != "br" else " ")
    if name == "sup" and not rest:
        return (")" + " " * (length - 1)) if closing else (" " * (length - 1) + "(")
    checked = _CHECKED.search(rest) if name == "input" else None
    if checked:
        start = match.start(3) - match.start() + checked.start()
        return " " * start + "checked" + " " * (length - start - len("checked"))
    return " " * length


@lru_cache(maxsize=256)
def _table(letters: frozenset[str]) -> dict[int, str]:
    """What the odd signs of a text are in plain print, where that is one sign as well."""
    table = {}
    for letter in letters:
        if letter in "¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾":
            continue
        folded = unicodedata.normalize("NFKC", letter)
        if unicodedata.category(letter) == "Cf":
            table[ord(letter)] = " "
        elif len(folded) == 1 and folded != letter:
            table[ord(letter)] = folded
    return table
