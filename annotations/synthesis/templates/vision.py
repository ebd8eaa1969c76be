"""Forms as vision models write them down: headings, bold captions, bullets, repeated heads."""

import random

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Page, Paragraph, Run
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
from form4.annotations.synthesis.templates.formats import CheckStyle, draw_formats
from form4.annotations.synthesis.templates.heading import check_boxes, form_title
from form4.annotations.synthesis.templates.loose_header import loose_header
from form4.annotations.synthesis.templates.pen import (
    DRESSES,
    Dress,
    Pen,
    Runs,
    lines,
    plain,
    print_lines,
)
from form4.annotations.synthesis.templates.stated import form_digit, in_order, state, without_roles
from form4.annotations.synthesis.templates.wording import draw_wording
from form4.model.filing import Filing, Table

CHECKS = (
    CheckStyle("", "☒", "", "☐"),
    CheckStyle("", "☑", "", "☐"),
    CheckStyle("[", "X", "]", "[ ]"),
    CheckStyle("[", "x", "]", "[ ]"),
    CheckStyle("\\[", "x", "\\]", "\\[ \\]"),
    CheckStyle("**", "X", "**", ""),
    CheckStyle("", "X", "", ""),
    CheckStyle("_", "X", "_", "__"),
    CheckStyle("", "✓", "", ""),
    CheckStyle("(", "X", ")", "( )"),
)
HEADS = ("# ", "## ", "### ", "**", "", "#### ")
_EMPTY = ("*(No transactions reported)*", "None reported.", "(empty)", "*No entries*")


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The markdown of a form, and the filing as it is stated there."""
    digit = form_digit(filing)
    groups = tables.FORM_TABLES[digit]
    stated = without_roles(state(filing, tables.keys_by_table(groups)))
    pen = draw_pen(rng)
    address = draw_address(rng, stated.issuer.name)
    drawn = header.draw_boxes(pen, stated, address, sec_form.REVISIONS[digit], pen.chance(0.4))
    blocks = (
        *_heading(pen, stated),
        *_boxes(pen, drawn),
        *_tables(pen, stated, groups),
        *_owners(pen, stated),
        *_titled(pen, ending.notes(pen, stated, (*ending.NUMBERED, *ending.BRACKETED))),
        *ending.remarks(pen, stated),
        *ending.signatures(pen, stated),
        *(ending.reminders(pen) if pen.chance(0.6) else ()),
        *papers.attached(pen, stated),
    )
    return Page(ending.printed(pen, blocks, stated), "vision"), stated


def draw_pen(rng: random.Random) -> Pen:
    """The habits of a model: the form's words, its own check boxes and emphasis."""
    formats = draw_formats(rng, CHECKS, classic=0.9)
    dress = rng.choice((*DRESSES, Dress("*", "*"), Dress())) if rng.random() < 0.3 else Dress()
    return Pen(rng, formats, draw_wording(rng, odd=0.15), dress)


def head(pen: Pen, words: str) -> Paragraph:
    """A heading of some level, or bold."""
    before = pen.rng.choice(HEADS)
    return plain(f"{before}{words}{before if before == '**' else ''}")


def _heading(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    shown: list[Block] = [head(pen, form_title(pen, filing))]
    for texts in (boilerplate.COMMISSION, boilerplate.STATEMENTS[form_digit(filing)]):
        if pen.chance(0.8):
            shown.append(head(pen, pen.rng.choice(texts)))
    if filing.aff10b5_one is not None or pen.chance(0.5):
        shown.extend(check_boxes(pen, filing))
    if pen.chance(0.3):
        pen.rng.shuffle(shown[1:])
    return tuple(shown)


def _boxes(pen: Pen, drawn: header.Boxes) -> tuple[Block, ...]:
    style = pen.rng.random()
    if style < 0.2:
        return (header.box_grid(pen, drawn),)
    if style < 0.35:
        return loose_header(pen, drawn)
    person = tuple(row for band in drawn.left for row in band)
    bands = [person, *drawn.middle, drawn.relationship, drawn.filing]
    found = [print_lines(lines(*band)) for band in bands]
    if pen.chance(0.2):
        pen.rng.shuffle(found)
    bulleted = style < 0.7
    rows = [row for box in found for row in (_bullet(pen, box) if bulleted else _bold(pen, box))]
    if style > 0.9:
        return (Grid((100,), tuple(GridRow((Cell(row),)) for row in rows if row)),)
    return tuple(Paragraph(row) for row in rows if row)


def _bold(pen: Pen, box: list[Runs]) -> list[Runs]:
    """A box under its bold caption, the value on the caption's line or below."""
    caption, *rest = box
    shown: Runs = (Run("**"), *caption, Run("**"))
    if rest and pen.chance(0.3):
        return [(*shown, Run(pen.rng.choice((" ", "  ", "<br>"))), *rest[0]), *rest[1:]]
    return [shown, *rest]


def _bullet(pen: Pen, box: list[Runs]) -> list[Runs]:
    """A box as a bullet: bold caption, colon, the lines behind or as bullets below it."""
    caption, *rest = box
    opening: Runs = (Run("- **"), *caption, Run(":** "))
    if pen.chance(0.6):
        joined = tuple(run for row in rest for run in (*row, Run(", ")) if row)[:-1]
        return [(*opening, *joined)]
    return [opening, *((Run("  - "), *row) for row in rest if row)]


def _tables(pen: Pen, filing: Filing, groups: dict[Table, tables.Groups]) -> tuple[Block, ...]:
    titles = {
        Table.NON_DERIVATIVE: (pen.word(wording.TABLE_I_TITLES),),
        Table.DERIVATIVE: sec_form.table_ii_titles(pen),
    }
    style = tables.TableStyle(head_rows=2 if pen.chance(0.6) else 1, repeat_heads=pen.chance(0.6))
    blocks: list[Block] = []
    for table in Table:
        rows = in_order(filing, table, pen.rng)
        blocks.append(head(pen, titles[table][0]))
        blocks.extend(plain(f"*{words}*") for words in titles[table][1:])
        if rows or pen.chance(0.6):
            blocks.append(tables.draw_table(pen, groups[table], rows, (), style))
        else:
            blocks.append(plain(pen.rng.choice(_EMPTY)))
    return tuple(blocks)


def _owners(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """Further owners, in boxes or in a table."""
    address = draw_address(pen.rng, filing.issuer.name)
    if pen.chance(0.3) and len(filing.reporting_owners) > 1:
        return owners.owners_table(pen, filing, address)
    return sec_form.further_owners(pen, filing, address)


def _titled(pen: Pen, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The explanations, their title a heading where it stands alone."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or len(first.runs) != 1 or first.runs[0].label:
        return blocks
    return (head(pen, first.runs[0].text), *blocks[1:])
