"""Footnote marks bound to the cells they touch, or to the cell that is missing where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from form4.inference.assembly.codes import note_number
from form4.inference.assembly.draft import Draft
from form4.inference.assembly.items import RANKS
from form4.inference.assembly.notes import by_letters
from form4.inference.assembly.reading import Page
from form4.model.filing import Table
from form4.model.spans import Span

# Only these cells are printed with a mark alone where their value is missing.
_MARK_ALONE = {
    Table.NON_DERIVATIVE: ("transaction_price_per_share", "nature_of_ownership"),
    Table.DERIVATIVE: (
        "conversion_or_exercise_price",
        "exercise_date",
        "expiration_date",
        "underlying_security_shares",
        "transaction_price_per_share",
        "nature_of_ownership",
    ),
}
# In Form 3 the conversion price stands behind the underlying security, and nothing has a price.
_MARK_ALONE_FORM_3 = (
    "exercise_date",
    "expiration_date",
    "underlying_security_shares",
    "conversion_or_exercise_price",
    "nature_of_ownership",
)
_BEARS_NO_MARK = frozenset({"transaction_acquired_disposed_code", "transaction_timeliness"})
_FIELD_OF = {
    "derivative_security_title": "security_title",
    "derivative_shares_acquired": "transaction_shares",
    "derivative_shares_disposed": "transaction_shares",
}
_DRESS = re.compile(r"</?[a-z][^<>]{0,30}>|\]\(#\w*\)|[()\[\]*^\\_$⁽⁾{}]", re.IGNORECASE)
_LINES_BELOW = 2


@dataclass(frozen=True, slots=True)
class _Group:
    """Marks of one cell, and how they stand to what is before them."""

    marks: tuple[Span, ...]
    touches: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Marks between two cells, with the rows of these cells."""

    before: Span | None
    marks: tuple[Span, ...]
    after: Span | None
    row: int
    leads: bool
    ends_row: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What binding must know of the page: lines of many cells, and the columns of Form 3."""

    by_line: bool
    is_form_3: bool

    def rank(self, field: str) -> float:
        """The place of a column from left to right."""
        behind = self.is_form_3 and field == "conversion_or_exercise_price"
        return RANKS["underlying_security_shares"] + 0.5 if behind else RANKS[field]


def bind_marks(
    page: Page, spans: Sequence[Span], drafts: Sequence[Draft], layout: Layout
) -> list[Draft]:
    """The drafts with each footnote mark bound to its cell."""
    bound: list[dict[str, list[str]]] = [{} for _ in drafts]
    letters = by_letters(page.text, spans)
    for run in _runs(page, spans, drafts):
        for field, group in _bind(page, run, drafts[run.row], layout):
            for mark in group.marks:
                number = note_number(page.printed(mark), letters=letters)
                ids = bound[run.row].setdefault(field, []) if number else []
                if f"F{number}" not in ids:
                    ids.append(f"F{number}")
    return [
        replace(draft, marks={name: tuple(ids) for name, ids in marks.items()}) if marks else draft
        for draft, marks in zip(drafts, bound, strict=True)
    ]


def _runs(page: Page, spans: Sequence[Span], drafts: Sequence[Draft]) -> list[_Run]:
    """The runs of marks beside rows' cells; a run on the next row's line belongs to that row."""
    row_of = {span: index for index, draft in enumerate(drafts) for span in draft.spans}
    runs: list[_Run] = []
    for before, marks, after in _between(spans):
        left = row_of.get(before) if before is not None else None
        right = row_of.get(after) if after is not None else None
        if left is None and right is None:
            continue
        leads = left is None or (
            left != right and right is not None and _leads(page, before, marks, after)
        )
        row = right if leads else left
        if row is not None:
            runs.append(_Run(before, marks, after, row, leads, left != right))
    return runs


def _leads(page: Page, before: Span | None, marks: Sequence[Span], after: Span | None) -> bool:
    if before is None or after is None:
        return before is None
    line = page.lines.line(marks[0].start)
    return page.lines.line(before.end - 1) < line == page.lines.line(after.start)


def _between(
    spans: Sequence[Span],
) -> list[tuple[Span | None, tuple[Span, ...], Span | None]]:
    """Runs of marks with the cells before and after them."""
    runs: list[tuple[Span | None, tuple[Span, ...], Span | None]] = []
    before: Span | None = None
    marks: list[Span] = []
    for span in spans:
        if span.label == "footnote_mark":
            marks.append(span)
            continue
        if marks:
            runs.append((before, tuple(marks), span))
            marks = []
        before = span
    return [*runs, (before, tuple(marks), None)] if marks else runs


def _bind(page: Page, run: _Run, draft: Draft, layout: Layout) -> list[tuple[str, _Group]]:
    groups = _groups(page.text, None if run.leads else run.before, run.marks)
    if run.leads or run.before is None:
        return _bind_leading(groups, run, draft, layout)
    before = run.before
    bears = before.label not in _BEARS_NO_MARK
    bound: list[tuple[str, _Group]] = []
    if bears and groups[0].touches:
        bound.append((_field(before.label), groups.pop(0)))
    if layout.by_line:
        groups, above = _bind_above(page, draft, groups)
        bound += above
    missing = [one for one in _missing(run, draft, layout) if one not in dict(bound)]
    own = bears and bool(groups) and not groups[0].apart
    if len(groups) > len(missing) + own:
        groups = _cells(groups, len(missing))
    spare = len(groups) - len(missing)
    if spare <= 0 and groups and not groups[0].apart and draft.table is Table.NON_DERIVATIVE:
        spare = 1
    if bears and spare > 0:
        bound += [(_field(before.label), group) for group in groups[:spare]]
        groups = groups[spare:]
    fields = missing or [_field(_bearer(draft, before))]
    return bound + [
        (fields[min(index, len(fields) - 1)], group) for index, group in enumerate(groups)
    ]


def _bind_leading(
    groups: Sequence[_Group], run: _Run, draft: Draft, layout: Layout
) -> list[tuple[str, _Group]]:
    if run.after is None:
        return []
    missing = _missing(run, draft, layout)
    field = missing[0] if missing else _field(run.after.label)
    return [(field, group) for group in groups]


def _missing(run: _Run, draft: Draft, layout: Layout) -> list[str]:
    """The cells without a value whose columns stand between the two cells."""
    first = -1.0 if run.leads or run.before is None else layout.rank(run.before.label)
    ends = run.after is None or (run.ends_row and not run.leads)
    last = float("inf") if ends or run.after is None else layout.rank(run.after.label)
    form_3 = layout.is_form_3 and draft.table is Table.DERIVATIVE
    fields = _MARK_ALONE_FORM_3 if form_3 else _MARK_ALONE[draft.table]
    return [
        field
        for field in fields
        if first < layout.rank(field) < last
        and field not in draft.cells
        and (field != "nature_of_ownership" or ends)
    ]


def _bind_above(
    page: Page, draft: Draft, groups: Sequence[_Group]
) -> tuple[list[_Group], list[tuple[str, _Group]]]:
    """Marks that wrapped to a line of their own bind to the cell of the row that stands above."""
    left: list[_Group] = []
    bound: list[tuple[str, _Group]] = []
    for group in groups:
        above = _cell_above(page, draft, group.marks[0]) if group.apart else None
        if above is None or above.label in _BEARS_NO_MARK:
            left.append(group)
        else:
            bound.append((_field(above.label), group))
    return left, bound


def _cell_above(page: Page, draft: Draft, mark: Span) -> Span | None:
    lines = page.lines
    line, column = lines.line(mark.start), lines.column(mark.start)
    over: list[Span] = []
    for span in draft.spans:
        first, last = lines.line(span.start), lines.line(span.end - 1)
        start = lines.column(span.start)
        width = len(page.printed(span).partition("\n")[0])
        if first == line and "title" not in span.label and "nature" not in span.label:
            return None
        if 0 < line - last <= _LINES_BELOW and start - 2 <= column <= start + width + 1:
            over.append(span)
    return max(over, key=lambda span: span.start) if over and column > 2 else None


def _groups(text: str, before: Span | None, marks: Sequence[Span]) -> list[_Group]:
    """Marks that touch each other together; all others apart from each other."""
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


def _cells(groups: Sequence[_Group], missing: int) -> list[_Group]:
    """Groups joined to cells: by the wider gaps, else evenly over the missing cells."""
    cells: list[list[_Group]] = []
    for group in groups:
        if cells and not group.apart:
            cells[-1].append(group)
        else:
            cells.append([group])
    if len(cells) < missing and len(groups) % missing == 0:
        size = len(groups) // missing
        cells = [list(groups[at : at + size]) for at in range(0, len(groups), size)]
    elif len(cells) < missing:
        return list(groups)
    return [
        replace(cell[0], marks=tuple(mark for group in cell for mark in group.marks))
        for cell in cells
    ]


def _field(label: str) -> str:
    return _FIELD_OF.get(label, label)


def _bearer(draft: Draft, before: Span) -> str:
    """The nearest cell at or before this one that can bear a mark."""
    cells = [one for one in draft.spans if one.start <= before.start]
    labels = [one.label for one in cells if one.label not in _BEARS_NO_MARK]
    return labels[-1] if labels else before.label
