"""New names for the issuer and the owners of a filing, wherever its texts mention them."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from form4.annotations.synthesis.sample_names import (
    Person,
    draw_company,
    draw_entity,
    draw_person,
    draw_trust,
    parse_filed,
)
from form4.annotations.synthesis.sample_owners import Owner
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Filing, Issuer, ReportingOwner

_FORM = re.compile(
    r",? (?:inc|corp|corporation|co|company|ltd|limited|plc|llc|l\.?p|holdings|motors)\.?"
    r"(?: ?/\w+/?)?$",
    re.IGNORECASE,
)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Renaming:
    """The filing's new issuer and owners; called with a text, it renames them there."""

    issuer: Issuer
    owners: tuple[Owner, ...]
    pattern: re.Pattern[str] | None
    words: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """The text with new names; capitals stay capitals."""
        return self.pattern.sub(self._new, text) if self.pattern else text

    def _new(self, match: re.Match[str]) -> str:
        found = match.group()
        word = self.words[found.lower()]
        return word.upper() if found.isupper() and len(found) > _SHORTEST else word


def renaming(filing: Filing, pools: ValuePools, rng: random.Random) -> Renaming:
    """New names for everyone the filing is about."""
    issuer = draw_company(pools, rng)
    owners = [_renamed(owner, pools, rng) for owner in filing.reporting_owners]
    words = dict(_issuer_words(filing.issuer, issuer))
    for old, new in zip(filing.reporting_owners, owners, strict=True):
        words.update(_owner_words(old, new))
    longest = sorted((word for word in words if word), key=len, reverse=True)
    every = "|".join(re.escape(word) for word in longest)
    pattern = re.compile(rf"\b(?:{every})(?!\w)", re.IGNORECASE) if every else None
    return Renaming(issuer, tuple(owners), pattern, words)


def _renamed(owner: ReportingOwner, pools: ValuePools, rng: random.Random) -> Owner:
    if parse_filed(owner.name or ""):
        person = draw_person(pools, rng)
        return Owner(replace(owner, cik=None, name=person.filed(rng)), person)
    is_trust = "trust" in (owner.name or "").lower()
    name = draw_trust(pools, rng) if is_trust else draw_entity(pools, rng)
    return Owner(replace(owner, cik=None, name=name), None)


def _issuer_words(old: Issuer, new: Issuer) -> Iterator[tuple[str, str]]:
    """Full and short names, symbol left alone: it stands in no running text."""
    if not old.name or not new.name:
        return
    yield old.name.lower(), new.name
    short = _FORM.sub("", old.name)
    new_short = _FORM.sub("", new.name)
    if len(short) > _SHORTEST:
        yield short.lower(), new_short if new_short != new_short.upper() else new_short.title()


def _owner_words(old: ReportingOwner, new: Owner) -> Iterator[tuple[str, str]]:
    was = parse_filed(old.name or "")
    if was is None or new.person is None:
        if old.name and new.filed.name:
            yield old.name.lower(), new.filed.name
        return
    for before, after in zip(_parts(was), _parts(new.person), strict=True):
        if len(before) >= _SHORTEST and after:
            yield before.lower(), after


def _parts(person: Person) -> tuple[str, str, str]:
    return person.given, person.last, person.middle
