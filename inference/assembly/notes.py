"""Footnotes: their texts by id, and the marks bound to the cells they touch."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from form4.inference.assembly.codes import note_number
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.items import RANKS
from form4.inference.assembly.lines import Lines
from form4.inference.assembly.reading import Page
from form4.model.filing import Table
from form4.model.spans import Span

# Only these cells are printed with a mark alone where their value is missing.
_MARK_ALONE = {
    Table.DERIVATIVE: (
        "conversion_or_exercise_price",
        "exercise_date",
        "expiration_date",
        "underlying_security_shares",
        "transaction_price_per_share",
        "nature_of_ownership",
    ),
    Table.NON_DERIVATIVE: ("transaction_price_per_share", "nature_of_ownership"),
}
_BEARS_NO_MARK = frozenset({"transaction_acquired_disposed_code", "transaction_timeliness"})
_FIELD_OF = {
    "derivative_security_title": "security_title",
    "derivative_shares_acquired": "transaction_shares",
    "derivative_shares_disposed": "transaction_shares",
}
_DRESS = re.compile(r"</?[a-z][^<>]{0,30}>|[()\[\]*^\\_$⁽⁾]", re.IGNORECASE)
_LATEX = re.compile(r"\\(?=\s)|\$|\\text\w*|[{}]")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text, cleaned, and the spans that hold it."""

    text: str
    spans: tuple[Span, ...]


def read_footnotes(text: str, spans: Sequence[Span]) -> dict[str, Note]:
    """The footnotes by id, in order of print; those without a number are counted."""
    notes: dict[str, list[Span]] = {}
    letters = _by_letters(text, spans)
    current: str | None = None
    number_stands = False
    for span in spans:
        printed = text[span.start : span.end]
        if span.label == "footnote_id":
            number = note_number(printed, letters=letters)
            current = f"F{number}" if number else None
            number_stands = current is not None
        elif span.label == "footnote_text":
            if not number_stands and (current is None or _begins(text, span)):
                current = f"F{len(notes) + 1}"
            number_stands = False
            notes.setdefault(current or f"F{len(notes) + 1}", []).append(span)
    found = {name: _note(text, pieces) for name, pieces in notes.items()}
    return {name: note for name, note in found.items() if note.text}


def _by_letters(text: str, spans: Sequence[Span]) -> bool:
    """Whether the footnotes are lettered: not one mark or number of theirs has a digit."""
    labels = ("footnote_id", "footnote_mark")
    marks = (text[span.start : span.end] for span in spans if span.label in labels)
    return not any(letter.isdigit() for mark in marks for letter in mark)


def _note(text: str, spans: Sequence[Span]) -> Note:
    parts = (_clean(text[span.start : span.end]) for span in spans)
    return Note(" ".join(part for part in parts if part), tuple(spans))


def _begins(text: str, span: Span) -> bool:
    """Whether a text without a number begins a footnote: after a bullet at a line's start."""
    before = text[max(0, span.start - 6) : span.start].rpartition("\n")[2]
    return before.strip() in ("-", "*", "•", "\\-", "–") or (
        text[span.start] in "-•*" and not before.strip()
    )


def _clean(printed: str) -> str:
    plain = _LATEX.sub(" ", printed) if "\\ " in printed else printed
    plain = re.sub(r"</?[a-zA-Z][^<>]{0,40}>|\*\*|\\(?=[^\w\s])", "", plain)
    joined = " ".join(plain.split())
    return re.sub(r"^[-•*–|:]\s+|\s+\|$", "", joined).strip(" |")


@dataclass(frozen=True, slots=True)
class _Group:
    """Marks that touch each other, and how they stand to the cell before them."""

    marks: tuple[Span, ...]
    touches: bool
    apart: bool


def bind_marks(page: Page, spans: Sequence[Span], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each footnote mark bound to its cell."""
    row_of = {span: index for index, draft in enumerate(drafts) for span in draft.spans}
    bound: list[dict[str, list[str]]] = [{} for _ in drafts]
    text, lines = page.text, page.lines
    letters = _by_letters(text, spans)
    for before, marks, after in _between(spans):
        left = row_of.get(before) if before is not None else None
        right = row_of.get(after) if after is not None else None
        if left is None and right is None:
            continue
        for field, row, group in _bind(text, lines, before, marks, after, left, right, drafts):
            for mark in group.marks:
                number = note_number(text[mark.start : mark.end], letters=letters)
                if number is not None:
                    ids = bound[row].setdefault(field, [])
                    ids += [f"F{number}"] if f"F{number}" not in ids else []
    return [
        replace(draft, marks={name: tuple(ids) for name, ids in marks.items()}) if marks else draft
        for draft, marks in zip(drafts, bound, strict=True)
    ]


def _between(
    spans: Sequence[Span],
) -> list[tuple[Span | None, list[Span], Span | None]]:
    """Runs of marks with the cells before and after them."""
    runs: list[tuple[Span | None, list[Span], Span | None]] = []
    before: Span | None = None
    marks: list[Span] = []
    for span in spans:
        if span.label == "footnote_mark":
            marks.append(span)
            continue
        if marks:
            runs.append((before, marks, span))
            marks = []
        before = span
    return [*runs, (before, marks, None)] if marks else runs


def _bind(
    text: str,
    lines: Lines,
    before: Span | None,
    marks: Sequence[Span],
    after: Span | None,
    left: int | None,
    right: int | None,
    drafts: Sequence[Draft],
) -> list[tuple[str, int, _Group]]:
    groups = _groups(text, before, marks)
    if left is None or before is None:
        return _bind_leading(groups, after, right, drafts)
    draft = drafts[left]
    stop = RANKS[after.label] if after is not None and right == left else float("inf")
    bound: list[tuple[str, int, _Group]] = []
    if groups[0].touches and before.label not in _BEARS_NO_MARK:
        bound.append((_field(before.label), left, groups.pop(0)))
    groups, above = _bind_above(lines, draft, left, before, groups)
    bound += above
    missing = _missing(draft, RANKS[before.label], stop, bound)
    if len(groups) > len(missing) and before.label not in _BEARS_NO_MARK and groups:
        field = _field(before.label)
        spare = len(groups) - len(missing)
        bound += [(field, left, group) for group in groups[:spare]]
        groups = groups[spare:]
    elif (
        groups
        and not groups[0].apart
        and draft.table is Table.NON_DERIVATIVE
        and (before.label not in _BEARS_NO_MARK)
    ):
        bound.append((_field(before.label), left, groups.pop(0)))
    for index, group in enumerate(groups):
        if missing:
            bound.append((missing[min(index, len(missing) - 1)], left, group))
        else:
            bound.append((_last_markable(draft, before), left, group))
    return bound


def _bind_leading(
    groups: Sequence[_Group], after: Span | None, right: int | None, drafts: Sequence[Draft]
) -> list[tuple[str, int, _Group]]:
    if right is None or after is None:
        return []
    missing = _missing(drafts[right], -1.0, RANKS[after.label], [])
    field = missing[0] if missing else _field(after.label)
    return [(field, right, group) for group in groups]


def _bind_above(
    lines: Lines, draft: Draft, row: int, before: Span, groups: list[_Group]
) -> tuple[list[_Group], list[tuple[str, int, _Group]]]:
    """Marks that wrapped to a line of their own bind to the cell of the row that stands above."""
    left: list[_Group] = []
    bound: list[tuple[str, int, _Group]] = []
    for group in groups:
        above = _cell_above(lines, draft, group.marks[0]) if group.apart else None
        if above is None or above.label in _BEARS_NO_MARK:
            left.append(group)
        else:
            bound.append((_field(above.label), row, group))
    return left, bound


def _cell_above(lines: Lines, draft: Draft, mark: Span) -> Span | None:
    line, column = lines.line(mark.start), lines.column(mark.start)
    if column < 2:
        return None
    over = [
        span
        for span in draft.spans
        if 0 < line - lines.line(span.start) <= 2
        and lines.column(span.start) - 2 <= column
        and column <= lines.column(span.start) + (span.end - span.start) + 1
    ]
    beside = [span for span in draft.spans if lines.line(span.start) == line]
    numbers = [span for span in beside if "title" not in span.label and "nature" not in span.label]
    return None if numbers or not over else max(over, key=lambda span: span.start)


def _groups(text: str, before: Span | None, marks: Sequence[Span]) -> list[_Group]:
    ends = [before.end if before is not None else marks[0].start, *(mark.end for mark in marks)]
    groups: list[list[Span]] = []
    gaps: list[str] = []
    for end, mark in zip(ends, marks, strict=False):
        gap = _DRESS.sub("", text[end : mark.start])
        if groups and not gap.strip(","):
            groups[-1].append(mark)
        else:
            groups.append([mark])
            gaps.append(gap)
    return [
        _Group(tuple(group), not gap, bool(gap.strip(" ")) or "  " in gap)
        for group, gap in zip(groups, gaps, strict=True)
    ]


def _field(label: str) -> str:
    return _FIELD_OF.get(label, label)


def _missing(
    draft: Draft, after: float, before: float, bound: Sequence[tuple[str, int, _Group]]
) -> list[str]:
    taken = {field for field, _, _ in bound}
    return [
        field
        for field in _MARK_ALONE[draft.table]
        if after < RANKS[field] < before
        and field not in draft.cells
        and field not in taken
        and (field != "nature_of_ownership" or before == float("inf"))
    ]


def _last_markable(draft: Draft, before: Span) -> str:
    """The nearest cell at or before this one that can bear a mark."""
    if before.label not in _BEARS_NO_MARK:
        return _field(before.label)
    cells = [span for span, after in pairwise([*draft.spans, before]) if after == before]
    label = cells[-1].label if cells else before.label
    return _field(label)


def notes_of(draft: Draft, footnotes: Mapping[str, Note]) -> list[Note]:
    """The footnotes that a row's cells bear, else the only footnote there is."""
    ids = list(dict.fromkeys(one for marks in draft.marks.values() for one in marks))
    texts = [footnotes[one] for one in ids if one in footnotes]
    return texts if ids or len(footnotes) != 1 else list(footnotes.values())
