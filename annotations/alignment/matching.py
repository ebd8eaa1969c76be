"""How well an atom continues what has been read of a cell."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from form4.annotations.alignment.atoms import Atom, AtomKind, cut_atoms
from form4.annotations.alignment.cells import Cell
from form4.model.labels import Kind

_PIECE_COST = 0.8  # a number or date in pieces is rarer than a stray digit
_TORN_WORD_COST = 0.6  # a word cut in two; or another cell's letter that begins it by chance
_SLIP_COST = 0.7  # a letter or digit misread
_SKIP_COST = 1.2  # a word of the value that the text has lost
_LONG_WORD = 4  # shorter words are too alike to mend
_CONFUSED = str.maketrans("oilszb", "011528")  # digits as OCR reads them, folded


@dataclass(frozen=True, slots=True)
class Step:
    """A cell read further: the folded text read so far, and the cost of reading it so."""

    done: str
    cost: float


def steps(cell: Cell, done: str, atom: Atom) -> tuple[Step, ...]:
    """The ways in which the atom may be the next piece of the cell."""
    if cell.is_mark:
        matches = atom.bracketed and not done and atom.norm in cell.forms
        return (Step(atom.norm, 0.0),) if matches else ()
    if cell.kind in (Kind.NUMBER, Kind.DATE):
        return _value_steps(cell, done, atom)
    return _text_steps(cell, done, atom)


def is_done(cell: Cell, done: str) -> bool:
    """Whether the cell has been read to its end."""
    return done in cell.forms


def _value_steps(cell: Cell, done: str, atom: Atom) -> tuple[Step, ...]:
    if not done and atom.value is not None and atom.value == cell.value:
        return (Step(cell.forms[0], 0.1 if atom.bracketed else 0.0),)
    if atom.bracketed and len(atom.norm) < 3:
        return ()
    if atom.kind is AtomKind.WORD and not atom.norm.translate(_CONFUSED).isdigit():
        return ()
    for form in cell.forms:
        if form.startswith(done + atom.norm) and atom.kind is not AtomKind.DATE:
            whole = not done and form == atom.norm
            return (Step(done + atom.norm, _SLIP_COST if whole else _PIECE_COST),)
    slipped = next((form for form in cell.forms if not done and _alike(form, atom.norm)), None)
    return (Step(slipped, _SLIP_COST),) if slipped else ()


def _text_steps(cell: Cell, done: str, atom: Atom) -> tuple[Step, ...]:
    if cell.kind is not Kind.TEXT:
        return (Step(atom.norm, 0.0),) if not done and atom.norm in cell.forms else ()
    form = cell.forms[0]
    rest = form[len(done) :]
    if rest.startswith(atom.norm):
        whole = len(done) + len(atom.norm) in _word_ends(str(cell.value))
        return (Step(done + atom.norm, 0.0 if whole else _TORN_WORD_COST),)
    found = []
    slip = _slipped_prefix(rest, atom.norm)
    if slip:
        found.append(Step(done + rest[:slip], _SLIP_COST))
    for lost, start in enumerate(_word_ends(str(cell.value)), start=1):
        if len(done) < start < len(form) and form.startswith(atom.norm, start):
            found.append(Step(form[: start + len(atom.norm)], _SKIP_COST + 0.1 * lost))
            break
    return tuple(found)


@lru_cache(maxsize=4096)
def _word_ends(value: str) -> tuple[int, ...]:
    """Offsets in the folded value at which a word of it ends."""
    return tuple(accumulate(len(atom.norm) for atom in cut_atoms(value)))


def _slipped_prefix(rest: str, norm: str) -> int:
    """How many characters of the rest the atom spells with one or two slips, 0 when none."""
    if len(norm) < _LONG_WORD:
        return 0
    for length in (len(norm), len(norm) - 1, len(norm) + 1):
        if length <= len(rest) and distance(rest[:length], norm, 2) <= _allowed(length):
            return length
    return 0


def _allowed(length: int) -> int:
    return 1 if length < 2 * _LONG_WORD else 2


def _alike(form: str, norm: str) -> bool:
    """Whether two digit strings are one with a digit misread."""
    if len(form) != len(norm) or len(form) < _LONG_WORD - 1:
        return False
    slips = sum(left != right for left, right in zip(form, norm.translate(_CONFUSED), strict=True))
    return slips <= (1 if len(form) >= _LONG_WORD else 0)


@lru_cache(maxsize=16384)
def distance(left: str, right: str, limit: int) -> int:
    """The edit distance of two short strings, or a number above the limit."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, start=1):
        previous, row[0] = row[0], i
        for j, other in enumerate(right, start=1):
            previous, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, previous + (char != other)),
            )
    return row[-1]
