"""The boxes over the tables: names, issuer, dates, roles and addresses."""

from dataclasses import dataclass

from form4.annotations.synthesis.page import Cell, Run
from form4.annotations.synthesis.templates import wording
from form4.annotations.synthesis.templates.addresses import Address
from form4.annotations.synthesis.templates.pen import EMPTY, Pen, Runs, lines, text
from form4.annotations.synthesis.templates.wording import Caption
from form4.model.filing import Filing, Issuer, ReportingOwner

NO_OWNER = ReportingOwner()

SYMBOL_STYLES = (
    *((" [", "]"),) * 32,
    *((" [ ", " ]"),) * 14,
    (" (", ")"),
    (" - ", ""),
    (" ", ""),
    (", ", ""),
    (" [", ""),
    ("\n[", "]"),
    (" (NYSE: ", ")"),
    (" (NASDAQ: ", ")"),
    (" / ", ""),
    (" \\[", "\\]"),
    ("\n", ""),
    ("\nTicker: ", ""),
    ("   Symbol: ", ""),
    (" [NYSE:", "]"),
    (" (Nasdaq: ", ")"),
    (" | ", ""),
    ("[", "]"),
    (" {", "}"),
    (' ("', '")'),
    (" -- ", ""),
)
GAPS = ("   ", "  ", "      ", " ", "\t")


def owner_name(pen: Pen, owner: ReportingOwner) -> Runs:
    """The reporting person's name as the header shows it."""
    if not owner.name:
        return ()
    name = owner.name
    if pen.chance(0.04):
        # Typists set the parts of the name over (Last) (First) (Middle).
        name = pen.rng.choice(("   ", "      ", "            ")).join(name.split())
    return pen.dress.around(linked(pen, Run(name, "owner_name")))


def linked(pen: Pen, run: Run) -> Runs:
    """The run within the link that some converters keep around names."""
    if not pen.dress.linked:
        return (run,)
    number = pen.rng.randint(10**5, 2 * 10**6)
    link = f"](/cgi-bin/browse-edgar?action=getcompany&CIK={number:010d})"
    return (Run("["), run, Run(link))


def issuer_line(pen: Pen, issuer: Issuer) -> Runs:
    """Issuer and symbol in one line: `NAME [SYM]` most of the time."""
    before, after = pen.rng.choice(SYMBOL_STYLES)
    name: Runs = linked(pen, Run(issuer.name, "issuer_name")) if issuer.name else ()
    if issuer.trading_symbol:
        symbol = (Run(before), Run(issuer.trading_symbol, "trading_symbol"))
        return pen.dress.around((*name, *symbol, Run(after)) if after else (*name, *symbol))
    empty = pen.rng.choice(("", "", " [ ]", " []"))
    return pen.dress.around((*name, Run(empty)) if empty else name)


def captioned(pen: Pen, caption: Caption, *rows: Runs) -> Runs:
    """A box: its caption and the lines below it."""
    return lines((Run(pen.say(caption)),), *rows)


def period_box(pen: Pen, filing: Filing, caption: Caption = wording.PERIOD) -> Runs:
    """Box 3: the date of the earliest transaction."""
    return captioned(pen, caption, dated(pen, filing, "period_of_report"))


def amendment_box(pen: Pen, filing: Filing, caption: Caption = wording.AMENDMENT) -> Runs:
    """Box 4: the date of the original filing, empty but for amendments."""
    return captioned(pen, caption, dated(pen, filing, "date_of_original_submission"))


def dated(pen: Pen, filing: Filing, name: str) -> Runs:
    """A header date, or nothing."""
    day = getattr(filing, name)
    return pen.dress.around((Run(pen.formats.day(day), name),)) if day else ()


def option(pen: Pen, checked: bool, label: str | None, words: str) -> Runs:
    """A check box with its words, in the page's order."""
    box = pen.check(checked, label)
    if not box:
        return (Run(words),)
    return (Run(words + " "), *box) if pen.formats.word_first else (*box, Run(" " + words))


@dataclass(frozen=True, slots=True)
class Roles:
    """The four role boxes of a page as (checked, label, words), and the texts below them."""

    director: tuple[bool, str, str]
    ten_percent: tuple[bool, str, str]
    officer: tuple[bool, str, str]
    other: tuple[bool, str, str]
    title: Runs
    other_text: Runs


def roles(pen: Pen, owner: ReportingOwner) -> Roles:
    """The role boxes in the page's wording."""
    title = Run(owner.officer_title, "officer_title") if owner.officer_title else None
    other = Run(owner.other_text, "other_text") if owner.other_text else None
    return Roles(
        (owner.is_director, "is_director", pen.word(wording.DIRECTOR)),
        (owner.is_ten_percent_owner, "is_ten_percent_owner", pen.word(wording.TEN_PERCENT)),
        (owner.is_officer, "is_officer", pen.word(wording.OFFICER)),
        (owner.is_other, "is_other", pen.word(wording.OTHER)),
        pen.dress.around((title,)) if title else (),
        pen.dress.around((other,)) if other else (),
    )


def role_lines(pen: Pen, owner: ReportingOwner) -> tuple[Runs, ...]:
    """The role boxes in two lines of two, the title below; rarely one box a line."""
    shown = roles(pen, owner)
    style = pen.rng.random()
    if style < 0.14:
        return _role_column(pen, shown)
    gap = (Run(pen.rng.choice(GAPS)),)
    if style < 0.26:
        return _role_torn(pen, shown, gap)
    below = (*shown.title, *gap, *shown.other_text) if shown.other_text else shown.title
    return (
        (*option(pen, *shown.director), *gap, *option(pen, *shown.ten_percent)),
        (*option(pen, *shown.officer), *gap, *option(pen, *shown.other)),
        below,
    )


def _role_column(pen: Pen, shown: Roles) -> tuple[Runs, ...]:
    boxes = [shown.director, shown.officer, shown.ten_percent, shown.other]
    if pen.chance(0.3):
        pen.rng.shuffle(boxes)
    rows = [option(pen, *box) for box in boxes]
    place = boxes.index(shown.officer) + 1
    style = pen.rng.random()
    if style < 0.3 and shown.title:
        joint = Run(pen.rng.choice((": ", " - ", " ")))
        rows[place - 1] = (*rows[place - 1], joint, *shown.title)
        return (*rows, shown.other_text)
    if style < 0.6:
        return (*rows[:place], shown.title, *rows[place:], shown.other_text)
    return (*rows, shown.title, shown.other_text)


def _role_torn(pen: Pen, shown: Roles, gap: Runs) -> tuple[Runs, ...]:
    """The role boxes with the title beside or between their words, as torn boxes print it."""
    director, ten_percent = option(pen, *shown.director), option(pen, *shown.ten_percent)
    officer, other = option(pen, *shown.officer), option(pen, *shown.other)
    title = (Run(" "), *shown.title) if shown.title else ()
    kind = pen.rng.random()
    if kind < 0.3:
        beside = (*officer, *title)
        return ((*director, *gap, *ten_percent), (*beside, *gap, *other), shown.other_text)
    if kind < 0.55:
        below = (*shown.title, *gap, *shown.other_text) if shown.other_text else shown.title
        return (below, (*director, *gap, *ten_percent), (*officer, *gap, *other))
    if kind < 0.8:
        in_one = (*director, *gap, *ten_percent, *gap, *officer, *gap, *other)
        return ((*in_one, *title), shown.other_text)
    return (
        (*director, *gap, *officer),
        shown.title,
        (*ten_percent, *gap, *other),
        shown.other_text,
    )


def role_cells(
    pen: Pen, owner: ReportingOwner, joined: bool = False
) -> tuple[tuple[Cell, ...], ...]:
    """The role boxes over four columns: mark, words, mark, words; or, joined, two wide cells."""
    shown = roles(pen, owner)
    pairs = ((shown.director, shown.ten_percent), (shown.officer, shown.other))
    if joined:
        wide = [tuple(Cell(option(pen, *box), 2) for box in pair) for pair in pairs]
        return (*wide, (Cell(shown.title, 2), Cell(shown.other_text, 2)))
    rows = [
        tuple(
            cell
            for checked, label, words in pair
            for cell in (Cell(pen.check(checked, label)), text(words))
        )
        for pair in pairs
    ]
    return (*rows, (EMPTY, Cell(shown.title), EMPTY, Cell(shown.other_text)))


def filing_lines(pen: Pen, owners: int) -> tuple[Runs, ...]:
    """Box 6: filed by one or by several persons; no value of the filing."""
    return (
        option(pen, owners < 2, None, pen.word(wording.ONE_PERSON)),
        option(pen, owners > 1, None, pen.word(wording.MANY_PERSONS)),
    )


def name_lines(pen: Pen, owner: ReportingOwner) -> tuple[Runs, ...]:
    """Caption and name of box 1."""
    star = pen.rng.choices(("*", " *", "", "\\*", "<sup>*</sup>"), (60, 15, 12, 8, 5))[0]
    return ((Run(pen.say(wording.NAME_AND_ADDRESS) + star),), owner_name(pen, owner))


def street_lines(pen: Pen, address: Address) -> tuple[Runs, ...]:
    """The line of name parts and the street lines of box 1."""
    gap = pen.rng.choice(GAPS)
    names = (Run(gap.join(("(Last)", "(First)", "(Middle)"))),)
    return (names, *(pen.dress.around((Run(street),)) for street in address.streets))


def city_lines(pen: Pen, address: Address, commas: bool = False) -> tuple[Runs, ...]:
    """The captions and the last line of the address."""
    gap = pen.rng.choice(GAPS)
    parts = (address.city, address.state, address.zip)
    place = address.last_line if commas else gap.join(parts)
    return (
        (Run("(Street)"),),
        pen.dress.around((Run(place),)),
        (Run(gap.join(("(City)", "(State)", "(Zip)"))),),
    )
