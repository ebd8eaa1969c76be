"""The scored fields of a filing and when two values of them are the same.

Names are qualified by the part they stand in (`owner.name`, `transaction.transaction_date`), so
that one string tells a scored field and a set of them a scope.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from form4.model.filing import Evidence, Filing, ReportingOwner, Row
from form4.model.values import Value


class Part(StrEnum):
    """The kinds of parts that a filing is made of."""

    FILING = "filing"
    OWNER = "owner"
    TRANSACTION = "transaction"
    HOLDING = "holding"


ROLE_MARKS = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
OWNER_FIELDS = ("name", "officer_title", *ROLE_MARKS)
CORE_ROW_FIELDS = (
    "transaction_date",
    "transaction_code",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
)
STANDING_ROW_FIELDS = (
    "security_title",
    "conversion_or_exercise_price",
    "exercise_date",
    "expiration_date",
    "underlying_security_title",
    "underlying_security_shares",
    "underlying_security_value",
    "shares_owned_following_transaction",
    "value_owned_following_transaction",
    "direct_or_indirect_ownership",
    "nature_of_ownership",
)
ROW_FIELDS = (
    *CORE_ROW_FIELDS,
    "deemed_execution_date",
    "equity_swap_involved",
    "transaction_timeliness",
    "transaction_total_value",
    *STANDING_ROW_FIELDS,
)

CORE_ROW = frozenset(f"{Part.TRANSACTION}.{name}" for name in CORE_ROW_FIELDS)
CORE = CORE_ROW | {"owner.name", "owner.officer_title"}
ALL = frozenset(
    {
        "filing.issuer.name",
        "filing.issuer.trading_symbol",
        "filing.period_of_report",
        *(f"{Part.OWNER}.{name}" for name in OWNER_FIELDS),
        *(f"{Part.TRANSACTION}.{name}" for name in ROW_FIELDS),
        *(f"{Part.HOLDING}.{name}" for name in ROW_FIELDS),
    }
)
FOOTNOTES = frozenset({"transaction.footnote_ids", "holding.footnote_ids"})

Key = str | Value


@dataclass(frozen=True, slots=True)
class Item:
    """One value of one part: as it is, as it is compared, and the score of its evidence."""

    value: Value
    key: Key
    score: float | None


def fold(text: str) -> str:
    """A text without case, punctuation and spaces; a text of nothing else stays as it is."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(filter(str.isalnum, folded)) or text.strip()


def compared(value: Value) -> Key:
    """What a value is compared by; None for what counts as absent.

    A mark counts only when it is set: a page shows a missing mark and a false one alike.
    """
    if isinstance(value, bool):
        return value or None
    if isinstance(value, str):
        return fold(value) or None
    return value


def filing_items(filing: Filing) -> dict[str, Item]:
    """The scored values of the header, by field."""
    values: dict[str, Value] = {
        "issuer.name": filing.issuer.name,
        "issuer.trading_symbol": filing.issuer.trading_symbol,
        "period_of_report": filing.period_of_report,
    }
    return _items(values, filing.evidence)


def owner_items(owner: ReportingOwner) -> dict[str, Item]:
    """The scored values of a reporting owner, by field."""
    return _items({name: getattr(owner, name) for name in OWNER_FIELDS}, owner.evidence)


def row_items(row: Row) -> dict[str, Item]:
    """The scored values of a transaction or holding, by field."""
    return _items({name: getattr(row, name) for name in ROW_FIELDS}, row.evidence)


def footnote_items(row: Row) -> frozenset[str]:
    """Every footnote mark of a row with the cell it stands in."""
    return frozenset(f"{cell} {mark}" for cell, marks in row.footnote_ids.items() for mark in marks)


def _items(values: Mapping[str, Value], evidence: Mapping[str, Evidence]) -> dict[str, Item]:
    keys = {name: compared(value) for name, value in values.items()}
    return {
        name: Item(values[name], key, evidence[name].score if name in evidence else None)
        for name, key in keys.items()
        if key is not None
    }
