"""Fictional people, companies, funds and trusts, in the many ways in which forms print them."""

import random
from dataclasses import dataclass

from form4.annotations.synthesis.phrases import options, parse, words
from form4.annotations.synthesis.sample_numbers import chance
from form4.annotations.synthesis.values import Address, ValuePools
from form4.model.filing import Issuer

_SUFFIXES = ("Jr.", "Jr", "Sr.", "III", "II", "IV", "JR", "Jr.", "M.D.", "PhD", "MD")
_PARSED_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd"})
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ONSETS = words("b c ch d f g h j k l m n p qu r s sh st t th tr v w x y z br cl fr gr kr pl sc")
_VOWELS = words("a e i o u ai au ea ee ia io oa ou y")
_CODAS = ("", "", "", *words("n r s l m nd rt x tt ck ns sk ng"))
_ENTITY_WORDS = frozenset(
    words(
        "llc lp llp inc ltd corp co fund capital partners holdings trust management foundation plc "
        "gp group company limited partnership advisors advisers investments bank sa ag nv bv pte"
    )
)
_WITHOUT_MARKS = str.maketrans("", "", ".,()")
_SECTORS = options(
    "Pharmaceuticals|Therapeutics|Biosciences|Bancorp|Bancshares|Financial|Energy|Resources|"
    "Technologies|Systems|Networks|Software|Holdings|Industries|International|Group|Semiconductor|"
    "Medical|Health|Healthcare|Realty Trust|Properties|Insurance|Foods|Brands|Entertainment|Media|"
    "Communications|Logistics|Airlines|Motors|Materials|Chemical|Petroleum|Oil & Gas|Mining|Gold|"
    "Solutions|Devices|Labs|Robotics|Water|Utilities|Electric|Gas|Power|Solar|Apparel|Restaurants|"
    "Stores|Gaming|Hotels & Resorts|Steel|Paper|Packaging|Aerospace|Defense|Marine|Shipping|"
    "Acquisition|Capital|Growth Fund|Municipal Income Fund|Education|Genetics|Oncology|Diagnostics"
)
_FORMS = options(
    "Inc.|Inc|, Inc.|, Inc|INC|Corp|Corp.|CORP|Corporation|Co|Co.|CO|& Co|plc|PLC|Ltd|Ltd.|LTD|"
    ", Ltd.|Limited|, L.P.|LP|L.P.|LLC|, LLC|N.V.|S.A.|AG|Trust|Inc /DE/|INC /DE|CORP /NEW/|"
    "Co /MN/|CORP /DE/|Inc. /MD|CORP/|||"
)
_COMPANY = parse(
    "[{word}|{word} {word}|{word} {word}|{word} {word} {word}|{word} & {word}|{last}|"
    "{last} {word}|{last} & {last}|{place} {word}|First {word}|{letters}][ {sector}|]{form}"
)
_ENTITY = parse(
    "[{word}|{word} {word}|{last}|{last}-{last}|{letters}|{word} {count}|{last} Family|"
    "{number}|The {last}][ Capital Partners| Capital| Partners| Ventures| Venture Partners|"
    " Management| Holdings| Investments| Investment Partners| Equity Fund| Growth Fund|"
    " Opportunities Fund| Master Fund| Offshore Fund| Advisors| Asset Management| Associates|"
    " Enterprises| Global| Life Sciences| Principals Fund| Employees Fund|][ {roman}| {year}|"
    " ([{place}|GP|Q|{roman}])|||]"
    "[, L.P.| L.P.| LP|, LP|, LLC| LLC|, L.L.C.| Ltd.|, Ltd.| Inc.|, Inc.| GP, LLC| GP LP|"
    " Management, L.L.C.| Limited Partnership| Foundation| S.a.r.l.| Pte. Ltd.| B.V.| Corp.| Trust]"
)
_TRUST = parse(
    "[the |The |][{person}|{person}|{last}|{last} Family|{person} and {person}|{word}]"
    "[ {year}|] [Revocable Trust|Irrevocable Trust|Living Trust|Family Trust|Trust|"
    "Revocable Living Trust|Charitable Remainder Trust|Grantor Retained Annuity Trust|GRAT|"
    "Exempt Trust|Descendants' Trust|Children's Trust|Insurance Trust|GST Trust|Marital Trust]"
    "[ {roman}| No. {count}|||||][ [dated|dtd|u/a dated|DTD] {date}||||]"
)
_PLACES = options(
    "American|Pacific|Atlantic|Northern|Southern|Western|Eastern|Texas|Carolina|Ohio|Hudson|"
    "Great Lakes|Delaware|Cayman|Canada|China|Israel|Europe|Midwest|New England|Dakota|Nevada|Rocky"
)
_ROMANS = words("I II III IV V VI VII VIII IX X XII 2 3")
_MONTHS = words(
    "January February March April May June July August September October November December"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person's name in its parts."""

    given: str
    middle: str
    last: str
    suffix: str = ""

    def natural(self, rng: random.Random) -> str:
        """The name in speaking order: Matthew S. Dillon, Jr."""
        middle = self.middle
        if len(middle) == 1:
            middle += "." if chance(rng, 0.85) else ""
        comma = "," if chance(rng, 0.6) else ""
        tail = f"{comma} {self.suffix}" if self.suffix else ""
        return " ".join(part for part in (self.given, middle, self.last) if part) + tail

    def filed(self, rng: random.Random) -> str:
        """The name as owners are filed: last name first, comma seldom, often in capitals."""
        if chance(rng, 0.05):
            return self.natural(rng)
        middle = self.middle + "." if len(self.middle) == 1 and chance(rng, 0.3) else self.middle
        last = self.last + ("," if chance(rng, 0.06) else "")
        parts = [last, self.given, middle, self.suffix]
        if self.suffix and chance(rng, 0.2):
            parts = [f"{self.last} {self.suffix}", self.given, middle]
        name = " ".join(part for part in parts if part)
        return name.upper() if chance(rng, 0.4) else name


def invented_word(rng: random.Random) -> str:
    """A word that no list holds."""
    syllables = rng.choice((2, 2, 2, 3, 3))
    parts = (rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables))
    return ("".join(parts) + rng.choice(_CODAS)).capitalize()


def _given(pools: ValuePools, rng: random.Random) -> str:
    return invented_word(rng) if chance(rng, 0.05) else rng.choice(pools.given_names)


def draw_surname(pools: ValuePools, rng: random.Random) -> str:
    """A surname, sometimes double, sometimes invented."""
    kind = rng.random()
    if kind < 0.05:
        return invented_word(rng)
    name = rng.choice(pools.surnames)
    return f"{name}-{rng.choice(pools.surnames)}" if kind > 0.98 else name


def draw_person(pools: ValuePools, rng: random.Random) -> Person:
    """A person of recombined names."""
    kind = rng.random()
    middle = rng.choice(_LETTERS) if kind < 0.6 else _given(pools, rng) if kind < 0.72 else ""
    suffix = rng.choice(_SUFFIXES) if chance(rng, 0.07) else ""
    given = _given(pools, rng)
    if middle and chance(rng, 0.04):
        given, middle = f"{rng.choice(_LETTERS)}.", given
    return Person(given, middle, draw_surname(pools, rng), suffix)


def parse_filed(name: str) -> Person | None:
    """A person from a name as filed, last name first; None for entities and odd names."""
    parts = name.replace(",", " ").split()
    if not 2 <= len(parts) <= 4 or any(_is_entity_word(word) for word in parts):
        return None
    parts = [word.title() if word.isupper() and len(word) > 2 else word for word in parts]
    suffix = next((w for w in parts[2:] if w.strip(".").lower() in _PARSED_SUFFIXES), "")
    rest = [word for word in parts if word != suffix]
    return Person(rest[1], rest[2].strip(".") if len(rest) > 2 else "", rest[0], suffix)


def _is_entity_word(word: str) -> bool:
    return word.lower().translate(_WITHOUT_MARKS) in _ENTITY_WORDS or "/" in word


def draw_word(pools: ValuePools, rng: random.Random) -> str:
    """A word for a company's name."""
    return invented_word(rng) if chance(rng, 0.15) else rng.choice(pools.company_words)


def fill_name(slot: str, pools: ValuePools, rng: random.Random) -> str:
    """The text of a slot in the names of companies, funds and trusts."""
    match slot:
        case "word":
            return draw_word(pools, rng)
        case "last":
            return draw_surname(pools, rng)
        case "person":
            return draw_person(pools, rng).natural(rng)
        case "place":
            return rng.choice(_PLACES)
        case "letters":
            return "".join(rng.choices(_LETTERS, k=rng.randint(2, 4)))
        case "sector":
            return rng.choice(_SECTORS)
        case "form":
            form = rng.choice(_FORMS)
            return form if form[:1] == "," or not form else f" {form}"
        case "roman":
            return rng.choice(_ROMANS)
        case "year":
            return str(rng.randint(1988, 2025))
        case "count":
            return str(rng.randint(1, 12))
        case "number":
            return str(rng.randint(100, 29999))
    return f"{rng.choice(_MONTHS)} {rng.randint(1, 28)}, {rng.randint(1985, 2024)}"


def draw_company(pools: ValuePools, rng: random.Random) -> Issuer:
    """An issuer: a real one of the pools, or a fictional one with a symbol that fits."""
    if pools.issuers and chance(rng, 0.45):
        issuer = rng.choice(pools.issuers)
    else:
        name = _COMPANY.draw(rng, lambda slot: fill_name(slot, pools, rng)).strip()
        issuer = Issuer(name=name.upper() if chance(rng, 0.35) else name)
    return Issuer(name=issuer.name, trading_symbol=_symbol(issuer, rng))


def _symbol(issuer: Issuer, rng: random.Random) -> str | None:
    kind = rng.random()
    if kind < 0.02:
        return rng.choice((None, "NONE", "N/A", "none", "NA"))
    symbol = issuer.trading_symbol
    if not symbol:
        letters = [c for c in (issuer.name or "").upper() if c in _LETTERS] or list(_LETTERS)
        size = min(rng.choice((2, 3, 3, 4, 4, 4, 5)), len(letters))
        picked = sorted(rng.sample(range(1, len(letters)), size - 1)) if size > 1 else []
        symbol = letters[0] + "".join(letters[at] for at in picked)
    if kind < 0.05:
        return rng.choice(
            ("{0}.A", "{0}, {0}.B", "NYSE: {0}", "NASDAQ:{0}", "{0}/B", "{0} A")
        ).format(symbol)
    return symbol.lower() if kind < 0.06 else symbol


def draw_entity(pools: ValuePools, rng: random.Random) -> str:
    """A fund, partnership or holding company."""
    name = _ENTITY.draw(rng, lambda slot: fill_name(slot, pools, rng))
    return name.upper() if chance(rng, 0.2) else name


def draw_trust(pools: ValuePools, rng: random.Random) -> str:
    """A family trust with its full name."""
    return _TRUST.draw(rng, lambda slot: fill_name(slot, pools, rng)).strip()


def draw_address(pools: ValuePools, rng: random.Random) -> Address:
    """A postal address, mostly fictional."""
    if pools.addresses and chance(rng, 0.1):
        return rng.choice(pools.addresses)
    lists = pools.address_words
    city, state, start = rng.choice(lists["city"]).split("\t")
    number = rng.choice(("ONE", "Two", *(str(rng.randint(1, 9999)) for _ in range(8))))
    street = f"{number} {rng.choice(lists['street'])} {rng.choice(lists['kind'])}"
    extra = rng.choice(("", "", "", "Suite {}", "SUITE {}", "Floor {}", "{}th Floor", "Unit {}"))
    company = (draw_company(pools, rng).name or "").upper()
    lines = (street, extra.format(rng.randint(2, 2500)))
    if chance(rng, 0.35):
        lines = (f"{rng.choice(('C/O', 'c/o', 'C/O'))} {company}", f"{street} {lines[1]}".strip())
    zip_code = start + "".join(rng.choices("0123456789", k=max(0, 5 - len(start))))
    if start.isdigit() and chance(rng, 0.15):
        zip_code += f"-{rng.randint(1000, 9999)}"
    return Address(*lines, city.upper() if chance(rng, 0.6) else city, state, zip_code)
