"""A text cut into the smallest pieces a cell can begin or end at."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

_SUPERSCRIPTS = "¹²³⁰⁴-⁹"
_PIECE = re.compile(
    r"(?P<tag></?[a-z]{1,6}\s*/?>|\]\([^()\s]*\))"  # markup: its letters are no text
    r"|(?P<date>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2}(?!\d)))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    rf"|(?P<mark>[{_SUPERSCRIPTS}]+)"
    rf"|(?P<word>[^\W\d_{_SUPERSCRIPTS}]+)"
)
_MARK_DIGITS = 2
_PIVOT_YEAR = 50  # two-digit years above it are of the last century


class AtomKind(StrEnum):
    """What an atom looks like."""

    DATE = "date"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Atom:
    """A date, number or word at half-open offsets, with its line number.

    `bracketed` says that it may be a footnote mark; `norm` is its folded text; `value` is the
    date or number that it spells, None for words and impossible dates.
    """

    start: int
    end: int
    kind: AtomKind
    norm: str
    value: date | Decimal | None
    bracketed: bool
    line: int


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    return "".join(char for char, _ in fold_with_offsets(text))


def fold_with_offsets(text: str) -> list[tuple[str, int]]:
    """The folded characters, each with the offset of the character that it comes from."""
    folded = []
    for offset, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).casefold():
            if part.isalnum():
                folded.append((part, offset))
    return folded


def cut_atoms(text: str) -> list[Atom]:
    """All dates, numbers and words of a text, in reading order."""
    line_ends = [match.start() for match in re.finditer(r"\n", text)]
    pieces = (match for match in _PIECE.finditer(text) if match.lastgroup != "tag")
    return [_atom(text, match, line_ends) for match in pieces]


def between(atoms: list[Atom], start: int, end: int) -> list[Atom]:
    """The atoms that begin within the half-open range of offsets."""
    first = bisect_left(atoms, start, key=lambda atom: atom.start)
    last = bisect_left(atoms, end, key=lambda atom: atom.start)
    return atoms[first:last]


def _atom(text: str, match: re.Match[str], line_ends: list[int]) -> Atom:
    piece, kind = match.group(), match.lastgroup
    value: date | Decimal | None = None
    if kind == "date":
        value = read_slashed_date(piece)
    elif kind == "number":
        value = Decimal(piece.replace(",", ""))
    kinds = {"date": AtomKind.DATE, "word": AtomKind.WORD}
    return Atom(
        start=match.start(),
        end=match.end(),
        kind=kinds.get(kind or "", AtomKind.NUMBER),
        norm=fold(piece),
        value=value,
        bracketed=kind == "mark"
        or (kind == "number" and _stands_in_brackets(text, match.start(), match.end())),
        line=bisect_left(line_ends, match.start()),
    )


def read_slashed_date(piece: str) -> date | None:
    """A month/day/year date, None when there is no such day."""
    month, day, year = (int(part) for part in piece.split("/"))
    if year < 100:
        year += 1900 if year > _PIVOT_YEAR else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


_OPENED = re.compile(r"[(⁽](?:\s*\d{1,2}\s*[,)]\s*[(⁽]?)*\s*$")
_INSTRUCTION = re.compile(r"[il]nstr\W*(?:\d\W+)?(?:and\s+)?$", re.IGNORECASE)  # of a caption
_CLOSED = re.compile(r"\s*(?:,\s*\d{1,2}\s*)*[)⁾]")


def _stands_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a bracket touches the number, or it stands in a list of numbers in brackets."""
    if end - start > _MARK_DIGITS:
        return False
    before = text[max(0, start - 12) : start]
    if _INSTRUCTION.search(before):
        return False
    opened = _OPENED.search(before) is not None and not before.rstrip().endswith(")")
    return opened or _CLOSED.match(text, end) is not None
