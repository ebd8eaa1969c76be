"""How the boxes over the tables stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from form4.annotations.synthesis.page import Cell, Grid, GridRow, Run
from form4.annotations.synthesis.templates import boxes, wording
from form4.annotations.synthesis.templates.addresses import Address
from form4.annotations.synthesis.templates.pen import EMPTY, Pen, Runs, lines
from form4.annotations.synthesis.templates.wording import Caption
from form4.model.filing import Filing, ReportingOwner

Lines = Sequence[Runs]
WIDTHS = (42, 42, 46)


@dataclass(frozen=True, slots=True)
class Revision:
    """The captions of the header boxes in one revision of the form."""

    period: Caption = wording.PERIOD
    amendment: Caption = wording.AMENDMENT
    issuer: Caption = wording.ISSUER
    relationship: Caption = wording.RELATIONSHIP
    filing: Caption = wording.FILING
    period_first: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes as lines: three bands to the left and in the middle, box 5 and box 6 right."""

    left: tuple[Lines, Lines, Lines]
    middle: tuple[Lines, Lines, Lines]
    relationship: Lines
    filing: Lines


def draw_boxes(
    pen: Pen, filing: Filing, address: Address, revision: Revision, commas: bool = False
) -> Boxes:
    """The boxes of a header with the first owner; `commas` puts the city in one line."""
    owner = first_owner(filing)
    issuer = boxes.captioned(pen, revision.issuer, boxes.issuer_line(pen, filing.issuer))
    period = boxes.period_box(pen, filing, revision.period)
    amendment = boxes.amendment_box(pen, filing, revision.amendment)
    top = (period, issuer) if revision.period_first else (issuer, period)
    return Boxes(
        (
            boxes.name_lines(pen, owner),
            boxes.street_lines(pen, address),
            boxes.city_lines(pen, address, commas),
        ),
        ((top[0],), (top[1],), (amendment,)),
        ((Run(pen.say(revision.relationship)),), *boxes.role_lines(pen, owner)),
        (
            (Run(pen.say(revision.filing)),),
            *boxes.filing_lines(pen, len(filing.reporting_owners)),
        ),
    )


def cell(band: Lines) -> Cell:
    """The lines of a box in one cell."""
    return Cell(lines(*band))


def first_owner(filing: Filing) -> ReportingOwner:
    """The owner whom box 1 names."""
    return filing.reporting_owners[0] if filing.reporting_owners else boxes.NO_OWNER


def box_grid(pen: Pen, drawn: Boxes) -> Grid:
    """The boxes as rows of three: cut at the middle column, or box 1 whole, or line by line."""
    style = pen.rng.random()
    if style < 0.12:
        return _line_by_line(drawn)
    left: list[Lines] = list(drawn.left)
    if style < 0.5:
        left = [[row for band in left for row in band], (), ()]
    right = (drawn.relationship, (), drawn.filing)
    bands = zip(left, drawn.middle, right, strict=True)
    return Grid(WIDTHS, tuple(GridRow(tuple(map(cell, band))) for band in bands))


def _line_by_line(drawn: Boxes) -> Grid:
    left = [row for band in drawn.left for row in band]
    middle = [row for band in drawn.middle for row in (*band, ())]
    right = [*drawn.relationship, *drawn.filing]
    rows = zip_longest(left, middle, right, fillvalue=())
    return Grid(WIDTHS, tuple(GridRow(tuple(map(Cell, row))) for row in rows))


def cell_grid(
    pen: Pen, drawn: Boxes, owner: ReportingOwner, owners: int, joined: bool = False
) -> Grid:
    """The boxes with every check box in cells of its own: mark and words apart, or joined."""
    left, middle = list(map(cell, drawn.left)), list(map(cell, drawn.middle))
    blank = (EMPTY, EMPTY)
    rows = [
        (left[0], middle[0], Cell(drawn.relationship[0], 4)),
        *((*blank, *cells) for cells in boxes.role_cells(pen, owner, joined)),
        (left[1], middle[1], Cell((), 4)),
        (left[2], middle[2], Cell(drawn.filing[0], 4)),
    ]
    for checked, words in ((owners < 2, wording.ONE_PERSON), (owners > 1, wording.MANY_PERSONS)):
        mark = Cell(pen.check(checked, None))
        rows.append((*blank, mark, Cell((Run(pen.word(words)),), 3)))
    return Grid((42, 42, 5, 18, 5, 18), tuple(map(GridRow, rows)))
