"""Joint filers' pages: every further owner with address, issuer and date, after the form."""

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Paragraph, Run
from form4.annotations.synthesis.templates import boxes
from form4.annotations.synthesis.templates.addresses import Address, draw_address
from form4.annotations.synthesis.templates.pen import Pen, Runs, plain, text
from form4.model.filing import Filing, ReportingOwner

TITLES = (
    "Joint Filer Information",
    "JOINT FILER INFORMATION",
    "Form 4 Joint Filer Information",
    "Continuation of Item 1: Additional Reporting Persons",
    "ATTACHMENT A - JOINT REPORTING PERSONS",
    "Exhibit 99.1 - Joint Filer Information",
    "Additional Reporting Owners",
)
NAMES = (
    "Name",
    "Name of Joint Filer",
    "Joint Filer",
    "Reporting Person",
    "Name of Reporting Person",
)
ADDRESSES = ("Address", "Address of Joint Filer", "Business Address")
DESIGNATED = ("Designated Filer", "Name of Designated Filer", "Filed with")
ISSUERS = (
    "Issuer & Ticker Symbol",
    "Issuer Name and Ticker or Trading Symbol",
    "Issuer and Symbol",
)
DATES = (
    "Date of Event Requiring Statement",
    "Date of Earliest Transaction Required to be Reported (Month/Day/Year)",
    "Statement for Month/Day/Year",
    "Period",
)
ROLE_CAPTIONS = ("Relationship of Joint Filer to Issuer", "Relationship to Issuer", "Status")
ROLES = (
    ("is_ten_percent_owner", ("10% Owner", "10% owner", "Ten Percent Owner")),
    ("is_director", ("Director",)),
    ("is_officer", ("Officer",)),
    ("is_other", ("Other",)),
)
Pair = tuple[str, Runs]


def joint_pages(pen: Pen, filing: Filing, address: Address) -> tuple[Block, ...]:
    """A part for each further owner, or a list of their names; nothing for single owners."""
    owners = filing.reporting_owners[1:]
    if not owners:
        return ()
    title = pen.rng.choice(TITLES)
    if pen.chance(0.25):
        return (plain(title), *_listed(pen, owners, address))
    each = pen.chance(0.5)
    captions = tuple(
        pen.rng.choice(words)
        for words in (NAMES, ADDRESSES, DESIGNATED, ISSUERS, DATES, ROLE_CAPTIONS)
    )
    blocks: list[Block] = [plain(title)]
    for number, owner in enumerate(owners):
        if number and each:
            blocks.append(plain(title))
        place = address if pen.chance(0.6) else draw_address(pen.rng, None)
        blocks.extend(_shown(pen, _pairs(pen, filing, owner, place, captions)))
    return tuple(blocks)


def _listed(pen: Pen, owners: tuple[ReportingOwner, ...], address: Address) -> tuple[Block, ...]:
    """Names in lines of their own, numbered or followed by an address."""
    numbered, placed = pen.chance(0.4), pen.chance(0.5)
    rows: list[Block] = []
    for number, owner in enumerate(owners):
        before = (Run(f"{number + 2}. "),) if numbered else ()
        name = (Run(owner.name, "owner_name"),) if owner.name else ()
        after = (Run(", " + ", ".join((*address.streets, address.last_line))),) if placed else ()
        rows.append(Paragraph((*before, *name, *after)))
    return tuple(row for row in rows if isinstance(row, Paragraph) and row.runs)


def _pairs(
    pen: Pen,
    filing: Filing,
    owner: ReportingOwner,
    address: Address,
    captions: tuple[str, ...],
) -> list[Pair]:
    name, place, designated, issuer, day, role = captions
    first = filing.reporting_owners[0].name
    pairs: list[Pair] = [
        (name, (Run(owner.name, "owner_name"),) if owner.name else ()),
        (place, (Run(", ".join((*address.streets, address.last_line))),)),
        (designated, (Run(first, "owner_name"),) if first else ()),
        (issuer, boxes.issuer_line(pen, filing.issuer)),
        (day, boxes.dated(pen, filing, "period_of_report")),
        (role, _roles(pen, owner)),
    ]
    return [pair for pair in pairs if pair[1] and (pair[0] == name or pen.chance(0.85))]


def _roles(pen: Pen, owner: ReportingOwner) -> Runs:
    """Roles as words, which are then the marks."""
    runs: list[Run] = []
    for role, words in ROLES:
        if getattr(owner, role):
            runs.extend((Run(", " if runs else ""), Run(pen.rng.choice(words), role)))
    return tuple(run for run in runs if run.text)


def _shown(pen: Pen, pairs: list[Pair]) -> tuple[Block, ...]:
    style, colon = pen.rng.random(), pen.rng.choice((":", ":", "", " -"))
    if style < 0.5:
        return tuple(Paragraph((Run(f"{words}{colon} "), *value)) for words, value in pairs)
    if style < 0.75:
        rows = (row for words, value in pairs for row in ((Run(words + colon),), value))
        return tuple(Paragraph(row) for row in rows)
    cells = (GridRow((text(words + colon), Cell(value))) for words, value in pairs)
    return (Grid((40, 60), tuple(cells)),)
