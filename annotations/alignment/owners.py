"""Places owners beyond the header: the list that some prints carry after the tables."""

import re

from form4.annotations.alignment.atoms import Atom, between
from form4.annotations.alignment.cells import Cell, text_cell
from form4.annotations.alignment.header import find_owner, is_mark, owner_captions
from form4.annotations.alignment.placed import Findings
from form4.annotations.alignment.regions import Range, Regions
from form4.annotations.alignment.search import find_text, find_torn, starts_cell
from form4.model.filing import Filing, ReportingOwner
from form4.model.labels import Kind

_BLOCK_CHARACTERS = 600  # a name and an address
_HEAD_END = re.compile(r"\bOther\b(?!\s*\()", re.IGNORECASE)


def place_owner_blocks(
    text: str, atoms: list[Atom], filing: Filing, regions: Regions, findings: Findings
) -> None:
    """Place owners in prints that repeat box 1 after the tables, for some or all of them."""
    starts = owner_captions(text, regions.header[1])
    ends = [*starts[1:], regions.after[1]][: len(starts)]
    cells = [
        (f"reporting_owners[{number}]", text_cell("owner_name", "owner_name", owner.name))
        for number, owner in enumerate(filing.reporting_owners)
        if owner.name
    ]
    left = cells if starts else []
    for start, end in zip(starts, ends, strict=True):
        block = between(atoms, start, min(end, start + _BLOCK_CHARACTERS))
        placed = [(row, cell, find_owner(text, block, cell)) for row, cell in left]
        row, cell, places = next((item for item in placed if item[2]), ("", None, []))
        if cell is None:
            findings.masked.append((start, block[-1].end if block else start))
            continue
        findings.place(cell, row, places)
        left = [(name, other) for name, other in left if name != row]
    if regions.owners[0] == regions.owners[1]:
        for row, cell in cells[1:]:
            if not starts or (row, cell) in left:
                findings.miss(cell, row)


def place_owner_list(
    text: str, atoms: list[Atom], filing: Filing, region: Range, findings: Findings
) -> None:
    """Place names, marks and titles in the list of owners with their relationships."""
    inside = between(atoms, *region)
    if not inside:
        return
    head = _HEAD_END.search(text, region[0], region[1])
    inside = [atom for atom in inside if head is None or atom.start >= head.end()]
    names = _names_in_order(text, inside, filing.reporting_owners)
    for number, owner in enumerate(filing.reporting_owners):
        row = f"reporting_owners[{number}]"
        place = names[number]
        if place is None:
            findings.miss(text_cell("owner_name", "owner_name", owner.name or ""), row)
            continue
        following = [other[0] for other in names[number + 1 :] if other is not None]
        cell = text_cell("owner_name", "owner_name", owner.name or "")
        findings.place(cell, row, [place])
        zone = between(inside, place[1], following[0] if following else region[1])
        _place_relations(text, zone, owner, row, findings)
    if None in names and inside:
        findings.masked.append((inside[0].start, inside[-1].end))


def _names_in_order(
    text: str, atoms: list[Atom], owners: tuple[ReportingOwner, ...]
) -> list[Range | None]:
    """The places of the owners' names, each after the one before it."""
    names: list[Range | None] = []
    cursor = 0
    for owner in owners:
        places = find_text(text, [atom for atom in atoms if atom.start >= cursor], owner.name or "")
        place = next((found for found in places if starts_cell(text, found[0])), None)
        names.append(place)
        cursor = place[1] if place else cursor
    return names


def _place_relations(
    text: str, zone: list[Atom], owner: ReportingOwner, row: str, findings: Findings
) -> None:
    """Marks and titles of one owner in the order of the columns."""
    wanted = _columns(owner)
    marks = [atom for atom in zone if is_mark(text, atom)]
    expected = [cell for cell in wanted if cell.kind is Kind.MARK]
    if len(marks) == len(expected):
        for cell, atom in zip(expected, marks, strict=True):
            findings.place(cell, row, [(atom.start, atom.end)])
    else:
        findings.masked.extend((atom.start, atom.end) for atom in zone)
        for cell in expected:
            findings.miss(cell, row)
    for cell in wanted:
        if cell.kind is not Kind.MARK:
            _place_title(text, zone, cell, row, findings)


def _columns(owner: ReportingOwner) -> list[Cell]:
    """What the list prints for an owner: marks, but the title itself under Officer and Other."""
    cells = []
    titles = {"is_officer": "officer_title", "is_other": "other_text"}
    for name in ("is_director", "is_ten_percent_owner", "is_officer", "is_other"):
        title = getattr(owner, titles[name]) if name in titles else None
        if title:
            cells.append(text_cell(titles[name], titles[name], title))
        elif getattr(owner, name):
            cells.append(Cell(name, name, Kind.MARK, "X", ("x",)))
    return cells


def _place_title(text: str, zone: list[Atom], cell: Cell, row: str, findings: Findings) -> None:
    places = find_text(text, zone, str(cell.value))[:1] or find_torn(text, zone, cell)
    if places:
        findings.place(cell, row, places)
        return
    findings.miss(cell, row)
    findings.masked.extend((atom.start, atom.end) for atom in zone)
