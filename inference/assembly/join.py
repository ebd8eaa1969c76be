"""Fragments of dates and numbers put together where the result is one that the field can hold."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Generic, TypeVar

from form4.inference.assembly.parse import parse_day, parse_number

Value = TypeVar("Value")
_CUT = re.compile(r"[\s|]+|<br\s*/?>", re.IGNORECASE)
_DRESS = " $\\*_`()[]|"
_FEWEST_AGREEING = 4
_FEWEST_DIGITS = 3
_MOST_PIECES = 6
_MOST_JOININGS = 400
_USUAL_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """A value that the fragments may spell, and how doubtful it is: 0 is sure."""

    value: Value
    doubt: float
    joined: bool = True


def fragments(texts: Sequence[str]) -> list[str]:
    """The parts of printed texts between white space, bars and line breaks, undressed."""
    parts = (part.strip(_DRESS) for text in texts for part in _CUT.split(text))
    return [part for part in parts if part][:_MOST_PIECES]


def joinings(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """All ways to put parts together, with the number of doubled characters that were dropped."""
    return islice(_joinings(tuple(parts)), _MOST_JOININGS)


def _joinings(parts: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    if len(parts) < 2:
        yield (parts[0] if parts else ""), 0
        return
    left, right, *rest = parts
    for size in range(min(len(left), len(right)), -1, -1):
        if size and left[-size:] != right[:size]:
            continue
        for text, dropped in _joinings((left + right[size:], *rest)):
            yield text, dropped + size


def join_days(texts: Sequence[str], likely: Collection[date] = ()) -> list[Candidate[date]]:
    """The dates that fragments may spell, the likeliest first; `likely` are dates known already."""
    parts = fragments(texts)
    found: dict[date, float] = {}
    for text, dropped in joinings(parts):
        day = parse_day(text)
        if day is None:
            continue
        doubt = _day_doubt(text, dropped) + (0.5 if day.mended else 0)
        doubt += 0 if day.full_year else 2
        doubt -= 3 if day.value in likely else 0
        found[day.value] = min(doubt, found.get(day.value, doubt))
    return [Candidate(value, doubt) for value, doubt in sorted(found.items(), key=_by_doubt)]


def complete_day(texts: Sequence[str], likely: Collection[date]) -> date | None:
    """The one likely date that fragments begin and end, when four or more characters agree."""
    parts = [re.sub(r"[.\-]", "/", part) for part in fragments(texts)]
    if sum(map(len, parts)) < _FEWEST_AGREEING:
        return None
    fits = {
        day
        for day in likely
        for shape in (f"{day:%m/%d/%Y}", f"{day.month}/{day.day}/{day.year}")
        if _frames(parts, shape)
    }
    return fits.pop() if len(fits) == 1 else None


def complete_number(texts: Sequence[str], likely: Collection[Decimal]) -> Decimal | None:
    """The one likely number that fragments begin and end, when three or more digits agree."""
    parts = fragments(texts)
    if sum(letter.isdigit() for part in parts for letter in part) < _FEWEST_DIGITS:
        return None
    fits = {
        value for value in likely for shape in (f"{value:,}", f"{value}") if _frames(parts, shape)
    }
    return fits.pop() if len(fits) == 1 else None


def without_parts(texts: Sequence[str]) -> list[int]:
    """The texts that are not the beginning or end of a longer one, by position."""
    solid = ["".join(fragments([text])) for text in texts]
    return [
        at
        for at, text in enumerate(solid)
        if not any(
            len(other) > len(text) and (other.startswith(text) or other.endswith(text))
            for other in solid
        )
    ]


def _frames(parts: Sequence[str], shape: str) -> bool:
    if len(parts) == 1:
        return shape.startswith(parts[0]) or shape.endswith(parts[0])
    return shape.startswith(parts[0]) and shape.endswith(parts[-1]) and len(parts) == 2


def join_numbers(texts: Sequence[str], *, price: bool) -> list[Candidate[Decimal]]:
    """The numbers that fragments may spell, the likeliest first."""
    parts = fragments(texts)
    found: dict[Decimal, float] = {}
    for text, dropped in joinings(parts):
        number = parse_number(text, price=price)
        if number is not None:
            doubt = _number_doubt(text, dropped) + (1.5 if number.mended else 0)
            found[number.value] = min(doubt, found.get(number.value, doubt))
    doubled = (*_doubled_cent(parts), *_doubled_head(parts))
    for value, doubt in (*_point_lost(parts), *doubled) if price else ():
        found[value] = min(doubt, found.get(value, doubt))
    for value, doubt in _stray_digit(parts):
        found.setdefault(value, doubt)
    return [Candidate(value, doubt) for value, doubt in sorted(found.items(), key=_by_doubt)]


def _by_doubt(entry: tuple[object, float]) -> float:
    return entry[1]


def _day_doubt(text: str, dropped: int) -> float:
    padded = re.fullmatch(r"\d{2}/\d{2}/\d{4}", text) is not None
    return (0 if padded else 1) + 0.01 * dropped


def _number_doubt(text: str, dropped: int) -> float:
    grouped = "," in text
    decimals = len(text.partition(".")[2])
    # Without grouping nothing shows whether a repeated digit was doubled by the cut.
    return (
        (0 if grouped else 0.3)
        + (0 if not dropped or grouped else 1)
        + (1.2 * max(0, decimals - _USUAL_DECIMALS))
    )


def _point_lost(parts: Sequence[str]) -> Iterator[tuple[Decimal, float]]:
    """A point at the cut itself: '$3' and '47' are 3.47, for prices are printed with cents."""
    if len(parts) == 2 and re.fullmatch(r"\d{1,4}", parts[0]):
        if re.fullmatch(r"\d{2}|\d{4}", parts[1]):
            yield Decimal(f"{parts[0]}.{parts[1]}"), 0.2
        elif re.fullmatch(r"\d{3}", parts[1]):
            yield Decimal(f"{parts[0]}.{parts[1]}"), 0.25


def _doubled_cent(parts: Sequence[str]) -> Iterator[tuple[Decimal, float]]:
    """A price whole to its cents, and its last digit once more on the other side of a border."""
    whole, again = "".join(parts[:-1]), parts[-1] if parts else ""
    if re.fullmatch(r"\d+\.\d{2}", whole) and again == whole[-1]:
        yield Decimal(whole), 0.25


def _doubled_head(parts: Sequence[str]) -> Iterator[tuple[Decimal, float]]:
    """A price whole with its cents behind its own first digits: '$3' and '3.15'."""
    whole = len(parts) == 2 and re.fullmatch(r"\d+\.\d{2,4}", parts[1])
    if whole and parts[1].startswith(f"{parts[0]}."):
        yield Decimal(parts[1]), 0.25


def _stray_digit(parts: Sequence[str]) -> Iterator[tuple[Decimal, float]]:
    """A digit of the neighbouring cell before a number that is whole without it."""
    if len(parts) == 2 and re.fullmatch(r"\d{1,2}", parts[0]) and "," in parts[1]:
        number = parse_number(parts[1])
        if number is not None and not number.mended:
            yield number.value, 2.0
