"""Runs of a page as ink: the marks that text converters leave become the style they stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from form4.annotations.synthesis.linearizers.tape import Pieces, text_of

_BRACKETS = frozenset("()[]{},⁽⁾ ")
_DELETED = (
    re.compile(r"</?(?:sup|u|b|i)>"),
    re.compile(r"\[(?=[^\[\]]*\]\((?:/cgi|#F))"),
    re.compile(r"\]\((?:/cgi|#F)[^)]*\)"),
    re.compile(r"\\(?=[^\w\s])"),
    re.compile(r"^#+ "),
    re.compile(r"\^\{?(?=\()|(?<=\))[}^]"),
)
_STYLED = (
    (re.compile(r"<sup>.*?</sup>"), "sup"),
    (re.compile(r"\^\{?\([^ ]*?\)[}^]"), "sup"),
    (re.compile(r"<u>.*?</u>"), "u"),
    (re.compile(r"\*\*(?=[^\s*])[^*]+\*\*"), "b"),
    (re.compile(r"(?<![*\w])\*(?=\w)[^*\n]+\*(?!\*)"), "i"),
)
_STARS = {"b": 2, "i": 1}
_INPUT = re.compile(r"<input[^>]*>")


@dataclass(frozen=True, slots=True)
class Ink:
    """Characters of one value in one style: a tag name, or empty for plain print."""

    text: str
    value: int
    style: str = ""


def inks(pieces: Pieces, marks_raised: bool = False) -> list[Ink]:
    """The pieces as they would be printed; `marks_raised` sets footnote marks as superscripts."""
    text = text_of(pieces)
    owners = [piece.value for piece in pieces for _ in piece.text]
    styles = [""] * len(text)
    shown: list[str] = list(text)
    for pattern, style in _STYLED:
        for found in pattern.finditer(text):
            _style(styles, found.start(), found.end(), style)
            stars = _STARS.get(style, 0)
            for place in (*range(stars), *range(-stars, 0)):
                shown[found.start() + place if place >= 0 else found.end() + place] = ""
    for pattern in _DELETED:
        for found in pattern.finditer(text):
            shown[found.start() : found.end()] = [""] * (found.end() - found.start())
    for found in _INPUT.finditer(text):
        _check_box(shown, owners, found)
    if marks_raised:
        _raise_marks(pieces, text, styles)
    return _grouped(shown, owners, styles)


def _style(styles: list[str], start: int, end: int, style: str) -> None:
    styles[start:end] = [style] * (end - start)


def _check_box(shown: list[str], owners: list[int], found: re.Match[str]) -> None:
    start, end = found.span()
    value = max(owners[start:end])
    shown[start:end] = ["☒" if value else "☐", *[""] * (end - start - 1)]
    owners[start] = value


def _raise_marks(pieces: Pieces, text: str, styles: list[str]) -> None:
    """Superscripts for the marks and the unlabelled brackets that touch them."""
    labels = [piece.label for piece in pieces for _ in piece.text]
    for place, label in enumerate(labels):
        if label != "footnote_mark":
            continue
        for step in (-1, 1):
            at = place
            while 0 <= at < len(text) and (
                at == place or (labels[at] in (None, label) and _joins(text[at], labels[at]))
            ):
                styles[at] = "sup"
                at += step


def _joins(character: str, label: str | None) -> bool:
    return label is not None or character in _BRACKETS


def _grouped(shown: Sequence[str], owners: Sequence[int], styles: Sequence[str]) -> list[Ink]:
    groups: list[Ink] = []
    for text, value, style in zip(shown, owners, styles, strict=True):
        if not text:
            continue
        if groups and (groups[-1].value, groups[-1].style) == (value, style):
            groups[-1] = Ink(groups[-1].text + text, value, style)
        else:
            groups.append(Ink(text, value, style))
    return groups
