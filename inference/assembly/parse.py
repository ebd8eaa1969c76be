"""Printed dates and numbers as values: every printing of the form's revisions, and OCR slips."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from form4.inference.assembly.glyphs import plain
from form4.model.values import Period, YearMonth

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_SLIPS = str.maketrans("OoQlIi|!SsBZz", "0001111155822")
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?!\d)")
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s\-]*([A-Za-z]{3,9})\.?,?[\s\-]*(\d{4}|\d{2})")
_SOLID = re.compile(r"(\d{2})\D?(\d{2})\D?(\d{4})")
_SLASH_AS_DIGIT = re.compile(r"(\d{2})[17](\d{2})/(\d{4})|(\d{2})/(\d{2})[17](\d{4})")
_MONTH_ONLY = re.compile(
    r"(\d{1,2})\s*[/.\-]\s*(\d{4}|9\d|0[0-3])|(\d{4})[/\-](\d{2})|"
    r"([A-Za-z]{3,9})[\s.,/'\-]*(\d{4}|9\d|0[0-3])"
)
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+")
_FRACTION = re.compile(r"(?:(\d+)[\s\-]+)?(\d{1,2})/(2|4|8|16|32|64|128)")
_SWALLOWED = re.compile(r"(\d{1,3}(?:,\d{3})+)(\d{1,2})")
_DECIMAL_COMMA = re.compile(r"(\d+),(\d{1,2}|\d{4})")
_NOTHING_PAID = re.compile(r"[sS]\s?[oO0]|\$\s?[oO]")  # '$0' out of OCR
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_TWO_DIGIT_PIVOT = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A number and whether its printing had to be mended."""

    value: Decimal
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date, whether its printing had to be mended, and whether the year had four digits."""

    value: date
    mended: bool = False
    full_year: bool = True


@lru_cache(maxsize=4096)
def parse_day(text: str) -> Day | None:
    """The date that a text prints in any usual way, or None."""
    text = _undressed(text)
    for day in (_numeric_day(text), _iso_day(text), _named_day(text), _day_first(text)):
        if day is not None:
            return day
    return _mended_day(text)


def parse_period(text: str) -> Period | None:
    """The day, or for the forms before August 2002 the month, that a text prints.

    A month's year of two digits is one of those forms' years, 1990 to 2003.
    """
    day = parse_day(text)
    if day is not None:
        return day.value
    match = _MONTH_ONLY.fullmatch(_undressed(text))
    if match is None:
        return None
    month, year, iso_year, iso_month, name, named_year = match.groups()
    number = int(month or iso_month or _MONTHS.get((name or "")[:3].casefold(), 0))
    if not 1 <= number <= len(_MONTHS):
        return None
    stated = int(year or iso_year or named_year)
    if stated < 100:
        stated += 2000 if stated < _TWO_DIGIT_PIVOT else 1900
    return YearMonth(stated, number)


@lru_cache(maxsize=4096)
def parse_number(text: str, *, price: bool = False) -> Number | None:
    """The number that a text prints, without dollar signs and brackets, or None.

    A price may have a comma for its point; any number may have letters for digits, or a footnote
    mark swallowed at its end where the grouping by commas shows it.
    """
    if price and _NOTHING_PAID.fullmatch(text):
        return Number(Decimal(0), mended=True)
    text = _bare(text)
    if text.startswith(","):
        return None  # the digits before the comma were lost
    if text in ("-0-", "-", "--"):
        return Number(Decimal(0)) if "0" in text else None
    if _PLAIN.fullmatch(text):
        return Number(Decimal(text.replace(",", "").rstrip(".")))
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        whole, top, bottom = fraction.groups()
        return Number(Decimal(whole or 0) + Decimal(top) / Decimal(bottom))
    return _mended_number(text, price)


def _undressed(text: str) -> str:
    bare = re.sub(r"</?\w[^<>]{0,20}>|[*\\_`|]", " ", plain(text))
    return " ".join(bare.split()).strip(" .,;:()[]")


def _bare(text: str) -> str:
    text = re.sub(r"</?\w[^<>]{0,20}>|[$\\*_`|\s]+", " ", plain(text)).strip(" ;:()[]").rstrip(",")
    text = text.rstrip(".") or text
    return re.sub(r"(?<=[,.]) (?=\d)|(?<=\d) (?=[,.]\d)", "", text)


def _day(year: str, month: int, day: str, *, mended: bool = False) -> Day | None:
    number = int(year)
    full = len(year) > 2
    if not full:
        number += 2000 if number < _TWO_DIGIT_PIVOT else 1900
    if not 1930 <= number <= 2120:
        return None
    try:
        return Day(date(number, month, int(day)), mended, full)
    except ValueError:
        return None


def _numeric_day(text: str) -> Day | None:
    match = _NUMERIC.fullmatch(text)
    return _day(match[3], int(match[1]), match[2]) if match else None


def _iso_day(text: str) -> Day | None:
    match = _ISO.match(text)
    return _day(match[1], int(match[2]), match[3]) if match else None


def _named_day(text: str) -> Day | None:
    match = _NAMED.fullmatch(text)
    return _day(match[3], _MONTHS.get(match[1][:3].casefold(), 0), match[2]) if match else None


def _day_first(text: str) -> Day | None:
    match = _DAY_FIRST.fullmatch(text)
    return _day(match[3], _MONTHS.get(match[2][:3].casefold(), 0), match[1]) if match else None


def _mended_day(text: str) -> Day | None:
    digits = re.sub(r"(?<=\d) (?=\d)|\s*([/.\-])\s*", r"\1", text).translate(_SLIPS)
    digits = digits.replace("//", "/").replace("'", "")
    if sum(letter.isdigit() for letter in text) < len("1/1/99") - 2:
        return None
    for pattern in (_NUMERIC, _SOLID, _SLASH_AS_DIGIT):
        match = pattern.fullmatch(digits)
        if match:
            month, day, year = (group for group in match.groups() if group is not None)
            return _day(year, int(month), day, mended=True)
    return None


def _mended_number(text: str, price: bool) -> Number | None:
    if not any(letter.isdigit() for letter in text) or not any(c in text for c in "0123456789"):
        return None
    digits = text.translate(_SLIPS)
    if _PLAIN.fullmatch(digits):
        return Number(Decimal(digits.replace(",", "").rstrip(".")), mended=True)
    if _DOTS.fullmatch(digits):
        return Number(Decimal(digits.replace(".", "")), mended=True)
    comma = _DECIMAL_COMMA.fullmatch(digits) if price else None
    if comma:
        return Number(Decimal(f"{comma[1]}.{comma[2]}"), mended=True)
    swallowed = _SWALLOWED.fullmatch(digits.split("(")[0].strip())
    if swallowed:
        return Number(Decimal(swallowed[1].replace(",", "")), mended=True)
    return None
