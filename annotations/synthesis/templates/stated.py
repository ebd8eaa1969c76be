"""What a page states of a filing: the fields it has a column for, and nothing else."""

import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from form4.annotations.synthesis.templates.pen import NUMBERS
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Signature, Table

ROW_VALUES = (
    "security_title",
    "conversion_or_exercise_price",
    "transaction_date",
    "deemed_execution_date",
    "transaction_code",
    "equity_swap_involved",
    "transaction_timeliness",
    "transaction_shares",
    "transaction_total_value",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
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


def state(filing: Filing, keys: Mapping[Table, Collection[str]]) -> Filing:
    """The filing as pages with these columns print it; blank texts become None."""
    return replace(
        filing,
        issuer=Issuer(
            filing.issuer.cik, _text(filing.issuer.name), _text(filing.issuer.trading_symbol)
        ),
        reporting_owners=tuple(map(_owner, filing.reporting_owners)),
        transactions=tuple(_row(row, keys[row.table]) for row in filing.transactions),
        holdings=tuple(_row(row, keys[row.table]) for row in filing.holdings),
        footnotes={note: text.strip() for note, text in filing.footnotes.items() if text.strip()},
        remarks=_text(filing.remarks),
        signatures=tuple(Signature(_text(s.name), s.date) for s in filing.signatures),
    )


def form_digit(filing: Filing) -> str:
    """3, 4 or 5: the form whose tables a page has."""
    digit = (filing.form_type or "4")[:1]
    return digit if digit in ("3", "4", "5") else "4"


def without_roles(filing: Filing) -> Filing:
    """The filing as pages with one relationship box state it: no roles of further owners."""
    first, further = filing.reporting_owners[:1], filing.reporting_owners[1:]
    nameless = tuple(ReportingOwner(cik=owner.cik, name=owner.name) for owner in further)
    return replace(filing, reporting_owners=(*first, *nameless))


def lettered(filing: Filing, letters: str) -> tuple[Filing, dict[str, str]]:
    """The filing with letters for its footnote numbers (F1 becomes Fa), and each id's mark.

    Filings with more footnotes than letters stay as they are.
    """
    names = {f"F{number + 1}": letter for number, letter in enumerate(letters)}
    rows = (*filing.transactions, *filing.holdings)
    used = {mark for row in rows for marks in row.footnote_ids.values() for mark in marks}
    if not (used | set(filing.footnotes)) <= names.keys():
        return filing, {}
    renamed = replace(
        filing,
        transactions=tuple(_with_letters(row, names) for row in filing.transactions),
        holdings=tuple(_with_letters(row, names) for row in filing.holdings),
        footnotes={f"F{names[note]}": text for note, text in filing.footnotes.items()},
    )
    return renamed, {f"F{letter}": letter for letter in letters}


def _with_letters(row: Row, names: Mapping[str, str]) -> Row:
    notes = {
        name: tuple(f"F{names[mark]}" for mark in marks) for name, marks in row.footnote_ids.items()
    }
    return replace(row, footnote_ids=notes)


def _text(text: str | None) -> str | None:
    return (text.strip() or None) if text else None


def _owner(owner: ReportingOwner) -> ReportingOwner:
    return replace(
        owner,
        name=_text(owner.name),
        officer_title=_text(owner.officer_title),
        other_text=_text(owner.other_text),
    )


def _row(row: Row, keys: Collection[str]) -> Row:
    shown = {NUMBERS.get(key, key) for key in keys}
    changes: dict[str, Any] = {}
    for name in ROW_VALUES:
        value = getattr(row, name)
        if value is not None and name not in shown and name != "equity_swap_involved":
            changes[name] = None
        elif isinstance(value, str) and value != value.strip():
            changes[name] = _text(value)
    direction = row.transaction_acquired_disposed_code
    if row.table is Table.DERIVATIVE and row.transaction_shares is not None:
        changes["transaction_acquired_disposed_code"] = direction or "A"
    elif "derivative_shares_acquired" in keys:
        changes["transaction_acquired_disposed_code"] = None
    if row.equity_swap_involved and not row.transaction_code:
        changes["equity_swap_involved"] = None
    notes = {name: marks for name, marks in row.footnote_ids.items() if marks and name in shown}
    return replace(row, **changes, footnote_ids=notes)


def in_order(filing: Filing, table: Table, rng: random.Random) -> tuple[Row, ...]:
    """The rows of a table as a page lists them: holdings after, or strewn among, transactions."""
    traded = [row for row in filing.transactions if row.table is table]
    held = [row for row in filing.holdings if row.table is table]
    if not (traded and held) or rng.random() < 0.6:
        return (*traded, *held)
    places = sorted(rng.sample(range(len(traded) + len(held)), len(held)))
    rows = list(traded)
    for place, row in zip(places, held, strict=True):
        rows.insert(place, row)
    return tuple(rows)
