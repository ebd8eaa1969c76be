"""Tables that were read column by column, and tables that were not."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from form4.inference.rules.columnwise import column_spans
from form4.inference.rules.reader import extract_by_rules
from form4.inference.rules.regions import find_regions

EXAMPLES = Path(__file__).parents[3] / "examples"
CAPTION = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned\n"
HEADS = (
    "1. Title of Security (Instr. 3){}2. Transaction Date (Month/Day/Year){}"
    "3. Transaction Code (Instr. 8)\nCode{}V\n"
    "4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\nAmount{}(A) or (D){}Price{}"
    "5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3)"
    "{}"
    "6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4){}"
)
VALUES = (
    "\nCommon Stock\nCommon Stock\n",
    "\n03/05/2021\n03/08/2021\n",
    "\nF\nS(1)\n",
    "\n1,250\n4,206\n",
    "\nD\nD\n",
    "\n$10.50\n$11\n",
    "\n98,750\n94,544\n",
    "\nD\nD\n",
)
COLUMNS = f"FORM 4\n{CAPTION}{HEADS.format(*VALUES)}"
ROWS = (
    f"FORM 4\n{CAPTION}"
    + HEADS.format(*len(VALUES) * ["\n"])
    + "Common Stock\n03/05/2021\nF\n1,250\nD\n$10.50\n98,750\nD\n"
)


def read(text: str) -> list[tuple[str | None, object, str | None, Decimal | None, Decimal | None]]:
    """Title, date, code, shares and price of the transactions."""
    return [
        (
            row.security_title,
            row.transaction_date,
            row.transaction_code,
            row.transaction_shares,
            row.transaction_price_per_share,
        )
        for row in extract_by_rules(text).transactions
    ]


def test_columns_one_after_another_give_their_rows() -> None:
    assert read(COLUMNS) == [
        ("Common Stock", date(2021, 3, 5), "F", Decimal(1250), Decimal("10.5")),
        ("Common Stock", date(2021, 3, 8), "S", Decimal(4206), Decimal(11)),
    ]


def test_values_on_the_line_of_their_caption_are_told_apart() -> None:
    flat = HEADS.format(*(f" {' '.join(value.split(chr(10)))} " for value in VALUES))
    assert [row[0] for row in read(f"FORM 4\n{CAPTION}{flat}\n")] == ["Common Stock"] * 2


def test_rows_below_their_heads_are_no_columns() -> None:
    assert [column_spans(ROWS, region) for region in find_regions(ROWS)] == [None]
    assert read(ROWS) == [("Common Stock", date(2021, 3, 5), "F", Decimal(1250), Decimal("10.5"))]


def test_the_head_may_stand_behind_the_captions_of_the_tables() -> None:
    text = (EXAMPLES / "4-column-by-column.txt").read_text(encoding="utf-8")
    filing = extract_by_rules(text)
    assert [owner.name for owner in filing.reporting_owners] == ["Castellane Thea"]
    assert filing.issuer.trading_symbol == "NMBR"
    assert [row.transaction_shares for row in filing.transactions] == [18500, 4206]
    assert sorted(filing.footnotes) == ["F1", "F2"]  # the numbers of the boxes are no notes
