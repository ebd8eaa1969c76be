"""Finds a value in a stretch of text: as it stands, or torn over lines."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from form4.annotations.alignment.atoms import Atom, fold
from form4.annotations.alignment.cells import Cell
from form4.annotations.alignment.matching import is_done
from form4.annotations.alignment.placed import dressed, pieces_of
from form4.annotations.alignment.placing import place
from form4.annotations.alignment.regions import Range

_MAX_GAP = 14  # atoms of other cells within a value that lines of a layout tear apart
_MAX_LINES = 9  # lines over which one torn value may reach


def find_text(text: str, atoms: list[Atom], value: str) -> list[Range]:
    """Every place where the value stands, whatever white space and punctuation is between."""
    return [
        dressed(text, value, [(start, end)])[0] for start, end in _occurrences(text, atoms, value)
    ]


def _occurrences(text: str, atoms: list[Atom], value: str) -> Iterator[Range]:
    """Ranges of the value; it may begin or end within an atom only where words run together."""
    wanted = fold(value)
    ends = list(accumulate(len(atom.norm) for atom in atoms))
    stream = "".join(atom.norm for atom in atoms)
    position = stream.find(wanted) if wanted else -1
    while position >= 0:
        start = _offset(atoms, ends, position)
        end = _offset(atoms, ends, position + len(wanted) - 1) + 1
        if _is_edge(text, start) and _is_edge(text, end):
            yield start, end
        position = stream.find(wanted, position + 1)


def _offset(atoms: list[Atom], ends: list[int], position: int) -> int:
    """The text offset of a character of the folded stream."""
    number = bisect_right(ends, position)
    atom = atoms[number]
    within = position - (ends[number] - len(atom.norm))
    if len(atom.norm) == atom.end - atom.start:
        return atom.start + within
    return atom.start if within == 0 else atom.end - 1  # dates and numbers are taken whole


def _is_edge(text: str, offset: int) -> bool:
    """Whether a value may begin or end here; words run together part at a change of case."""
    if not 0 < offset < len(text):
        return True
    left, right = text[offset - 1], text[offset]
    if not (left.isalnum() and right.isalnum()):
        return True
    run_together = left.islower() and right.isupper()
    return run_together or left.isdigit() != right.isdigit() or text.startswith("C/O", offset)


def find_torn(text: str, atoms: list[Atom], cell: Cell) -> list[Range]:
    """The pieces of a text value that other cells interrupt, empty when it is not all there."""
    placement = place(atoms, (cell,))
    if not is_done(cell, placement.done[0]):
        return []
    taken = [number for number, owner in enumerate(placement.cell_of_atom) if owner == 0]
    gaps = [right - left - 1 for left, right in zip(taken, taken[1:], strict=False)]
    lines = atoms[taken[-1]].line - atoms[taken[0]].line
    if sum(gaps) > _MAX_GAP * len(gaps) or max(gaps, default=0) > _MAX_GAP or lines > _MAX_LINES:
        return []
    return pieces_of(text, cell, [atoms[number] for number in taken])


def starts_cell(text: str, offset: int) -> bool:
    """Whether nothing of the same cell stands before the offset on its line."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return re.search(r"(?:^|\||\t| {2}|[*_\[)]|[a-z])\s*$", before) is not None


def lines_around(text: str, start: int, count: int) -> Range:
    """The range from the line of an offset over the given number of lines."""
    first = text.rfind("\n", 0, start) + 1
    end = first
    for _ in range(count):
        found = text.find("\n", end)
        if found < 0:
            return first, len(text)
        end = found + 1
    return first, end
