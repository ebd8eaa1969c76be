"""The boxes of a form's head as labelled spans: issuer, owner, dates, role marks, title."""

import re
from collections.abc import Iterator, Sequence

from form4.inference.rules.abreast import unfolded
from form4.inference.rules.atoms import DATE, SCORE
from form4.inference.rules.parties import ADDRESS, LINES_BELOW, read_parties
from form4.inference.rules.pieces import Caption, Head, read_pieces
from form4.inference.rules.roles import role_marks
from form4.model.spans import Span

_DAY = re.compile(DATE)
_MONTH = re.compile(r"\b(?:0?[1-9]|1[0-2])/(?:\d{4}|\d\d)(?![\d/])|\b[A-Z][a-z]{2,8},? \d{4}\b")
_TITLE = re.compile(
    r"\b(?:chief|officer|president|pres|vice|director|counsel|c[efotimr]o|[es]?vp|chair\w*|general|"
    r"secretary|treasurer|founder|head|manager|controller|principal|executive|partner|advisor)\b",
    re.IGNORECASE,
)
_OTHER_BOXES = ("period", "original", "owner", "issuer", "director", "owner10")


def header_spans(text: str, end: int, known: Sequence[str]) -> list[Span]:
    """The labelled spans of the head; `known` are names that the ending states."""
    begin = _begin(text, end)
    columns = unfolded(text, begin, end)
    if columns is None:
        return _spans(text, begin, end, known)
    return list(columns.placed(_spans(columns.text, 0, len(columns.text), known)))


def _spans(text: str, begin: int, end: int, known: Sequence[str]) -> list[Span]:
    head = read_pieces(text, begin, end)
    parties = read_parties(head, known)
    spans = [*_dates(head), *role_marks(text, begin, end), *parties.spans()]
    officer = any(span.label in ("is_officer", "is_other") for span in spans)
    taken = [(span.start, span.end) for span in spans]
    return spans + list(_title(head, taken, marked=officer))


def _begin(text: str, end: int) -> int:
    found = re.search(r"name[\s|*]{1,4}and[\s|*]{1,4}address", text[:end], re.IGNORECASE)
    return max(0, text.rfind("\n", 0, found.start())) if found else 0


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


def _title(head: Head, taken: Sequence[tuple[int, int]], *, marked: bool) -> Iterator[Span]:
    """The officer's title: what stands below the words 'give title below' in their column."""
    roles = [one for one in head.captions if one.box in ("officer", "role_other")]
    if not roles:
        return
    officer = roles[0]
    director = head.first("director")
    columns = _stands_abreast(head, officer)
    left = min(officer.place, director.place if director else officer.place) - 12
    found = 0
    for piece in head.pieces:
        if piece.start < officer.end or piece.box == "joint":
            continue
        if any(start < piece.end and piece.start < end for start, end in taken):
            continue
        if columns and piece.place < left:
            continue
        if not columns and (found or piece.box in _OTHER_BOXES and not _TITLE.search(piece.text)):
            continue
        if piece.line - officer.line > LINES_BELOW + 4:
            continue
        start = piece.start + _behind_address(piece.text)
        shown = head.text[start : piece.end]
        if _is_title(shown) and (marked or _TITLE.search(shown)):
            found += 1
            yield Span(start, piece.end, "officer_title", SCORE)


def _behind_address(text: str) -> int:
    """How much of a line is the address in the box beside, when it ends in a postal code."""
    address = re.match(r".*\d{5}(?:-\d{4})?\s+(?=[A-Z][a-zA-Z&,. ]+$)", text)
    return address.end() if address else 0


def _stands_abreast(head: Head, officer: Caption) -> bool:
    """Whether the box of the roles stands right of other boxes."""
    relation = head.first("relation")
    return relation is not None and relation.place > 30 and officer.place > 20


def _is_title(text: str) -> bool:
    if _DAY.search(text) or not re.search(r"[A-Za-z]{2}", text):
        return False
    return ADDRESS.search(text) is None and len(text) < 90
