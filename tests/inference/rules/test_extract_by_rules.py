"""Whole small pages, read by rules alone."""

import time
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.fields import CORE
from form4.inference.rules.plain import plain
from form4.inference.rules.reader import extract_by_rules
from form4.inference.rules.tagger import RuleTagger
from form4.model.filing import Filing, Origin, Row
from form4.training.corpus import real_texts

HEAD = """FORM 4
UNITED STATES SECURITIES AND EXCHANGE COMMISSION
STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
1. Name and Address of Reporting Person*
SMITH JANE Q
(Last) (First) (Middle)
1 MAIN STREET
(Street)
AUSTIN TX 78701
(City) (State) (Zip)
2. Issuer Name and Ticker or Trading Symbol
ACME CORP [ ACME ]
5. Relationship of Reporting Person(s) to Issuer
(Check all applicable)
X Director 10% Owner
X Officer (give title below) Other (specify below)
Chief Financial Officer
3. Date of Earliest Transaction (Month/Day/Year)
03/05/2021
4. If Amendment, Date of Original Filed (Month/Day/Year)
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
"""
TAIL = """
Explanation of Responses:
1. Shares withheld for taxes.
2. Held by the spouse (see note 1).
/s/ Jane Q. Smith 03/08/2021
** Signature of Reporting Person Date
Reminder: Report on a separate line for each class of securities beneficially owned.
"""
FLOWING = """1. Title of Security (Instr. 3)
2. Transaction Date (Month/Day/Year)
Code V Amount (A) or (D) Price
Common Stock 03/05/2021 F 1,250 (1) D $ 10.50 98,750 D
Class A Common Stock 5,000 I By Spouse (2)
Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title of Derivative Security (Instr. 3)
Code V (A) (D) Date Exercisable Expiration Date Title Amount or Number of Shares
Stock Option (right to buy) $ 4.25 03/05/2021 M 300 (1) 05/01/2025 Common Stock 300 $ 0 700 D
"""
MARKDOWN = """| 1. Title of Security (Instr. 3) | 2. Transaction Date | 2A. | Code | V | Amount |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Common Stock | 03/05/2021 |  | F |  | 1,250(1) | D | $10.50 | 98,750 | D |  |
| Class A Common Stock |  |  |  |  |  |  |  | 5,000 | I | By Spouse(2) |

Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned
| 1. Title of Derivative Security (Instr. 3) | 2. Conversion or Exercise Price |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Stock Option (right to buy) | $4.25 | 03/05/2021 |  | M |  |  | 300 | (1) | 05/01/2025 | \
Common Stock | 300 | $0 | 700 | D |  |
"""
RUN_TOGETHER = """Code V Amount (A) or (D) Price
Common Stock03/05/2021F1,250(1)D$10.5098,750D
"""


def rows(filing: Filing) -> list[tuple[object, ...]]:
    """The rows as tuples of what they say."""
    return [told(row) for row in (*filing.transactions, *filing.holdings)]


def told(row: Row) -> tuple[object, ...]:
    return (
        row.security_title,
        row.transaction_date,
        row.transaction_code,
        row.transaction_shares,
        row.transaction_acquired_disposed_code,
        row.transaction_price_per_share,
        row.shares_owned_following_transaction,
        row.direct_or_indirect_ownership,
    )


WANTED = [
    (
        "Common Stock",
        date(2021, 3, 5),
        "F",
        Decimal(1250),
        "D",
        Decimal("10.50"),
        Decimal(98750),
        "D",
    ),
    (
        "Stock Option (right to buy)",
        date(2021, 3, 5),
        "M",
        Decimal(300),
        "D",
        Decimal(0),
        Decimal(700),
        "D",
    ),
    ("Class A Common Stock", None, None, None, None, None, Decimal(5000), "I"),
]


@pytest.mark.parametrize("body", [FLOWING, MARKDOWN], ids=["flowing", "markdown"])
def test_every_row_of_both_tables_is_read(body: str) -> None:
    filing = extract_by_rules(HEAD + body + TAIL)
    assert rows(filing) == WANTED
    option = filing.transactions[1]
    assert option.conversion_or_exercise_price == Decimal("4.25")
    assert option.expiration_date == date(2025, 5, 1)
    assert option.underlying_security_title == "Common Stock"
    assert option.underlying_security_shares == Decimal(300)
    assert filing.holdings[0].nature_of_ownership == "By Spouse"
    assert filing.transactions[0].footnote_ids == {"transaction_shares": ("F1",)}


def test_cells_without_a_blank_between_them_are_told_apart() -> None:
    filing = extract_by_rules(HEAD + RUN_TOGETHER + TAIL)
    assert rows(filing) == WANTED[:1]
    assert filing.transactions[0].footnote_ids == {"transaction_shares": ("F1",)}
    four = RUN_TOGETHER.replace("$10.50", "$10.5075")
    (row,) = extract_by_rules(HEAD + four + TAIL).transactions
    assert (row.transaction_price_per_share, row.shares_owned_following_transaction) == (
        Decimal("10.5075"),
        Decimal(98750),
    )


def test_a_long_price_by_itself_is_left_whole() -> None:
    apart = RUN_TOGETHER.replace("$10.50", "$10.506789 ")
    (row,) = extract_by_rules(HEAD + apart + TAIL).transactions
    assert row.transaction_price_per_share == Decimal("10.506789")
    assert row.shares_owned_following_transaction == Decimal(98750)


def test_a_cell_a_line_is_read() -> None:
    body = FLOWING.replace(" (1)", "(1)").replace("Common Stock 03", "Common Stock\n03")
    lines = (
        body.replace(" F ", "\nF\n").replace(" D $ ", "\nD\n$").replace(" 98,750 D", "\n98,750\nD")
    )
    assert rows(extract_by_rules(HEAD + lines + TAIL)) == WANTED


def test_tags_are_borders_of_cells() -> None:
    cells = [line.strip("| ").split(" | ") for line in MARKDOWN.splitlines() if "03/05" in line]
    shown = "".join(
        "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row) + "</tr>" for row in cells[:1]
    )
    text = HEAD + f"<table><tr><th>1. Title of Security</th></tr>{shown}</table>" + TAIL
    assert rows(extract_by_rules(text)) == WANTED[:1]


def test_columns_of_blanks_are_read_with_cells_of_two_lines() -> None:
    body = (
        "1. Title of Security          2. Transaction   3. Code   Amount    (A) or (D)   Price\n"
        "                              Date             V\n"
        "Class A                       03/05/2021       F         1,250       D         $10.50     "
        "98,750      D\n"
        "Common Stock                                              (1)\n"
    )
    filing = extract_by_rules(HEAD + body + TAIL)
    assert rows(filing) == [("Class A Common Stock", *WANTED[0][1:])]


def test_the_head_and_the_ending_are_read() -> None:
    filing = extract_by_rules(HEAD + FLOWING + TAIL)
    owner = filing.reporting_owners[0]
    assert (owner.name, owner.officer_title) == ("SMITH JANE Q", "Chief Financial Officer")
    assert (owner.is_director, owner.is_officer, owner.is_ten_percent_owner) == (True, True, False)
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("ACME CORP", "ACME")
    assert filing.period_of_report == date(2021, 3, 5)
    assert filing.footnotes == {
        "F1": "Shares withheld for taxes.",
        "F2": "Held by the spouse (see note 1).",
    }
    signature = filing.signatures[0]
    assert (signature.name, signature.date) == ("Jane Q. Smith", date(2021, 3, 8))


def test_what_was_read_says_that_a_rule_read_it() -> None:
    filing = extract_by_rules(HEAD + FLOWING + TAIL, "page.txt")
    assert filing.transactions[0].evidence["transaction_code"].origin is Origin.RULE
    assert filing.reporting_owners[0].evidence["name"].origin is Origin.RULE
    assert filing.evidence["issuer.name"].origin is Origin.RULE
    assert filing.model == RuleTagger().name
    assert filing.source == "page.txt"


def test_a_letter_gives_no_row() -> None:
    letter = "Dear Sir,\nOn 03/05/2021 we sold 1,250 shares at $10.50.\nYours, Jane Smith\n"
    filing = extract_by_rules(letter)
    assert filing.transactions == filing.holdings == ()


@given(
    st.text(st.sampled_from("0123456789/,.$()|\t\n XxADIFabc[]*_-<>&;Table IIStock"), max_size=2000)
)
@settings(deadline=None, max_examples=60)
def test_spans_of_any_text_lie_in_it_apart(text: str) -> None:
    spans = RuleTagger().tag(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in zip(spans, spans[1:], strict=False))


@given(
    st.lists(
        st.sampled_from(
            [
                "12/",
                "1,234",
                "(",
                "a ",
                "Title of ",
                "Stock ",
                "(a",
                "  ",
                "|",
                "$ .",
                "X_",
                "Name ",
            ]
        ),
        min_size=1,
        max_size=4,
    ),
    st.integers(2_000, 6_000),
)
@settings(deadline=None, max_examples=12)
def test_long_garbage_takes_no_long_time(pieces: list[str], count: int) -> None:
    text = HEAD + "".join(pieces) * (count // len(pieces)) + TAIL
    begin = time.process_time()
    RuleTagger().tag(text)
    assert time.process_time() - begin < 3e-4 * len(text) + 0.5  # linear, with much room


@given(st.text(max_size=300))
def test_plain_text_is_as_long_as_before(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_real_pages_with_a_text_layer_are_read(shared: Path) -> None:
    right = wrong = 0
    for annotated, gold in islice(real_texts(shared / "data", "dev"), 20):
        if annotated.layout.startswith("tesseract"):
            continue
        found = compare_filings(gold, extract_by_rules(annotated.text)).filter(CORE)
        right += 2 * len(found.true_positives)
        wrong += len(found.misses) + len(found.spurious)
    assert right / (right + wrong) > 0.95


def test_columns_in_an_order_of_their_own_are_told_by_their_heads() -> None:
    text = HEAD.partition("Table I")[0] + (
        "Date\tTitle\tShares\tCode\tA/D\tShares Owned\tPrice\tSecurity\n"
        "03/05/2021\tCFO\t1,250 (1)\tF - Tax\tD\t98,750\t$10.50\tCommon Stock\n"
    )
    filing = extract_by_rules(text + TAIL)
    assert rows(filing) == WANTED[:1]
    assert filing.transactions[0].footnote_ids == {"transaction_shares": ("F1",)}


def test_a_caption_and_a_value_a_line_are_read() -> None:
    text = (
        "FORM_TYPE = 4\nOWNER_NAME = SMITH JANE Q\nIS_DIRECTOR = Y\nISSUER_NAME = ACME CORP\n"
        "--- NON_DERIVATIVE_TRANSACTION ---\nSECURITY_TITLE = Common Stock\n"
        "TRANSACTION_DATE = 03/05/2021\nTRANSACTION_CODE = F\nTRANSACTION_SHARES = 1,250\n"
        "TRANSACTION_ACQUIRED_DISPOSED_CODE = D\nTRANSACTION_PRICE_PER_SHARE = $10.50\n"
        "SHARES_OWNED_FOLLOWING_TRANSACTION = 98,750\nDIRECT_OR_INDIRECT_OWNERSHIP = D\n"
    )
    filing = extract_by_rules(text)
    assert rows(filing) == WANTED[:1]
    assert filing.reporting_owners[0].name == "SMITH JANE Q"
    assert filing.reporting_owners[0].is_director


def test_a_second_line_of_heads_is_no_row() -> None:
    heads = (
        "1. Title of Derivative Security (Instr. 3)",
        "2. Conversion or Exercise Price of Derivative Security",
        "3. Transaction Date (Month/Day/Year)",
        "4. Transaction Code (Instr. 8)",
        "",
        "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
        "",
        "6. Date Exercisable and Expiration Date (Month/Day/Year)",
        "",
        "7. Underlying Securities (Instr. 3 and 4)",
        "",
        "8. Price of Derivative Security (Instr. 5)",
        "9. Number of Derivative Securities Beneficially Owned Following Reported Transaction(s)",
        "10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
    )
    below = ("", "", "", "Code", "V", "(A)", "(D)", "Date Exercisable", "Expiration Date")
    below = (*below, "Title", "Amount or Number of Shares", "", "", "")
    row = ("Stock Option", "$ 46.62", "02/25/2015", "A", "", "519,836", "", "(2)", "02/24/2025")
    row = (*row, "Class A Common Stock", "519,836", "$ 0", "520,153", "D")
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, ("---",) * 14, below, row)]
    caption = "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned"
    filing = extract_by_rules("\n".join(("FORM 4", caption, "", *lines, "")))
    (found,) = filing.transactions
    assert found.transaction_shares == found.underlying_security_shares == 519_836
    assert (found.transaction_code, found.transaction_acquired_disposed_code) == ("A", "A")
    assert found.shares_owned_following_transaction == 520_153
