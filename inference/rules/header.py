"""The boxes of a form's head as labelled spans: issuer, owner, dates, role marks, title."""

import re
from collections.abc import Iterator, Sequence

from form4.inference.rules.atoms import DATE
from form4.inference.rules.pieces import Caption, Head, Piece, read_pieces, trimmed
from form4.model.spans import Span

SCORE = 0.9
_SYMBOL = re.compile(
    r"[\[{(]\s{0,3}(?:nasdaq|nyse|otc\w*)?[:\s]{0,2}(?P<symbol>[A-Z][A-Z0-9]{0,5}(?:[.\-/ ,]{1,2}"
    r"[A-Z]{1,5}){0,2}|NONE|None|N/A)\s{0,3}[\]})|!]"
)
_OPEN_SYMBOL = re.compile(r"\[\s{0,3}(?P<symbol>[A-Z]{1,5})\b")
_DAY = re.compile(DATE)
_MONTH = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:\d{4}|\d\d)(?![\d/])|\b[A-Z][a-z]{2,8},? \d{4}\b")
_ROLE = (
    r"(?<![A-Za-z(])(?P<mark>[Xx✓✔☒☑](?=[^\w]|_)|checked)"
    r"[\s_|\]\[)>=\"'/\\]{0,12}(?:</?\w{0,6}>?[\s|]{0,4})?"
)
_ROLES = tuple(
    (label, re.compile(_ROLE + pattern, re.IGNORECASE))
    for label, pattern in (
        ("is_director", r"\bdirector\b"),
        ("is_ten_percent_owner", r"(?:10|1o|ten)\s?(?:%|percent)\s?owner"),
        ("is_officer", r"\bofficer\b"),
        ("is_other", r"\bother\b"),
    )
)
_ADDRESS = re.compile(
    r"^(?:c/o\b|p\.?\s?o\.? box)|\d{5}|\b(?:street|avenue|ave|road|blvd|boulevard|suite|floor|drive|"
    r"parkway|way|plaza|lane|square)\b[.,]?(?:\s\S+)?$|^\d+\s|^(?:[A-Z]{2}|[A-Za-z]+,? [A-Z]{2})$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"^(?:\W|\d)*$|^(?:and|or|the|of|filed|person|page)\b.{0,4}$", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:[A-Z]|[A-Z]\.|jr\.?|sr\.?|i{2,3}|iv|et|al|md|phd)$", re.IGNORECASE)
_COLUMN_SLACK = 6
_LINES_BELOW = 6
_BRACKET = 3  # characters before a symbol in which its bracket stands


def header_spans(text: str, end: int, known: Sequence[str]) -> list[Span]:
    """The labelled spans of the head; `known` are names that the ending states."""
    begin = _begin(text, end)
    head = read_pieces(text, begin, end)
    issuer, symbol = _issuer(head)
    spans = [*_dates(head), *_marks(text, begin, end)]
    owner = _owner(head, issuer)
    if owner is not None and issuer is not None and owner.start < issuer.end <= owner.end:
        owner, issuer = _split(text, owner, issuer, known)
    spans += [_labelled(one, name) for one, name in ((issuer, "issuer_name"),) if one is not None]
    if owner is not None:
        spans.append(_labelled(owner, "owner_name"))
    if symbol is not None:
        spans.append(symbol)
    officer = any(span.label in ("is_officer", "is_other") for span in spans)
    taken = [(span.start, span.end) for span in spans]
    return spans + (list(_title(head, taken)) if officer else [])


def _begin(text: str, end: int) -> int:
    found = re.search(r"name[\s|*]{1,4}and[\s|*]{1,4}address", text[:end], re.IGNORECASE)
    return max(0, text.rfind("\n", 0, found.start())) if found else 0


def _labelled(piece: Piece, label: str) -> Span:
    return Span(piece.start, piece.end, label, SCORE)


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


def _owner(head: Head, issuer: Piece | None) -> Piece | None:
    caption = head.first("owner")
    return _under(head, caption) if caption is not None else None


def _under(head: Head, caption: Caption) -> Piece | None:
    """The first piece of a box: behind its caption, or below it where boxes stand abreast."""
    abreast = [
        one
        for one in head.captions
        if one.line == caption.line and one.start > caption.start and one.box != "other"
    ]
    limit = abreast[0].place if abreast else 10_000
    for piece in head.pieces:
        if abreast and caption.end <= piece.start < abreast[0].start:
            if not _NO_NAME.search(piece.text) and not _ADDRESS.search(piece.text):
                return piece
    for piece in head.pieces:
        if piece.start < caption.end or _NO_NAME.search(piece.text):
            continue
        if not abreast:
            return piece
        below = 0 < piece.line - caption.line <= _LINES_BELOW
        inside = caption.place - _COLUMN_SLACK <= piece.place < limit - 2
        if below and inside and not _ADDRESS.search(piece.text):
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
    return sum(known[:count]) - sum(known[count:]) - (count - sum(known[:count]))


def _dates(head: Head) -> Iterator[Span]:
    """Box 3, and box 4 where a second date follows its caption."""
    caption = head.first("period")
    if caption is None:
        return
    found = list(_DAY.finditer(head.text, caption.end, head.end))
    if not found:
        month = _MONTH.search(head.text, caption.end, caption.end + 200)
        found = [month] if month else []
    if not found:
        return
    yield Span(found[0].start(), found[0].end(), "period_of_report", SCORE)
    original = head.first("original")
    if original is None:
        return
    later = [one for one in found[1:] if one.start() > original.start]
    if later:
        yield Span(later[0].start(), later[0].end(), "date_of_original_submission", SCORE)


def _marks(text: str, start: int, end: int) -> Iterator[Span]:
    for label, pattern in _ROLES:
        match = pattern.search(text, start, end)
        if match:
            yield Span(match.start("mark"), match.end("mark"), label, SCORE)


def _title(head: Head, taken: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The officer's title: what stands below the words 'give title below' in their column."""
    roles = [one for one in head.captions if one.box in ("officer", "role_other")]
    if not roles:
        return
    officer = roles[0]
    director = head.first("director")
    columns = _stands_abreast(head, officer)
    left = min(officer.place, director.place if director else officer.place) - 12
    label = "officer_title"
    found = 0
    for piece in head.pieces:
        if piece.start < officer.end or piece.box == "joint":
            continue
        if any(start < piece.end and piece.start < end for start, end in taken):
            continue
        if columns and piece.place < left:
            continue
        if not columns and (piece.box in ("period", "original", "owner", "issuer") or found):
            continue
        if piece.line - officer.line > _LINES_BELOW + 4 or not _is_title(piece.text):
            continue
        found += 1
        yield Span(piece.start, piece.end, label, SCORE)


def _stands_abreast(head: Head, officer: Caption) -> bool:
    """Whether the box of the roles stands right of other boxes."""
    relation = head.first("relation")
    return relation is not None and relation.place > 30 and officer.place > 20


def _is_title(text: str) -> bool:
    if _DAY.search(text) or not re.search(r"[A-Za-z]{2}", text):
        return False
    return _ADDRESS.search(text) is None and len(text) < 90
