"""Lists of values that filings are made of: fictional where people are named, else facts.

The lists shipped beside this module were built by build_values.py.
"""

import random
from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Self

from form4.annotations.synthesis.phrases import sections
from form4.annotations.synthesis.value_files import builtin_lists, counted_lines, data_lists
from form4.model.filing import Issuer

# Frequent values would drown the rare ones that teach most: counts are flattened.
_FLATTENING = 0.6
_UNIFORM_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Weighted:
    """Values with cumulated weights; draws favour frequent values, but let rare ones in."""

    values: tuple[str, ...] = ()
    cumulated: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()

    @classmethod
    def of(cls, counted: Iterable[tuple[str, int]]) -> Self:
        """The values with their counts."""
        pairs = tuple(counted)
        weights = accumulate(count**_FLATTENING for _, count in pairs)
        return cls(tuple(p[0] for p in pairs), tuple(weights), tuple(p[1] for p in pairs))

    def draw(self, rng: random.Random) -> str:
        """One value."""
        if rng.random() < _UNIFORM_SHARE:
            return rng.choice(self.values)
        at = bisect(self.cumulated, rng.random() * self.cumulated[-1])
        return self.values[min(at, len(self.values) - 1)]


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as box 1 prints it."""

    street1: str
    street2: str
    city: str
    state: str
    zip_code: str


@dataclass(frozen=True, slots=True)
class RowPattern:
    """Numbers that stood in one real row of Table I; None where the cell was blank."""

    code: str | None
    shares: Decimal | None
    price: Decimal | None
    owned: Decimal | None


@dataclass(frozen=True, slots=True)
class DerivativePattern:
    """Numbers that stood in one real row of Table II."""

    code: str
    title: str
    conversion: Decimal | None
    shares: Decimal | None
    underlying: Decimal | None


@dataclass(frozen=True, slots=True)
class ValuePools:
    """Everything that a filing is sampled from; issuers and people may be empty lists."""

    given_names: tuple[str, ...]
    surnames: tuple[str, ...]
    company_words: tuple[str, ...]
    officer_titles: Weighted
    natures: Weighted
    titles: Weighted
    derivative_titles: Weighted
    underlying_titles: Weighted
    other_texts: tuple[str, ...]
    wordings: Mapping[str, tuple[str, ...]]
    address_words: Mapping[str, tuple[str, ...]]
    rows: tuple[RowPattern, ...]
    derivative_rows: tuple[DerivativePattern, ...]
    issuers: tuple[Issuer, ...] = ()
    owner_names: tuple[str, ...] = ()
    signature_names: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    rows_by_code: Mapping[str, tuple[RowPattern, ...]] = field(default_factory=dict)

    @classmethod
    def builtin(cls) -> Self:
        """The lists shipped with form4: no real person or company is named in them."""
        return cls._made(_base_lists())

    @classmethod
    def from_data(cls, path: Path) -> Self:
        """The shipped lists and the full pools of a data folder (pools/*.tsv.gz, gold/*.json).

        Raises DocumentError when the folder lacks its pools.
        """
        base, found = _base_lists(), data_lists(path)
        names = {name: base[name] + found[name] for name in ("given_names", "surnames")}
        return cls._made({**base, **found, **names})

    @classmethod
    def _made(cls, lists: Mapping[str, tuple[str, ...]]) -> Self:
        rows = tuple(_row_pattern(line) for line in lists["rows"])
        wordings = dict(sections("\n".join(lists["notes"])))
        for kind, texts in sections("\n".join(lists.get("footnotes", ()))).items():
            wordings[kind] = wordings.get(kind, ()) + texts
        return cls(
            given_names=lists["given_names"],
            surnames=lists["surnames"],
            company_words=lists["company_words"],
            officer_titles=_weighted(lists["officer_titles"]),
            natures=_weighted(lists["natures"]),
            titles=_weighted(lists["titles"]),
            derivative_titles=_weighted(lists["derivative_titles"]),
            underlying_titles=_weighted(lists["underlying_titles"]),
            other_texts=lists["other_texts"],
            wordings=wordings,
            address_words=sections("\n".join(lists["address_words"])),
            rows=rows,
            derivative_rows=tuple(_derivative_pattern(line) for line in lists["derivative_rows"]),
            issuers=tuple(_issuer(line) for line in lists.get("issuers", ())),
            owner_names=lists.get("owner_names", ()),
            signature_names=lists.get("signature_names", ()),
            addresses=tuple(_address(line) for line in lists.get("addresses", ())),
            rows_by_code=_by_code(rows),
        )


@cache
def _base_lists() -> Mapping[str, tuple[str, ...]]:
    return builtin_lists()


def _weighted(lines: Iterable[str]) -> Weighted:
    return Weighted.of(counted_lines(lines))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _row_pattern(line: str) -> RowPattern:
    code, shares, price, owned = line.split("\t")
    return RowPattern(code or None, _number(shares), _number(price), _number(owned))


def _derivative_pattern(line: str) -> DerivativePattern:
    code, title, conversion, shares, underlying = line.split("\t")
    return DerivativePattern(code, title, _number(conversion), _number(shares), _number(underlying))


def _issuer(line: str) -> Issuer:
    name, symbol = line.split("\t")
    return Issuer(name=name, trading_symbol=symbol or None)


def _address(line: str) -> Address:
    return Address(*line.split("\t"))


def _by_code(rows: Iterable[RowPattern]) -> Mapping[str, tuple[RowPattern, ...]]:
    found: dict[str, list[RowPattern]] = {}
    for row in rows:
        found.setdefault(row.code or "", []).append(row)
    return {code: tuple(patterns) for code, patterns in found.items()}
