"""How a table's text is laid out: cells between borders, columns by blanks, or a flow of words."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from form4.inference.rules.atoms import Atom, Sort
from form4.inference.rules.decode import Hints
from form4.inference.rules.regions import Region

_WIDE = re.compile(r"\S {3,}\S")
_FEWEST_WIDE = 2  # gaps a line, on average, of a text in columns
_PIECE_GAP = 2
_FEWEST_BORDERS = 6  # a line of a table whose empty cells are printed


@dataclass(frozen=True, slots=True)
class _Piece:
    """Atoms of one line that no wide gap parts: a cell, or a line of one."""

    line: int
    start: int
    end: int
    atoms: tuple[Atom, ...]


def hints_of(text: str, region: Region, atoms: Sequence[Atom]) -> Hints:
    """What the layout of the rows tells."""
    body = text[region.start : region.end]
    lines = [line for line in body.splitlines() if line.strip()]
    borders = sum("|" in line for line in lines)
    tabs = sum("\t" in line for line in lines)
    if lines and (borders * 2 >= len(lines) or tabs * 2 >= len(lines)):
        return Hints(cells=_cells_are_true(body, borders + tabs))
    wide = sum(len(_WIDE.findall(line)) for line in lines)
    return Hints(row_is_line=bool(lines) and wide >= _FEWEST_WIDE * len({a.line for a in atoms}))


def _cells_are_true(body: str, lines: int) -> bool:
    """Whether borders are those of cells, not strokes that OCR saw: many, and some cells empty."""
    many = body.count("|") + body.count("\t") >= _FEWEST_BORDERS * lines
    return many and re.search(r"[|\t][ \t]{0,3}[|\t]", body) is not None


def in_columns(text: str, region: Region, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms of a text in columns, row by row: a cell's lines together, in column order.

    A row's lines are those nearest to its anchor, the line that has its date or its numbers.
    """
    pieces = _pieces(text, atoms)
    anchors = _anchors(pieces)
    if not anchors:
        return list(atoms)
    rows: list[list[_Piece]] = [[] for _ in anchors]
    for piece in pieces:
        rows[_nearest(anchors, piece.line)].append(piece)
    return [
        replace(atom, line=number, cell=cell)
        for number, row in enumerate(rows)
        for cell, column in enumerate(_columns(row))
        for piece in column
        for atom in piece.atoms
    ]


def _nearest(anchors: Sequence[int], line: int) -> int:
    """Which of the rising anchors is nearest to a line, the upper one of two."""
    at = bisect_left(anchors, line)
    beside = range(max(0, at - 1), min(at + 1, len(anchors)))
    return min(beside, key=lambda index: abs(anchors[index] - line))


def _pieces(text: str, atoms: Sequence[Atom]) -> list[_Piece]:
    groups: list[list[Atom]] = []
    for atom in atoms:
        last = groups[-1][-1] if groups else None
        if last is not None and last.line == atom.line:
            gap = text[last.end : atom.start]
            if len(gap) <= _PIECE_GAP and "\t" not in gap and "|" not in gap:
                groups[-1].append(atom)
                continue
        groups.append([atom])
    return [
        _Piece(g[0].line, g[0].place, g[-1].place + g[-1].end - g[-1].start, tuple(g))
        for g in groups
    ]


def _anchors(pieces: Sequence[_Piece]) -> list[int]:
    """The lines that carry a row: with a letter for direct or indirect, or else with a date."""
    weights: dict[int, float] = {}
    for piece in pieces:
        for atom in piece.atoms:
            weights[piece.line] = weights.get(piece.line, 0.0) + _weight(atom)
    anchors: list[int] = []
    for line in sorted(weights):
        if weights[line] < 2.0:
            continue
        if anchors and line - anchors[-1] == 1 and min(weights[line], weights[anchors[-1]]) < 4.0:
            if weights[line] > weights[anchors[-1]]:
                anchors[-1] = line
            continue
        anchors.append(line)
    return anchors


def _weight(atom: Atom) -> float:
    if atom.sort is Sort.DATE:
        return 2.0
    if atom.sort is Sort.LETTER:
        return 1.0
    return 1.0 if atom.sort in (Sort.NUMBER, Sort.MONEY) else 0.0


def _columns(row: Sequence[_Piece]) -> list[list[_Piece]]:
    """The pieces of a row as cells from left to right, each with its lines from top to bottom."""
    columns: list[list[_Piece]] = []
    reach = -1
    for piece in sorted(row, key=lambda one: one.start):
        if columns and piece.start < reach:
            columns[-1].append(piece)
            reach = max(reach, piece.end)
        else:
            columns.append([piece])
            reach = piece.end
    return [sorted(column, key=lambda one: one.line) for column in columns]
