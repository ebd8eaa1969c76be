"""What is left of a form's head when its printed captions are taken away."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from form4.inference.rules.atoms import DATE

_S = r"[\s|*_\\]{1,6}"
# Each caption of the boxes of a head, by the box's name; what belongs to none is "other".
_CAPTIONS = (
    (
        "owner",
        rf"name{_S}(?:and|&){_S}address{_S}of{_S}reporting{_S}(?:person|owner)(?:\(s\)|s)?|"
        rf"reporting{_S}(?:person|owner)(?:'s)?{_S}name(?:{_S}(?:and|&){_S}address)?"
        rf"(?![\s|]{{1,3}}/)|"
        rf"name{_S}of{_S}reporting{_S}(?:person|owner)",
    ),
    (
        "issuer",
        rf"issuer{_S}name(?:{_S}and{_S}(?:ticker|tick)\w*{_S}or{_S}trading{_S}symbol)?|"
        rf"name{_S}of{_S}issuer|issuer[ \t]{{0,3}}:",
    ),
    (
        "period",
        rf"date{_S}of{_S}earliest(?:{_S}trans\w+)?(?:{_S}required{_S}to{_S}be{_S}reported)?|"
        rf"date{_S}of{_S}event{_S}requiring(?:{_S}statement)?|"
        rf"statement{_S}for{_S}(?:\(?month[^\s|]{{0,16}}|issuer\W{{0,2}}s{_S}fiscal{_S}year"
        rf"(?:{_S}ended)?)|period{_S}of{_S}report",
    ),
    (
        "original",
        rf"if{_S}amendment,?{_S}date{_S}(?:of{_S})?original(?:{_S}(?:filed|filing))?|"
        rf"original{_S}filing{_S}date",
    ),
    ("relation", rf"relationship(?:\(s\)|s)?{_S}of{_S}reporting{_S}\w+(?:\(s\))?{_S}to{_S}issuer"),
    ("director", r"\bdirector\b(?=[\s_|\]\[()<>\"xX☒☐✓:-]{0,40}(?:10|ten|1o|\n|owner|officer))"),
    ("owner10", r"\b(?:10|1o|ten)\s?(?:%|percent)\s?owner\b"),
    (
        "officer",
        rf"\bofficer\b{_S}\(?(?:give|specify){_S}t?\w?it?t?le(?:{_S}below)?\)?|"
        r"\bofficer\b(?=[\s|_]{0,4}\(give)",
    ),
    ("role_other", rf"\bother\b{_S}\(?(?:specify|give\s+title)(?:{_S}below)?\)?"),
    (
        "joint",
        rf"individual{_S}or{_S}jo\w+.{{0,2}}group{_S}(?:filing|reporting)|"
        rf"form{_S}filed{_S}by{_S}(?:one|more){_S}(?:than{_S}one{_S})?(?:reporting{_S}person)?",
    ),
    ("date", DATE),
    (
        "other",
        r"\(?mont\w{0,4}[/l1il]{0,2}(?:day|daw|da)[/l1il]{0,2}[vy]ear\)?|\(?month[\s/]+year\)?|"
        rf"\(?check{_S}(?:all{_S})?applicable(?:{_S}line)?\)?|\bapplicable{_S}line\)?|"
        r"[(*]\s{0,2}(?:last|first|middle|street|city|state|zip)\s{0,2}\)|"
        r"\b[(]?(?:last|first|middle|street|city|state|zip)[)]|\(specify(?:\s+below\)?)?|"
        r"\bbelow\b\)?|\(?give\s+t\w{2,4}\b|\breporting\s+person\b|\(?print{_S}or{_S}type{_S}responses\)?|"
        rf"ticker{_S}or{_S}trading{_S}symbol|trading{_S}symbol|i\.?r\.?s\.?{_S}(?:identification|"
        r"number)[^\n|]{0,80}|\(voluntary\)|if an entity|statement(?=\s{0,3}\(month)|"
        r"\bto\s+issuer\b|\]\(/?[^()\s]{3,120}\)|https?://\S{3,150}|^filed$",
    ),
)
_CAPTION = re.compile(
    rf"(?=\S)(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _CAPTIONS)})",
    re.IGNORECASE | re.MULTILINE,
)
_PIECE = re.compile(r"[^\s|](?:[^\n|\t]*?[^\s|])??(?=[ \t]{2}|[ \t]?(?:[\n|\t]|<br>|$))")
_EDGES = " \t*_\\[]#<>~-–—”“\"'’.,:;="


@dataclass(frozen=True, slots=True)
class Caption:
    """A printed caption: the box it belongs to, and where it stands."""

    box: str
    start: int
    end: int
    line: int
    place: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A text between captions and borders, with its line, its place and the caption before."""

    start: int
    end: int
    text: str
    line: int
    place: int
    box: str


@dataclass(frozen=True, slots=True)
class Head:
    """The captions and pieces of a form's head, in order of print."""

    text: str
    end: int
    captions: tuple[Caption, ...]
    pieces: tuple[Piece, ...]

    def first(self, box: str) -> Caption | None:
        """The first caption of a box."""
        return next((one for one in self.captions if one.box == box), None)


def read_pieces(text: str, start: int, end: int) -> Head:
    """The captions of a stretch of text, and what stands between them."""
    starts = [start, *(match.end() for match in re.finditer("\n", text[start:end]))]
    starts = [starts[0], *(start + one for one in starts[1:])]
    captions = [
        Caption(m.lastgroup or "other", m.start(), m.end(), *_where(starts, m.start()))
        for m in _CAPTION.finditer(text, start, end)
    ]
    pieces: list[Piece] = []
    position, box = start, ""
    for caption in captions:
        pieces.extend(_between(text, position, caption.start, starts, box))
        position = caption.end
        box = caption.box if caption.box not in ("other", "date") else box
    pieces.extend(_between(text, position, end, starts, box))
    return Head(text, end, tuple(captions), tuple(pieces))


def _where(starts: Sequence[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset) - 1
    return line, offset - starts[line]


def _between(text: str, start: int, end: int, starts: Sequence[int], box: str) -> list[Piece]:
    found = []
    for match in _PIECE.finditer(text, start, end):
        begin, stop = trimmed(text, match.start(), match.end())
        if any(letter.isalnum() for letter in text[begin:stop]):
            found.append(Piece(begin, stop, text[begin:stop], *_where(starts, begin), box))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the signs of markup and the strokes around it."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES and not _abbreviates(text, start, end):
        end -= 1
    return start, end


def _abbreviates(text: str, start: int, end: int) -> bool:
    """Whether the last sign is the point of 'Inc.' or 'J.', which belongs to the name."""
    return text[end - 1] == "." and re.search(r"\b[A-Za-z]{1,5}\.$", text[start:end]) is not None
