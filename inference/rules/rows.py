"""The rows of both tables as labelled spans."""

import re
from collections.abc import Iterator, Sequence

from form4.inference.rules.atoms import Atom, Sort, read_atoms
from form4.inference.rules.decode import Hints, Placed, place_atoms
from form4.inference.rules.layout import hints_of, in_columns
from form4.inference.rules.regions import Region
from form4.model.spans import Span

SCORE = 0.9
_NUMBER = re.compile(r"[\d.].*", re.DOTALL)
_TORN = re.compile(r"[\s|]*(?:<br>)?[\s|]*")
_MARK = re.compile(r"[A-Za-z]|\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}")


def row_spans(text: str, region: Region) -> list[Span]:
    """The cells and footnote marks of a table's rows."""
    atoms = read_atoms(text, region.start, region.end)
    hints = hints_of(text, region, atoms)
    if hints.row_is_line:
        atoms = in_columns(text, region, atoms)
    placed = place_atoms(atoms, region.table, hints)
    spans = [span for span in _cells(text, placed)]
    return spans + [span for span in _marks(atoms, placed)]


def _cells(text: str, placed: Sequence[Placed]) -> Iterator[Span]:
    held: Span | None = None
    row = -1
    for one in placed:
        span = _span(one)
        joins = held is not None and (held.label, row) == (span.label, one.row)
        if held is not None and joins and _TORN.fullmatch(text, held.end, span.start):
            held = Span(held.start, span.end, held.label, held.score)
            continue
        if held is not None:
            yield held
        held, row = span, one.row
    if held is not None:
        yield held


def _span(placed: Placed) -> Span:
    atom = placed.atom
    start, end = atom.start, atom.end
    if atom.sort is Sort.MONEY:
        found = _NUMBER.search(atom.text)
        start += found.start() if found else 0
    elif atom.sort is Sort.LETTER and atom.text.startswith("("):
        start, end = start + 1, end - 1
    elif atom.sort is Sort.PHRASE:
        end -= len(atom.text) - len(atom.text.rstrip(" -–,"))
    return Span(start, end, placed.label, SCORE)


def _marks(atoms: Sequence[Atom], placed: Sequence[Placed]) -> Iterator[Span]:
    for atom in atoms:
        found = _MARK.search(atom.text.removeprefix("<sup>")) if atom.sort is Sort.MARK else None
        if found:
            start = atom.end - len(atom.text.removeprefix("<sup>"))
            yield Span(start + found.start(), start + found.end(), "footnote_mark", SCORE)
