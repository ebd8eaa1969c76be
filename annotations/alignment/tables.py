"""Places the rows of Table I and Table II."""

import re
from dataclasses import dataclass

from form4.annotations.alignment.atoms import Atom, AtomKind, between
from form4.annotations.alignment.bands import Band, Unit, cut_bands, cut_units, words_of
from form4.annotations.alignment.cells import Cell, row_cells
from form4.annotations.alignment.matching import is_done
from form4.annotations.alignment.placed import Findings, pieces_of
from form4.annotations.alignment.placing import Placement, place
from form4.annotations.alignment.regions import Range
from form4.model.filing import Filing, Row, Table
from form4.model.labels import Kind

_HEAD_WORDS = """
    title of security instr transaction date month day year deemed execution if any code securities
    acquired a or disposed d and amount beneficial beneficially owned following reported s ownership
    form direct i indirect nature v price conversion exercise derivative number exercisable
    expiration underlying shares e g puts calls warrants options convertible the in to
"""
_HEAD = frozenset(_HEAD_WORDS.split())
_CAPTION = re.compile(
    r"\bTab[l1I]e\s*\S{1,3}\s*[-–—~]|\bTitle\s+of\s+(?:Deriv|Secur)", re.IGNORECASE
)
_HEAD_SHARE = 0.8
_MIN_HEAD_WORDS = 3
_FOOT = re.compile(
    r"https?:|www[.,]\s?sec|SEC\s*F\s?ORM|Reminder\s*:|Persons\s+who\s+resp|SEC\s+147\d|"
    r"contained\s+in\s+this\s+form|required\s+to\s+respond|this\s+form\s+are\s+not|"
    r"currently\s+valid|the\s+form\s+displays|form\s+displays\s+a|information\s+contained|"
    r"to\s+the\s+collection|^(?:valid\s+)?(?:OMB\s+)?control\s+number\.?$|\d+/\d+/\d+,\s+\d+:\d\d",
    re.IGNORECASE,
)
_MIN_PART = 4  # letters of a torn text that show which cell it is
_TRUSTED_SHARE = 0.5  # of a row's dates and numbers; below it the whole band is in doubt


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A row of the filing: its name in reports and its cells."""

    name: str
    cells: tuple[Cell, ...]


def place_tables(
    text: str, atoms: list[Atom], filing: Filing, regions: dict[Table, Range], findings: Findings
) -> None:
    """Place every row of the filing, table by table."""
    for table, (start, end) in regions.items():
        sequences = (
            _expected(filing, filing.transactions, "transactions", table),
            _expected(filing, filing.holdings, "holdings", table),
        )
        units = _body(text, cut_units(text, between(atoms, start, end)))
        _place_rows(text, units, sequences, findings)


def _expected(filing: Filing, rows: tuple[Row, ...], name: str, table: Table) -> list[ExpectedRow]:
    return [
        ExpectedRow(f"{name}[{number}]", row_cells(row, filing.form_type))
        for number, row in enumerate(rows)
        if row.table is table
    ]


def _body(text: str, units: list[Unit]) -> list[Unit]:
    """The units without captions, column heads and page furniture."""
    body, in_head = [], False
    for unit in units:
        line = _line(text, unit)
        if _FOOT.search(line):
            in_head = False
        elif _CAPTION.search(line):
            in_head = True
        elif not (_is_head(text, unit) and (in_head or _is_telling_head(unit))):
            in_head = False
            body.append(unit)
    return body


def _line(text: str, unit: Unit) -> str:
    """The unit's text from its first atom to its last."""
    return text[unit.atoms[0].start : unit.atoms[-1].end]


def _is_head(text: str, unit: Unit) -> bool:
    first = unit.atoms[0]
    if first.bracketed and text[: first.start].endswith("(") and unit.atoms[-1].bracketed:
        return False  # marks of a row that was cut by the page
    words = [atom for atom in unit.atoms if atom.value is None or len(atom.norm) > 2]
    known = sum(atom.norm in _HEAD for atom in words)
    return known >= _HEAD_SHARE * len(words)


def _is_telling_head(unit: Unit) -> bool:
    """Whether a head line is one without a caption above it: several words and no value."""
    words = [atom for atom in unit.atoms if atom.kind is AtomKind.WORD]
    return len(words) >= _MIN_HEAD_WORDS and not _holds_values(unit)


def _place_rows(
    text: str,
    units: list[Unit],
    sequences: tuple[list[ExpectedRow], list[ExpectedRow]],
    findings: Findings,
) -> None:
    transactions, holdings = ([words_of(row.cells) for row in rows] for rows in sequences)
    bands = cut_bands(units, (transactions, holdings))
    for band in bands:
        atoms = [atom for unit in units[band.first : band.last] for atom in unit.atoms]
        _place_row(text, atoms, sequences[band.sequence][band.row], findings)
    placed = {(band.sequence, band.row) for band in bands}
    lost = [
        row
        for sequence, rows in enumerate(sequences)
        for number, row in enumerate(rows)
        if (sequence, number) not in placed
    ]
    for row in lost:
        for cell in row.cells:
            findings.miss(cell, row.name)
    _mask_strays(units, bands, bool(lost), findings)


def _mask_strays(units: list[Unit], bands: list[Band], lost: bool, findings: Findings) -> None:
    """Mask what stands outside the bands, but for the column heads above the first."""
    covered = {number for band in bands for number in range(band.first, band.last)}
    first = min(covered, default=len(units))
    for number, unit in enumerate(units):
        if number in covered or (number < first and not lost and not _holds_values(unit)):
            continue
        findings.masked.append((unit.atoms[0].start, unit.atoms[-1].end))


def _holds_values(unit: Unit) -> bool:
    return any(atom.value is not None and len(atom.norm) > 2 for atom in unit.atoms)


def _place_row(text: str, atoms: list[Atom], row: ExpectedRow, findings: Findings) -> None:
    placement = place(atoms, row.cells)
    if not _is_trusted(row.cells, placement):
        findings.masked.append((atoms[0].start, atoms[-1].end))
        for cell in row.cells:
            findings.miss(cell, row.name)
        return
    for index, cell in enumerate(row.cells):
        own = [atom for atom, owner in _pairs(atoms, placement) if owner == index]
        done = "" if _is_ambiguous(row.cells, placement, index) else placement.done[index]
        _place_cell(text, cell, done, own, row.name, findings)
    findings.masked.extend(
        (atom.start, atom.end) for atom, owner in _pairs(atoms, placement) if owner is None
    )


def _pairs(atoms: list[Atom], placement: Placement) -> list[tuple[Atom, int | None]]:
    return list(zip(atoms, placement.cell_of_atom, strict=True))


def _place_cell(
    text: str, cell: Cell, done: str, own: list[Atom], row: str, findings: Findings
) -> None:
    complete = is_done(cell, done)
    if complete or (cell.kind is Kind.TEXT and len(done) >= _MIN_PART):
        certain = [atom for atom in own if complete or len(atom.norm) > 1]
        findings.place(cell, row, pieces_of(text, cell, certain))
        own = [atom for atom in own if atom not in certain]
    findings.masked.extend((atom.start, atom.end) for atom in own)
    if not complete:
        findings.miss(cell, row)


def _is_ambiguous(cells: tuple[Cell, ...], placement: Placement, index: int) -> bool:
    """Whether a value may as well be that of an equal cell beside it, which was not found."""
    cell = cells[index]
    if cell.is_mark or cell.kind is Kind.TEXT:
        return False
    for step in (-1, 1):
        for other in range(index + step, len(cells) if step > 0 else -1, step):
            if cells[other].is_mark:
                continue
            if is_done(cells[other], placement.done[other]):
                break
            if set(cells[other].forms) & set(cell.forms):
                return True
    return False


def _is_trusted(cells: tuple[Cell, ...], placement: Placement) -> bool:
    """Whether enough of a row's dates and numbers were found to believe the rest."""
    telling = [
        is_done(cell, done)
        for cell, done in zip(cells, placement.done, strict=True)
        if cell.kind in (Kind.DATE, Kind.NUMBER)
    ]
    return not telling or sum(telling) >= _TRUSTED_SHARE * len(telling)
