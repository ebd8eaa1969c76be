"""Tables that were read column by column: each caption before the values of all rows.

The rows follow from the order of the values, which is the assembler's work; here every value
gets the label of the caption before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4.inference.assembly.codes import TRANSACTION_CODES
from form4.inference.rules.atoms import DATE, SCORE, Atom, Sort, read_atoms
from form4.inference.rules.pieces import trimmed
from form4.inference.rules.regions import Region
from form4.inference.rules.rows import atom_span, mark_spans
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span

_INSTR = r"(?:[\s|]{0,3}\(?instr[^)\n]{0,24}\)?)?"
_DAY = r"(?:[\s|]{0,3}\(?month/day/year\)?)?"
# In this order: of captions that begin alike the longest goes first.
_CAPTIONS = (
    ("derivative_security_title", rf"title of derivative security{_INSTR}"),
    ("security_title", rf"title of security{_INSTR}"),
    ("conversion_or_exercise_price", r"conversion or exercise price(?: of derivative security)?"),
    ("deemed_execution_date", rf"deemed execution date,?(?: if any)?{_DAY}"),
    ("transaction_date", rf"transaction date{_DAY}"),
    ("", rf"transaction code{_INSTR}"),
    ("", r"(?:number of derivative )?securities acquired \(a\) or disposed of \(d\)" + _INSTR),
    ("", rf"date exercisable and expiration date{_DAY}"),
    ("exercise_date", r"date exercisable"),
    ("expiration_date", r"expiration date"),
    ("", rf"title and amount of (?:securities )?underlying (?:derivative )?securit\w+{_INSTR}"),
    (
        "shares_owned_following_transaction",
        r"(?:amount|number) of (?:derivative )?securities beneficially owned"
        rf"(?: following reported transactions?(?:\(s\))?)?{_INSTR}",
    ),
    ("underlying_security_shares", r"amount or number of shares"),
    (
        "direct_or_indirect_ownership",
        rf"ownership form[^\n\t]{{0,12}}direct \(d\) or indirect \(i\){_INSTR}",
    ),
    ("nature_of_ownership", rf"nature of indirect beneficial ownership{_INSTR}"),
    ("transaction_price_per_share", rf"price of derivative security{_INSTR}|\bprice\b"),
    ("transaction_acquired_disposed_code", r"\(a\) or \(d\)"),
    ("derivative_shares_acquired", r"(?<!\w )\(a\)(?! or)"),
    ("derivative_shares_disposed", r"(?<!\w )\(d\)"),
    ("transaction_code", r"\bcode\b"),
    ("transaction_shares", r"\bamount\b"),
    ("underlying_security_title", r"\btitle\b(?! of)"),
)
_CAPTION = re.compile(
    "|".join(
        f"(?P<c{n}>{pattern.replace(' ', chr(92) + 's')})"
        for n, (_, pattern) in enumerate(_CAPTIONS)
    ),
    re.IGNORECASE,
)
_PROOF = frozenset(
    {
        "transaction_date",
        "transaction_code",
        "transaction_shares",
        "transaction_acquired_disposed_code",
        "derivative_shares_acquired",
        "derivative_shares_disposed",
        "shares_owned_following_transaction",
        "direct_or_indirect_ownership",
    }
)
_FEWEST = 4  # columns with values of their own: the heads of rows have none between them
_CELL = re.compile(r"[^\n\t]+")
# In rows the caption of another column follows: by this most texts are told without more ado.
_DATED = re.compile(
    rf"\bdate\b(?:[\s|]{{0,3}}\(?m[^\n)]{{6,16}}\)?)?[\s|]{{1,4}}(?:{DATE})", re.IGNORECASE
)
_VALUE = re.compile(r"\d|\b[ADI]\b")
_NUMBER_BEFORE = re.compile(r"(?<![\d,.$])\(?\d{1,2}[A-Za-z]?[.)]+\s*$")


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    start: int
    end: int


def column_spans(text: str, region: Region) -> list[Span] | None:
    """The values of a table that is printed column by column; None where it is not."""
    if _DATED.search(text, region.caption, region.end) is None:
        return None
    columns = list(_columns(text, region))
    if sum(_VALUE.search(text, one.start, one.end) is not None for one in columns) < _FEWEST:
        return None
    found = {one.label: spans for one in columns if (spans := list(_values(text, one)))}
    if len(found.keys() & _PROOF) < _FEWEST:
        return None
    return [span for one in columns for span in (*_values(text, one), *_marks(text, one))]


def _columns(text: str, region: Region) -> Iterator[_Column]:
    """The labelled captions, each with what stands before the next one."""
    found = list(_CAPTION.finditer(text, region.caption, region.end))
    ends = [*(_behind(text, match.start()) for match in found[1:]), region.end]
    for match, end in zip(found, ends, strict=False):
        label = _CAPTIONS[int((match.lastgroup or "c0")[1:])][0]
        if label in BY_NAME and match.end() < end:
            yield _Column(label, match.end(), end)


def _behind(text: str, start: int) -> int:
    """Where the values before a caption end: its number in the form is none of them."""
    number = _NUMBER_BEFORE.search(text, max(0, start - 8), start)
    return number.start() if number else start


def _values(text: str, column: _Column) -> Iterator[Span]:
    kind = BY_NAME[column.label].kind
    if kind is Kind.TEXT:
        yield from _texts(text, column)
        return
    for atom in read_atoms(text, column.start, column.end):
        if _fits(atom, kind, column.label):
            yield atom_span(atom, column.label)


def _fits(atom: Atom, kind: Kind, label: str) -> bool:
    if kind is Kind.DATE:
        return atom.sort is Sort.DATE
    if kind is Kind.NUMBER:
        return atom.sort in (Sort.NUMBER, Sort.MONEY)
    letters = {"transaction_code": TRANSACTION_CODES - {"V"}}
    wanted = letters.get(label, "ADI")
    return atom.sort is Sort.LETTER and len(atom.text) == 1 and atom.text in wanted


def _texts(text: str, column: _Column) -> Iterator[Span]:
    for cell in _CELL.finditer(text, column.start, column.end):
        for atom in read_atoms(text, cell.start(), cell.end()):
            if atom.sort is Sort.PHRASE:
                start, end = trimmed(text, atom.start, atom.end)
                yield from _repeated(text, Span(start, end, column.label, SCORE))


def _repeated(text: str, span: Span) -> Iterator[Span]:
    """A phrase that only says one thing over and over, as so many values."""
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    period = _period([word[0] for word in words])
    if period * 2 > len(words) or len(words) % period:
        yield span
        return
    for first in range(0, len(words), period):
        start, end = words[first].start(), words[first + period - 1].end()
        yield Span(span.start + start, span.start + end, span.label, span.score)


def _period(words: Sequence[str]) -> int:
    """The fewest words after which they begin anew, in linear time (Knuth, Morris, Pratt)."""
    borders = [0] * len(words)
    for at in range(1, len(words)):
        length = borders[at - 1]
        while length and words[at] != words[length]:
            length = borders[length - 1]
        borders[at] = length + (words[at] == words[length])
    return len(words) - (borders[-1] if borders else 0)


def _marks(text: str, column: _Column) -> Iterator[Span]:
    return mark_spans(read_atoms(text, column.start, column.end))
