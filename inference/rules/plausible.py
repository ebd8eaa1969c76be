"""Which rows that atoms were placed in can be rows of the form at all.

Whatever lies between the captions and the end of a table is placed in some column: pieces of
captions, the page's own print, halves of a torn row. What was traded proves a transaction; a
holding has nothing but a title and an amount, which such pieces give as well.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from form4.inference.rules.atoms import Sort
from form4.inference.rules.columns import TRADED
from form4.inference.rules.decode import Placed
from form4.inference.rules.likeness import CAPTION, HOLDER, SECURITY
from form4.inference.rules.regions import HEAD_WORDS
from form4.model.filing import Table

_TITLES = frozenset({"security_title", "derivative_security_title"})
_OWNED = "shares_owned_following_transaction"
_OWNERSHIP = "direct_or_indirect_ownership"
_EXERCISE_PRICE = "conversion_or_exercise_price"
_PRICE = "transaction_price_per_share"
_HOLDER = "nature_of_ownership"
_FEWEST_DIGITS = 3  # of an amount that needs no letter beside it: shorter ones number captions


def plausible(placed: Sequence[Placed], table: Table) -> list[Placed]:
    """The atoms without those of rows that look like holdings and cannot be any.

    A holder's name stays: it goes on in a tall cell, whatever was made of its line.
    """
    kept: list[Placed] = []
    for _, group in groupby(placed, key=lambda one: one.row):
        row = list(group)
        kept.extend(_priced_as_such(row) if _is_row(row, table) else filter(_names_holder, row))
    return kept


def _priced_as_such(row: Sequence[Placed]) -> list[Placed]:
    """A row; where nothing was traded, a bare number after the title is a mark, and no price."""
    if any(one.label in TRADED for one in row):
        return list(row)
    return [
        one
        for one in row
        if one.label != _EXERCISE_PRICE or one.atom.sort is Sort.MONEY or "." in one.atom.text
    ]


def _names_holder(one: Placed) -> bool:
    return one.label == _HOLDER and HOLDER.search(one.atom.text) is not None


def _is_row(row: Sequence[Placed], table: Table) -> bool:
    labels = {one.label for one in row}
    figures = {_OWNED, _OWNERSHIP} if not labels & _TITLES else {_OWNED, _OWNERSHIP, _PRICE}
    if labels & TRADED or not labels & figures:
        return True  # a transaction, or a piece that may go on in a cell above
    return _is_holding(row, labels, table)


def _is_holding(row: Sequence[Placed], labels: set[str], table: Table) -> bool:
    """Whether the row names a security and states an amount or how it is owned.

    A letter for direct or indirect may go on with a row whose title stands above: OCR reads the
    tall cell of a holder's name apart from the others.
    """
    title = " ".join(one.atom.text for one in row if one.label in _TITLES)
    if title and _is_head(title):
        return False
    much = any(_digits(one) >= _FEWEST_DIGITS for one in row if one.label == _OWNED)
    priced = _PRICE in labels
    if any(one.label == _OWNERSHIP and not _is_printed(one) for one in row):
        return SECURITY.search(title) is not None or not priced
    if SECURITY.search(title) is None or CAPTION.search(title):
        return False
    return priced if table is Table.DERIVATIVE and not much else much and not priced


def _is_printed(one: Placed) -> bool:
    """Whether a letter stands in brackets, as the heads of the columns print it."""
    return one.atom.text.startswith("(")


def _digits(one: Placed) -> int:
    return sum(letter.isdecimal() for letter in one.atom.text)


def _is_head(title: str) -> bool:
    return _all_known(re.findall(r"[^\W\d_]+", title.casefold()))


def _all_known(words: Iterable[str]) -> bool:
    return set(words) <= HEAD_WORDS
