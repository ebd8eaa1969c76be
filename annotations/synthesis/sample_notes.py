"""Footnotes and remarks that fit the rows they stand by, worded and filled in at random."""

import datetime
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from form4.annotations.synthesis.phrases import parse
from form4.annotations.synthesis.sample_names import draw_entity, draw_person, draw_trust
from form4.annotations.synthesis.sample_numbers import (
    DAY,
    chance,
    decimals_of,
    draw_price,
    draw_shares,
    rounded,
)
from form4.annotations.synthesis.values import ValuePools

# EDGAR takes at most 1,000 characters in a footnote.
LONGEST_NOTE = 1000
# A slot that brings its own article may stand behind one.
_TWICE = re.compile(r"\b([Tt]he) [Tt]he\b")
_COUNTS = ("two", "three", "four", "five", "six", "ten")
_RATIOS = ("one", "1", "1.0685", "0.5", "2.1708", ".333333", "ten", "1/10th", "1.5", "100")
_PCTS = ("25%", "20%", "50%", "33 1/3%", "100%", "33%", "12.5%", "6.25%", "10%", "8.33%")
_PLANS = parse(
    "[{issuer}|Company|{year} {issuer}|Amended and Restated {year}|{year}|Second Amended] "
    "[Equity Incentive Plan|Long-Term Incentive Plan|Stock Incentive Plan|Omnibus Incentive Plan|"
    "Incentive Award Plan|Stock Option Plan|Deferred Compensation Plan|Directors' Stock Plan|"
    "Incentive Stock Program|Executive Savings Plan|Performance Incentive Plan|Equity Plan]"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the notes of one filing speak about."""

    issuer: str
    owner: str
    common: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class NoteWriter:
    """Writes notes about one filing; the same subject keeps its wording within it."""

    pools: ValuePools
    rng: random.Random
    subject: Subject

    def write(self, kind: str, **slots: str) -> str:
        """A note about the kind of transaction; `slots` fix what must agree with the row."""
        template = self.rng.choice(self.pools.wordings[kind])
        text = parse(template).draw(self.rng, lambda slot: self._fill(slot, slots))
        text = _TWICE.sub(r"\1", " ".join(text.split()))
        kind_of_print = self.rng.random()
        if kind_of_print < 0.03:
            text = text.upper()
        if kind_of_print > 0.93:
            text = text.removesuffix(".")
        return text[:LONGEST_NOTE].strip()

    def price_range(self, kind: str, price: Decimal) -> str:
        """A note about a weighted average price, whose range brackets the row's price."""
        low, high = _range(price, self.rng)
        return self.write(kind, low=low, high=high, price=dollars(price))

    def _fill(self, slot: str, given: Mapping[str, str]) -> str:
        plain = slot[0].lower() + slot[1:]
        text = given.get(slot) or given.get(plain)
        if text is None:
            maker = _SLOTS.get(slot) or _SLOTS.get(plain)
            text = maker(self) if maker else self.write(plain, **given)
        if slot == plain:
            return text
        return text.upper() if slot.isupper() else text[:1].upper() + text[1:]


def dollars(amount: Decimal) -> str:
    """An amount with dollar sign and commas."""
    return f"${amount:,f}"


def _range(price: Decimal, rng: random.Random) -> tuple[str, str]:
    """Ends of a price range around a price, with at least its cents."""
    places = rng.choice((2, 2, 2, 3, 4)) if chance(rng, 0.7) else max(2, decimals_of(price))
    spread = float(price) * rng.choice((0.002, 0.01, 0.03))
    low = rounded(float(price) - rng.random() * spread, places)
    high = rounded(float(price) + rng.random() * spread, places)
    step = Decimal(1).scaleb(-places)
    low = min(low, rounded(price, places) - step)
    return dollars(max(low, step)), dollars(max(high, rounded(price, places) + step))


def _date(writer: NoteWriter) -> datetime.date:
    days = writer.rng.randint(-1500, 900) if chance(writer.rng, 0.5) else 0
    return writer.subject.day + DAY * days


def _long_date(writer: NoteWriter) -> str:
    day = _date(writer)
    if chance(writer.rng, 0.05):
        return short_date(day, writer.rng)
    return f"{day:%B} {day.day}, {day.year}"


def short_date(day: datetime.date, rng: random.Random) -> str:
    """A date in figures, as notes have it: 8/15/2013 or 08/15/13."""
    return rng.choice((f"{day.month}/{day.day}/{day.year}", f"{day:%m/%d/%Y}", f"{day:%m/%d/%y}"))


_SLOTS: dict[str, Callable[[NoteWriter], str]] = {
    "issuer": lambda w: w.subject.issuer,
    "owner": lambda w: w.subject.owner,
    "common": lambda w: w.subject.common,
    "date": _long_date,
    "DATE": lambda w: _long_date(w).upper(),
    "shortdate": lambda w: short_date(_date(w), w.rng),
    "year": lambda w: str(w.subject.day.year - w.rng.randint(0, 12)),
    "price": lambda w: dollars(draw_price(w.rng)),
    "low": lambda w: dollars(draw_price(w.rng)),
    "high": lambda w: dollars(draw_price(w.rng)),
    "dollars": lambda w: dollars(Decimal(w.rng.randint(1000, 20_000_000))),
    "million": lambda w: str(w.rng.randint(11, 999) / 10),
    "n": lambda w: f"{int(draw_shares(w.rng)):,}",
    "fraction": lambda w: f"{w.rng.randint(1, 9_999_999) / 1000:,}",
    "pct": lambda w: w.rng.choice(_PCTS),
    "count": lambda w: w.rng.choice((*_COUNTS, "3", "4", "5")),
    "small": lambda w: str(w.rng.randint(1, 9)),
    "lots": lambda w: str(w.rng.randint(2, 60)),
    "ratio": lambda w: w.rng.choice(_RATIOS),
    "plan": lambda w: _PLANS.draw(
        w.rng, lambda slot: _SLOTS[slot](w) if slot == "year" else short_name(w.subject.issuer)
    ),
    "entity": lambda w: draw_entity(w.pools, w.rng),
    "trust": lambda w: draw_trust(w.pools, w.rng),
    "person": lambda w: draw_person(w.pools, w.rng).natural(w.rng),
    "deriv": lambda w: f"Series {w.rng.choice('ABCDE')} [Convertible ] Preferred Stock".replace(
        "[Convertible ]", w.rng.choice(("Convertible", ""))
    ),
    "title": lambda w: w.pools.officer_titles.draw(w.rng),
}


def short_name(issuer: str) -> str:
    """An issuer as plans are named after it."""
    return "Company" if issuer.lower().startswith("the ") else issuer.split(",")[0]
