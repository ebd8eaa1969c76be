"""Joint filers: box 1 printed again behind the tables, once for each of them."""

import re
from dataclasses import replace

from form4.inference.rules.parties import owner_boxes
from form4.inference.rules.pieces import read_pieces
from form4.model.spans import Span

_BOX_1 = re.compile(
    r"name[\s|]{1,3}(?:and|&)[\s|]{1,3}address[\s|]{1,3}of[\s|]{1,3}reporting[\s|]{1,3}person",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:[ ]&[ ]?\n|\n&[ ])[^\n|]{1,60}(?<=\S)(?=[ \t]*(?:\n|$))")
_NAME_WITHIN = 400  # characters from the caption to the name


def joint_filer_spans(text: str, start: int) -> list[Span]:
    """The names of the boxes behind the tables, which begin at `start`."""
    boxes = list(_BOX_1.finditer(text, start))
    if not boxes:
        return []
    begin = text.rfind("\n", 0, boxes[0].start()) + 1
    head = read_pieces(text, max(start, begin), min(len(text), boxes[-1].end() + _NAME_WITHIN))
    return [_whole(text, span) for span in owner_boxes(head)]


def _whole(text: str, span: Span) -> Span:
    """The name with a second line where '&' stands at the break: no name ends there."""
    more = _GOES_ON.match(text, span.end)
    return replace(span, end=more.end()) if more else span
