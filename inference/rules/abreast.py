"""Boxes that stand abreast in columns of blanks, read one after another.

Where even the captions are wrapped within their boxes no line of the text says anything by
itself; cut along the gaps between the boxes, each column reads as a page of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from form4.model.spans import Span

_OWNER = re.compile(
    r"^[^\S\n]*(?P<owner>(?:[(\[]?\d\W{1,4})?name[ \t]+(?:and|&)[ \t]+address(?:[ \t]+of)?"
    r"(?:[ \t]+reporting)?)[ \t]{1,60}(?P<issuer>(?:[(\[]?\d\W{1,4})?issuer[ \t]+name)",
    re.IGNORECASE | re.MULTILINE,
)
_ROLES = re.compile(r"(?:[(\[]?\d\W{1,4})?relationship", re.IGNORECASE)
_LINES_ABOVE = 3  # that the third box's caption may begin above the first one's
_SLACK = 2  # characters that a gap may lie off: letters get lost and doubled
_FEWEST_CUT = 0.7  # of the lines that reach over a border
_LOWEST = 14  # lines of boxes 1 to 3


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The columns of a stretch one after another; `places` is where each character stands."""

    text: str
    places: tuple[int, ...]

    def placed(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans of the unfolded text where they stand in the text itself."""
        for span in spans:
            start, end = self.places[span.start], self.places[span.end - 1] + 1
            if end - start == span.end - span.start:
                yield replace(span, start=start, end=end)


def unfolded(text: str, start: int, end: int) -> Unfolded | None:
    """The boxes of a head one after another, where a wrapped caption shows that they are abreast.

    None where they are not, or where no gap runs down between them.
    """
    caption = _OWNER.search(text, start, end)
    if caption is None:
        return None
    line = text.rfind("\n", 0, caption.start()) + 1
    begin, third = _third(text, line, caption)
    lines = list(_lines(text, begin, end))
    borders = [caption.start("issuer") - line, *third]
    if not all(_is_gap(text, lines[: _LOWEST + _LINES_ABOVE], one) for one in borders):
        return None
    return _one_by_one(text, lines, borders)


def _third(text: str, line: int, caption: re.Match[str]) -> tuple[int, list[int]]:
    """Where the boxes begin, and the third one's border, if its caption stands abreast."""
    begin = line
    for _ in range(_LINES_ABOVE):
        begin = text.rfind("\n", 0, max(0, begin - 1)) + 1
    stop = text.find("\n", caption.end())
    for found in _ROLES.finditer(text, begin, stop if stop >= 0 else len(text)):
        own = text.rfind("\n", 0, found.start()) + 1
        if found.start() - own > caption.end("issuer") - line:
            return min(own, line), [found.start() - own]
    return line, []


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        yield position, stop
        position = stop + 1


def _is_gap(text: str, lines: Sequence[tuple[int, int]], border: int) -> bool:
    reaching = [one for one in lines if one[1] - one[0] > border]
    cuts = [cut for one in reaching if (cut := _cut(text, *one, border)) is not None]
    wide = sum(text[max(0, cut - 2) : cut].isspace() for cut in cuts)
    return len(cuts) > 1 and len(cuts) >= _FEWEST_CUT * len(reaching) and 2 * wide >= len(cuts)


def _cut(text: str, start: int, end: int, border: int) -> int | None:
    """Where a line may be cut near a border: behind a blank; None within a word."""
    for off in sorted(range(-_SLACK, _SLACK + 1), key=abs):
        place = start + border + off
        if start < place < end and text[place - 1] in " \t" and text[place] not in " \t":
            return place
    place = start + border
    return place if place < end and not text[place - 1 : place + 1].strip() else None


def _one_by_one(text: str, lines: Sequence[tuple[int, int]], borders: Sequence[int]) -> Unfolded:
    columns: list[list[int]] = [[] for _ in range(len(borders) + 1)]
    for start, end in lines:
        for number, first, last in _pieces(text, start, end, borders):
            piece = text[first:last]
            first += len(piece) - len(piece.lstrip())  # a caption goes on after one line end
            columns[number].extend((*range(first, first + len(piece.strip())), end))
    places = tuple(place for column in columns for place in column)
    ends = {end for _, end in lines}
    return Unfolded("".join("\n" if one in ends else text[one] for one in places), places)


def _pieces(
    text: str, start: int, end: int, borders: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """A line's columns with their stretches; what lies over a border goes on in its column."""
    column, position = 0, start
    for number, border in enumerate(borders, start=1):
        cut = _cut(text, start, end, border)
        if cut is not None and cut > position:
            yield column, position, cut
            column, position = number, cut
    yield column, position, end
