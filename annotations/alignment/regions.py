"""Where the parts of a form stand in a text, told by captions that OCR may have bent."""

import re
from dataclasses import dataclass

_II = r"(?:[I1l|!T]{2}|[HU]I?|N)"
_TABLE_1 = re.compile(r"Tab[l1I]e\s*[I1l|]\s*[-–—~]+\s*Non", re.IGNORECASE)
_TABLE_2 = re.compile(rf"Tab[l1I]e\s*{_II}\s*[-–—~]+\s*Deriv", re.IGNORECASE)
_COLUMN_1 = re.compile(r"(?:1|L|I|l)?\s*\\?[.,]?\s*Title\s+of\s+Secur", re.IGNORECASE)
_NOTES = re.compile(r"Explanation\s*of\s*Responses", re.IGNORECASE)
_OWNERS = re.compile(r"Reporting\s+Owners(?![’'])\b|Reporting\s+Owner\s+Name", re.IGNORECASE)
_OWNER_BLOCK = re.compile(r"(?:1\\?\.)?\s*Name\s+and\s+Address\s+of\s+Report", re.IGNORECASE)
_SIGNATURES = re.compile(r"^[\s#*|]*Signatures?\s*\|?\s*$", re.IGNORECASE | re.MULTILINE)
_SIGNATURE_CAPTION = re.compile(r"S?ignature\s+of\s+Reporting\s+Person", re.IGNORECASE)
_REMARKS = re.compile(r"^[\s#*|]*Remarks?\s*[:;.]", re.IGNORECASE | re.MULTILINE)
_FOOT = re.compile(
    r"Reminder\s*:|Persons\s+who\s+respond|Potential\s+persons|Note\s*:\s*File\s+three",
    re.IGNORECASE,
)

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Regions:
    """Half-open ranges of the parts; empty ranges for parts that were not found."""

    header: Range
    table_1: Range
    table_2: Range
    owners: Range
    after: Range


def find_regions(text: str) -> Regions:
    """The parts of the form in this text."""
    one = _start(_TABLE_1, text)
    one = one if one is not None else _start(_COLUMN_1, text)
    two = _start(_TABLE_2, text, one or 0)
    rest = two if two is not None else one or 0
    notes = _start(_NOTES, text, rest)
    owners = _start(_OWNERS, text, rest)
    signatures = _start(_SIGNATURES, text, rest)
    caption = _start(_SIGNATURE_CAPTION, text, rest)
    block = _start(_OWNER_BLOCK, text, rest) if rest else None
    ends = [place for place in (notes, owners, signatures, caption, block) if place is not None]
    table_end = min(ends, default=len(text))
    begin = one if one is not None else two if two is not None else table_end
    owners_end = min((place for place in ends if owners is not None and place > owners), default=0)
    return Regions(
        header=(0, begin),
        table_1=(begin, two if two is not None else table_end),
        table_2=(rest, table_end) if two is not None else (table_end, table_end),
        owners=(owners, max(owners, owners_end)) if owners is not None else (table_end, table_end),
        after=(table_end, len(text)),
    )


def _start(pattern: re.Pattern[str], text: str, begin: int = 0) -> int | None:
    match = pattern.search(text, begin)
    return match.start() if match else None
