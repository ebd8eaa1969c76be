"""Tables whose columns stand in an order of their own: every cell by the head above it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4.inference.assembly.items import RANKS
from form4.inference.rules.captioned import label_of, value_spans
from form4.model.spans import Span

_NEEDED = frozenset({"transaction_date", "transaction_price_per_share"})
_FEWEST = 4  # labelled columns of a head
_LINE = re.compile(r"[^\n]+")
_RULER = re.compile(r"[\s|:\-\t]*")
_OF_TABLE_2 = frozenset(
    {"conversion_or_exercise_price", "expiration_date", "underlying_security_title"}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a line, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """The rows of one table with its columns' labels; half open in the text."""

    start: int
    end: int
    labels: tuple[str | None, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def in_form_order(self) -> bool:
        """Whether the columns stand in the order of the form's own table."""
        ranks = [RANKS[label] for label in self.labels if label in RANKS]
        strange = any(label is not None and label not in RANKS for label in self.labels)
        return ranks == sorted(ranks) and not strange


def headed_tables(text: str) -> Iterator[HeadedTable]:
    """The tables that have a line of heads and below it lines of as many cells."""
    found = _LINE.finditer(text)
    lines = [(match, _cells(match)) for match in found if "|" in match[0] or "\t" in match[0]]
    number = 0
    while number < len(lines):
        match, cells = lines[number]
        number += 1
        labels = _labels(text, cells)
        if labels is None:
            continue
        rows, end = [], match.end()
        while number < len(lines) and _follows(text, end, lines[number], len(cells)):
            end = lines[number][0].end()
            if _RULER.fullmatch(lines[number][0][0]) is None:
                rows.append(tuple(lines[number][1]))
            number += 1
        yield HeadedTable(match.start(), end, labels, tuple(rows))


def headed_spans(text: str, table: HeadedTable) -> Iterator[Span]:
    """The values and marks of a table's cells."""
    for row in table.rows:
        for cell, label in zip(row, table.labels, strict=False):
            if label is not None:
                yield from value_spans(text, cell.start, cell.end, label)


def _cells(line: re.Match[str]) -> list[Cell]:
    border = "|" if line[0].count("|") > line[0].count("\t") else "\t"
    cells = []
    begin = line.start()
    for piece in line[0].split(border):
        cells.append(Cell(begin, begin + len(piece)))
        begin += len(piece) + 1
    return cells


def _labels(text: str, cells: Sequence[Cell]) -> tuple[str | None, ...] | None:
    """The labels of a line of heads, None when the line is none."""
    line = text[cells[0].start : cells[-1].end].casefold()
    if "date" not in line or not ("price" in line or "cost" in line):
        return None
    labels = [label_of(text[cell.start : cell.end]) for cell in cells]
    named = {label for label in labels if label is not None}
    if not named >= _NEEDED or len(named) < _FEWEST:
        return None
    if _OF_TABLE_2 & named:
        labels = ["derivative_security_title" if x == "security_title" else x for x in labels]
    seen: set[str | None] = set()
    for place, label in enumerate(labels):
        labels[place] = None if label in seen else label
        seen.add(label)
    return tuple(labels)


def _follows(text: str, end: int, line: tuple[re.Match[str], list[Cell]], count: int) -> bool:
    return not text[end : line[0].start()].strip() and abs(len(line[1]) - count) <= 1
