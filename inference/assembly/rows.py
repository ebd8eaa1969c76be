"""Cells in text order cut into rows: the cheapest segmentation by dynamic programming.

What makes a row unlikely has a cost: a cell printed twice, columns out of order, a border inside
a physical line, a row without title or number. Wrapped cells are told by their distance from the
line that holds the row's numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from form4.inference.assembly.items import NUMBERS_TRADED, TITLES, Item

_TOO_DEAR = 14.0
_LONGEST_ROW = 60
_REPEATED_CELL = 5.0
_REPEATED_IN_LINE = 1.8
_REPEATED_SAME = 2.2
_REPEATED_FRAGMENT = 0.6
_REPEATED_OPEN = 0.1
_REPEATED_AFTER_YEAR = 2.5
_REPEATED_TEXT = 3.0
_DOUBTED_CELL = 0.2
_TEXT_BESIDE = 1.5
_TEXT_BOTH_NUMBERED = 0.6
_TEXT_WRAPPED = 0.4
_TEXT_BELOW = 0.05
_TEXT_ALONE = 8.0
_LEADING_TEXT = 0.1
_TITLE_GOES_ON = 0.8
_LINE_AWAY = 0.12
_MOST_LINES_AWAY = 6
_OUT_OF_ORDER = 1.0
_WRAPPED_OUT_OF_ORDER = 0.05
_NEXT_LINE = 0.15
_OVER_CAPTION = 2.0
_ROW = 0.5
_NO_TITLE = 0.7
_PART_OF_A_TRADE = 0.3
_NO_NUMBER = 1.5
_TITLE_ALONE = 3.0
_FEW_CELLS = 1.0
_INSIDE_LINE = 1.2
_NATURE_OF_DIRECT = 0.7
_NO_NATURE = 0.3
_UNBALANCED = 0.04
_HELD = "direct_or_indirect_ownership"
_NATURE = "nature_of_ownership"
_TRADE_LABELS = frozenset({"transaction_date", "transaction_code"})


@dataclass(frozen=True, slots=True)
class Habits:
    """How cells are printed: whether lines hold many cells of one row, and which hold numbers."""

    by_line: bool
    numbered: frozenset[int] = frozenset()


def find_habits(items: Sequence[Item]) -> Habits:
    """By line when lines hold several cells and seldom the same label twice."""
    lines: dict[int, list[str]] = {}
    for item in items:
        labels = lines.setdefault(item.line, [])
        if not item.is_text and labels[-1:] != [item.label]:  # neighbours: one value in pieces
            labels.append(item.label)
    rich = [labels for labels in lines.values() if len(labels) > 2]
    doubled = sum(len(set(labels)) < len(labels) for labels in rich)
    cells = sum(len(labels) for labels in rich)
    total = sum(len(labels) for labels in lines.values())
    by_line = bool(rich) and doubled <= len(rich) // 4 and cells * 2 > total
    return Habits(by_line, frozenset(_numbered_lines(items)))


def _numbered_lines(items: Sequence[Item]) -> set[int]:
    """The lines with whole numbers that are not the rest of one above them."""
    numbered: set[int] = set()
    last: dict[str, Item] = {}
    for item in items:
        if item.is_number:
            above = last.get(item.label)
            goes_on = above is not None and above.opens and above.line < item.line
            if item.whole and not goes_on:
                numbered.add(item.line)
            last[item.label] = item
    return numbered


def segment(items: Sequence[Item], habits: Habits | None = None) -> list[tuple[Item, ...]]:
    """The items as rows, none lost and none shared."""
    habits = habits or find_habits(items)
    best = [0.0] + [float("inf")] * len(items)
    back = [0] * (len(items) + 1)
    for start in range(len(items)):
        base = best[start] + _ROW + _border_cost(items, start, habits)
        row = _Row(habits)
        for end in range(start, min(start + _LONGEST_ROW, len(items))):
            row.add(items[end])
            if row.cost > _TOO_DEAR and end > start:
                break
            if base + row.cost >= best[end + 1]:
                continue  # closing it costs nothing at best
            total = base + row.cost + row.closing_cost()
            if total < best[end + 1]:
                best[end + 1], back[end + 1] = total, start
    return _cut(items, back)


def _cut(items: Sequence[Item], back: Sequence[int]) -> list[tuple[Item, ...]]:
    rows: list[tuple[Item, ...]] = []
    end = len(items)
    while end:
        rows.append(tuple(items[back[end] : end]))
        end = back[end]
    return rows[::-1]


def _border_cost(items: Sequence[Item], start: int, habits: Habits) -> float:
    if start == 0 or items[start].line != items[start - 1].line:
        return 0.0
    return _INSIDE_LINE if habits.by_line else 0.0


class _Row:
    """The running cost of a row while cells are added to it."""

    __slots__ = (
        "_anchor",
        "_below",
        "_first",
        "_second",
        "_section",
        "_habits",
        "_last",
        "_numbers",
        "_pending",
        "_seen",
        "_texts",
        "_top",
        "cost",
    )

    def __init__(self, habits: Habits) -> None:
        self.cost = 0.0
        self._habits = habits
        self._seen: dict[str, Item] = {}
        self._below: dict[str, int] = {}
        self._texts: set[tuple[str, str]] = set()
        self._top = -1.0
        self._anchor: int | None = None
        self._last: Item | None = None
        self._numbers = 0
        self._section = 0
        self._first = 0.0
        self._second = 0.0
        self._pending: list[Item] = []

    def add(self, item: Item) -> None:
        self._place(item)
        if item.goes_on and item.label in TITLES and item.label not in self._seen:
            self.cost += _TITLE_GOES_ON
        if item.section != self._section and self._seen:
            self.cost += _OVER_CAPTION
        self._section = item.section
        self._first -= min(0.0, item.leans)
        self._second += max(0.0, item.leans)
        seen = self._seen.get(item.label)
        if seen is not None:
            again = (item.label, item.folded) in self._texts
            torn = seen is self._last and item.line == seen.line and not item.is_text
            cost = _REPEATED_IN_LINE if torn else _repeat_cost(item, seen, self._habits)
            self.cost += (_REPEATED_TEXT if again else cost) * _weight(item, seen)
        elif item.rank < self._top:
            by_line = self._habits.by_line
            wrapped = by_line and item.is_text and item.line != self._anchor
            self.cost += _WRAPPED_OUT_OF_ORDER if wrapped else _OUT_OF_ORDER
            self._top = -1.0
        self._numbers += not item.is_text
        self._seen[item.label] = self._last = item
        if item.is_text:
            self._texts.add((item.label, item.folded))
        if not (item.is_text and self._habits.by_line):
            self._top = max(self._top, item.rank)

    def _place(self, item: Item) -> None:
        if not self._habits.by_line:
            return
        if item.is_text:
            if self._anchor is None:
                self._pending.append(item)
                self.cost += _LEADING_TEXT if item.rank else 0.0
                self._below[item.label] = self._below.get(item.label, 0) - item.lines
            else:
                self.cost += _away(item, self._anchor)
                below = item.last_line - max(self._anchor, item.line - 1)
                self._below[item.label] = self._below.get(item.label, 0) + below
        elif self._anchor is None:
            self._anchor = item.line
            self.cost += sum(_away(text, item.line) for text in self._pending)
            for text in self._pending:
                if text.last_line >= item.line:  # not above the row's line, or not only
                    self._below[text.label] += 1 + 2 * (text.last_line - item.line)
        elif item.line != self._anchor:
            self.cost += _NEXT_LINE * min(item.line - self._anchor, _MOST_LINES_AWAY)
            self._anchor = item.line
            self._top = -1.0

    def closing_cost(self) -> float:
        seen = self._seen.keys()
        if not self._numbers:
            return _TITLE_ALONE if len(seen) == 1 and not self._habits.by_line else _TEXT_ALONE
        cost = min(self._first, self._second)
        cost += _NO_TITLE if not seen & TITLES else 0.0
        if not seen & NUMBERS_TRADED and "shares_owned_following_transaction" not in seen:
            cost += _NO_NUMBER
        cost += self._nature_cost() + self._unbalance()
        parts = len(seen & _TRADE_LABELS) + bool(seen & NUMBERS_TRADED)
        cost += _PART_OF_A_TRADE * (3 - parts) if parts else 0.0
        return cost + (_FEW_CELLS if len(seen) < 3 else 0.0)

    def _nature_cost(self) -> float:
        """Indirect holdings have a nature, direct ones have none."""
        held = self._seen.get(_HELD)
        if held is None:
            return 0.0
        if held.folded[:1] == "d":
            return _NATURE_OF_DIRECT if _NATURE in self._seen else 0.0
        return 0.0 if _NATURE in self._seen else _NO_NATURE

    def _unbalance(self) -> float:
        """Wrapped cells are often centred on the line of their row."""
        return _UNBALANCED * sum(abs(lines) for lines in self._below.values())


def _away(item: Item, anchor: int) -> float:
    lines = min(abs(item.line - anchor), abs(item.last_line - anchor))
    return _LINE_AWAY * min(lines, _MOST_LINES_AWAY)


def _weight(item: Item, seen: Item) -> float:
    """How much a repeated cell counts: one that the tagger doubts is more likely a wrong label."""
    if item.is_text:
        return 1.0
    doubted = max(0.0, min(1.0, item.span.score, seen.span.score))
    return _DOUBTED_CELL + (1.0 - _DOUBTED_CELL) * doubted**2


def _repeat_cost(item: Item, seen: Item, habits: Habits) -> float:
    if item.is_text:
        if seen.opens:
            return _TEXT_BELOW
        if item.line == seen.line:
            return _TEXT_BESIDE
        if {item.line, seen.line} <= habits.numbered:
            return _TEXT_BOTH_NUMBERED
        return _TEXT_BELOW if habits.by_line and _overlaps(item, seen) else _TEXT_WRAPPED
    if seen.opens and item.line > seen.line:
        return _REPEATED_OPEN
    if not (item.whole and seen.whole):
        return _REPEATED_AFTER_YEAR if seen.ends else _REPEATED_FRAGMENT
    if item.folded == seen.folded:
        return _REPEATED_SAME
    return _REPEATED_IN_LINE if habits.by_line and item.line == seen.line else _REPEATED_CELL


def _overlaps(item: Item, seen: Item) -> bool:
    """Whether two pieces stand below each other."""
    return item.column <= seen.column + seen.width and seen.column <= item.column + item.width
