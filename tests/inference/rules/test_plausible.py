"""Rows that only look like holdings: pieces of captions, and halves of torn rows."""

from decimal import Decimal

from form4.inference.rules.reader import extract_by_rules

CAPTION = (
    "FORM 4\nTable I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
    "1. Title of Security (Instr. 3)\n"
)
TRADED = "Common Stock 03/05/2021 F 1,250 D $ 10.50 98,750 D\n"


def holdings(body: str) -> list[tuple[str | None, Decimal | None, str | None]]:
    """Title, amount and letter of the holdings on a page."""
    return [
        (
            row.security_title,
            row.shares_owned_following_transaction,
            row.direct_or_indirect_ownership,
        )
        for row in extract_by_rules(CAPTION + body).holdings
    ]


def test_pieces_of_captions_are_no_holdings() -> None:
    torn = "2. Trans.\nCode (Instr. 8) 4\nor Number of 8hares\nSEC FORM\t4\n"
    assert holdings(torn + TRADED) == []


def test_half_a_torn_row_is_no_holding() -> None:
    assert holdings(TRADED + "Page\n$ 136.79 38,428\n") == []


def test_a_letter_in_brackets_is_of_the_heads() -> None:
    text = CAPTION + "Amount (A) or\nof (D)\n" + TRADED
    (row,) = extract_by_rules(text).transactions
    assert (row.security_title, row.transaction_shares) == ("Common Stock", 1250)


def test_holdings_with_a_letter_or_a_large_amount_stay() -> None:
    body = TRADED + "Class A Common Stock 77 I By Spouse\nPreferred Stock 5,000\n"
    assert holdings(body) == [
        ("Class A Common Stock", Decimal(77), "I"),
        ("Preferred Stock", Decimal(5000), "D"),
    ]


def test_a_title_above_its_amount_stays() -> None:
    assert holdings("Class A Common Stock\n\nFund IV,\nLP\n77 I\n") == [
        ("Class A Common Stock", Decimal(77), "I")
    ]


def exercise_price(body: str) -> Decimal | None:
    """The exercise price of the one holding of Table II on a page."""
    caption = "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
    heads = "1. Title of Derivative Security (Instr. 3)\nCode V (A) (D) Title Amount\n"
    (row,) = extract_by_rules(f"FORM 4\n{caption}{heads}{body}").holdings
    return row.conversion_or_exercise_price


def test_a_bare_number_behind_a_title_is_no_exercise_price() -> None:
    rest = "05/01/2025 Common Stock 300 700 D\n"
    assert exercise_price(f"Stock Option (right to buy) 2 {rest}") is None
    assert exercise_price(f"Stock Option (right to buy) $ 4 {rest}") == 4
    assert exercise_price(f"Stock Option (right to buy) 4.25 {rest}") == Decimal("4.25")
