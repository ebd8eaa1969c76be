"""Which table each row cell belongs to, and the stretches of cells of one table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from form4.inference.assembly.items import Item
from form4.model.filing import Table

# Column heads speak of the "number of derivative securities beneficially owned" as well.
_CAPTION = re.compile(
    r"table\s*(?P<two>ii|2|11|ll)\b|table\s*(?P<one>i|1|l)\b|"
    r"(?P<non>non[\s\-]*derivative\s+securities)|"
    r"(?P<der>(?<!non-)(?<!non\s)(?<!of\s)derivative\s+securities\s+"
    r"(?:acquired\s*,|beneficially\s+owned(?!\s+following)|transactions))",
    re.IGNORECASE,
)
# How a caption may begin: sets of letters are found many times faster than folded words.
_OPENING = re.compile(r"[TtNnDd](?:[Aa][Bb][Ll]|[Oo][Nn]|[Ee][Rr][Ii])")
_CAPTION_WEIGHT = 0.15
_CHANGE = 2.0


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's caption in the text."""

    start: int
    table: Table


@dataclass(frozen=True, slots=True)
class Region:
    """Cells of one table in text order."""

    table: Table
    items: tuple[Item, ...]


def find_captions(text: str) -> list[Caption]:
    """The captions of both tables, wherever they are printed."""
    found: list[Caption] = []
    end = 0
    for opening in _OPENING.finditer(text):
        match = _CAPTION.match(text, opening.start()) if opening.start() >= end else None
        if match is not None:
            one = match["one"] is not None or match["non"] is not None
            found.append(Caption(match.start(), Table.NON_DERIVATIVE if one else Table.DERIVATIVE))
            end = match.end()
    return found


def find_regions(items: Sequence[Item], captions: Sequence[Caption]) -> list[Region]:
    """The items split into stretches of one table each: labels tell first, then the captions.

    The cheapest assignment by dynamic programming: a label of the other table costs its weight,
    and so does a change of table.
    """
    if not items:
        return []
    tables = _assign(items, _sections(items, captions))
    regions: list[Region] = []
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or tables[end] is not tables[start]:
            regions.append(Region(tables[start], tuple(items[start:end])))
            start = end
    return regions


def lean_of(items: Sequence[Item]) -> float:
    """Below 0 when the cells of a row tell of Table I, above 0 of Table II."""
    return sum(item.leans for item in items)


def _sections(items: Sequence[Item], captions: Sequence[Caption]) -> list[Table | None]:
    sections: list[Table | None] = []
    current: Table | None = None
    upcoming = iter([*captions, None])
    caption = next(upcoming)
    for item in items:
        while caption is not None and caption.start < item.span.start:
            current, caption = caption.table, next(upcoming)
        sections.append(current)
    return sections


def _assign(items: Sequence[Item], sections: Sequence[Table | None]) -> list[Table]:
    both = (Table.NON_DERIVATIVE, Table.DERIVATIVE)
    costs = dict.fromkeys(both, 0.0)
    steps: list[dict[Table, Table]] = []
    for index, item in enumerate(items):
        change = _CHANGE if index else 0.0
        step, reached = {}, {}
        for table in both:
            other = both[table is both[0]]
            step[table] = other if costs[other] + change < costs[table] else table
            base = min(costs[table], costs[other] + change)
            reached[table] = base + _misfit(item, table, sections[index])
        steps.append(step)
        costs = reached
    table = min(both, key=lambda one: costs[one])
    assigned = [table]
    for step in reversed(steps[1:]):
        table = step[table]
        assigned.append(table)
    return assigned[::-1]


def _misfit(item: Item, table: Table, section: Table | None) -> float:
    cost = _CAPTION_WEIGHT if section is not None and section is not table else 0.0
    against = item.leans if table is Table.NON_DERIVATIVE else -item.leans
    return cost + max(0.0, against)
