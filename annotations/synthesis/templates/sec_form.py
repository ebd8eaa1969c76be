"""The SEC's own form since 2003, as EDGAR shows it to a browser (schemas X0101 to X0609)."""

import random

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Page
from form4.annotations.synthesis.templates import (
    boxes,
    ending,
    header,
    joint,
    papers,
    tables,
    wording,
)
from form4.annotations.synthesis.templates.addresses import Address, draw_address
from form4.annotations.synthesis.templates.formats import draw_formats
from form4.annotations.synthesis.templates.heading import heading
from form4.annotations.synthesis.templates.loose_header import loose_header
from form4.annotations.synthesis.templates.pen import DRESSES, Dress, Pen, lines, plain
from form4.annotations.synthesis.templates.stated import (
    form_digit,
    in_order,
    state,
    without_roles,
)
from form4.annotations.synthesis.templates.wording import Caption, draw_wording
from form4.model.filing import Filing, ReportingOwner, Table

EVENT_DATE = Caption("2", ("Date of Event Requiring Statement", "Date of Event"), wording.DATE_HINT)
REVISIONS = {
    "3": header.Revision(
        period=EVENT_DATE,
        amendment=wording.AMENDMENT.numbered("5"),
        issuer=wording.ISSUER.numbered("3"),
        relationship=wording.RELATIONSHIP.numbered("4"),
        period_first=True,
    ),
    "4": header.Revision(),
    "5": header.Revision(
        period=Caption("3", ("Statement for Issuer's Fiscal Year Ended",), wording.DATE_HINT)
    ),
}


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The form, and the filing as it is stated there: roles of the first owner only."""
    digit = form_digit(filing)
    groups = tables.FORM_TABLES[digit]
    stated = without_roles(state(filing, tables.keys_by_table(groups)))
    pen = draw_pen(rng)
    address = draw_address(rng, stated.issuer.name)
    apart = pen.chance(0.3)
    blocks = (
        *papers.cover(pen, stated),
        *heading(pen, stated),
        *_boxes(pen, stated, address, REVISIONS[digit]),
        *draw_tables(pen, stated, groups),
        *(() if apart else further_owners(pen, stated, address)),
        *ending.notes(pen, stated, ending.NUMBERED),
        *ending.remarks(pen, stated),
        *ending.signatures(pen, stated),
        *ending.reminders(pen),
        *(joint.joint_pages(pen, stated, address) if apart else ()),
        *papers.attached(pen, stated),
    )
    return Page(ending.printed(pen, blocks, stated), "sec_form"), stated


def draw_pen(rng: random.Random) -> Pen:
    """The habits of a page of the SEC's form, classic nine times in ten."""
    dress = rng.choice(DRESSES) if rng.random() < 0.14 else Dress()
    return Pen(rng, draw_formats(rng, classic=0.92), draw_wording(rng, odd=0.12), dress)


def _boxes(
    pen: Pen, filing: Filing, address: Address, revision: header.Revision
) -> tuple[Block, ...]:
    drawn = header.draw_boxes(pen, filing, address, revision)
    style = pen.rng.random()
    if style < 0.22:
        return loose_header(pen, drawn)
    if style < 0.5:
        owners = filing.reporting_owners
        return (header.cell_grid(pen, drawn, header.first_owner(filing), len(owners)),)
    return (header.box_grid(pen, drawn),)


def draw_tables(
    pen: Pen,
    filing: Filing,
    groups: dict[Table, tables.Groups],
    style: tables.TableStyle = tables.PLAIN,
    skip_empty: bool = False,
) -> tuple[Block, ...]:
    """Table I and Table II, each title a paragraph over its table or the table's first row."""
    titles = {
        Table.NON_DERIVATIVE: (pen.word(wording.TABLE_I_TITLES),),
        Table.DERIVATIVE: table_ii_titles(pen),
    }
    inside = pen.chance(0.5)
    blocks: list[Block] = []
    for table in (Table.NON_DERIVATIVE, Table.DERIVATIVE):
        rows = in_order(filing, table, pen.rng)
        if skip_empty and not rows:
            continue
        if not inside:
            blocks.extend(plain(title) for title in titles[table])
        within = titles[table] if inside else ()
        blocks.append(tables.draw_table(pen, groups[table], rows, within, style))
    return tuple(blocks)


def table_ii_titles(pen: Pen) -> tuple[str, ...]:
    """Table II's title with its examples, in one line or two."""
    title, examples = pen.word(wording.TABLE_II_TITLES), pen.word(wording.EXAMPLES)
    if pen.chance(0.5):
        return tuple(words for words in (title, examples) if words)
    return (f"{title} {examples}".strip(),)


def further_owners(pen: Pen, filing: Filing, address: Address) -> tuple[Block, ...]:
    """Boxes 1 of every owner after Table II, as EDGAR repeats them for joint filings."""
    owners = filing.reporting_owners
    if len(owners) < 2:
        return ()
    shown = owners if pen.chance(0.8) else owners[1:]
    places = [address if owner is owners[0] or pen.chance(0.6) else None for owner in shown]
    return tuple(
        _owner_box(pen, owner, place or draw_address(pen.rng, None))
        for owner, place in zip(shown, places, strict=True)
    )


def _owner_box(pen: Pen, owner: ReportingOwner, address: Address) -> Grid:
    bands = (
        boxes.name_lines(pen, owner),
        boxes.street_lines(pen, address),
        boxes.city_lines(pen, address),
    )
    return Grid((44,), tuple(GridRow((Cell(lines(*band)),)) for band in bands))
