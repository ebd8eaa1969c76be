"""Who the form is about: issuer, symbol and owner, from boxes 1 and 2."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from form4.inference.rules.atoms import SCORE
from form4.inference.rules.pieces import Caption, Head, Piece, trimmed
from form4.model.spans import Span

_SYMBOL = re.compile(
    r"[\[{(]\s{0,3}(?:nasdaq|nyse|otc\w*)?[:\s]{0,2}(?P<symbol>[A-Z][A-Z0-9]{0,5}(?:[.\-/ ,]{1,2}"
    r"[A-Z]{1,5}){0,2}|NONE|None|N/A)\s{0,3}[\]})|!]"
)
_OPEN_SYMBOL = re.compile(r"\[\s{0,3}(?P<symbol>[A-Z]{1,5})\b")
_NO_NAME = re.compile(
    r"^(?:\W|\d)*$|^\W*\w{1,2}\W*$|^(?:\w\W){1,4}\w?$|^(?:and|or|the|of|filed|person|page)\b.{0,4}$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"^(?:[A-Z]|[A-Z]\.|jr\.?|sr\.?|i{2,3}|iv|et|al|md|phd)$", re.IGNORECASE)
ADDRESS = re.compile(
    r"^(?:c/o\b|p\.?\s?o\.? box)|\d{5}|\b(?:street|avenue|ave|road|blvd|boulevard|suite|floor|"
    r"drive|parkway|way|plaza|lane|square)\b[.,]?(?:\s\S+)?$|^\d+\s|"
    r"^(?:[A-Z]{2}|[A-Za-z]+,? [A-Z]{2})$",
    re.IGNORECASE,
)
_JUNK_END = re.compile(r"(?:[ \t]+(?:[xX]{1,2}|[O0Q]{2}|[^\w\s]{1,3}|[a-z]))+$")
_JUNK_BEGIN = re.compile(r"^(?:[a-z]|\W)[ \t]+")
_LAST = re.compile(r"\(\s?las|\blast\)", re.IGNORECASE)
_WIDE = re.compile(r"\S[ \t]{3,}\S")
_COLUMN_SLACK = 6
LINES_BELOW = 6
_BRACKET = 3  # characters before a symbol in which its bracket stands


@dataclass(frozen=True, slots=True)
class Parties:
    """The names of boxes 1 and 2 as spans; None for what is not printed."""

    owner: Span | None
    issuer: Span | None
    symbol: Span | None
    others: tuple[Span, ...] = ()

    def spans(self) -> list[Span]:
        """Those that are printed."""
        boxes = (self.owner, self.issuer, self.symbol, *self.others)
        return [one for one in boxes if one is not None]


def read_parties(head: Head, known: Sequence[str]) -> Parties:
    """Owner and issuer; `known` are names that the ending states, to part two in one line."""
    issuer, symbol = _issuer(head)
    caption = head.first("owner")
    owner = None
    if caption is not None:
        owner = _on_lines(head, caption, issuer) if _is_crowded(head, caption) else None
        owner = owner or _under(head, caption)
    if owner is not None and issuer is not None and owner.start < issuer.end <= owner.end:
        owner, issuer = _split(head.text, owner, issuer, known)
    return Parties(
        _labelled(head.text, owner, "owner_name"),
        _labelled(head.text, issuer, "issuer_name"),
        symbol,
        tuple(owner_boxes(head, first=1)),
    )


def owner_boxes(head: Head, first: int = 0) -> Iterator[Span]:
    """Owners of whom box 1 is printed by itself, as it is again for each further one."""
    for caption in [one for one in head.captions if one.box == "owner"][first:]:
        if _abreast(head, caption):
            continue
        piece = _under(head, caption)
        span = _labelled(head.text, piece, "owner_name")
        if span is not None and piece is not None and not ADDRESS.search(piece.text):
            yield span


def _labelled(text: str, piece: Piece | None, label: str) -> Span | None:
    if piece is None:
        return None
    start, end = piece.start, piece.end
    begin = _JUNK_BEGIN.search(text[start:end])
    start += begin.end() if begin else 0
    junk = _JUNK_END.search(text[start:end])
    end -= len(junk[0]) if junk else 0
    return Span(start, end, label, SCORE) if start < end else None


def _is_crowded(head: Head, caption: Caption) -> bool:
    """Whether boxes stand abreast in a text that lost the blanks between them."""
    line = head.text[caption.end : caption.end + 400].partition("\n")[0]
    return bool(_abreast(head, caption)) and _WIDE.search(line) is None


def _abreast(head: Head, caption: Caption) -> list[Caption]:
    behind = bisect_right(head.captions, caption.start, key=lambda one: one.start)
    following = (head.captions[at] for at in range(behind, len(head.captions)))
    on_line = takewhile(lambda one: one.line == caption.line, following)
    return [one for one in on_line if one.box not in ("other", "date")]


def _on_lines(head: Head, caption: Caption, issuer: Piece | None) -> Piece | None:
    """The owner on a line of its own, below or above the line that has the issuer."""
    last = _LAST.search(head.text, caption.end)
    limit = last.start() if last else caption.end + 300
    for piece in head.pieces:
        if not caption.end < piece.start < limit or piece.line == caption.line:
            continue
        if issuer is not None and piece.line == issuer.line:
            continue
        if len(re.findall(r"[^\W\d_]{2,}", piece.text)) > 1 and not ADDRESS.search(piece.text):
            return piece
    return None


def _issuer(head: Head) -> tuple[Piece | None, Span | None]:
    """Box 2: the name before a bracketed symbol, else what follows the caption."""
    caption = head.first("issuer")
    after = caption.end if caption else 0
    for piece in head.pieces:
        if piece.end <= after:
            continue
        begin = max(0, piece.start - _BRACKET, head.text.rfind("\n", 0, piece.start) + 1)
        shown = head.text[begin : piece.end + 12].partition("\n")[0]
        match = _SYMBOL.search(shown) or _OPEN_SYMBOL.search(shown)
        if match is None:
            continue
        symbol = Span(
            begin + match.start("symbol"),
            begin + match.end("symbol"),
            "trading_symbol",
            SCORE,
        )
        return _name_before(head, piece, begin + match.start()), symbol
    if caption is None:
        return None, None
    return _under(head, caption), None


def _name_before(head: Head, piece: Piece, limit: int) -> Piece | None:
    start, end = trimmed(head.text, piece.start, max(piece.start, limit))
    if start < end:
        return Piece(start, end, head.text[start:end], piece.line, piece.place, piece.box)
    before = [one for one in head.pieces if one.end <= piece.start and one.box == piece.box]
    return before[-1] if before else None


def _under(head: Head, caption: Caption) -> Piece | None:
    """The first piece of a box: behind its caption, or below it where boxes stand abreast."""
    abreast = _abreast(head, caption)
    limit = abreast[0].place if abreast else 10_000
    first = bisect_left(head.pieces, caption.end, key=lambda one: one.start)
    for place in range(first, len(head.pieces)) if abreast else ():
        piece = head.pieces[place]
        if piece.start >= abreast[0].start:
            break
        if not (_NO_NAME.search(piece.text) or ADDRESS.search(piece.text)):
            return piece
    for place in range(first, len(head.pieces)):
        piece = head.pieces[place]
        if _NO_NAME.search(piece.text):
            continue
        if not abreast:
            return piece
        if piece.line - caption.line > LINES_BELOW:
            break
        below = 0 < piece.line - caption.line <= LINES_BELOW
        inside = caption.place - _COLUMN_SLACK <= piece.place < limit - 2
        if below and inside and not ADDRESS.search(piece.text):
            return piece
    return None


def _split(
    text: str, owner: Piece, issuer: Piece, known: Sequence[str]
) -> tuple[Piece | None, Piece | None]:
    """One piece that holds both names, parted by the words that the ending knows the owner by."""
    start, end = owner.start, issuer.end
    words = list(re.finditer(r"\S+", text[start:end]))
    names = {word.casefold().strip(".,") for name in known for word in re.findall(r"\S+", name)}
    if len(words) < 3:
        return None, Piece(start, end, text[start:end], owner.line, owner.place, owner.box)
    cut = max(
        range(1, min(6, len(words))),
        key=lambda count: (_agreement(words, count, names), -abs(count - 2)),
    )
    while cut + 1 < len(words) and _SUFFIX.search(words[cut][0]):
        cut += 1
    left = start + words[cut - 1].end()
    right = start + words[cut].start()
    return (
        Piece(start, left, text[start:left], owner.line, owner.place, owner.box),
        Piece(right, end, text[right:end], owner.line, owner.place, owner.box),
    )


def _agreement(words: Sequence[re.Match[str]], count: int, names: set[str]) -> int:
    known = [word[0].casefold().strip(".,") in names for word in words]
    if not any(known):
        return 0
    return sum(known[:count]) - sum(known[count:]) - (count - sum(known[:count]))
