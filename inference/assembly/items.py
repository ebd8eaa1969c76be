"""Row cells as they lie on the page: spans with their line, their column and what they hold."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from form4.inference.assembly.codes import parse_code
from form4.inference.assembly.join import fragments
from form4.inference.assembly.lines import Lines
from form4.inference.assembly.parse import parse_day, parse_number
from form4.model.labels import BY_NAME, Kind, Label, Place
from form4.model.spans import Span

_COLUMNS_1 = (
    "security_title",
    "transaction_date",
    "deemed_execution_date",
    "transaction_code",
    "equity_swap_involved",
    "transaction_timeliness",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
    "shares_owned_following_transaction",
    "direct_or_indirect_ownership",
    "nature_of_ownership",
)
_COLUMNS_2 = (
    "derivative_security_title",
    "conversion_or_exercise_price",
    "transaction_date",
    "deemed_execution_date",
    "transaction_code",
    "equity_swap_involved",
    "transaction_timeliness",
    "derivative_shares_acquired",
    "derivative_shares_disposed",
    "exercise_date",
    "expiration_date",
    "underlying_security_title",
    "underlying_security_shares",
    "transaction_price_per_share",
    "shares_owned_following_transaction",
    "direct_or_indirect_ownership",
    "nature_of_ownership",
)
# How much a label tells of its table: below 0 of Table I, above 0 of Table II. Some prints have a
# plain number and a letter in Table II as well.
_LEANS = {
    "security_title": -3.0,
    "transaction_shares": -1.0,
    "transaction_acquired_disposed_code": -0.5,
    "derivative_security_title": 3.0,
    "derivative_shares_acquired": 3.0,
    "derivative_shares_disposed": 3.0,
    "conversion_or_exercise_price": 2.0,
    "exercise_date": 2.0,
    "expiration_date": 2.0,
    "underlying_security_title": 2.0,
    "underlying_security_shares": 2.0,
}
_FEWEST_DATE_DIGITS = 6
RELABELLED_SCORE = 0.8
TITLES = frozenset({"security_title", "derivative_security_title"})
NUMBERS_TRADED = frozenset(
    {"transaction_shares", "derivative_shares_acquired", "derivative_shares_disposed"}
)
ROW_LABELS = frozenset(name for name, label in BY_NAME.items() if label.place is Place.ROW)


def _ranks() -> dict[str, float]:
    ranks = {name: float(rank) for rank, name in enumerate(_COLUMNS_2)}
    ranks["security_title"] = ranks["derivative_security_title"]
    ranks["transaction_shares"] = ranks["derivative_shares_acquired"]
    ranks["transaction_acquired_disposed_code"] = ranks["derivative_shares_disposed"] + 0.5
    return ranks


# One order of columns serves both tables: the price stands behind the underlying security in
# Table II and nothing stands between in Table I.
RANKS: dict[str, float] = _ranks()


@dataclass(frozen=True, slots=True)
class Item:
    """One row-place span with what segmentation asks of it.

    `leans` is below 0 for Table I and above 0 for Table II, `section` counts the captions before,
    `opens` tells of a bracket that is not closed or a figure that ends in a sign within figures,
    `ends` of a date that has its year, `goes_on` of a text that begins like the rest of one.
    """

    span: Span
    line: int
    last_line: int
    column: int
    width: int
    rank: float
    is_text: bool
    is_number: bool
    folded: str
    whole: bool
    leans: float
    section: int
    opens: bool
    ends: bool
    goes_on: bool

    @property
    def lines(self) -> int:
        """The number of lines the cell goes over."""
        return self.last_line - self.line + 1

    @property
    def label(self) -> str:
        """The span's label."""
        return self.span.label


def relabelled(item: Item, label: str) -> Item:
    """The item under another label, and less sure of it."""
    span = replace(item.span, label=label, score=min(item.span.score, RELABELLED_SCORE))
    leans = _LEANS.get(label, 0.0) * (0.3 + 0.7 * span.score)
    return replace(item, span=span, rank=RANKS[label], leans=leans)


def fold(text: str) -> str:
    """A text without case, punctuation and spaces, for comparing."""
    return re.sub(r"[\W_]+", "", text).casefold()


def row_items(
    text: str, spans: Sequence[Span], lines: Lines, borders: Sequence[int] = ()
) -> list[Item]:
    """The row-place spans in text order; `borders` are where table captions begin."""
    return [_item(text, span, lines, borders) for span in spans if span.label in ROW_LABELS]


def _item(text: str, span: Span, lines: Lines, borders: Sequence[int]) -> Item:
    label = BY_NAME[span.label]
    printed = text[span.start : span.end]
    line = lines.line(span.start)
    return Item(
        span,
        line,
        lines.line(span.end - 1),
        lines.column(span.start),
        len(printed.partition("\n")[0]),
        RANKS[span.label],
        label.kind is Kind.TEXT,
        label.kind in (Kind.NUMBER, Kind.DATE),
        fold(printed),
        _is_whole(label, printed),
        _LEANS.get(span.label, 0.0) * (0.3 + 0.7 * span.score),
        bisect_right(borders, span.start),
        _is_open(label, printed),
        label.kind is Kind.DATE and re.search(r"\d{4}\W*$", printed) is not None,
        label.kind is Kind.TEXT and (printed[0] in "(,;&-/" or printed[0].islower()),
    )


def _is_open(label: Label, printed: str) -> bool:
    if label.kind in (Kind.NUMBER, Kind.DATE):
        return printed[-1] in "/-,."
    return printed.count("(") > printed.count(")")


def _is_whole(label: Label, printed: str) -> bool:
    if label.kind is Kind.DATE:
        digits = sum(letter.isdigit() for letter in printed)
        return parse_day(printed) is not None or digits >= _FEWEST_DATE_DIGITS
    if label.kind is Kind.NUMBER:
        if printed[0] in ",." or printed[-1] in ",.":
            return False
        return parse_number(printed) is not None or len(fragments([printed])) > 1
    if label.name == "transaction_code":
        return parse_code(printed) is not None
    return label.kind is not Kind.TEXT
