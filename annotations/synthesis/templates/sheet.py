"""The older printed look: line check boxes, an owners' table and signatures before the notes."""

import random
from dataclasses import replace

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Page, Paragraph
from form4.annotations.synthesis.templates import (
    boilerplate,
    ending,
    header,
    owners,
    papers,
    sec_form,
    tables,
    wording,
)
from form4.annotations.synthesis.templates.addresses import draw_address
from form4.annotations.synthesis.templates.formats import LINE_CHECKS, MarkStyle, draw_formats
from form4.annotations.synthesis.templates.heading import check_boxes, filed, form_title, omb_grid
from form4.annotations.synthesis.templates.loose_header import loose_header
from form4.annotations.synthesis.templates.pen import (
    DRESSES,
    Dress,
    Pen,
    plain,
    text,
)
from form4.annotations.synthesis.templates.stated import form_digit, state
from form4.annotations.synthesis.templates.wording import draw_wording
from form4.model.filing import Filing, Signature

SHEET_MARKS = (
    *(MarkStyle(" (", ") ("),) * 4,
    MarkStyle(" [(", ")](#F) [(", ")](#F)"),
    MarkStyle("\n(", ") ("),
)
AMENDMENT = replace(
    wording.AMENDMENT, texts=("If Amendment, Date Original Filed", *wording.AMENDMENT.texts)
)
AMENDMENTS = {"3": AMENDMENT.numbered("5"), "4": AMENDMENT, "5": AMENDMENT}
STATEMENTS = {
    "3": "INITIAL STATEMENT OF BENEFICIAL OWNERSHIP",
    "4": "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "5": "ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
}
SIGNATURE_TITLES = ("Signatures", "## Signatures", "SIGNATURES", "Signatures:")


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The sheet, and the filing as it is stated there."""
    digit = form_digit(filing)
    groups = tables.FORM_TABLES[digit]
    stated = state(filing, tables.keys_by_table(groups))
    pen = draw_pen(rng)
    address = draw_address(rng, stated.issuer.name)
    revision = replace(sec_form.REVISIONS[digit], amendment=AMENDMENTS[digit])
    first, second = _split(sec_form.draw_tables(pen, stated, groups))
    blocks = (
        *_heading(pen, stated),
        *_boxes(pen, stated, header.draw_boxes(pen, stated, address, revision, commas=True)),
        *first,
        *_between(pen),
        *second,
        *owners.owners_table(pen, stated, address),
        *_signatures(pen, stated),
        *_notes(pen, stated),
        *ending.remarks(pen, stated, empty=0.0),
        *_small_print(pen),
        *papers.attached(pen, stated),
    )
    return Page(ending.printed(pen, blocks, stated), "sheet"), stated


def draw_pen(rng: random.Random) -> Pen:
    """The habits of a sheet: lines for check boxes, a blank before marks, `$ ` for prices."""
    formats = draw_formats(rng, LINE_CHECKS, classic=0.92)
    wording_drawn = draw_wording(rng, odd=0.1)
    dress = rng.choice(DRESSES) if rng.random() < 0.08 else Dress()
    if rng.random() < 0.6:
        formats = replace(formats, marks=rng.choice(SHEET_MARKS))
    if rng.random() < 0.8:
        formats = replace(formats, money="$ ")
    if rng.random() < 0.5:
        wording_drawn = replace(wording_drawn, break_before_hint="\n")
    return Pen(rng, formats, wording_drawn, dress)


def _boxes(pen: Pen, filing: Filing, drawn: header.Boxes) -> tuple[Block, ...]:
    style = pen.rng.random()
    if style < 0.18:
        return loose_header(pen, drawn)
    if style < 0.45:
        owners_count = len(filing.reporting_owners)
        owner = header.first_owner(filing)
        return (header.cell_grid(pen, drawn, owner, owners_count, joined=True),)
    return (header.box_grid(pen, drawn),)


def _split(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Table I and Table II, each with its title."""
    end = next(i for i, block in enumerate(blocks) if isinstance(block, Grid)) + 1
    return blocks[:end], blocks[end:]


def _heading(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    digit = form_digit(filing)
    parts: list[tuple[Block, ...]] = [
        check_boxes(pen, filing),
        tuple(plain(pen.rng.choice(t)) for t in (boilerplate.COMMISSION, boilerplate.WASHINGTON)),
        (plain(f"{STATEMENTS[digit]} OF SECURITIES"),),
        filed(pen),
        (omb_grid(pen, digit),),
    ]
    if pen.chance(0.4):
        pen.rng.shuffle(parts)
    blocks = [block for part in parts for block in part]
    if pen.chance(0.7):
        blocks.append(plain("(Print or Type Responses)"))
    return (plain(form_title(pen, filing)), *blocks)


def _between(pen: Pen) -> tuple[Block, ...]:
    """The reminder between the tables."""
    if pen.chance(0.1):
        return ()
    persons = boilerplate.PERSONS[0].replace("OMB Number", "OMB control number")
    rows = ((text(boilerplate.REMINDER), text()), (text(persons), text("SEC 1474 (9-02)")))
    if pen.chance(0.5):
        return (Grid((100, 16), tuple(map(GridRow, rows))),)
    return (plain(boilerplate.REMINDER), plain(persons), plain("SEC 1474 (9-02)"))


def _signatures(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    title = plain(pen.rng.choice(SIGNATURE_TITLES))
    if pen.chance(0.3):
        return (title, *ending.signature_lines(pen, filing))
    rows = [row for signature in filing.signatures for row in _signature_rows(pen, signature)]
    return (title, Grid((48, 8, 16), tuple(rows))) if rows else (title,)


def _signature_rows(pen: Pen, signature: Signature) -> tuple[GridRow, GridRow]:
    name, day = ending.signature_name(pen, signature), ending.signature_date(pen, signature)
    caption = text(pen.word(("**Signature of Reporting Person", *wording.SIGNATURE_CAPTIONS)))
    return GridRow((Cell(name), text(), Cell(day))), GridRow((caption, text(), text("Date")))


def _notes(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """The explanations, in a table of marks and texts that opens with the two stars."""
    if pen.chance(0.35):
        return ending.notes(pen, filing, ending.BRACKETED)
    stars = (
        (text("*"), text(boilerplate.MANY_OWNERS[1][2:])),
        (text("**"), text(boilerplate.MISSTATEMENTS[1][3:])),
    )
    rows = (*map(GridRow, stars), *ending.note_rows(pen, filing))
    return (plain(pen.word(wording.NOTES_TITLES)), Grid((6, 120), rows))


def _small_print(pen: Pen) -> tuple[Paragraph, ...]:
    texts = (boilerplate.COPIES[0], boilerplate.PERSONS[1])
    return tuple(plain(words) for words in texts if pen.chance(0.95))
