"""Where the tables of a form stand, and where its head and its ending."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from form4.inference.rules.likeness import CAPTION
from form4.model.filing import Table

_TABLE = re.compile(
    r"(?=[tnd])(?P<named>\btab[l1i]e[\s|*]{0,3}(?P<number>[il1]{1,2}|2)\b[\s\W_]{0,8})?"
    r"(?P<non>\bnon[\s\-–]{0,3})?\bderivative[\s|]{1,4}securities[\s|*]{1,4}"
    r"(?:acquired[\s|]{0,4}[,(/]|bene\w{1,2}cially[\s|]{1,4}owned\b(?![\s|]{1,4}following)"
    r"|transactions\b|(?(named)|(?!)))",
    re.IGNORECASE,
)
_PLAIN_TABLE = re.compile(
    r"(?:^|[\n|*#]|\)[ \t])[ \t*#]{0,8}tab[l1]e\s{0,2}(?P<number>ii|i|1|2|l|ll|11)\b"
    r"[\s.:\-–—*]{0,6}(?=\n|\||non|deriv|holdings|transactions|$)",
    re.IGNORECASE,
)
_COLUMN_HEAD = re.compile(r"(?:number|title|amount|no\.)[\s|]{1,6}of[\s|]{1,6}$", re.IGNORECASE)
_END = re.compile(
    r"reminder\s{0,2}:|persons?[\s|]{1,3}who[\s|]{1,3}(?:are to )?respond|reporting[ \t]owners?"
    r"(?:[ \t]signatures?)?[\s*|]{0,4}(?:\n|$|relationships)|reporting[ \t]owner[ \t]name|"
    r"explanation[\s|]{1,3}of[\s|]{1,3}responses?|(?:^|\n)[\s#*|]{0,8}signatures?[\s*|:]{0,4}\n|"
    r"(?:^|\n)[\s#*|]{0,8}(?:remarks|footnotes?|notes)\s{0,2}:|\*{0,2}\s?signature\s+of\s+reporting|"
    r"(?:^|\n)[\s|*]{0,6}/s/|sec[ \t]147[34]|if the form is filed by more than one|"
    r"name[\s|]{1,3}and[\s|]{1,3}address[\s|]{1,3}of[\s|]{1,3}reporting[\s|]{1,3}person|"
    r"see[ \t]+continuation|intentional\s+misstatements",
    re.IGNORECASE,
)
_TITLE_HEAD = re.compile(
    r"\b(?:Title|TITLE|Type|TYPE|Class|CLASS|Name|NAME)[\s|]{1,3}(?i:of)[\s|]{1,3}"
    r"(?i:(?P<der>derivative[\s|]{1,3})?(?:security|securities|sec\.)"
    r"(?=[\s|*(]|$)(?![\s|]{1,3}beneficially))"
)
_LONGEST_CAPTION = 400  # characters, with room: behind the first value none is looked for
_HEAD_WITHIN = 400  # characters from a table's caption to the heads of its columns
_VALUE = re.compile(
    r"\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{2}|\d{1,3},\d{3}|\d{3,}|\d\.\d|\$\s?\d|"
    r"(?:19|20)\d\d-\d\d|[a-z]{3} \d{1,2}, (?:19|20)\d\d",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[\n|]")
_WORDS = """
a and any amount beneficial beneficially code conversion d date day deemed derivative direct
disposed acquired exercisable exercise execution expiration following form i if in indirect
instr l month nature number of or owned ownership price reported s securities security shares
title to transaction transactions underlying v year end issuer fiscal e g puts calls options
warrants convertible
"""
HEAD_WORDS = frozenset(_WORDS.split())
Caption = tuple[int, int, Table]


@dataclass(frozen=True, slots=True)
class Region:
    """The rows of a table: half open, behind the captions of its columns."""

    table: Table
    caption: int
    start: int
    end: int


def find_regions(text: str) -> list[Region]:
    """The stretches that hold rows, in order of print."""
    captions = _with_heads(sorted(_captions(text)), _heads(text))
    regions: list[Region] = []
    for index, (start, end, table) in enumerate(captions):
        limit = captions[index + 1][0] if index + 1 < len(captions) else len(text)
        if limit <= end:
            continue
        stop = _END.search(text, end, limit)
        last = stop.start() if stop else limit
        regions.append(Region(table, start, _rows_start(text, end, last), last))
    return regions


def _heads(text: str) -> Iterator[Caption]:
    """The heads of the columns: alone in some prints, and again on each page of others."""
    for match in _TITLE_HEAD.finditer(text):
        table = Table.DERIVATIVE if match["der"] else Table.NON_DERIVATIVE
        yield match.start(), match.end(), table


def _with_heads(captions: Sequence[Caption], heads: Iterable[Caption]) -> list[Caption]:
    """The captions of the tables, and the heads of columns that stand far from any of them."""
    found = list(captions)
    ends = [end for _, end, _ in captions]
    for head in heads:
        before = bisect_right(ends, head[0])
        if not before or head[0] - ends[before - 1] > _HEAD_WITHIN:
            found.append(head)
    return sorted(found)


def _captions(text: str) -> Iterator[Caption]:
    taken = -1
    for match in _TABLE.finditer(text):
        if _COLUMN_HEAD.search(text, max(0, match.start() - 24), match.start()):
            continue
        table = Table.NON_DERIVATIVE if match["non"] else Table.DERIVATIVE
        taken = match.end()
        yield match.start(), match.end(), table
    if taken >= 0:
        return
    for match in _PLAIN_TABLE.finditer(text):
        two = match["number"].casefold() in ("ii", "2", "ll", "11")
        yield match.start(), match.end(), Table.DERIVATIVE if two else Table.NON_DERIVATIVE


def _rows_start(text: str, start: int, end: int) -> int:
    """Behind the last caption of a column that stands before the first value."""
    value = _VALUE.search(text, start, end)
    limit = value.start() if value else end
    found = start
    for match in CAPTION.finditer(text, start, min(end, limit + _LONGEST_CAPTION)):
        if match.start() >= limit:
            break
        found = match.end()
    return _behind_heads(text, found, end)


def _behind_heads(text: str, start: int, end: int) -> int:
    """Behind the lines that hold nothing but words of the columns' heads."""
    position = begin = start
    for border in _BORDER.finditer(text, start, end):
        words = re.findall(r"[^\W\d_]+", text[begin : border.end()].casefold())
        if not set(words) <= HEAD_WORDS or _VALUE.search(text, begin, border.end()):
            break
        begin = border.end()
        if any(len(word) > 2 for word in words):
            position = begin
    return position
