"""Places the values of boxes 1 to 5 and the Rule 10b5-1 mark."""

import re

from form4.annotations.alignment.atoms import Atom, AtomKind, between
from form4.annotations.alignment.cells import Cell, date_cell, text_cell
from form4.annotations.alignment.matching import steps
from form4.annotations.alignment.placed import Findings
from form4.annotations.alignment.regions import Range
from form4.annotations.alignment.search import (
    find_text,
    find_torn,
    lines_around,
    starts_cell,
)
from form4.model.filing import Filing, ReportingOwner
from form4.model.labels import Kind
from form4.model.values import YearMonth

_OWNER = re.compile(r"Name\s+and\s+Address\s+of\s+Report\w*", re.IGNORECASE)
_ISSUER = re.compile(r"Ticker\s+or\s+Trad\w*\s+Symbol|\d\W{1,3}Issuer\s+Name", re.IGNORECASE)
_PERIOD = re.compile(r"Date\s+of\s+(?:Earliest|Event)|Earliest\s+Trans", re.IGNORECASE)
_ORIGINAL = re.compile(r"Date\s+(?:of\s+)?Original", re.IGNORECASE)
_RELATION = re.compile(r"Relationship\s+of\s+Report\w*", re.IGNORECASE)
_OFFICER = re.compile(r"Officer\s*\(\s*give", re.IGNORECASE)
_FURNITURE = re.compile(r"\d:\d\d\s*[AP]M|SEC\s*FORM", re.IGNORECASE)
_FILED_BY = re.compile(r"[\W_]*Form\s+filed", re.IGNORECASE)
_ROLE_CAPTIONS = (
    ("is_director", re.compile(r"[\W_]*Director", re.IGNORECASE)),
    ("is_ten_percent_owner", re.compile(r"[\W_]*10\s*%\s*Owner", re.IGNORECASE)),
    ("is_officer", re.compile(r"[\W_]*Officer\s*\(", re.IGNORECASE)),
    ("is_other", re.compile(r"[\W_]*Other\s*\(", re.IGNORECASE)),
)
_NEAR = 200  # characters within which another mention is of the same box
_SYMBOL_CHARACTERS = 25  # after the name, within which a symbol may stand without brackets
_BLOCK_LINES = 5  # lines of a box that are in doubt when its value was not found
_SEARCH_ATOMS = 90  # atoms after a caption among which a torn value is looked for


def place_header(
    text: str, atoms: list[Atom], filing: Filing, header: Range, findings: Findings
) -> None:
    """Place issuer, dates, first owner and roles in the boxes above Table I."""
    inside = between(atoms, *header)
    _place_plan_mark(text, inside, filing, findings)
    _place_issuer(text, inside, filing, findings)
    _place_dates(text, inside, filing, findings)
    if filing.reporting_owners:
        owner = filing.reporting_owners[0]
        _place_owner(text, inside, owner, findings)
        _place_roles(text, inside, owner, findings)
        _place_titles(text, inside, owner, findings)


def owner_captions(text: str, start: int) -> list[int]:
    """Where box 1 is repeated for further owners, from an offset on."""
    return [match.start() for match in _OWNER.finditer(text, start)]


def _place_owner(text: str, atoms: list[Atom], owner: ReportingOwner, findings: Findings) -> None:
    if owner.name:
        cell = text_cell("owner_name", "owner_name", owner.name)
        box = _after(text, atoms, _OWNER)
        found = find_owner(text, box, cell)
        _settle(text, cell, "reporting_owners[0]", found, _OWNER, box, findings)


def find_owner(text: str, box: list[Atom], cell: Cell) -> list[Range]:
    """Where a name stands in a box 1: as it is, or torn over lines."""
    found = [
        place
        for place in find_text(text, box, str(cell.value))
        if starts_cell(text, place[0]) and not _is_care_of(text, place[0])
    ]
    return found or find_torn(text, box[:_SEARCH_ATOMS], cell)


def _is_care_of(text: str, offset: int) -> bool:
    return re.search(r"C\s*/\s*O\W*$", text[max(0, offset - 8) : offset], re.IGNORECASE) is not None


def _place_issuer(text: str, atoms: list[Atom], filing: Filing, findings: Findings) -> None:
    name, symbol = filing.issuer.name, filing.issuer.trading_symbol
    box = _after(text, atoms, _ISSUER) or atoms
    names: list[Range] = []
    if name:
        cell = text_cell("issuer_name", "issuer_name", name)
        found = [place for place in find_text(text, box, name) if not _is_care_of(text, place[0])]
        names = _before_symbol(text, found) or find_torn(text, box[:_SEARCH_ATOMS], cell)
        others = [place for place in found if names and abs(place[0] - names[0][0]) < _NEAR]
        findings.masked.extend(others)
        _settle(text, cell, "issuer", names, _ISSUER, box, findings)
    if symbol:
        cell = text_cell("trading_symbol", "trading_symbol", symbol)
        places = [place for place in find_text(text, box, symbol) if _in_brackets(text, place)]
        if not places and names:
            following = between(box, names[-1][1], names[-1][1] + _SYMBOL_CHARACTERS)
            places = find_text(text, following, symbol)
        _settle(text, cell, "issuer", places[:1], _ISSUER, box, findings)


def _before_symbol(text: str, places: list[Range]) -> list[Range]:
    """The mentions that a bracket with the symbol follows, else the first one."""
    for bracket in (r"\W{0,4}[\[({]", r"\W{0,3}\|"):
        found = [place for place in places if re.match(bracket, text[place[1] : place[1] + 6])]
        if found:
            return found[:1]
    return places[:1]


def _in_brackets(text: str, place: Range) -> bool:
    opened = re.search(r"[\[({|]\W{0,3}$", text[max(0, place[0] - 6) : place[0]]) is not None
    return opened and re.match(r"\W{0,3}[\])}|]", text[place[1] : place[1] + 6]) is not None


def _place_dates(text: str, atoms: list[Atom], filing: Filing, findings: Findings) -> None:
    dates = [atom for atom in atoms if atom.kind is AtomKind.DATE and not _in_furniture(text, atom)]
    wanted = []
    period, original = filing.period_of_report, filing.date_of_original_submission
    if period is not None and not isinstance(period, YearMonth):
        wanted.append((date_cell("period_of_report", "period_of_report", period), _PERIOD))
    if original is not None:
        field = "date_of_original_submission"
        wanted.append((date_cell(field, field, original), _ORIGINAL))
    for cell, caption in wanted:
        own = [atom for atom in dates if steps(cell, "", atom)]
        exact = [atom for atom in own if atom.value == cell.value] or own[:1]
        clash = period == original
        places = [] if clash else [(atom.start, atom.end) for atom in exact]
        _settle(text, cell, "filing", places, caption, atoms, findings)
        dates = [atom for atom in dates if atom not in exact]
    findings.masked.extend((atom.start, atom.end) for atom in dates)


def _in_furniture(text: str, atom: Atom) -> bool:
    start, end = lines_around(text, atom.start, 1)
    return _FURNITURE.search(text, start, end) is not None


def _place_plan_mark(text: str, atoms: list[Atom], filing: Filing, findings: Findings) -> None:
    """The only mark above box 1 is the plan's, when the filing has it; else it is in doubt."""
    caption = _OWNER.search(text)
    end = caption.start() if caption else 0
    marks = [(atom.start, atom.end) for atom in atoms if is_mark(text, atom) and atom.end <= end]
    cell = Cell("aff10b5_one", "aff10b5_one", Kind.MARK, "X", ("x",))
    if filing.aff10b5_one and len(marks) == 1:
        findings.place(cell, "filing", marks)
        return
    findings.masked.extend(marks)
    if filing.aff10b5_one:
        findings.miss(cell, "filing")


def is_mark(text: str, atom: Atom) -> bool:
    """Whether the atom is a check mark and not a letter of something else."""
    if atom.norm not in ("x", "xx"):  # OCR doubles the mark with the frame of its box
        return False
    around = text[max(0, atom.start - 1) : atom.start] + text[atom.end : atom.end + 1]
    return not any(char in "-&/.'" or char.isalnum() for char in around)


def _place_roles(text: str, atoms: list[Atom], owner: ReportingOwner, findings: Findings) -> None:
    """Marks of box 5 in reading order, when as many are found as the owner has roles."""
    box = _after(text, atoms, _RELATION) or atoms
    marks = [atom for atom in box if is_mark(text, atom)]
    marks = [atom for atom in marks if not _FILED_BY.match(text, atom.end)]
    roles = [name for name, _ in _ROLE_CAPTIONS if getattr(owner, name)]
    cells = [Cell(name, name, Kind.MARK, "X", ("x",)) for name in roles]
    told = [_told_role(text, atom) for atom in marks]
    fits = all(role in (None, name) for role, name in zip(told, roles, strict=False))
    if len(marks) == len(roles) and fits:
        for cell, atom in zip(cells, marks, strict=True):
            findings.place(cell, "reporting_owners[0]", [(atom.start, atom.end)])
        return
    findings.masked.extend((atom.start, atom.end) for atom in marks)
    for cell in cells:
        _settle_told(cell, marks, told, findings)
    _mask_box(text, _RELATION, box, findings)


def _settle_told(cell: Cell, marks: list[Atom], told: list[str | None], findings: Findings) -> None:
    """A mark right before its caption is certain even where the count is wrong."""
    own = [atom for atom, role in zip(marks, told, strict=True) if role == cell.field]
    if len(own) == 1:
        findings.place(cell, "reporting_owners[0]", [(own[0].start, own[0].end)])
    else:
        findings.miss(cell, "reporting_owners[0]")


def _told_role(text: str, atom: Atom) -> str | None:
    """The role whose caption follows the mark at once."""
    for name, caption in _ROLE_CAPTIONS:
        if caption.match(text, atom.end):
            return name
    return None


def _place_titles(text: str, atoms: list[Atom], owner: ReportingOwner, findings: Findings) -> None:
    for name in ("officer_title", "other_text"):
        value = getattr(owner, name)
        if not value:
            continue
        cell = text_cell(name, name, value)
        box = _after(text, atoms, _OFFICER) or _after(text, atoms, _RELATION)
        places = find_text(text, box, value)[:1] or find_torn(text, box[:_SEARCH_ATOMS], cell)
        _settle(text, cell, "reporting_owners[0]", places, _OFFICER, box, findings)


def _after(text: str, atoms: list[Atom], caption: re.Pattern[str]) -> list[Atom]:
    """The atoms behind a caption, all when it is not there."""
    if not atoms:
        return atoms
    found = caption.search(text, atoms[0].start, atoms[-1].end)
    return [atom for atom in atoms if atom.start >= found.end() - 1] if found else atoms


def _settle(
    text: str,
    cell: Cell,
    row: str,
    places: list[Range],
    caption: re.Pattern[str],
    atoms: list[Atom],
    findings: Findings,
) -> None:
    if places:
        findings.place(cell, row, places)
        return
    findings.miss(cell, row)
    _mask_box(text, caption, atoms, findings)


def _mask_box(text: str, caption: re.Pattern[str], atoms: list[Atom], findings: Findings) -> None:
    """Doubt the lines under a caption, or all the atoms when there is no caption."""
    if not atoms:
        return
    start, end = max(0, atoms[0].start - 80), atoms[-1].end
    found = caption.search(text, start, end)
    if found is None:
        findings.masked.append((atoms[0].start, end))
        return
    first, last = lines_around(text, found.start(), _BLOCK_LINES)
    findings.masked.append((max(first, start), min(last, end)))
