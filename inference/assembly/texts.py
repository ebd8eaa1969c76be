"""Printed texts as values: wrapped lines joined with a blank, torn words without one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from form4.inference.assembly.words import LEXICON

Known = Callable[[str], bool]
_CUT = re.compile(r"(\s*[\t|][\t| ]*\s*|<br\s*/?>|\s*\n\s*)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_MARKDOWN = re.compile(r"\*\*|__+|`|\\(?=[^\w\s])")
_LONGEST_DOUBLED = 4
_TAIL = 100  # characters that a seam looks back on, more than the longest word has


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a torn text and whether a cell border (not a line end) stands before it."""

    text: str
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """A joined text and whether a word had to be put together for it."""

    text: str
    mended: bool = False


def split_pieces(raw: str, *, torn: bool = False) -> list[Piece]:
    """The pieces of one printed text at its tabs, bars and line ends; `torn` tells of the first."""
    parts = _CUT.split(raw)
    seps = [("\t" if torn else "\n"), *parts[1::2]]
    pairs = zip(parts[::2], seps, strict=True)
    pieces = [Piece(tidy(part), "\t" in sep or "|" in sep) for part, sep in pairs]
    return [piece for piece in pieces if piece.text]


def tidy(text: str) -> str:
    """A text without markup and with single blanks."""
    plain = _TAG.sub(" ", text.replace("&amp;", "&").replace("&nbsp;", " "))
    return " ".join(_MARKDOWN.sub("", plain).split()).strip("|* ")


def join_pieces(pieces: list[Piece], known: Known) -> Joined:
    """The pieces as one text; a word cut by a cell border is put together again."""
    if not pieces:
        return Joined("")
    parts, mended = [pieces[0].text], False
    tail = parts[0][-_TAIL:]
    for piece in pieces[1:]:
        if piece.torn:
            glue, overlap = _seam(tail, piece.text, known)
        else:
            glue, overlap = _line_seam(tail, piece.text), 0
        mended |= piece.torn and not glue
        parts += (glue, piece.text[overlap:])
        tail = "".join((tail, *parts[-2:]))[-_TAIL:]
    return Joined("".join(parts), mended)


def is_word(page: frozenset[str]) -> Known:
    """A test for whole words: those of titles, and those that the page prints elsewhere."""
    return lambda word: word.casefold() in LEXICON or word.casefold() in page


def _line_seam(left: str, right: str) -> str:
    hyphen = left.endswith("-") and left[-2:-1].isalpha() and right[:1].isalpha()
    slash = left.endswith("/") and not left.endswith(" /")
    return "" if hyphen or slash else " "


def _seam(left: str, right: str, known: Known) -> tuple[str, int]:
    """What stands between two pieces cut by a border, and how many characters are doubled."""
    before = re.search(r"[^\W\d_]+$", left)
    after = re.match(r"[^\W\d_]+", right)
    if before is None or after is None:
        return ("" if right[:1] in ",.;)]'" or left[-1:] in "([-/'" else " "), 0
    head, tail = before[0], after[0]
    if known(head) and known(tail) and len(head) > 1:
        return (" ", 0)
    if known(head + tail):
        return "", 0
    for size in range(min(_LONGEST_DOUBLED, len(head), len(tail)), 0, -1):
        if head[-size:].casefold() == tail[:size].casefold() and known(head + tail[size:]):
            return "", size
    return (" " if _two_words(head, tail, known) else ""), 0


def _two_words(head: str, tail: str, known: Known) -> bool:
    if tail[0].islower():
        return known(head) and len(head) > 1
    if head[-1].islower():
        return True
    return len(head) > 2 and len(tail) > 2
