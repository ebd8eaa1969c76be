"""Plain summaries: the rows as sentences or as lists of caption and value, codes as words."""

import random

from form4.annotations.synthesis.page import Block, Page, Paragraph, Run
from form4.annotations.synthesis.templates import (
    agent_print,
    boxes,
    ending,
    papers,
    prose,
    tables,
    wording,
)
from form4.annotations.synthesis.templates.formats import OTHER_CHECKS, draw_formats
from form4.annotations.synthesis.templates.pen import Pen, Runs, plain
from form4.annotations.synthesis.templates.stated import in_order, state
from form4.annotations.synthesis.templates.wording import draw_wording
from form4.model.filing import Filing, ReportingOwner, Row, Table

TITLES = (
    "Insider transaction summary",
    "Form 4 Summary",
    "Notice of insider transactions",
    "Statement of changes in beneficial ownership - summary",
    "Insider Trading Report (Form 4)",
    "SEC Form 4 filing summary",
)
HEADINGS = {
    Table.NON_DERIVATIVE: ("Non-derivative securities", "Common stock", "Table I", "Transactions"),
    Table.DERIVATIVE: ("Derivative securities", "Options and other derivatives", "Table II"),
}
ROLE_WORDS = (
    ("is_director", ("Director", "director")),
    ("is_ten_percent_owner", ("10% Owner", "10% owner", "Ten percent owner")),
    ("is_officer", ("Officer", "officer")),
    ("is_other", ("Other", "other")),
)
LEFT_OUT = ("deemed_execution_date", "transaction_timeliness")
GROUPS = {
    table: tuple(tables.one_number(group) for group in tables.without(groups, LEFT_OUT))
    for table, groups in tables.FORM_TABLES["4"].items()
}
STYLES = ("prose", "prose", "list", "records")
SENTENCE = (
    ("transaction_date", "On ", ", "),
    ("transaction_code", "", " of "),
    ("transaction_shares", "", " "),
    ("derivative_shares", "", " "),
    ("security_title", "", ""),
    ("conversion_or_exercise_price", " with an exercise price of ", ""),
    ("transaction_price_per_share", " at ", " per share"),
    ("transaction_acquired_disposed_code", " (", ")"),
    ("exercise_date", ", exercisable ", ""),
    ("expiration_date", ", expiring ", ""),
    ("underlying_security_shares", ", for ", ""),
    ("underlying_security_title", " ", ""),
    ("shares_owned_following_transaction", "; owned after the transaction: ", ""),
    ("direct_or_indirect_ownership", " (", ")"),
    ("nature_of_ownership", ", ", ""),
)


def draw(filing: Filing, rng: random.Random) -> tuple[Page, Filing]:
    """The summary, and the filing as it is stated there."""
    pen = Pen(
        rng,
        draw_formats(rng, OTHER_CHECKS, agent_print.DATES, classic=0.6),
        draw_wording(rng, odd=1.0),
        worded=rng.random() < 0.8,
    )
    style = pen.rng.choice(STYLES)
    stated = state(filing, tables.keys_by_table(style_groups(style)))
    blocks = (
        plain(_title(pen, stated)),
        *_header(pen, stated),
        *(block for table in Table for block in _rows(pen, stated, table, style)),
        *ending.notes(pen, stated, ending.BRACKETED),
        *ending.remarks(pen, stated, empty=0.0),
        *ending.signature_lines(pen, stated),
        *papers.attached(pen, stated),
    )
    return Page(ending.printed(pen, blocks, stated, share=0.3), "letter"), stated


def _title(pen: Pen, filing: Filing) -> str:
    title = pen.rng.choice(TITLES)
    return f"{title} - Form {filing.form_type}" if filing.form_type not in (None, "4") else title


def _header(pen: Pen, filing: Filing) -> tuple[Block, ...]:
    name, symbol = filing.issuer.name, filing.issuer.trading_symbol
    people: list[Block] = []
    for owner in filing.reporting_owners:
        caption = pen.rng.choice(agent_print.OWNER_CAPTIONS)
        people.append(_pair(f"{caption}: ", agent_print.labelled(owner.name, "owner_name")))
        people.append(_pair("Relationship: ", role_words(pen, owner)))
    company: list[Block] = [
        _pair("Issuer: ", agent_print.labelled(name, "issuer_name")),
        _pair("Symbol: ", agent_print.labelled(symbol, "trading_symbol")),
    ]
    if pen.chance(0.4):
        company = [_pair("Company: ", boxes.issuer_line(pen, filing.issuer))]
    parts = [company, people, _dates(pen, filing)]
    if pen.chance(0.5):
        pen.rng.shuffle(parts)
    return tuple(block for part in parts for block in part)


def _dates(pen: Pen, filing: Filing) -> list[Block]:
    period = boxes.dated(pen, filing, "period_of_report")
    original = boxes.dated(pen, filing, "date_of_original_submission")
    dates = [_pair(f"{pen.rng.choice(wording.PERIOD.texts)}: ", period)] if period else []
    if original:
        dates.append(_pair("Amends the filing of ", original))
    if filing.aff10b5_one is not None:
        mark = boxes.option(pen, filing.aff10b5_one, "aff10b5_one", "Rule 10b5-1(c) plan")
        dates.append(Paragraph(mark))
    return [*dates]


def _pair(words: str, value: Runs) -> Paragraph:
    return Paragraph((Run(words), *value))


def role_words(pen: Pen, owner: ReportingOwner) -> Runs:
    """Roles as words, which are then the marks; titles in brackets."""
    runs: list[Run] = []
    for name, words in ROLE_WORDS:
        if not getattr(owner, name):
            continue
        if runs:
            runs.append(Run(pen.rng.choice((", ", "; ", " and "))))
        runs.append(Run(pen.rng.choice(words), name))
    for text, label in ((owner.officer_title, "officer_title"), (owner.other_text, "other_text")):
        if text:
            runs.extend((Run(" - " if runs else ""), Run(text, label)))
    return tuple(run for run in runs if run.text)


def style_groups(style: str) -> dict[Table, tables.Groups]:
    """The columns that a style states; prose tells acquired from disposed by its verbs."""
    if style != "prose":
        return GROUPS
    direction = ("transaction_acquired_disposed_code",)
    return {table: tables.without(groups, direction) for table, groups in GROUPS.items()}


def _rows(pen: Pen, filing: Filing, table: Table, style: str) -> tuple[Block, ...]:
    rows = in_order(filing, table, pen.rng)
    if not rows:
        return ()
    title = plain(pen.rng.choice(HEADINGS[table]))
    if style == "prose":
        return (*((title,) if pen.chance(0.5) else ()), *_prose(pen, filing, rows, table))
    drawn = (_sentence(pen, row) if style == "list" else _record(pen, row, table) for row in rows)
    return (title, *(block for part in drawn for block in part))


def _prose(pen: Pen, filing: Filing, rows: tuple[Row, ...], table: Table) -> tuple[Block, ...]:
    """A sentence a row, each a paragraph or all in one."""
    order = pen.rng.choice(prose.ORDERS)
    keys = tables.keys(style_groups("prose")[table])
    told = [prose.sentence(pen, filing, row, keys, order) for row in rows]
    if pen.chance(0.6) or len(told) > 6:
        return tuple(told)
    return (Paragraph(tuple(run for part in told for run in (*part.runs, Run(" ")))[:-1]),)


def _sentence(pen: Pen, row: Row) -> tuple[Paragraph, ...]:
    keys = tables.keys(GROUPS[row.table])
    runs: list[Run] = []
    for key, before, after in SENTENCE:
        value = pen.cell(row, key).runs if key in keys else ()
        if value:
            runs.extend((Run(before), *value, Run(after)))
    bullet = pen.rng.choice(("", "", "- ", "* "))
    return (Paragraph(tuple(run for run in (Run(bullet), *runs, Run(".")) if run.text)),)


def _record(pen: Pen, row: Row, table: Table) -> tuple[Paragraph, ...]:
    """One paragraph a field; fields without value are mostly left out."""
    shown: list[Paragraph] = []
    for group in GROUPS[table]:
        for column in group.columns:
            value = pen.cell(row, column.key).runs
            if not value and pen.chance(0.9):
                continue
            own = pen.word(column.captions) if column.captions else pen.say(group.caption)
            words = own.replace("\n", " ")
            shown.append(_pair(f"{words}: ", value))
    return tuple(shown)
