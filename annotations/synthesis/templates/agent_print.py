"""Prints of filing agents and investor-relations sites: own captions, boxes and column orders."""

import random

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Page, Paragraph, Run
from form4.annotations.synthesis.templates import (
    boilerplate,
    boxes,
    ending,
    header,
    owners,
    papers,
    sec_form,
    tables,
    wording,
)
from form4.annotations.synthesis.templates.addresses import Address, draw_address
from form4.annotations.synthesis.templates.formats import OTHER_CHECKS, draw_formats
from form4.annotations.synthesis.templates.heading import check_boxes, form_title
from form4.annotations.synthesis.templates.loose_header import loose_header
from form4.annotations.synthesis.templates.pen import DRESSES, Dress, Pen, Runs, plain
from form4.annotations.synthesis.templates.stated import form_digit, lettered, state
from form4.annotations.synthesis.templates.wording import draw_wording
from form4.model.filing import Filing, ReportingOwner, Table

DATES = (
    "us",
    "us",
    "us_bare",
    "us_two",
    "us_two_padded",
    "long",
    "abbreviated",
    "day_month",
    "iso",
)
PAIR_CAPTIONS = {
    "issuer_name": ("Issuer", "Issuer Name", "Company", "Company Name", "Name of Issuer"),
    "trading_symbol": ("Symbol", "Ticker", "Trading Symbol", "Ticker Symbol"),
    "period_of_report": wording.PERIOD.texts,
    "date_of_original_submission": wording.AMENDMENT.texts,
}
OWNER_CAPTIONS = ("Reporting Person", "Reporting Owner", "Name of Reporting Person", "Insider")
TITLE_CAPTIONS = ("Title", "Officer Title", "Position", "Office held")
OTHER_CAPTIONS = ("Other", "Other relationship", "Specify")
ADDRESS_CAPTIONS = ("Address", "Business Address", "Mailing Address")


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The print, and the filing as it is stated there."""
    pen = draw_pen(rng)
    groups = draw_groups(pen, tables.FORM_TABLES[form_digit(filing)])
    stated = state(filing, tables.keys_by_table(groups))
    if pen.chance(0.1):
        stated, pen = with_letters(stated, pen)
    top = _top(pen, stated)
    style = tables.TableStyle(
        head_rows=2 if pen.chance(0.4) else 1,
        repeat_heads=pen.chance(0.2),
        ditto=pen.rng.choice(("", '"')) if pen.chance(0.05) else None,
    )
    endings = [
        ending.notes(pen, stated, (*ending.NUMBERED, *ending.BRACKETED)),
        ending.remarks(pen, stated, empty=0.2),
        ending.signatures(pen, stated),
    ]
    if pen.chance(0.35):
        pen.rng.shuffle(endings)
    blocks = (
        *papers.cover(pen, stated),
        *_heading(pen, stated),
        *top,
        *sec_form.draw_tables(pen, stated, groups, style, skip_empty=pen.chance(0.4)),
        *(block for part in endings for block in part),
        *(ending.reminders(pen) if pen.chance(0.5) else ()),
        *papers.attached(pen, stated),
    )
    return Page(ending.printed(pen, blocks, stated, share=0.4), "agent_print"), stated


def draw_pen(rng: random.Random) -> Pen:
    """The habits of an agent: any wording, check box, date and mark."""
    formats = draw_formats(rng, OTHER_CHECKS, DATES, classic=rng.choice((0.9, 0.5)))
    style = rng.random()
    return Pen(
        rng,
        formats,
        draw_wording(rng, odd=0.85),
        rng.choice(DRESSES) if rng.random() < 0.1 else Dress(),
        worded=style < 0.12,
        both=0.12 <= style < 0.22,
    )


def with_letters(filing: Filing, pen: Pen) -> tuple[Filing, Pen]:
    """Filing and pen with letters for footnote numbers."""
    letters = "abcdefghijklm" if pen.chance(0.7) else "ABCDEFGHIJKLM"
    renamed, marks = lettered(filing, letters)
    return renamed, pen.lettered(marks)


def draw_groups(pen: Pen, usual: dict[Table, tables.Groups]) -> dict[Table, tables.Groups]:
    """The tables without some rare columns, now and then in another order."""
    dropped = set()
    if pen.chance(0.4):
        dropped.add("deemed_execution_date")
    if pen.chance(0.4):
        dropped.add("transaction_timeliness")
    one_number = pen.chance(0.3)
    swapped = pen.chance(0.25)
    drawn = {}
    for table, groups in usual.items():
        kept = list(tables.without(groups, dropped))
        if one_number:
            kept = [tables.one_number(group) for group in kept]
        if swapped:
            place = pen.rng.randrange(len(kept) - 1)
            kept[place], kept[place + 1] = kept[place + 1], kept[place]
        drawn[table] = tuple(kept)
    return drawn


def _heading(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    digit = form_digit(filing)
    shown: list[Block] = [plain(form_title(pen, filing))] if pen.chance(0.9) else []
    if (filing.form_type or "").endswith("/A") and filing.date_of_original_submission is None:
        shown = [plain(form_title(pen, filing))]
    if pen.chance(0.5):
        shown.append(plain(pen.rng.choice(boilerplate.COMMISSION)))
    if pen.chance(0.7):
        shown.append(plain(pen.rng.choice(boilerplate.STATEMENTS[digit])))
    if filing.aff10b5_one is not None or pen.chance(0.4):
        shown.extend(check_boxes(pen, filing))
    return tuple(shown)


def _top(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    """Boxes with an owners' table for joint filings, or pairs of caption and value."""
    address = draw_address(pen.rng, filing.issuer.name)
    if pen.chance(0.4):
        revision = sec_form.REVISIONS[form_digit(filing)]
        drawn = header.draw_boxes(pen, filing, address, revision, pen.chance(0.5))
        loose = pen.chance(0.3)
        shown = loose_header(pen, drawn) if loose else (header.box_grid(pen, drawn),)
        several = len(filing.reporting_owners) > 1 or pen.chance(0.2)
        return (*shown, *(owners.owners_table(pen, filing, address) if several else ()))
    return _drawn_pairs(pen, _pairs(pen, filing, address))


Pair = tuple[str, Runs]


def _pairs(pen: Pen, filing: Filing, address: Address) -> list[Pair]:
    """The header as captions and values, the owners first or last."""
    issuer = filing.issuer
    captions = {name: pen.rng.choice(texts) for name, texts in PAIR_CAPTIONS.items()}
    first: list[Pair] = [
        (captions["issuer_name"], labelled(issuer.name, "issuer_name")),
        (captions["trading_symbol"], labelled(issuer.trading_symbol, "trading_symbol")),
    ]
    if pen.chance(0.25):
        first = [(captions["issuer_name"], boxes.issuer_line(pen, issuer))]
    dates = [
        (captions[name], boxes.dated(pen, filing, name))
        for name in ("period_of_report", "date_of_original_submission")
    ]
    people = [pair for owner in filing.reporting_owners for pair in _owner(pen, owner, address)]
    parts = [first, dates, people]
    if pen.chance(0.5):
        pen.rng.shuffle(parts)
    return [pair for part in parts for pair in part if pair[1] or pen.chance(0.5)]


def _owner(pen: Pen, owner: ReportingOwner, address: Address) -> list[Pair]:
    pairs: list[Pair] = [(pen.rng.choice(OWNER_CAPTIONS), labelled(owner.name, "owner_name"))]
    if pen.chance(0.7):
        place = ", ".join((*address.streets, address.last_line))
        pairs.append((pen.rng.choice(ADDRESS_CAPTIONS), (Run(place),)))
    shown = boxes.roles(pen, owner)
    options = [shown.director, shown.officer, shown.ten_percent, shown.other]
    if pen.chance(0.6):
        line = [run for choice in options for run in (*boxes.option(pen, *choice), Run("  "))]
        pairs.append((pen.say(wording.RELATIONSHIP), tuple(line[:-1])))
    else:
        pairs.extend((words, pen.check(checked, label)) for checked, label, words in options)
    pairs.append((pen.rng.choice(TITLE_CAPTIONS), shown.title))
    pairs.append((pen.rng.choice(OTHER_CAPTIONS), shown.other_text))
    return [pair for pair in pairs if pair[1] or pen.chance(0.4)]


def labelled(words: str | None, label: str) -> Runs:
    """A text as one labelled run, or nothing."""
    return (Run(words, label),) if words else ()


def _drawn_pairs(pen: Pen, pairs: list[Pair]) -> tuple[Block, ...]:
    """Pairs as lines, as a table of two columns, or as a table of four."""
    style, colon = pen.rng.random(), pen.rng.choice((":", ":", "", " -"))
    if style < 0.45:
        return tuple(Paragraph((Run(f"{words}{colon} "), *value)) for words, value in pairs)
    cells = [(Cell((Run(words + colon),)), Cell(value)) for words, value in pairs]
    if style < 0.8 or len(cells) < 2:
        return (Grid((34, 60), tuple(map(GridRow, cells))),)
    if len(cells) % 2:
        cells.append((Cell(), Cell()))
    rows = (GridRow((*cells[i], *cells[i + 1])) for i in range(0, len(cells), 2))
    return (Grid((24, 36, 24, 36), tuple(rows)),)
