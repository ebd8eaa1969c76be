"""The rows of both tables as labelled spans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from form4.inference.rules.atoms import SCORE, Atom, Sort, read_atoms
from form4.inference.rules.decode import Placed, place_atoms
from form4.inference.rules.layout import hints_of, in_columns
from form4.inference.rules.plausible import plausible
from form4.inference.rules.regions import Region
from form4.model.filing import Table
from form4.model.spans import Span

_NUMBER = re.compile(r"[\d.].*", re.DOTALL)
_TORN = re.compile(r"[\s|]*(?:<br>)?[\s|]*")
_TORN_TEXT = re.compile(r"(?:[\s|,;&.()\-–'’\"]|<br>|(?<![A-Za-z])[A-Z](?![A-Za-z])){0,40}")
_HEADS = re.compile(r"(?P<a>\(A\))[ \t]{2,}(?P<d>\(D\))")
_MARK = re.compile(r"[A-Za-z]|\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2}")


def row_spans(text: str, region: Region) -> list[Span]:
    """The cells and footnote marks of a table's rows."""
    atoms = read_atoms(text, region.start, region.end)
    hints = hints_of(text, region, atoms)
    if hints.row_is_line:
        atoms = in_columns(text, region, atoms)
    placed = place_atoms(atoms, region.table, hints)
    if hints.row_is_line and region.table is Table.DERIVATIVE:
        placed = _by_place(text, region, placed)
    return [*_cells(text, plausible(placed, region.table)), *mark_spans(atoms)]


def _by_place(text: str, region: Region, placed: Sequence[Placed]) -> list[Placed]:
    """Table II in columns: acquired or disposed by the head, (A) or (D), that is nearer."""
    heads = list(_HEADS.finditer(text, region.caption, region.start))
    if not heads:
        return list(placed)
    line = text.rfind("\n", 0, heads[-1].start()) + 1
    middles = {
        "derivative_shares_acquired": (heads[-1].start("a") + heads[-1].end("a")) / 2 - line,
        "derivative_shares_disposed": (heads[-1].start("d") + heads[-1].end("d")) / 2 - line,
    }
    return [
        replace(one, label=min(middles, key=lambda label: abs(middles[label] - _middle(one.atom))))
        if one.label in middles
        else one
        for one in placed
    ]


def _middle(atom: Atom) -> float:
    return atom.place + (atom.end - atom.start) / 2


def _cells(text: str, placed: Sequence[Placed]) -> Iterator[Span]:
    held: Span | None = None
    row = -1
    for one in placed:
        span = atom_span(one.atom, one.label)
        joins = held is not None and (held.label, row) == (span.label, one.row)
        torn = _TORN_TEXT if one.atom.sort is Sort.PHRASE else _TORN
        if held is not None and joins and torn.fullmatch(text, held.end, span.start):
            held = Span(held.start, span.end, held.label, held.score)
            continue
        if held is not None:
            yield held
        held, row = span, one.row
    if held is not None:
        yield held


def atom_span(atom: Atom, label: str) -> Span:
    """The value of an atom: without a currency's sign, brackets and what follows a letter."""
    start, end = atom.start, atom.end
    if atom.sort is Sort.MONEY:
        found = _NUMBER.search(atom.text)
        start += found.start() if found else 0
    elif atom.sort is Sort.LETTER and atom.text.startswith("("):
        start, end = start + 1, end - 1
    elif atom.sort is Sort.LETTER:
        end = start + 1
    elif atom.sort is Sort.PHRASE:
        end -= len(atom.text) - len(atom.text.rstrip(" -–,"))
    return Span(start, end, label, SCORE)


def mark_spans(atoms: Sequence[Atom]) -> Iterator[Span]:
    """The footnote marks among the atoms of a stretch."""
    for atom in atoms:
        found = _MARK.search(atom.text.removeprefix("<sup>")) if atom.sort is Sort.MARK else None
        if found:
            start = atom.end - len(atom.text.removeprefix("<sup>"))
            yield Span(start + found.start(), start + found.end(), "footnote_mark", SCORE)
