"""Reporting persons with their roles, and how they sign."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from form4.annotations.synthesis.phrases import options, parse
from form4.annotations.synthesis.sample_names import (
    Person,
    draw_entity,
    draw_person,
    draw_trust,
    draw_word,
    parse_filed,
)
from form4.annotations.synthesis.sample_numbers import DAY, business_day, chance
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import ReportingOwner, Signature

_OWN_HAND = parse("[/s/ |/s/ |/s/|/S/ |s/ |||]{owner}[, [Director|Individually|Trustee]||||||]")
_AGENT = parse(
    "[/s/ |/s/ |/s/|By: |By: /s/ ||]{agent}[,| -|] "
    "[[as |][Attorney-in-Fact|attorney-in-fact|Attorney-In-Fact|Attorney in Fact]"
    "[ for {owner}| for {owner}|, on behalf of {owner}||]|"
    "by [power of attorney|Power of Attorney|POA][ for {owner}|]|[P.O.A.|POA]|"
    "[on behalf of|for] {owner}|under Power of Attorney[ dated {date}|]]"
)
_BEHALF = parse(
    "[/s/ |]{owner}[,| ] by[:|] [/s/ |]{agent}, [his |her |]"
    "[attorney-in-fact|Attorney-in-Fact][ pursuant to Power of Attorney dated {date}|||]"
)
_ENTITY_HAND = parse(
    "[[{entity}[,|] |]By: [/s/ |]{agent}[,|;] [Name: {agent}[,|;] Title: {rank}|{rank}|"
    "{rank} of {entity}]|/s/ {agent}, [{rank}|Authorized Signatory][ of {entity}|]|"
    "{entity} By: {upper}, its general partner By: /s/ {agent}, {rank}|"
    "{entity} by its Authorized Signatory {agent}|/s/ {agent}]"
)
_RANKS = options(
    "Managing Member|Managing Director|General Partner|Authorized Signatory|Director|Manager|"
    "Chief Financial Officer|General Counsel|Secretary|Vice President|Trustee|Authorized Person|"
    "Chief Compliance Officer|Member|Partner|President|Executive Vice President and Secretary"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """A reporting person with what is needed to speak of and sign for them."""

    filed: ReportingOwner
    person: Person | None


def draw_owners(pools: ValuePools, rng: random.Random) -> list[Owner]:
    """One reporting person as a rule; groups of funds with the people behind them at times."""
    size = rng.choices((1, 2, 3, rng.randint(4, 10)), (82, 9, 4, 5))[0]
    if size == 1:
        return [draw_owner(pools, rng, entity=chance(rng, 0.1))]
    word = draw_word(pools, rng)
    first = draw_owner(pools, rng, entity=chance(rng, 0.6))
    owners = [first]
    for _ in range(size - 1):
        owners.append(_fellow(first, word, pools, rng))
    return owners


def _fellow(first: Owner, word: str, pools: ValuePools, rng: random.Random) -> Owner:
    """Another member of the group, mostly with the same roles and related in name."""
    other = draw_owner(pools, rng, entity=chance(rng, 0.75))
    if not chance(rng, 0.6):
        return other
    name = other.filed.name or ""
    if other.person is None:
        name = f"{word} {name}"
    roles = first.filed
    filed = ReportingOwner(
        name=name,
        is_director=roles.is_director and chance(rng, 0.3),
        is_ten_percent_owner=True,
    )
    return Owner(filed, other.person)


def draw_owner(pools: ValuePools, rng: random.Random, *, entity: bool) -> Owner:
    """A natural person or an entity, with roles."""
    if entity:
        name = draw_trust(pools, rng) if chance(rng, 0.2) else draw_entity(pools, rng)
        return Owner(
            _with_roles(name, pools, rng, rng.choice(("t", "t", "t", "dt", "x", "to"))), None
        )
    known = pools.owner_names and chance(rng, 0.35)
    name = rng.choice(pools.owner_names) if known else ""
    person = parse_filed(name) if known else None
    if person is None:
        person = draw_person(pools, rng)
        name = person.filed(rng)
    kind = rng.random()
    roles = "d" if kind < 0.36 else "o" if kind < 0.76 else "do" if kind < 0.85 else "dt"
    roles = rng.choice(("t", "dot", "x", "ox", "dx", "")) if kind > 0.93 else roles
    return Owner(_with_roles(name, pools, rng, roles), person)


def _with_roles(name: str, pools: ValuePools, rng: random.Random, roles: str) -> ReportingOwner:
    """The owner as filed; roles are d(irector), o(fficer), t(en percent owner) and x (other)."""
    title = pools.officer_titles.draw(rng) if "o" in roles else None
    if title and chance(rng, 0.03):
        title = rng.choice(("See Remarks", "See Remarks below", "See remarks."))
    return ReportingOwner(
        name=name,
        is_director="d" in roles,
        is_officer="o" in roles,
        is_ten_percent_owner="t" in roles,
        is_other="x" in roles,
        officer_title=title if not chance(rng, 0.02) else None,
        other_text=rng.choice(pools.other_texts) if "x" in roles and chance(rng, 0.9) else None,
    )


def draw_signatures(
    owners: Sequence[Owner], pools: ValuePools, rng: random.Random, day: date
) -> tuple[Signature, ...]:
    """How the owners sign: each one, or one for all; dates are the day's or just after."""
    signing = owners if len(owners) > 1 and chance(rng, 0.75) else owners[:1]
    agent = draw_person(pools, rng)
    by_agent = chance(rng, 0.5)
    name = agent.natural(rng)
    return tuple(
        Signature(_sign(owner, name if by_agent else None, pools, rng, day), day)
        for owner in signing
    )


def _sign(owner: Owner, agent: str | None, pools: ValuePools, rng: random.Random, day: date) -> str:
    if pools.signature_names and chance(rng, 0.2):
        return rng.choice(pools.signature_names)
    name = owner.person.natural(rng) if owner.person else owner.filed.name or ""
    if owner.person is None:
        phrase = _ENTITY_HAND
    elif agent is None:
        phrase = _OWN_HAND
    else:
        phrase = _BEHALF if chance(rng, 0.15) else _AGENT
    other = agent or draw_person(pools, rng).natural(rng)
    slots = {
        "owner": name,
        "agent": other,
        "entity": name,
        "upper": draw_entity(pools, rng),
        "rank": rng.choice(_RANKS),
        "date": f"{day - DAY * rng.randint(30, 3000):%B %d, %Y}",
    }
    return _in_capitals(" ".join(phrase.draw(rng, slots.__getitem__).split()), rng)


def _in_capitals(text: str, rng: random.Random) -> str:
    return text.upper().replace("/S/", "/s/") if chance(rng, 0.04) else text


def signature_day(last: date, rng: random.Random) -> date:
    """A signature's date: within two business days as a rule, later where the filing is late."""
    days = rng.choice((0, 1, 1, 2, 2, 2, 3, 4)) if chance(rng, 0.96) else rng.randint(5, 200)
    return business_day(last + DAY * days)


def year_end(day: date, rng: random.Random) -> date:
    """The end of the issuer's fiscal year that a day belongs to, in December as a rule."""
    month = rng.choice((12, 12, 12, 12, 12, 3, 6, 9))
    year = day.year if day.month <= month else day.year + 1
    return date(year, month, 31 if month in (3, 12) else 30)


def reported_day(form: str, day: date, rng: random.Random) -> date:
    """When a form is signed: Form 3 within ten days of the event, Form 5 within 45 of the year."""
    if form == "3":
        return business_day(day + DAY * rng.randint(0, 8))
    return business_day(day + DAY * rng.randint(5, 45)) if form == "5" else day
