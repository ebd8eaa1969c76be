"""What papers that are no ownership form speak of: firms, people, dates and amounts at random."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow
from form4.annotations.synthesis.sample_names import (
    draw_address,
    draw_company,
    draw_entity,
    draw_person,
    draw_trust,
)
from form4.annotations.synthesis.sample_numbers import draw_price, draw_shares
from form4.annotations.synthesis.templates.formats import DATE_STYLES
from form4.annotations.synthesis.templates.pen import plain, text
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Issuer

BROKERS = (
    "Morgan Stanley Smith Barney LLC",
    "Fidelity Brokerage Services LLC",
    "Charles Schwab & Co., Inc.",
    "Goldman Sachs & Co. LLC",
    "UBS Financial Services Inc.",
    "Merrill Lynch",
    "E*TRADE Securities",
)
_FIRST = date(1996, 1, 2)
_DAYS = 11_000
_STYLES = ("us", "us", "us_bare", "long", "long", "abbreviated", "us_two", "iso", "day_month")


@dataclass(frozen=True, slots=True)
class Facts:
    """One paper's subject, and everything else drawn as it is written."""

    rng: random.Random
    pools: ValuePools
    issuer: Issuer
    person: str
    day: date
    price: Decimal
    date_style: str
    marked: bool

    def chance(self, share: float) -> bool:
        """True with the given probability."""
        return self.rng.random() < share

    def pick(self, *texts: str) -> str:
        """One of several wordings."""
        return self.rng.choice(texts)

    @property
    def company(self) -> str:
        """The issuer's name."""
        return self.issuer.name or "the Company"

    def date(self, days: int = 0) -> str:
        """The paper's day, or one up to so many days from it (before it when negative)."""
        away = self.rng.randint(min(days, 0), max(days, 0))
        return DATE_STYLES[self.date_style](self.day + timedelta(days=away))

    def shares(self, low: float = 2.0, high: float = 6.5) -> str:
        """A count between powers of ten."""
        return f"{int(draw_shares(self.rng, low, high)):,}"

    def dollars(self, low: float = 3.0, high: float = 7.5) -> str:
        """An amount of money without its sign."""
        return f"{int(10 ** self.rng.uniform(low, high)):,}"

    def per_share(self) -> str:
        """A price near the paper's price, without its sign."""
        return f"{float(self.price) * self.rng.uniform(0.7, 1.3):.{self.rng.choice((2, 2, 3, 4))}f}"

    def percent(self) -> str:
        """A share of a class."""
        return self.rng.choice(("*", f"{self.rng.uniform(0.1, 24):.{self.rng.choice((1, 2))}f}%"))

    def someone(self) -> str:
        """A natural person."""
        return draw_person(self.pools, self.rng).natural(self.rng)

    def holder(self) -> str:
        """A person, a fund or a trust."""
        kind = self.rng.random()
        if kind < 0.6:
            return self.someone()
        maker = draw_entity if kind < 0.85 else draw_trust
        return maker(self.pools, self.rng)

    def firm(self) -> str:
        """Another company."""
        return draw_company(self.pools, self.rng).name or "ABC CORP"

    def title(self) -> str:
        """An officer's title."""
        return self.pools.officer_titles.draw(self.rng)

    def security(self) -> str:
        """A class of securities."""
        return self.rng.choice(("Common Stock", "Common", self.pools.titles.draw(self.rng)))

    def mark(self) -> str:
        """A footnote mark, on papers that have them."""
        return f"({self.rng.randint(1, 9)})" if self.marked and self.chance(0.4) else ""

    def address(self) -> str:
        """A postal address in one line."""
        place = draw_address(self.pools, self.rng)
        streets = ", ".join(part for part in (place.street1, place.street2) if part)
        return f"{streets}, {place.city}, {place.state} {place.zip_code}"

    def box(self) -> str:
        """A check box, checked now and then."""
        return self.rng.choice(("[X]", "[ ]", "[ ]", "☒", "☐", "__X__", "_____"))


def draw_facts(pools: ValuePools, rng: random.Random) -> Facts:
    """The subject of one paper."""
    return Facts(
        rng=rng,
        pools=pools,
        issuer=draw_company(pools, rng),
        person=draw_person(pools, rng).natural(rng),
        day=_FIRST + timedelta(days=rng.randrange(_DAYS)),
        price=draw_price(rng),
        date_style=rng.choice(_STYLES),
        marked=rng.random() < 0.6,
    )


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    """A grid of texts under one head row, its columns as wide as their longest word."""
    widths = tuple(
        max(8, min(40, max(len(row[at]) for row in (heads, *rows)))) for at in range(len(heads))
    )
    head = GridRow(tuple(text(*parts(words)) for words in heads), is_head=True)
    return Grid(widths, (head, *(GridRow(tuple(text(*parts(t)) for t in row)) for row in rows)))


def parts(words: str) -> tuple[str, ...]:
    """The words as the texts of one cell."""
    return (words,) if words else ()


def pairs(facts: Facts, rows: list[tuple[str, str]]) -> tuple[Block, ...]:
    """Captions and values: as lines, as lines one under the other, or as a table."""
    style, colon = facts.rng.random(), facts.pick(":", ":", "", ".")
    if style < 0.4:
        return tuple(plain(f"{caption}{colon} {value}".strip()) for caption, value in rows)
    if style < 0.65:
        return tuple(plain(words) for row in rows for words in row if words)
    cells = (
        GridRow((text(caption + colon), Cell(text(*parts(value)).runs))) for caption, value in rows
    )
    return (Grid((44, 60), tuple(cells)),)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Paragraphs of plain text; empty ones are left out."""
    return tuple(plain(words) for words in texts if words)


def filled(facts: Facts, words: str) -> str:
    """The sentence with each of its slots drawn anew."""
    makers: dict[str, Callable[[], str]] = {
        "{company}": lambda: facts.company,
        "{symbol}": lambda: facts.issuer.trading_symbol or "NYSE",
        "{person}": lambda: facts.person,
        "{someone}": facts.someone,
        "{holder}": facts.holder,
        "{title}": facts.title,
        "{security}": facts.security,
        "{address}": facts.address,
        "{shares}": lambda: facts.shares(3, 6.5),
        "{dollars}": lambda: facts.dollars(5, 8),
        "{price}": facts.per_share,
        "{percent}": lambda: f"{facts.rng.uniform(0.5, 60):.1f}%",
        "{year}": lambda: str(facts.day.year),
        "{date}": lambda: facts.date(-400),
    }
    for slot, make in makers.items():
        while slot in words:
            words = words.replace(slot, make(), 1)
    return words
