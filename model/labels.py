"""The one list of entities: tags, annotation configuration and documentation are made from it.

Names are those of the SEC ownership XML schema in snake_case. Two of them differ for a reason:
`derivative_security_title` is the title in Table II, so that a span tells its table, and the
number of Table II is labelled by the column it stands in, (A) or (D), because there the column
is the only place that tells acquired from disposed (Form 4, Table II, column 5).
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value of a label looks like once it is read."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    MARK = "mark"


class Place(StrEnum):
    """The part of the form a label belongs to."""

    HEADER = "header"
    OWNER = "owner"
    ROW = "row"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Label:
    """One entity: its name, where it stands, what it holds and what to mark as it."""

    name: str
    place: Place
    kind: Kind
    description: str


LABELS: tuple[Label, ...] = (
    Label("issuer_name", Place.HEADER, Kind.TEXT, "Issuer name, box 2"),
    Label("trading_symbol", Place.HEADER, Kind.TEXT, "Ticker, box 2, without its brackets"),
    Label(
        "period_of_report", Place.HEADER, Kind.DATE, "Date of earliest transaction, or the month"
    ),
    Label("date_of_original_submission", Place.HEADER, Kind.DATE, "Amendment: original date"),
    Label("aff10b5_one", Place.HEADER, Kind.MARK, "Check mark in the Rule 10b5-1(c) box"),
    Label("owner_name", Place.OWNER, Kind.TEXT, "Reporting person's name, box 1"),
    Label("is_director", Place.OWNER, Kind.MARK, "Check mark beside Director"),
    Label("is_officer", Place.OWNER, Kind.MARK, "Check mark beside Officer"),
    Label("is_ten_percent_owner", Place.OWNER, Kind.MARK, "Check mark beside 10% Owner"),
    Label("is_other", Place.OWNER, Kind.MARK, "Check mark beside Other"),
    Label("officer_title", Place.OWNER, Kind.TEXT, "Officer's title"),
    Label("other_text", Place.OWNER, Kind.TEXT, "Text that goes with Other"),
    Label("security_title", Place.ROW, Kind.TEXT, "Table I, column 1"),
    Label("derivative_security_title", Place.ROW, Kind.TEXT, "Table II, column 1"),
    Label("conversion_or_exercise_price", Place.ROW, Kind.NUMBER, "Table II, column 2"),
    Label("transaction_date", Place.ROW, Kind.DATE, "Transaction date"),
    Label("deemed_execution_date", Place.ROW, Kind.DATE, "Deemed execution date"),
    Label("transaction_code", Place.ROW, Kind.CODE, "Transaction code: one letter, or its word"),
    Label("equity_swap_involved", Place.ROW, Kind.MARK, "The K beside the code"),
    Label("transaction_timeliness", Place.ROW, Kind.CODE, "The V, or E/L, beside the code"),
    Label("transaction_shares", Place.ROW, Kind.NUMBER, "Table I, amount"),
    Label("derivative_shares_acquired", Place.ROW, Kind.NUMBER, "Table II, column 5 (A)"),
    Label("derivative_shares_disposed", Place.ROW, Kind.NUMBER, "Table II, column 5 (D)"),
    Label("transaction_acquired_disposed_code", Place.ROW, Kind.CODE, "A or D"),
    Label("transaction_price_per_share", Place.ROW, Kind.NUMBER, "Price; in Table II, column 8"),
    Label("exercise_date", Place.ROW, Kind.DATE, "Date exercisable"),
    Label("expiration_date", Place.ROW, Kind.DATE, "Expiration date"),
    Label("underlying_security_title", Place.ROW, Kind.TEXT, "Title of underlying security"),
    Label("underlying_security_shares", Place.ROW, Kind.NUMBER, "Amount of underlying security"),
    Label("shares_owned_following_transaction", Place.ROW, Kind.NUMBER, "Amount owned afterwards"),
    Label("direct_or_indirect_ownership", Place.ROW, Kind.CODE, "D or I"),
    Label("nature_of_ownership", Place.ROW, Kind.TEXT, "Nature of indirect ownership"),
    Label("footnote_mark", Place.NOTE, Kind.CODE, "Mark of a footnote in a cell, number only"),
    Label("footnote_id", Place.NOTE, Kind.CODE, "Number that opens a footnote's text"),
    Label("footnote_text", Place.NOTE, Kind.TEXT, "A footnote's text, without its number"),
    Label("remarks", Place.NOTE, Kind.TEXT, "Remarks"),
    Label("signature_name", Place.SIGNATURE, Kind.TEXT, "Signature, as signed"),
    Label("signature_date", Place.SIGNATURE, Kind.DATE, "Date of the signature"),
)

BY_NAME: dict[str, Label] = {label.name: label for label in LABELS}


def tag_names(labels: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """The IOB2 tags of the labels, O first; a tag's position is its class number."""
    names = labels if labels is not None else tuple(label.name for label in LABELS)
    return ("O", *(f"{prefix}-{name}" for name in names for prefix in ("B", "I")))
