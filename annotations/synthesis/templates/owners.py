"""The table of reporting owners that some prints carry: every owner with address and roles."""

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Run
from form4.annotations.synthesis.templates import wording
from form4.annotations.synthesis.templates.addresses import Address, draw_address
from form4.annotations.synthesis.templates.pen import Pen, Runs, lines, plain, text
from form4.model.filing import Filing, ReportingOwner

OWNERS_TITLES = ("Reporting Owners", "## Reporting Owners", "REPORTING OWNERS", "Reporting Owners:")
NAME_HEADS = (
    "Reporting Owner Name / Address",
    "Reporting Owner Name/Address",
    "**Reporting Owner Name / Address**",
    "Name and Address of Reporting Owner",
)


def owners_table(pen: Pen, filing: Filing, address: Address) -> tuple[Block, ...]:
    """The owners; an officer's title stands in place of the mark."""
    heads = tuple(
        text(pen.word(words))
        for words in (wording.DIRECTOR, wording.TEN_PERCENT, ("Officer",), ("Other",))
    )
    rows = [
        GridRow((text(pen.word(NAME_HEADS)), Cell((Run("Relationships"),), 4)), is_head=True),
        GridRow((text(), *heads), is_head=True),
    ]
    for owner in filing.reporting_owners:
        same = owner is filing.reporting_owners[0] or pen.chance(0.6)
        rows.append(_owner_row(owner, address if same else draw_address(pen.rng, None)))
    return (plain(pen.rng.choice(OWNERS_TITLES)), Grid((40, 9, 10, 28, 16), tuple(rows)))


def _owner_row(owner: ReportingOwner, address: Address) -> GridRow:
    name = (Run(owner.name, "owner_name"),) if owner.name else ()
    streets = tuple((Run(street),) for street in (*address.streets, address.last_line))
    return GridRow(
        (
            Cell(lines(name, *streets)),
            Cell(_mark(owner.is_director, "is_director")),
            Cell(_mark(owner.is_ten_percent_owner, "is_ten_percent_owner")),
            Cell(_worded(owner.officer_title, "officer_title", owner.is_officer, "is_officer")),
            Cell(_worded(owner.other_text, "other_text", owner.is_other, "is_other")),
        )
    )


def _mark(checked: bool, label: str) -> Runs:
    return (Run("X", label),) if checked else ()


def _worded(words: str | None, label: str, checked: bool, mark_label: str) -> Runs:
    return (Run(words, label),) if words else _mark(checked, mark_label)
