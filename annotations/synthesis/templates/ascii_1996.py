"""The forms of 1996 to 2003: other boxes, a month for a period, owned at the end of the month."""

import random
from dataclasses import replace

from form4.annotations.synthesis.page import Block, Grid, GridRow, Page, Paragraph, Run
from form4.annotations.synthesis.templates import (
    boilerplate,
    captions,
    ending,
    header,
    joint,
    papers,
    past,
    sec_form,
    tables,
    wording,
)
from form4.annotations.synthesis.templates.addresses import Address, draw_address
from form4.annotations.synthesis.templates.agent_print import with_letters
from form4.annotations.synthesis.templates.formats import CheckStyle, MarkStyle, draw_formats
from form4.annotations.synthesis.templates.heading import form_title
from form4.annotations.synthesis.templates.pen import Pen, lines, plain, print_lines
from form4.annotations.synthesis.templates.stated import form_digit, state, without_roles
from form4.annotations.synthesis.templates.wording import Caption, draw_wording
from form4.model.filing import Filing, Table

TYPED_CHECKS = (
    *(CheckStyle("[", "X", "]", "[ ]"),) * 3,
    CheckStyle("[", "x", "]", "[ ]"),
    CheckStyle("( ", "X", " )", "(   )"),
    CheckStyle("(", "X", ")", "( )"),
    CheckStyle("__", "X", "__", "_____"),
    CheckStyle("_", "X", "_", "___"),
    CheckStyle("", "X", "", ""),
    CheckStyle("/", "X", "/", "/ /"),
    CheckStyle("|", "X", "|", "|_|"),
)
TYPED_MARKS = (*(MarkStyle(),) * 4, *(MarkStyle(" (", ") ("),) * 2, MarkStyle(" (", ", ", ")"))
DATES = ("us_bare", "us_two", "us_two_padded", "us", "us", "us_dashes_two", "long")
ENTITY_NUMBER = Caption(
    "3",
    (
        "I.R.S. Identification Number of Reporting Person, if an entity (Voluntary)",
        "IRS or Social Security Number of Reporting Person (Voluntary)",
        "IRS Identification Number of Reporting Person, if an Entity",
    ),
)
MONTH_REVISION = header.Revision(
    period=Caption("4", ("Statement for Month/Year", "Statement for (Month/Year)")),
    amendment=Caption("5", ("If Amendment, Date of Original",), "(Month/Year)"),
    relationship=wording.RELATIONSHIP.numbered("6"),
    filing=wording.FILING.numbered("7"),
)
EVENT_REVISION = header.Revision(
    period=sec_form.EVENT_DATE,
    amendment=Caption("6", ("If Amendment, Date of Original",), wording.DATE_HINT),
    issuer=wording.ISSUER.numbered("4"),
    relationship=wording.RELATIONSHIP,
    filing=wording.FILING.numbered("7"),
    period_first=True,
)
DAY_REVISION = replace(
    MONTH_REVISION,
    period=Caption("4", ("Statement for Month/Day/Year", "Statement for (Month/Day/Year)")),
    amendment=Caption("5", ("If Amendment, Date of Original",), wording.DATE_HINT),
)
MONTH_TABLES: dict[Table, tables.Groups] = {
    Table.NON_DERIVATIVE: tables.recaptioned(
        tables.without(tables.TABLE_I, ("deemed_execution_date",)),
        captions.OWNED,
        captions.OWNED_AT_END,
    ),
    Table.DERIVATIVE: tables.recaptioned(
        tables.without(tables.TABLE_II, ("deemed_execution_date",)),
        captions.DERIVATIVES_OWNED,
        captions.DERIVATIVES_OWNED_AT_END,
    ),
}
DITTOS = ("", "", '"', "do.", "''", "ditto", "same")
SIGNED = ("**Signature of Reporting Person", "** Signature of Reporting Person", "Signature")


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The page, and the filing as it is stated there, moved to the years of these forms.

    Two pages in three have the revision before August 2002: a month for the period, owned at the
    end of the month for the last row of a class, no deemed dates and no original date. Form 3
    states the day of its event in either.
    """
    digit = form_digit(filing)
    old = rng.random() < 0.67
    revision, groups = _revision(digit, old), _groups(digit, old)
    stated = without_roles(state(replace(filing, aff10b5_one=None), tables.keys_by_table(groups)))
    stated = past.moved(stated, 1996, 2001) if old else past.moved(stated, 2002, 2003)
    if old and digit != "3":
        stated = past.by_month(stated)
    pen = draw_pen(rng)
    if old and pen.chance(0.15):
        gap = pen.rng.choice((" ", " ", "-"))
        pen = replace(pen, formats=replace(pen.formats, fractions=True, fraction_gap=gap))
        stated = past.in_sixteenths(stated)
    if pen.chance(0.25):
        stated, pen = with_letters(stated, pen)
    address = draw_address(rng, stated.issuer.name)
    blocks = (
        *_heading(pen, stated),
        *_boxes(pen, stated, revision, address),
        *_tables(pen, stated, groups),
        *_further(pen, stated, address),
        *ending.notes(pen, stated, (*ending.BRACKETED[:6], *ending.NUMBERED[:8])),
        *ending.remarks(pen, stated, empty=0.05),
        *_signatures(pen, stated),
        *ending.reminders(pen),
        *papers.attached(pen, stated),
    )
    return Page(blocks, "ascii_1996"), stated


def _tables(pen: Pen, filing: Filing, groups: dict[Table, tables.Groups]) -> tuple[Block, ...]:
    """The tables as typed: ruled, tagged, with ditto marks, and the heads of further pages."""
    style = tables.TableStyle(
        head_rows=2 if pen.chance(0.7) else 1,
        ditto=pen.rng.choice(DITTOS) if pen.chance(0.25) else None,
        ruled=pen.rng.choice("-=_") if pen.chance(0.45) else "",
        tagged=pen.chance(0.3),
    )
    blocks: list[Block] = []
    for block in sec_form.draw_tables(pen, filing, groups, style):
        if isinstance(block, Grid) and style.tagged:
            caption = (plain("<CAPTION>"),) if pen.chance(0.7) else ()
            blocks.extend((plain("<TABLE>"), *caption, block, plain("</TABLE>")))
        else:
            blocks.append(block)
        if isinstance(block, Grid) and pen.chance(0.2):
            blocks.extend(_page_end(pen, filing))
    if style.ruled and pen.chance(0.6):
        rule = plain(style.ruled * pen.rng.randint(40, 100))
        return tuple(
            b for block in blocks for b in ((rule, block) if pen.chance(0.4) else (block,))
        )
    return tuple(blocks)


def _page_end(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """The foot of a page and the head of the next one."""
    foot = pen.rng.choice(("(Over)", "Page 1 of 2", "SEC 1474 (7-96)", "Page 2 of 3 pages", ""))
    digit = form_digit(filing)
    head = pen.rng.choice((f"FORM {digit} (continued)", f"Form {digit} (continued)", "<PAGE>", ""))
    return tuple(plain(words) for words in (foot, head) if words)


def _further(pen: Pen, filing: Filing, address: Address) -> tuple[Block, ...]:
    """Further owners as boxes, or on joint filers' pages, which stand before the notes or last."""
    if pen.chance(0.4):
        return sec_form.further_owners(pen, filing, address)
    return joint.joint_pages(pen, filing, address)


def _revision(digit: str, old: bool) -> header.Revision:
    """The captions of the boxes of a form; Form 3 always states a day."""
    if digit == "3":
        return EVENT_REVISION
    return MONTH_REVISION if old else DAY_REVISION


def _groups(digit: str, old: bool) -> dict[Table, tables.Groups]:
    """The tables of a form; Form 5 states what is owned at the end of the year."""
    if digit == "3" or not old:
        return tables.FORM_TABLES[digit]
    if digit == "4":
        return MONTH_TABLES
    first, year_end = MONTH_TABLES[Table.NON_DERIVATIVE], captions.OWNED_AT_YEAR_END
    return {
        Table.NON_DERIVATIVE: tables.recaptioned(first, captions.OWNED_AT_END, year_end),
        Table.DERIVATIVE: MONTH_TABLES[Table.DERIVATIVE],
    }


def draw_pen(rng: random.Random) -> Pen:
    """The habits of a typist."""
    formats = draw_formats(rng, TYPED_CHECKS, DATES, classic=0.9)
    if rng.random() < 0.9:
        formats = replace(formats, marks=rng.choice(TYPED_MARKS))
    return Pen(rng, formats, draw_wording(rng, odd=0.4))


def _heading(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    shown: list[Block] = [plain(form_title(pen, filing))]
    shown.extend(
        plain(pen.rng.choice(words)) for words in (boilerplate.COMMISSION, boilerplate.WASHINGTON)
    )
    shown.append(plain(boilerplate.STATEMENTS[form_digit(filing)][0]))
    if pen.chance(0.8):
        shown.append(plain(boilerplate.FILED_1996))
    box = pen.check(pen.chance(0.03), None)
    words = pen.rng.choice(boilerplate.NO_LONGER)
    shown.append(Paragraph((*box, Run(" " + words)) if box else (Run(words),)))
    if pen.chance(0.5):
        shown.append(plain("(Print or Type Responses)"))
    return tuple(shown)


def _boxes(
    pen: Pen, filing: Filing, revision: header.Revision, address: Address
) -> tuple[Block, ...]:
    """The boxes as a grid, or one after another as typed."""
    drawn = header.draw_boxes(pen, filing, address, revision, commas=pen.chance(0.6))
    number = f"{pen.rng.randint(10, 99)}-{pen.rng.randint(10**6, 10**7 - 1)}"
    entity = ((Run(pen.say(ENTITY_NUMBER)),), (Run(number),) if pen.chance(0.2) else ())
    issuer, period, amendment = drawn.middle
    middle = (issuer, (*entity, *period), amendment)
    if pen.chance(0.5):
        return (header.box_grid(pen, replace(drawn, middle=middle)),)
    bands = (*drawn.left, *middle, drawn.relationship, drawn.filing)
    if pen.chance(0.3):
        return (Grid((78,), tuple(GridRow((header.cell(band),)) for band in bands)),)
    rows = [row for band in bands for row in print_lines(lines(*band))]
    return tuple(Paragraph(row) for row in rows if row)


def _signatures(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """Signature and date beside or below each other, over a ruled line now and then."""
    if pen.chance(0.4):
        return ending.signatures(pen, filing)
    blocks: list[Block] = []
    rule = "-" * pen.rng.randint(20, 36)
    for signature in filing.signatures:
        name, day = ending.signature_name(pen, signature), ending.signature_date(pen, signature)
        if pen.chance(0.7):
            blocks.append(Paragraph((*name, Run(" " * pen.rng.randint(4, 20)), *day)))
        else:
            blocks.extend(Paragraph(runs) for runs in (name, day) if runs)
        if pen.chance(0.6):
            blocks.append(plain(f"{rule}    {rule[:12]}"))
        blocks.append(plain(f"{pen.rng.choice(SIGNED)}    Date"))
    return tuple(blocks)
