"""Row cells as they lie on the page: spans with their line, their column and what they hold."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from form4.inference.assembly.join import fragments
from form4.inference.assembly.parse import parse_day, parse_number
from form4.model.labels import BY_NAME, Kind, Place
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


class Lines:
    """Where lines begin, to find the line and the column of an offset."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """The number of the line that holds the offset, from 0."""
        return bisect_right(self._starts, offset) - 1

    def is_blank(self, line: int) -> bool:
        """Whether there is such a line and it holds nothing but white space."""
        return line >= 0 and not self._text[self._starts[line] : self._starts[line + 1]].strip()

    def column(self, offset: int) -> int:
        """The characters between the line's start and the offset."""
        return offset - self._starts[self.line(offset)]


@dataclass(frozen=True, slots=True)
class Item:
    """One row-place span with what segmentation asks of it."""

    span: Span
    line: int
    last_line: int
    column: int
    width: int
    after_blank: bool
    rank: float
    is_text: bool
    folded: str
    whole: bool

    @property
    def label(self) -> str:
        """The span's label."""
        return self.span.label


def fold(text: str) -> str:
    """A text without case, punctuation and spaces, for comparing."""
    return re.sub(r"[\W_]+", "", text).casefold()


def row_items(text: str, spans: Sequence[Span], lines: Lines) -> list[Item]:
    """The row-place spans in text order."""
    return [_item(text, span, lines) for span in spans if span.label in ROW_LABELS]


def _item(text: str, span: Span, lines: Lines) -> Item:
    label = BY_NAME[span.label]
    printed = text[span.start : span.end]
    line = lines.line(span.start)
    return Item(
        span,
        line,
        lines.line(span.end - 1),
        lines.column(span.start),
        len(printed.partition("\n")[0]),
        lines.is_blank(line - 1),
        RANKS[span.label],
        label.kind is Kind.TEXT,
        fold(printed),
        _is_whole(label.kind, printed),
    )


def _is_whole(kind: Kind, printed: str) -> bool:
    if kind is Kind.DATE:
        return parse_day(printed) is not None or len(fragments([printed])) > 1
    if kind is Kind.NUMBER:
        return parse_number(printed) is not None or len(fragments([printed])) > 1
    return kind is not Kind.TEXT
