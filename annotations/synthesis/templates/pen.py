"""The hand that draws one page: its random source and every habit it keeps."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Self

from form4.annotations.synthesis.page import Cell, Paragraph, Run
from form4.annotations.synthesis.templates.formats import Formats
from form4.annotations.synthesis.templates.wording import Caption, Wording
from form4.annotations.synthesis.templates.words import CODE_WORDS, DIRECTION_WORDS, FORM_WORDS
from form4.model.filing import Row, Table

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Dress:
    """Text style that a converter leaves around header values, and links around names."""

    before: str = ""
    after: str = ""
    linked: bool = False

    def around(self, runs: Runs) -> Runs:
        """The runs within the style."""
        return (Run(self.before), *runs, Run(self.after)) if self.before and runs else runs


DRESSES = (Dress("<u>", "</u>"), Dress("<u>", "</u>"), Dress("**", "**"), Dress(linked=True))


@dataclass(frozen=True, slots=True)
class Pen:
    """One page's habits; `worded` prints codes, A/D and D/I as words, `both` as letter and word."""

    rng: random.Random
    formats: Formats
    wording: Wording
    dress: Dress = Dress()
    worded: bool = False
    both: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        """True with the given probability."""
        return self.rng.random() < share

    def say(self, caption: Caption) -> str:
        """A caption in the page's wording."""
        return self.wording.say(caption, self.rng)

    def word(self, texts: tuple[str, ...]) -> str:
        """One of several wordings."""
        return self.wording.word(texts, self.rng)

    def check(self, checked: bool, label: str | None) -> Runs:
        """A check box."""
        return self.formats.check.runs(checked, label)

    def mark(self, note: str) -> str:
        """How a footnote id is printed: F1 as 1, or the page's letter for it."""
        return self.marks.get(note) or note.removeprefix("F")

    def lettered(self, marks: Mapping[str, str]) -> Self:
        """The pen with these marks for footnote ids."""
        return replace(self, marks=marks)

    def cell(self, row: Row, key: str) -> Cell:
        """The cell of a row that stands in the column `key`, with its footnote marks."""
        name = NUMBERS.get(key, key)
        if key == "derivative_shares":
            disposed = row.transaction_acquired_disposed_code == "D"
            key = "derivative_shares_disposed" if disposed else "derivative_shares_acquired"
        elif key in NUMBERS and (row.transaction_acquired_disposed_code == "D") != (
            key == "derivative_shares_disposed"
        ):
            return EMPTY
        notes = row.footnote_ids.get(name, ())
        value = self._value(row, key, name)
        if not notes:
            return Cell(value) if value else EMPTY
        return Cell((*value, *self.formats.marks.runs(tuple(self.mark(note) for note in notes))))

    def _value(self, row: Row, key: str, name: str) -> Runs:
        value = getattr(row, name)
        if value is None:
            return ()
        if isinstance(value, Decimal):
            return self._number(value, key, price=name in PRICES)
        if name in LETTERS:
            return self._letter(row, name, value)
        if isinstance(value, str):
            return (Run(value, title_label(row) if name == "security_title" else key),)
        return (Run(self.formats.day(value), key),)

    def _number(self, value: Decimal, key: str, *, price: bool) -> Runs:
        formats = self.formats
        if not value and formats.dashed_zero:
            return (Run("-"), Run("0", key), Run("-"))
        number = Run(formats.price(value) if price else formats.shares(value), key)
        before, after = (
            (formats.money, formats.after_price) if price else ("", formats.after_shares)
        )
        return tuple(run for run in (Run(before), number, Run(after)) if run.text)

    def blank(self, row: Row, key: str) -> Cell:
        """What stands in a cell without value or mark: nothing, or a word that says so."""
        if key == "exercise_date" and row.security_title and self.formats.filler:
            return text(self.rng.choice((*AT_ONCE, self.formats.filler)))
        return text(self.formats.filler) if key in FILLED else EMPTY

    def _letter(self, row: Row, name: str, value: str) -> Runs:
        if name == "transaction_timeliness":
            return (Run(TIMELINESS.get(value, value), name),)
        words = LETTERS[name].get(value)
        swap = name == "transaction_code" and row.equity_swap_involved
        if swap or not words or not (self.worded or self.both):
            code = Run(value, name)
            return (code, Run("/"), Run("K", "equity_swap_involved")) if swap else (code,)
        word = self.rng.choice(words)
        return (Run(word, name),) if self.worded else (Run(value, name), Run(f" - {word}"))


EMPTY = Cell()
NUMBERS = {
    "derivative_shares": "transaction_shares",
    "derivative_shares_acquired": "transaction_shares",
    "derivative_shares_disposed": "transaction_shares",
}
AT_ONCE = ("Immediately", "Immed.", "Currently", "Presently exercisable", "immediate", "Current")
FILLED = frozenset(
    {
        "deemed_execution_date",
        "conversion_or_exercise_price",
        "transaction_price_per_share",
        "exercise_date",
        "expiration_date",
        "nature_of_ownership",
        "shares_owned_following_transaction",
    }
)
PRICES = frozenset({"transaction_price_per_share", "conversion_or_exercise_price"})
LETTERS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "transaction_code": CODE_WORDS,
    "transaction_acquired_disposed_code": DIRECTION_WORDS,
    "direct_or_indirect_ownership": FORM_WORDS,
    "transaction_timeliness": {},
}
TIMELINESS = {"E": "V"}
"""The XML's E (reported early) is printed as the V of column 3."""


def title_label(row: Row) -> str:
    """The label of a row's title, which tells its table."""
    derivative = row.table is Table.DERIVATIVE
    return "derivative_security_title" if derivative else "security_title"


def text(*parts: str) -> Cell:
    """A cell without labels."""
    return Cell(tuple(Run(part) for part in parts if part))


def line(*runs: Run) -> Paragraph:
    """A paragraph of runs."""
    return Paragraph(runs)


def plain(words: str) -> Paragraph:
    """A paragraph without labels."""
    return Paragraph((Run(words),))


def lines(*rows: Runs) -> Runs:
    """Runs of several print lines in one cell; empty lines are left out."""
    runs: list[Run] = []
    for row in rows:
        if row:
            runs.extend((Run("\n"), *row) if runs else row)
    return tuple(runs)


def print_lines(runs: Runs) -> list[Runs]:
    """The runs of each print line of a cell; the inverse of `lines`."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\n":
            rows.append([])
        else:
            rows[-1].append(run)
    return [tuple(row) for row in rows]
