"""A stretch of text as atoms: dates, numbers, letters, marks and phrases with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

# A rule has no probability to state: its spans say "likely", below what counts as confident.
SCORE = 0.8


class Sort(StrEnum):
    """What an atom looks like."""

    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    MARK = "mark"
    LETTER = "letter"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text that one column may hold; `line` and `cell` count from the stretch's start.

    `place` is the character column; `extra` lists further pieces of the same value.
    """

    start: int
    end: int
    sort: Sort
    text: str
    line: int
    cell: int
    place: int


_GAP = r"[ \t|]{0,8}"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_YEAR = rf"(?:(?:\d{{1,3}}[\t|]{{1,4}})?(?:19|20)\d\d|2{_GAP}0{_GAP}[0-3]{_GAP}\d|\d\d(?!\d))"
DATE = (
    rf"\d{{1,2}}{_GAP}/{_GAP}\d{{1,2}}{_GAP}/{_GAP}{_YEAR}"
    rf"|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}-\d{{1,2}}-(?:(?:19|20)\d\d|\d\d(?!\d))"
    rf"|(?i:{_MONTH}\s{{0,2}}\d{{1,2}},?\s{{0,2}}(?:19|20)\d\d)"
    rf"|(?i:\d{{1,2}}[- ]{_MONTH}[- ](?:19|20)?\d\d(?!\d))"
)
NUMBER = r"\d{1,3}(?:,[ \t|]{0,4}\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\.\d+"
# A price and an amount without a blank between: no fraction has commas, and prices have two places
# or four.
_AMOUNT = r"[1-9]\d{0,2}(?:,\d{3})+(?!\d)"
_PRICE = rf"\d+\.(?:\d\d|\d{{4}})(?={_AMOUNT})"
_BEHIND_PRICE = rf"(?:(?<=\.\d\d)|(?<=\.\d{{4}})){_AMOUNT}"
_WORD = r"[^\W\d_]+(?:[.'’&/\-][^\W\d_]+){0,6}"
_TOKEN = rf"(?:\d{{1,2}}(?:\.\d+)?%|401\s?\([kK]\)|{_WORD})"
_ASIDE = r"\((?![a-zA-Z]\))[^\W\d_][^()|\n\t]{2,60}\)|\(\d{4} [^()|\n\t]{2,60}\)"
_LINK = r"[.,;:'\"”’]{0,2}[ ]?(?:<br>)?"
_PHRASE = (
    rf"(?:{_TOKEN}|{_ASIDE})"
    rf"(?:{_LINK}(?:{_TOKEN}|{_ASIDE}|[&/\-–+]|(?:19|20)\d\d(?=[ ]{_WORD})"
    rf"|,?\s?(?:\$\s?)?\.?\d{{0,3}}\.?\d+\s+par(?:\s+value)?|(?<=[Ss]eries )\d))*\.?"
)
_SUPERSCRIPT = "[⁽(]?[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}[⁾)]?"
# What a print adds to every page: the moment, the address, the page's number.
_FURNITURE = (
    r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?[^\n]{0,200}|"
    r"(?:\d{1,2}/\d{1,2}[ \t]{0,6})?https?:/{1,2}[^\n|]{3,200}|"
    r"(?<=\n)[ \t]*(?:page )?\d{1,3}(?:/| of )\d{1,3}[ \t]*(?=\n)"
)
_ATOM = re.compile(
    rf"(?P<furniture>{_FURNITURE})"
    rf"|(?P<date>{DATE})"
    rf"|(?P<mark>\[?\(\s?(?:F?\d{{1,2}}|[b-ce-hj-z])\s?\)\]?(?:\(#[^)\s]{{0,12}}\))?"
    rf"|<sup>\(?\d{{1,2}}\)?</sup>|\[\d{{1,2}}\]|{_SUPERSCRIPT})"
    rf"|(?P<money>\\?\$\s{{0,3}}(?:{_PRICE}|{NUMBER})|(?<=[|\s])[sS$][oO0](?=\s?\||\s\d|\n))"
    rf"|(?P<number>(?<![\d.])(?:{_PRICE}|(?:{NUMBER})(?![%\d]|\.\d+%))|{_BEHIND_PRICE})"
    rf"|(?P<letter>\([AaDdIiVv]\)|(?<=[J\]])[AaDd]\b|(?<![^\W\d_])[AD](?=J\b)|(?<![^\W\d_])[A-Za-z]"
    rf"(?:(?![^\W\d_]|['’.&\-])|(?=\s?-\s[A-Z]))(?:\s?-\s?[A-Z][a-z]{{2,12}}\.?(?:\s[a-z]{{3,12}})?)?)"
    rf"|(?P<phrase>{_PHRASE})"
)
_IN_TITLE = re.compile(r"(?:class|series|cl\.?|tier|tranche|plan|type)\s$", re.IGNORECASE)
_SORTS = tuple(Sort)


def read_atoms(text: str, start: int, end: int) -> list[Atom]:
    """The atoms of a stretch of text in reading order, each with its line and cell."""
    return list(_joined(text, _scan(text, start, end)))


def _scan(text: str, start: int, end: int) -> Iterator[Atom]:
    line = cell = 0
    position = start
    line_start = text.rfind("\n", 0, start) + 1
    for match in _ATOM.finditer(text, start, end):
        gap = text[position : match.start()]
        if "\n" in gap:
            line += gap.count("\n")
            line_start = text.rfind("\n", 0, match.start()) + 1
        cell += gap.count("|") + gap.count("\t")
        position = match.start()
        if match.lastgroup == "furniture":
            continue
        yield Atom(
            match.start(),
            match.end(),
            Sort(match.lastgroup or Sort.PHRASE),
            match[0],
            line,
            cell,
            match.start() - line_start,
        )


def _joined(text: str, atoms: Iterator[Atom]) -> Iterator[Atom]:
    """The atoms with 'Class A Common Stock' in one: a letter after such a word is of the title."""
    held: Atom | None = None
    for atom in atoms:
        if held is not None and _goes_on(text, held, atom):
            held = Atom(
                held.start,
                atom.end,
                Sort.PHRASE,
                text[held.start : atom.end],
                held.line,
                held.cell,
                held.place,
            )
            continue
        if held is not None:
            yield held
        held = atom
    if held is not None:
        yield held


def _goes_on(text: str, held: Atom, atom: Atom) -> bool:
    gap = text[held.end : atom.start]
    if held.sort is not Sort.PHRASE or gap not in ("", " ", "-", ", "):
        return False
    if atom.sort is Sort.PHRASE:
        return _ends_in_letter(held.text) or gap in ("-", ", ")
    last = _IN_TITLE.search(held.text + " ")
    letter = atom.sort is Sort.LETTER and atom.text.isupper() and len(atom.text) == 1
    return last is not None and (letter or (atom.sort is Sort.NUMBER and len(atom.text) < 3))


def _ends_in_letter(phrase: str) -> bool:
    return len(phrase) > 2 and phrase[-2] == " " and phrase[-1].isalnum()
