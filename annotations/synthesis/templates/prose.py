"""Transactions told in prose: who did what, how many, at which price, when."""

from form4.annotations.synthesis.page import Paragraph, Run
from form4.annotations.synthesis.templates.pen import Pen, Runs
from form4.annotations.synthesis.templates.words import CODE_VERBS
from form4.model.filing import Filing, Row

Order = tuple[tuple[str, str, str], ...]
_TERMS = (
    ("conversion_or_exercise_price", " with an exercise price of ", ""),
    ("exercise_date", ", exercisable ", ""),
    ("expiration_date", ", expiring ", ""),
    ("underlying_security_shares", ", for ", ""),
    ("underlying_security_title", " ", ""),
)
_AFTER = (
    ("shares_owned_following_transaction", " and now owns ", ""),
    ("direct_or_indirect_ownership", ", held ", ""),
    ("nature_of_ownership", ", ", ""),
)
_WHAT = (
    ("transaction_shares", "", " shares of "),
    ("derivative_shares", "", " "),
    ("security_title", "", ""),
)
ORDERS: tuple[Order, ...] = (
    (
        ("transaction_date", "On ", ", "),
        ("who", "", " "),
        ("transaction_code", "", " "),
        *_WHAT,
        ("transaction_price_per_share", " at ", " per share"),
        *_TERMS,
        *_AFTER,
    ),
    (
        ("who", "", " "),
        ("transaction_code", "", " "),
        *_WHAT,
        ("transaction_price_per_share", " at a price of ", " per share"),
        ("transaction_date", " on ", ""),
        *_TERMS,
        *_AFTER,
    ),
    (
        ("transaction_code", "", " "),
        *_WHAT,
        ("transaction_price_per_share", " @ ", ""),
        ("transaction_date", " (", ")"),
        *_TERMS,
        ("shares_owned_following_transaction", "; holds ", " after"),
        ("direct_or_indirect_ownership", " (", ")"),
        ("nature_of_ownership", " - ", ""),
    ),
    (
        ("transaction_date", "", ": "),
        ("who", "", " "),
        ("transaction_code", "", " "),
        *_WHAT,
        *_TERMS,
        ("transaction_price_per_share", ", price ", ""),
        ("shares_owned_following_transaction", ". Holdings after the transaction: ", " shares"),
        ("direct_or_indirect_ownership", " held ", ""),
        ("nature_of_ownership", " ", ""),
    ),
)
_WHO = ("The reporting person", "the insider", "He", "She", "The fund", "{last}", "Mr. {last}")


def sentence(pen: Pen, filing: Filing, row: Row, keys: frozenset[str], order: Order) -> Paragraph:
    """A row as a sentence; holdings say that someone holds."""
    runs: list[Run] = []
    for key, before, after in order:
        value = _part(pen, filing, row, key) if key not in keys else pen.cell(row, key).runs
        if key == "transaction_code":
            value = _verb(pen, row)
        if value:
            runs.extend((Run(before), *value, Run(after)))
    return Paragraph(tuple(run for run in (*runs, Run(".")) if run.text))


def _part(pen: Pen, filing: Filing, row: Row, key: str) -> Runs:
    if key != "who":
        return ()
    name = next((o.name for o in filing.reporting_owners if o.name), None) or "The owner"
    who = pen.rng.choice(_WHO).format(last=name.split()[0].title())
    return (Run(who if row.transaction_code else f"{who} holds"),)


def _verb(pen: Pen, row: Row) -> Runs:
    """The verb that is the code, with the marks of the code's cell; the letter beside a K."""
    cell = pen.cell(row, "transaction_code").runs
    if not row.transaction_code or row.equity_swap_involved:
        return cell
    marks = cell[next(i for i, run in enumerate(cell) if run.label == "transaction_code") + 1 :]
    verb = Run(pen.rng.choice(CODE_VERBS[row.transaction_code]), "transaction_code")
    return (verb, *marks)
