"""The columns of both tables: what each may hold, and what it costs to leave one out."""

import re
from dataclasses import dataclass

from form4.inference.assembly.codes import TRANSACTION_CODES
from form4.inference.rules.atoms import Atom, Sort
from form4.inference.rules.likeness import (
    ACQUIRED,
    ACTION,
    DIRECT,
    DISPOSED,
    HOLDER,
    SECURITY,
)
from form4.model.filing import Table

NEVER = -50.0
_SECURITY_LIKE = 3.0
_FITS = 3.0
_LONG_PHRASE = 90
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Column:
    """A column in the form's order: its label, its place among the cells, the cost without it."""

    label: str
    cell: int
    without: float


TABLE_1 = (
    Column("security_title", 0, 1.5),
    Column("transaction_date", 1, 3.0),
    Column("deemed_execution_date", 2, 0.0),
    Column("transaction_code", 3, 2.0),
    Column("transaction_timeliness", 4, 0.0),
    Column("transaction_shares", 5, 2.0),
    Column("transaction_acquired_disposed_code", 6, 1.0),
    Column("transaction_price_per_share", 7, 0.7),
    Column("shares_owned_following_transaction", 8, 1.0),
    Column("direct_or_indirect_ownership", 9, 0.5),
    Column("nature_of_ownership", 10, 0.0),
)
TABLE_2 = (
    Column("derivative_security_title", 0, 1.5),
    Column("conversion_or_exercise_price", 1, 0.3),
    Column("transaction_date", 2, 3.0),
    Column("deemed_execution_date", 3, 0.0),
    Column("transaction_code", 4, 2.0),
    Column("transaction_timeliness", 5, 0.0),
    Column("derivative_shares_acquired", 6, 0.0),
    Column("derivative_shares_disposed", 7, 0.0),
    Column("exercise_date", 8, 0.3),
    Column("expiration_date", 9, 0.5),
    Column("underlying_security_title", 10, 1.0),
    Column("underlying_security_shares", 11, 1.0),
    Column("transaction_price_per_share", 12, 0.7),
    Column("shares_owned_following_transaction", 13, 1.0),
    Column("direct_or_indirect_ownership", 14, 0.5),
    Column("nature_of_ownership", 15, 0.0),
)
COLUMNS = {Table.NON_DERIVATIVE: TABLE_1, Table.DERIVATIVE: TABLE_2}
# What a transaction has and a holding has not: left out together they cost as one.
TRADED = frozenset(
    {
        "transaction_date",
        "deemed_execution_date",
        "transaction_code",
        "transaction_timeliness",
        "transaction_shares",
        "transaction_acquired_disposed_code",
        "derivative_shares_acquired",
        "derivative_shares_disposed",
    }
)
HOLDING_COST = 1.0
_TITLES = frozenset({"security_title", "derivative_security_title", "underlying_security_title"})
_NUMBERS = frozenset(
    {
        "transaction_shares",
        "derivative_shares_acquired",
        "derivative_shares_disposed",
        "underlying_security_shares",
        "shares_owned_following_transaction",
    }
)


def fit(column: str, atom: Atom, code: str = "") -> float:
    """How well an atom fits a column: about 3 when it is what belongs there, NEVER if it cannot.

    `code` tells which of the two number columns of Table II is likelier.
    """
    if atom.sort is Sort.DATE:
        return _FITS if column.endswith("_date") else NEVER
    if atom.sort in (Sort.NUMBER, Sort.MONEY):
        return _fit_number(column, atom, code)
    if atom.sort is Sort.LETTER:
        return _fit_letter(column, atom.text.strip("()")[:1])
    return _fit_phrase(column, atom.text)


def _fit_number(column: str, atom: Atom, code: str) -> float:
    money = atom.sort is Sort.MONEY
    if column == "conversion_or_exercise_price":
        return 4.0 if money else 2.0
    if column == "transaction_price_per_share":
        if money:
            return 4.0
        return 2.5 if "." in atom.text or atom.text == "0" else 1.0
    year = _YEAR.fullmatch(atom.text) is not None
    if column not in _NUMBERS:
        return 0.3 if year and column == "nature_of_ownership" else NEVER
    worth = -2.0 if money else _FITS
    if re.fullmatch(r"\d{1,4}\.\d{2}|\.\d+", atom.text) is not None:
        worth -= 0.8  # a price by its looks
    if year:
        worth -= 1.0
    return worth - 0.6 if code and column.startswith("derivative") and column != code else worth


def _fit_letter(column: str, letter: str) -> float:
    if column == "transaction_code":
        fits = letter in TRANSACTION_CODES and letter != "V"
        return _FITS if fits else (0.5 if letter.upper() in TRANSACTION_CODES else NEVER)
    if column == "transaction_timeliness":
        return {"V": _FITS, "L": 1.0, "E": 1.0}.get(letter, NEVER)
    if column == "transaction_acquired_disposed_code":
        return {"A": _FITS, "D": _FITS, "a": 1.0, "d": 1.0}.get(letter, NEVER)
    if column == "direct_or_indirect_ownership":
        return {"D": _FITS, "I": _FITS, "l": 1.0, "d": 1.0, "i": 1.0}.get(letter, NEVER)
    return NEVER


def _fit_phrase(column: str, phrase: str) -> float:
    if column in _TITLES:
        if len(phrase) > _LONG_PHRASE:
            return -1.0
        holder = HOLDER.search(phrase) is not None
        if SECURITY.search(phrase):
            return 1.5 if holder else _SECURITY_LIKE
        return -1.5 if holder else -0.2
    if column == "nature_of_ownership":
        return _FITS if HOLDER.search(phrase) else (-0.5 if SECURITY.search(phrase) else 0.8)
    if column == "transaction_code":
        return _FITS if ACTION.search(phrase) else NEVER
    if column == "transaction_acquired_disposed_code":
        return _FITS if ACQUIRED.search(phrase) or DISPOSED.search(phrase) else NEVER
    if column == "direct_or_indirect_ownership":
        return _FITS if DIRECT.search(phrase) else NEVER
    return NEVER
