"""What follows the tables: list of owners, footnotes, remarks, signatures."""

import re
from collections.abc import Iterator, Sequence

from form4.inference.rules.atoms import DATE, SCORE
from form4.inference.rules.pieces import trimmed
from form4.model.spans import Span

_NOTES = re.compile(
    r"explanation[\s|]{1,3}of[\s|]{1,3}responses?|(?:^|\n)[\s#*|]{0,8}(?:foot)?notes\b",
    re.IGNORECASE,
)
# Numbers of the form's own boxes, which follow the notes where an order of reading put them there.
_BOX = (
    r"(?:name and address|issuer name|date of (?:earliest|event)|if amendment|relationship of|"
    r"individual or joint|title (?:of|and amount)|transaction (?:date|code)|deemed|"
    r"securities acquired|(?:amount|number) of (?:derivative )?securities|ownership form|"
    r"nature of indirect|conversion or exercise|date exercisable|price of derivative)\b"
)
_NOTE = re.compile(
    r"(?:^|\n|\|)[ \t*_\\|]{0,12}(?:\((?P<round>F?\d{1,2}|[a-z])\)|(?P<plain>\d{1,2})\\?[.)](?=\s)"
    r"|(?P<sup>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})|<sup>\(?(?P<tag>\d{1,2})\)?</sup>)[ \t*_|]{0,8}"
    rf"(?![ \t*_|]{{0,8}}(?i:{_BOX}))"
)
_STOP = re.compile(
    r"(?:^|\n)[\s|*_#\\]{0,8}(?:remarks?\s{0,2}:|reminder\s{0,2}:|note\s{0,2}:|signatures?\s{0,3}\n|"
    r"\*{1,2}\s|/s/|\\\*|page \d+ of)|potential\s+persons|persons?\s+who\s+(?:are\s+to\s+)?respond|"
    r"if the form is filed by more|intentional\s+misstatements|reporting\s+owner\s+name|"
    r"(?:\*\*|[“\"'\\*])?\s?signature\s+of\s+reporting|\bsee\s+18\s+u\.s\.c",
    re.IGNORECASE,
)
_PAGE_EDGE = re.compile(
    r"\s{0,40}(?:\d{1,2}/\d{1,2}\s{0,3})?https?://\S*(?:[ \t]+\d+/\d+)?|"
    r"\n\d{1,2}/\d{1,2}/\d{2}, \d{1,2}:\d\d [AP]M[^\n]*"
)
_REMARKS = re.compile(r"(?:^|[\n|])[\s*_#|]{0,8}remarks?[ \t*_]{0,4}:[ \t*_]{0,4}", re.IGNORECASE)
_SIGNED = re.compile(
    r"signature[\s|]{1,3}of[\s|]{1,3}reporting[\s|]{1,3}(?:person|owner)", re.IGNORECASE
)
_BY = re.compile(r"(?:/\s?s\s?/|by\s?:|\bname\s?:|s/)\s*", re.IGNORECASE)
_DAY = re.compile(DATE)
_BACK = 420
_OWNERS = re.compile(
    r"reporting[\s|]{1,4}owner[\s|]{1,4}name[\s|]{1,3}/[\s|]{1,3}address", re.IGNORECASE
)
_OWNERS_HEAD = re.compile(
    r"director[\s|}\]_]{0,12}10\s?%\s?owner[\s|}\]_]{0,12}officer[\s|}\]_]{0,12}other[\s*]{0,4}",
    re.IGNORECASE,
)
_OWNERS_END = re.compile(r"\n[\s#*]{0,6}signatures?\b", re.IGNORECASE)
_ZIP = re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")
_ADDRESS_BEGIN = re.compile(
    r"(?i:c/o\b|\bp\.?\s?o\.?\s+box\b)|\d+[\w\-]*\s+[A-Z]|"
    r"(?:\b|(?<=[a-z]))(?:ONE|TWO|THREE|One)\s+[A-Z]|\n"
)
_CROSSES_BELOW = re.compile(
    r"(?:\n[ \t]*(?:[Xx][ \t]*)+(?=\n|$))+|\n[ \t]{0,6}[Xx][ \t]+[A-Za-z][^\n]*"
)
_CELLS = re.compile(r"[^\n|]*(?:\|[^\n|]*){4,6}(?=\n|$)")
_CROSS = re.compile(r"(?<![\w])[Xx](?![\w.])")
_ROLES = ("is_director", "is_ten_percent_owner", "is_officer", "is_other")


def ending_spans(text: str, start: int) -> list[Span]:
    """The labelled spans behind the tables, which begin at `start`."""
    signatures = list(_signatures(text, start))
    first = min((span.start for span in signatures), default=len(text))
    return [*signatures, *_notes(text, start, first), *_remarks(text, start, first)]


def _signatures(text: str, start: int) -> Iterator[Span]:
    position = start
    for marker in _SIGNED.finditer(text, start):
        begin = max(position, marker.start() - _BACK)
        begin = max(begin, _last_heading(text, begin, marker.start()))
        yield from _signed(text, begin, marker.start())
        position = marker.end()


def _last_heading(text: str, start: int, end: int) -> int:
    found = list(
        re.finditer(r"signatures?[\s*:#|-]*\n|remarks?\s?:[^\n]*\n", text[start:end], re.I)
    )
    return start + found[-1].end() if found else start


def _signed(text: str, start: int, end: int) -> Iterator[Span]:
    """The last date before the marker, and the name on its line or right above."""
    days = list(_DAY.finditer(text, start, end))
    if not days:
        return
    day = days[-1]
    signs = list(_BY.finditer(text, start, day.start()))
    line = text.rfind("\n", start, day.start()) + 1 or start
    if not re.search(r"[A-Za-z]{2}", text[line : day.start()]):
        above = text[start:line].rstrip(" \t\n|-*_")
        line = max(start, text.rfind("\n", start, start + len(above)) + 1)
    begin = signs[-1].end() if signs and signs[-1].end() < day.start() else line
    for match in re.finditer(r"[^|\n\t]+", text[begin : day.start()]):
        left, right = trimmed(text, begin + match.start(), begin + match.end())
        if re.search(r"[A-Za-z]{2}", text[left:right]) and left < right:
            yield Span(left, right, "signature_name", SCORE)
            break
    yield Span(day.start(), day.end(), "signature_date", SCORE)


def _notes(text: str, start: int, signed: int) -> Iterator[Span]:
    """The list of footnotes: numbers at a line's or cell's begin, each with its text."""
    caption = _NOTES.search(text, start)
    begin = caption.end() if caption else start
    marks = [
        m for m in _NOTE.finditer(text, begin) if not begin <= signed < m.start() < signed + 80
    ]
    kept = _in_sequence(marks)
    for index, mark in enumerate(kept):
        name = mark.lastgroup or "round"
        limit = kept[index + 1].start() if index + 1 < len(kept) else len(text)
        limit = min(limit, signed) if mark.end() < signed else limit
        stop = _STOP.search(text, mark.end(), limit)
        end = stop.start() if stop else limit
        yield Span(mark.start(name), mark.end(name), "footnote_id", SCORE)
        yield from _texts(text, mark.end(), end)


def _in_sequence(marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up: a number in a note's own text starts no note."""
    kept: list[re.Match[str]] = []
    last = 0
    for mark in marks:
        shown = mark[mark.lastgroup or 0].lstrip("F")
        number = int(shown) if shown.isdecimal() and shown.isascii() else last + 1
        if last < number <= last + 3 or (not kept and number == 1):
            kept.append(mark)
            last = number
    return kept


def _texts(text: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for edge in [*_PAGE_EDGE.finditer(text, start, end), None]:
        stop = edge.start() if edge else end
        left, right = position, stop
        while left < right and text[left] in " \t\n|*_":
            left += 1
        while left < right and text[right - 1] in " \t\n|*_-\\":
            right -= 1
        if any(letter.isalpha() for letter in text[left:right]):
            yield Span(left, right, "footnote_text", SCORE)
        position = edge.end() if edge else end


def _remarks(text: str, start: int, signed: int) -> Iterator[Span]:
    for match in _REMARKS.finditer(text, start):
        limit = signed if match.end() <= signed else len(text)
        stop = _STOP.search(text, match.end(), limit)
        end = stop.start() if stop else limit
        paragraph = re.search(r"\n\s*\n", text[match.end() : end].lstrip())
        shift = len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
        if paragraph:
            end = match.end() + shift + paragraph.start()
        left, right = trimmed(text, match.end() + shift, end)
        if re.search(r"[A-Za-z]{2}", text[left:right]):
            yield Span(left, right, "remarks", SCORE)
            return


def owner_list_spans(
    text: str, start: int, roles: Sequence[str] = (), name: str | None = None
) -> list[Span]:
    """The second list of owners that some prints carry.

    `roles` are the first owner's marks and `name` the name, as the head states them.
    """
    caption = _OWNERS.search(text, start)
    if caption is None:
        return []
    head = _OWNERS_HEAD.search(text, caption.end(), caption.end() + 400)
    begin = head.end() if head else caption.end()
    stop = _OWNERS_END.search(text, begin)
    end = stop.start() if stop else min(len(text), begin + 1500)
    spans: list[Span] = []
    for first, last in _entries(text, begin, end):
        spans.extend(_entry(text, first, last, roles if not spans else (), name))
    return spans


def _entries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """From a name to the line with the postal code or the cells of its marks."""
    position = start
    for last in sorted({*_postal_ends(text, start, end), *_row_ends(text, start, end)}):
        if last > position:
            yield position, last
            position = last


def _postal_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Behind the lines with a postal code, and the crosses that stand alone below."""
    for match in _ZIP.finditer(text, start, end):
        line = text.find("\n", match.end(), end)
        last = line if line >= 0 else end
        following = _CROSSES_BELOW.match(text, last, end)
        yield following.end() if following else last


def _row_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Behind the rows of a table that have the four cells: addresses abroad have no such code."""
    for row in _CELLS.finditer(text, start, end):
        if _CROSS.search(row[0]):
            yield row.end()


def _entry(
    text: str, start: int, end: int, roles: Sequence[str], known: str | None
) -> Iterator[Span]:
    name = re.compile(r"[^\s|\-]").search(text, start, end)
    if name is None:
        return
    stop = re.compile(r"[ \t]{3}|[|\n\t]|<br>").search(text, name.start(), end)
    last = stop.start() if stop else end
    address = _ADDRESS_BEGIN.search(text, name.start() + 3, last)
    left, right = trimmed(text, name.start(), address.start() if address else last)
    if known and text.startswith(known, left):
        right = left + len(known)
    if not re.search(r"[A-Za-z]{2}", text[left:right]):
        return
    yield Span(left, right, "owner_name", SCORE)
    postal = _ZIP.search(text, right, end)
    cells = list(re.finditer(r"\|", text[postal.end() if postal else right : end]))
    if len(cells) >= 4:
        yield from _in_cells(text, postal.end() if postal else right, end)
        return
    crosses = list(_CROSS.finditer(text, right, end))
    labels = [role for role in _ROLES if role in roles]
    if labels and len(crosses) == len(labels):
        for cross, label in zip(crosses, labels, strict=True):
            yield Span(cross.start(), cross.end(), label, SCORE)
    elif len(crosses) == 1 and not roles:
        yield Span(crosses[0].start(), crosses[0].end(), "is_ten_percent_owner", SCORE)


def _in_cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The four cells of the relationships: crosses, or words for an officer's title."""
    titles = {"is_officer": "officer_title", "is_other": "other_text"}
    begin = text.find("|", start, end) + 1
    for label in _ROLES:
        stop = text.find("|", begin, end)
        stop = end if stop < 0 else stop
        left, right = trimmed(text, begin, stop)
        if left < right and any(letter.isalnum() for letter in text[left:right]):
            shown = text[left:right]
            name = label if _CROSS.fullmatch(shown) else titles.get(label)
            if name is not None:
                yield Span(left, right, name, SCORE)
        begin = stop + 1
        if begin > end:
            return
