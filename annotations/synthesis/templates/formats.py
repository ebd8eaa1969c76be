"""How one page prints its values: dates, amounts, footnote marks and check boxes.

Every style is drawn once a page, as a filing program would keep to one; the shares of the styles
lean to what the SEC's own form prints.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import gcd

from form4.annotations.synthesis.page import Run
from form4.model.values import Period, YearMonth

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


SIXTEENTH = 16


def fraction(number: Decimal, gap: str) -> str:
    """A price as it was quoted until 2001: 12 1/2, 12-1/2 or 7/16."""
    whole, over = divmod(int(number * SIXTEENTH), SIXTEENTH)
    shared = gcd(over, SIXTEENTH)
    part = f"{over // shared}/{SIXTEENTH // shared}"
    return f"{whole}{gap}{part}" if whole else part


def ordinal(day: int) -> str:
    """The ending of a day's number: 1st, 2nd, 3rd, 4th."""
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


DATE_STYLES: dict[str, Callable[[date], str]] = {
    "us": lambda d: f"{d.month:02d}/{d.day:02d}/{d.year}",
    "us_bare": lambda d: f"{d.month}/{d.day}/{d.year}",
    "us_two": lambda d: f"{d.month}/{d.day}/{d.year % 100:02d}",
    "us_two_padded": lambda d: f"{d.month:02d}/{d.day:02d}/{d.year % 100:02d}",
    "us_dashes": lambda d: f"{d.month:02d}-{d.day:02d}-{d.year}",
    "us_dashes_two": lambda d: f"{d.month}-{d.day}-{d.year % 100:02d}",
    "long": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "abbreviated": lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
    "abbreviated_point": lambda d: f"{MONTHS[d.month - 1][:3]}. {d.day:02d}, {d.year}",
    "day_month": lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3]}-{d.year}",
    "day_month_caps": lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3].upper()}-{d.year}",
    "day_month_long": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "iso": lambda d: d.isoformat(),
    "us_points": lambda d: f"{d.month:02d}.{d.day:02d}.{d.year}",
    "us_dashes_two_padded": lambda d: f"{d.month:02d}-{d.day:02d}-{d.year % 100:02d}",
    "long_caps": lambda d: f"{MONTHS[d.month - 1].upper()} {d.day}, {d.year}",
    "long_ordinal": lambda d: f"{MONTHS[d.month - 1]} {d.day}{ordinal(d.day)}, {d.year}",
    "abbreviated_bare": lambda d: f"{MONTHS[d.month - 1][:3]} {d.day} {d.year}",
    "day_month_two": lambda d: f"{d.day}-{MONTHS[d.month - 1][:3]}-{d.year % 100:02d}",
    "iso_slashes": lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
}

MONTH_STYLES: tuple[Callable[[YearMonth], str], ...] = (
    lambda m: f"{m.month:02d}/{m.year}",
    lambda m: f"{m.month}/{m.year}",
    lambda m: f"{m.month}/{m.year % 100:02d}",
    lambda m: f"{m.month:02d}/{m.year % 100:02d}",
    lambda m: f"{MONTHS[m.month - 1]} {m.year}",
    lambda m: f"{MONTHS[m.month - 1]}, {m.year}",
    lambda m: f"{MONTHS[m.month - 1].upper()} {m.year}",
    lambda m: f"{MONTHS[m.month - 1]}/{m.year}",
    lambda m: f"{MONTHS[m.month - 1][:3]}-{m.year}",
    lambda m: m.isoformat(),
)

SUPERSCRIPTS = str.maketrans("0123456789abcdefghi", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱ")


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """Footnote marks: what opens, parts and closes the marks of a cell."""

    before: str = "("
    between: str = ")("
    after: str = ")"
    superscript: bool = False

    def runs(self, marks: tuple[str, ...]) -> tuple[Run, ...]:
        """The marks of one cell, each a run of its own without its brackets."""
        if not marks:
            return ()
        runs = [Run(self.before)] if self.before else []
        for position, mark in enumerate(marks):
            if position:
                runs.append(Run(self.between))
            shown = mark.translate(SUPERSCRIPTS) if self.superscript else mark
            runs.append(Run(shown, "footnote_mark"))
        return (*runs, Run(self.after)) if self.after else tuple(runs)


@dataclass(frozen=True, slots=True)
class CheckStyle:
    """A check box: what stands around the mark, the mark, and the unchecked box."""

    before: str
    mark: str
    after: str
    unchecked: str

    def runs(self, checked: bool, label: str | None) -> tuple[Run, ...]:
        """The box; only the mark of a checked one carries the label."""
        if not checked:
            return (Run(self.unchecked),) if self.unchecked else ()
        runs = (Run(self.before), Run(self.mark, label), Run(self.after))
        return tuple(run for run in runs if run.text)


CLASSIC_MARKS = (
    *(MarkStyle(),) * 6,
    *(MarkStyle(" (", ") ("),) * 3,
    MarkStyle("⁽", "⁾⁽", "⁾", superscript=True),
    MarkStyle("⁽", "⁾ ⁽", "⁾", superscript=True),
    MarkStyle("<sup>(", ")(", ")</sup>"),
    MarkStyle("<sup>(", ")</sup><sup>(", ")</sup>"),
)
RARE_MARKS = (
    MarkStyle("(", ",", ")"),
    MarkStyle(" (", ", ", ")"),
    MarkStyle("[", "][", "]"),
    MarkStyle(" [", ", ", "]"),
    MarkStyle("", " ", "", superscript=True),
    MarkStyle("<sup>", ",", "</sup>"),
    MarkStyle(" ^(", ")(", ")^"),
    MarkStyle("^{(", ")(", ")}"),
    MarkStyle(" Note ", ", ", ""),
    MarkStyle("\n(", ")(", ")"),
    MarkStyle("{", "}{", "}"),
)
EDGAR_CHECKS = (
    *(CheckStyle("", "X", "", ""),) * 10,
    CheckStyle("", "x", "", ""),
    CheckStyle("", "☒", "", "☐"),
    CheckStyle("", "☑", "", "☐"),
    CheckStyle("[", "X", "]", "[ ]"),
    CheckStyle("[", "x", "]", "[ ]"),
    CheckStyle("<input ", "checked", '="" type="checkbox">', ""),
    CheckStyle('<input type="checkbox" ', "checked", '="">', '<input type="checkbox">'),
)
LINE_CHECKS = (
    *(CheckStyle("__", "X", "__", "_____"),) * 6,
    CheckStyle("_", "X", "_", "___"),
    CheckStyle("__", "x", "__", "_____"),
    CheckStyle("\\_\\_", "X", "\\_\\_", "\\_\\_\\_\\_\\_"),
)
OTHER_CHECKS = (
    CheckStyle("[", "X", "]", "[ ]"),
    CheckStyle("[", "x", "]", "[ ]"),
    CheckStyle("[ ", "X", " ]", "[  ]"),
    CheckStyle("[", "X", "]", "[_]"),
    CheckStyle("(", "X", ")", "( )"),
    CheckStyle("( ", "x", " )", "(  )"),
    CheckStyle("", "☒", "", "☐"),
    CheckStyle("", "☑", "", "☐"),
    CheckStyle("/", "X", "/", "/ /"),
    CheckStyle("|", "X", "|", "|_|"),
    CheckStyle("", "✓", "", ""),
    CheckStyle("", "✔", "", "□"),
    CheckStyle("", "■", "", "□"),
    CheckStyle("", "XX", "", ""),
    CheckStyle("", "X", "", "-"),
    CheckStyle("", "Yes", "", "No"),
    CheckStyle("", "YES", "", "NO"),
    CheckStyle("", "Y", "", "N"),
    CheckStyle("<input ", "checked", ">", "<input>"),
    CheckStyle("(", "X", ")", "(_)"),
    CheckStyle("[_", "X", "_]", "[__]"),
    CheckStyle("_", "X", "_", "_ _"),
    CheckStyle("____", "X", "____", "________"),
    CheckStyle("{", "X", "}", "{ }"),
    CheckStyle("- [", "x", "]", "- [ ]"),
    CheckStyle("", "■", "", "☐"),
    CheckStyle("", "●", "", "○"),
    CheckStyle("(", "●", ")", "( )"),
    CheckStyle("", "✗", "", ""),
)

# What may stand behind a number or, in an empty cell, for it.
AFTER_PRICES = ("/sh", "/Sh.", " per share", " USD", "/share", " ea.")
AFTER_SHARES = (" shares", " sh.", " sh", " Shares", " shs.")
FILLERS = ("N/A", "N/A", "n/a", "None", "NONE", "-", "--", "nil", "NA", "—", "not applicable")


@dataclass(frozen=True, slots=True)
class Formats:
    """The printing habits of one page."""

    date_style: str = "us"
    signature_date_style: str = "us"
    month_style: int = 0
    thousands: str = ","
    money: str = "$"
    places: int = 0
    share_places: int = 0
    leading_zero: bool = True
    marks: MarkStyle = MarkStyle()
    check: CheckStyle = CheckStyle("", "X", "", "")
    word_first: bool = False
    dashed_zero: bool = False
    after_price: str = ""
    after_shares: str = ""
    filler: str = ""
    fractions: bool = False
    fraction_gap: str = " "

    def day(self, day: Period) -> str:
        """A date, or a month, in the style of the page."""
        if isinstance(day, YearMonth):
            return MONTH_STYLES[self.month_style](day)
        return DATE_STYLES[self.date_style](day)

    def signature_day(self, day: date) -> str:
        """A date in the signature block, which another hand may write."""
        return DATE_STYLES[self.signature_date_style](day)

    def shares(self, number: Decimal) -> str:
        """A count of securities."""
        return self._number(number, self.share_places)

    def price(self, number: Decimal) -> str:
        """A price without its currency sign."""
        top = number * SIXTEENTH
        if self.fractions and top == top.to_integral_value() and number % 1:
            return fraction(number, self.fraction_gap)
        return self._number(number, self.places)

    def _number(self, number: Decimal, places: int) -> str:
        text = f"{number:{self.thousands}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        if places:
            whole, _, digits = text.partition(".")
            text = f"{whole}.{digits:0<{places}}"
        if text.startswith("0.") and not self.leading_zero:
            return text[1:]
        return text


def _odd_date_style(rng: random.Random) -> str:
    return rng.choice(tuple(DATE_STYLES))


def draw_formats(
    rng: random.Random,
    checks: tuple[CheckStyle, ...] = EDGAR_CHECKS,
    dates: tuple[str, ...] = ("us",),
    classic: float = 0.85,
) -> Formats:
    """The habits of one page: classic ones with the given probability, each drawn by itself."""
    odd = min(1.0, 2 * (1 - classic))
    date_style = rng.choice(dates) if rng.random() < classic else _odd_date_style(rng)
    signature = date_style if rng.random() < classic else _odd_date_style(rng)
    marks = CLASSIC_MARKS if rng.random() < classic else RARE_MARKS
    return Formats(
        date_style=date_style,
        signature_date_style=signature,
        month_style=rng.randrange(len(MONTH_STYLES)),
        thousands="," if rng.random() < 0.93 else "",
        money=rng.choices(("$", "$ ", "\\$", "", "US$", "USD "), (69, 12, 8, 10, 0.5, 0.5))[0],
        places=rng.choices((0, 2, 4), (70, 25, 5))[0],
        share_places=rng.choices((0, 2, 4), (96, 3, 1))[0],
        leading_zero=rng.random() < 0.9,
        marks=rng.choice(marks),
        check=rng.choice(checks if rng.random() < classic else OTHER_CHECKS),
        word_first=rng.random() < 0.04,
        dashed_zero=rng.random() < 0.1 * odd,
        after_price=rng.choice(AFTER_PRICES) if rng.random() < 0.12 * odd else "",
        after_shares=rng.choice(AFTER_SHARES) if rng.random() < 0.12 * odd else "",
        filler=rng.choice(FILLERS) if rng.random() < 0.04 + 0.3 * odd else "",
    )
