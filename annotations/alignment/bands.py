"""Which stretch of a table's text belongs to which row of the filing.

Rows stand one below the other, so each owns a band of units (lines, or cells of a line with
bars). A dynamic program cuts the units into bands so that the words of a band and the words of
its row agree best; transactions and holdings each keep their order but may interleave.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from form4.annotations.alignment.atoms import Atom, AtomKind, cut_atoms
from form4.annotations.alignment.cells import Cell
from form4.model.labels import Kind

Word = tuple[str, object]
Sequences = tuple[list[Counter[Word]], list[Counter[Word]]]  # transactions, holdings
_Rows = tuple[int, int]  # rows done of each sequence
_Move = tuple[int | None, int, _Rows]  # sequence of the row placed, unit and rows after

_MAX_UNITS = 70  # units of one row: a cell a line, with a nature of twenty lines
_ENDS_KEPT = 6  # ends tried for a row from one start
_EXTRA_COST = 0.35  # a word in a band that its row does not have
_MISSED_COST = 0.6  # share of a word's weight lost when the band lacks it
_STRAY_COST = 0.2  # a word between two bands
_LOST_ROW_COST = 2.0
_MARK_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a cell of a line with bars, with its atoms."""

    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Units first to last (half open) that belong to a row; `row` counts within its sequence."""

    sequence: int
    row: int
    first: int
    last: int


def cut_units(text: str, atoms: list[Atom]) -> list[Unit]:
    """Atoms gathered by line and by bars within a line."""
    units: list[Unit] = []
    current: list[Atom] = []
    for atom in atoms:
        if current and _parted(text, current[-1], atom):
            units.append(Unit(tuple(current)))
            current = []
        current.append(atom)
    return [*units, Unit(tuple(current))] if current else units


def _parted(text: str, left: Atom, right: Atom) -> bool:
    return left.line != right.line or "|" in text[left.end : right.start]


def word_of(atom: Atom) -> Word:
    """The atom as it is compared: marks, dates, numbers and words apart."""
    if atom.bracketed and len(atom.norm) <= _MARK_DIGITS:
        return ("mark", atom.norm)
    return (atom.kind.value, atom.norm if atom.value is None else atom.value)


def words_of(cells: tuple[Cell, ...]) -> Counter[Word]:
    """The words that a row should have on the page."""
    words: Counter[Word] = Counter()
    for cell in cells:
        if cell.is_mark:
            words[("mark", cell.forms[0])] += 1
        elif cell.kind in (Kind.NUMBER, Kind.DATE):
            words[(cell.kind.value, cell.value)] += 1
        else:
            words.update(word_of(atom) for atom in cut_atoms(str(cell.value)))
    return words


def weight(word: Word) -> float:
    """How much a word tells about the row it is in."""
    kind, value = word
    if kind == AtomKind.DATE:
        return 2.0
    if kind == AtomKind.NUMBER:
        digits = len(value.as_tuple().digits) if isinstance(value, Decimal) else 1
        return min(1.0 + digits / 3, 3.0)
    if kind == "mark" or len(str(value)) == 1:
        return 0.5
    return 1.0


def cut_bands(units: list[Unit], sequences: Sequences) -> list[Band]:
    """The best bands for the rows of two sequences (transactions, holdings), in text order.

    Rows that fit nowhere get no band.
    """
    words = [[word_of(atom) for atom in unit.atoms] for unit in units]
    return _Cutter(words, sequences).cut()


class _Cutter:
    """The dynamic program over units and the number of rows done of each sequence."""

    def __init__(self, words: list[list[Word]], sequences: Sequences) -> None:
        self.words = words
        self.stray = [min(len(unit), 8) * _STRAY_COST for unit in words]
        self.fits = [[self._fits(row) for row in rows] for rows in sequences]
        self.sizes = (len(sequences[0]), len(sequences[1]))

    def _fits(self, row: Counter[Word]) -> list[list[tuple[float, int]]]:
        total = sum(weight(word) * count for word, count in row.items())
        limit = 1.6 * sum(row.values()) + 12
        return [self._ends(row, total, limit, start) for start in range(len(self.words))]

    def _ends(
        self, row: Counter[Word], total: float, limit: float, start: int
    ) -> list[tuple[float, int]]:
        """The best ends of a band from this start, each with its score."""
        ends: list[tuple[float, int]] = []
        if not any(word in row for word in self.words[start]):
            return ends
        left = dict(row)
        found, extra, size = 0.0, 0, 0
        for unit in range(start, min(len(self.words), start + _MAX_UNITS)):
            useful = False
            for word in self.words[unit]:
                if left.get(word, 0) > 0:
                    left[word] -= 1
                    found += weight(word)
                    useful = True
                else:
                    extra += 1
            size += len(self.words[unit])
            if useful and found >= 0.3 * total:
                score = found - _MISSED_COST * (total - found) - _EXTRA_COST * extra
                ends.append((score, unit + 1))
            if size > limit:
                break
        return sorted(ends, reverse=True)[:_ENDS_KEPT]

    def cut(self) -> list[Band]:
        """Fill the table backwards, then read the bands off it."""
        choice = self._choices()
        bands: list[Band] = []
        unit, rows = 0, (0, 0)
        while rows in choice[unit]:
            sequence, after, rows_after = choice[unit][rows]
            if sequence is not None and after > unit:
                bands.append(Band(sequence, rows[sequence], unit, after))
            unit, rows = after, rows_after
        return bands

    def _choices(self) -> list[dict[_Rows, _Move]]:
        """For every unit and every number of rows done, the best move from there."""
        count = len(self.words)
        best: list[dict[_Rows, float]] = [{} for _ in range(count + 1)]
        choice: list[dict[_Rows, _Move]] = [{} for _ in range(count + 1)]
        backwards = [range(size, -1, -1) for size in self.sizes]
        for unit in range(count, -1, -1):
            for rows in product(backwards[0], backwards[1]):
                moves = self._moves(unit, rows, best)
                best[unit][rows] = 0.0
                if moves:
                    best[unit][rows], choice[unit][rows] = max(moves, key=lambda item: item[0])
        return choice

    def _moves(
        self, unit: int, rows: _Rows, best: list[dict[_Rows, float]]
    ) -> list[tuple[float, _Move]]:
        moves: list[tuple[float, _Move]] = []
        if unit < len(self.words):
            # What follows the last row or precedes the first is head and foot: free.
            outside = rows in ((0, 0), self.sizes)
            cost = 0.0 if outside else self.stray[unit]
            moves.append((best[unit + 1][rows] - cost, (None, unit + 1, rows)))
        for sequence in (0, 1):
            row = rows[sequence]
            if row >= self.sizes[sequence]:
                continue
            after = (rows[0] + (sequence == 0), rows[1] + (sequence == 1))
            moves.append((best[unit][after] - _LOST_ROW_COST, (sequence, unit, after)))
            if unit < len(self.words):
                moves.extend(
                    (score + best[end][after], (sequence, end, after))
                    for score, end in self.fits[sequence][row][unit]
                )
        return moves
