"""Pages written with their labels in line: `{n:12,345}` is a span, everything else plain text."""

import re

from form4.inference.assembly import assemble
from form4.model.filing import Filing
from form4.model.spans import Span

SHORT = {
    "t": "security_title",
    "dt": "derivative_security_title",
    "d": "transaction_date",
    "dd": "deemed_execution_date",
    "c": "transaction_code",
    "k": "equity_swap_involved",
    "v": "transaction_timeliness",
    "n": "transaction_shares",
    "na": "derivative_shares_acquired",
    "nd": "derivative_shares_disposed",
    "ad": "transaction_acquired_disposed_code",
    "p": "transaction_price_per_share",
    "cp": "conversion_or_exercise_price",
    "ex": "exercise_date",
    "xp": "expiration_date",
    "ut": "underlying_security_title",
    "us": "underlying_security_shares",
    "o": "shares_owned_following_transaction",
    "di": "direct_or_indirect_ownership",
    "nat": "nature_of_ownership",
    "m": "footnote_mark",
    "fi": "footnote_id",
    "ft": "footnote_text",
    "per": "period_of_report",
    "own": "owner_name",
    "sn": "signature_name",
    "sd": "signature_date",
}


def marked(markup: str, score: float = 1.0) -> tuple[str, list[Span]]:
    """The text and the spans of a page with labels in line."""
    text, spans, done = "", [], 0
    for match in re.finditer(r"\{(\w+):([^{}]*)\}", markup):
        text += markup[done : match.start()]
        spans.append(
            Span(len(text), len(text) + len(match[2]), SHORT.get(match[1], match[1]), score)
        )
        text += match[2]
        done = match.end()
    return text + markup[done:], spans


def filing(markup: str, score: float = 1.0) -> Filing:
    """The filing assembled from a page with labels in line."""
    text, spans = marked(markup, score)
    return assemble(text, spans)


def core(of: Filing) -> list[tuple[str | None, ...]]:
    """Date, code, shares, A or D, and price of every transaction, as text."""
    names = (
        "transaction_date",
        "transaction_code",
        "transaction_shares",
        "transaction_acquired_disposed_code",
        "transaction_price_per_share",
    )
    rows = []
    for row in of.transactions:
        values = [getattr(row, name) for name in names]
        rows.append(tuple(None if value is None else str(value) for value in values))
    return rows
