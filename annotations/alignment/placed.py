"""What alignment yields: labelled pieces, values that were not found, ranges of doubt."""

from dataclasses import dataclass, field

from form4.annotations.alignment.atoms import Atom, fold_with_offsets
from form4.annotations.alignment.cells import Cell
from form4.annotations.alignment.regions import Range
from form4.model.labels import Kind
from form4.model.spans import Span


@dataclass(frozen=True, slots=True)
class Missed:
    """A value of the filing that the text does not show, or not where it should."""

    field: str
    row: str
    value: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A value of the filing with the pieces of text that print it."""

    field: str
    row: str
    value: str
    spans: tuple[Range, ...]


@dataclass(slots=True)
class Findings:
    """Collects what the parts of the alignment find."""

    spans: list[Span] = field(default_factory=list)
    masked: list[Range] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def place(self, cell: Cell, row: str, pieces: list[Range]) -> None:
        """Label the pieces of a cell, or mask them when no label is right for it."""
        if cell.label is None:
            self.masked.extend(pieces)
        else:
            self.spans.extend(Span(start, end, cell.label) for start, end in pieces)
        self.placed.append(Placed(_name(cell), row, str(cell.value), tuple(pieces)))

    def miss(self, cell: Cell, row: str) -> None:
        """Report a cell that was not found."""
        self.missed.append(Missed(_name(cell), row, str(cell.value)))


def _name(cell: Cell) -> str:
    return "footnote_mark" if cell.is_mark else cell.field


def pieces_of(text: str, cell: Cell, atoms: list[Atom]) -> list[Range]:
    """The ranges of a cell's atoms, joined where no letter or digit stands between them."""
    ranges: list[list[int]] = []
    for atom in atoms:
        if ranges and not any(char.isalnum() for char in text[ranges[-1][1] : atom.start]):
            ranges[-1][1] = atom.end
        else:
            ranges.append([atom.start, atom.end])
    if cell.kind is not Kind.TEXT:
        return [(start, end) for start, end in ranges]
    return dressed(text, str(cell.value), [(start, end) for start, end in ranges])


def dressed(text: str, value: str, ranges: list[Range]) -> list[Range]:
    """Text pieces with the punctuation that the value has at their edges."""
    folded = fold_with_offsets(value)
    spelled = "".join(char for char, _ in folded)
    result, position = [], 0
    for start, end in ranges:
        norm = "".join(char for char, _ in fold_with_offsets(text[start:end]))
        found = spelled.find(norm, position)
        if found < 0 or not norm:
            result.append((start, end))
            continue
        first, last = folded[found][1], folded[found + len(norm) - 1][1]
        position = found + len(norm)
        before = _same_edge(text[:start][::-1], value[:first][::-1])
        after = _same_edge(text[end:], value[last + 1 :])
        result.append((start - before, end + after))
    return result


def _same_edge(text: str, value: str) -> int:
    """How many characters of punctuation the text shares with the value, from its edge on."""
    length = 0
    for left, right in zip(text, value, strict=False):
        if left != right or right.isspace() or right.isalnum():
            return length
        length += 1
    return length
