"""Comparisons of small filings whose answers are counted by hand."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.evaluation.comparison import Comparison, compare_filings
from form4.inference.evaluation.fields import ALL, CORE, fold
from form4.model.filing import (
    Evidence,
    Filing,
    Issuer,
    Origin,
    ReportingOwner,
    Row,
    Table,
)
from form4.model.values import YearMonth

SALE = Row(
    table=Table.NON_DERIVATIVE,
    security_title="Common Stock",
    transaction_date=date(2015, 3, 2),
    transaction_code="S",
    transaction_shares=Decimal(1200),
    transaction_acquired_disposed_code="D",
    transaction_price_per_share=Decimal("17.25"),
    shares_owned_following_transaction=Decimal(8800),
    direct_or_indirect_ownership="D",
)
GRANT = Row(
    table=Table.DERIVATIVE,
    security_title="Stock Option (right to buy)",
    transaction_date=date(2015, 3, 2),
    transaction_code="A",
    transaction_shares=Decimal(500),
    transaction_acquired_disposed_code="A",
)
OWNER = ReportingOwner(name="Roe Richard", is_officer=True, officer_title="Chief Bottle Washer")


def filing(*rows: Row, owners: tuple[ReportingOwner, ...] = (), issuer: str = "ACME") -> Filing:
    """A filing with an issuer, the rows as transactions, and owners."""
    return Filing(issuer=Issuer(name=issuer), reporting_owners=owners, transactions=rows)


def counts(comparison: Comparison) -> tuple[int, int, int]:
    """Correct, missed, spurious."""
    return (
        len(comparison.true_positives),
        len(comparison.misses),
        len(comparison.spurious),
    )


def names(comparison: Comparison, side: str) -> list[str]:
    """Field names of the misses or of the spurious values."""
    return [match.name for match in getattr(comparison, side)]


def test_a_filing_agrees_with_itself() -> None:
    comparison = compare_filings(
        filing(SALE, GRANT, owners=(OWNER,)), filing(SALE, GRANT, owners=(OWNER,))
    )
    # issuer 1, owner 3 (name, officer, title), sale 8, grant 5
    assert counts(comparison) == (17, 0, 0)
    assert counts(comparison.filter(CORE)) == (2 + 5 + 4, 0, 0)
    assert len(comparison.exact_rows) == len(comparison.transactions) == 2


def test_a_wrong_value_is_missed_and_spurious() -> None:
    wrong = replace(SALE, transaction_price_per_share=Decimal("1.25"))
    comparison = compare_filings(filing(SALE), filing(wrong))
    price = "transaction.transaction_price_per_share"
    assert counts(comparison) == (8, 1, 1)
    assert names(comparison, "misses") == names(comparison, "spurious") == [price]
    assert comparison.exact_rows == ()


def test_an_absent_value_is_missed_only_and_a_made_up_one_spurious_only() -> None:
    comparison = compare_filings(
        filing(replace(SALE, transaction_price_per_share=None)),
        filing(replace(SALE, direct_or_indirect_ownership=None)),
    )
    assert names(comparison, "misses") == ["transaction.direct_or_indirect_ownership"]
    assert names(comparison, "spurious") == ["transaction.transaction_price_per_share"]


def test_text_is_compared_without_case_punctuation_and_spaces() -> None:
    gold = filing(SALE, issuer="Acme, Inc.")
    read = filing(replace(SALE, security_title="COMMON  STOCK"), issuer="ACME INC")
    assert counts(compare_filings(gold, read)) == (9, 0, 0)


def test_numbers_are_compared_as_numbers() -> None:
    read = replace(SALE, transaction_shares=Decimal("1200.00"))
    assert len(compare_filings(filing(SALE), filing(read)).exact_rows) == 1


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Roe, Richard A.", "roericharda"), ("\tSt\u00f6r ", "st\u00f6r"), (" -- ", "--"), ("  ", "")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_ignores_how_an_accent_is_written() -> None:
    assert fold("Jose\u0301") == fold("Jos\u00e9")


def test_a_false_mark_is_no_value() -> None:
    gold = filing(replace(SALE, equity_swap_involved=False))
    assert counts(compare_filings(gold, filing(SALE))) == (9, 0, 0)
    swap = filing(replace(SALE, equity_swap_involved=True))
    assert names(compare_filings(swap, filing(SALE)), "misses") == [
        "transaction.equity_swap_involved"
    ]


def test_a_month_is_not_the_day_in_it() -> None:
    gold = Filing(period_of_report=YearMonth(1999, 5))
    assert counts(compare_filings(gold, gold)) == (1, 0, 0)
    assert counts(compare_filings(gold, Filing(period_of_report=date(1999, 5, 1)))) == (0, 1, 1)


def test_rows_are_paired_by_what_agrees_and_not_by_order() -> None:
    other = replace(SALE, transaction_shares=Decimal(77), transaction_price_per_share=Decimal(18))
    comparison = compare_filings(filing(SALE, other), filing(other, SALE))
    assert len(comparison.exact_rows) == 2
    assert counts(comparison) == (17, 0, 0)


def test_the_pairing_is_the_best_as_a_whole() -> None:
    # the first gold row agrees best with the only row that the second one can have
    first = replace(SALE, transaction_shares=Decimal(1))
    second = Row(table=Table.NON_DERIVATIVE, transaction_shares=Decimal(1))
    close = replace(first, transaction_price_per_share=Decimal(3))
    far = Row(table=Table.NON_DERIVATIVE, security_title="Common Stock")
    pairs = compare_filings(filing(first, second), filing(close, far)).transactions
    assert [(pair.gold, pair.predicted) for pair in pairs] == [(0, 0), (1, None), (None, 1)]


def test_equal_rows_are_paired_in_order() -> None:
    pairs = compare_filings(filing(SALE, SALE, SALE), filing(SALE, SALE)).transactions
    assert [(pair.gold, pair.predicted) for pair in pairs] == [(0, 0), (1, 1), (2, None)]


def test_rows_do_not_pair_across_tables_or_kinds() -> None:
    derivative = replace(SALE, table=Table.DERIVATIVE)
    comparison = compare_filings(filing(SALE), filing(derivative))
    assert counts(comparison) == (1, 8, 8)
    assert len(comparison.transactions) == 2
    held = Row(
        table=Table.NON_DERIVATIVE,
        security_title="Common Stock",
        shares_owned_following_transaction=Decimal(8800),
    )
    as_holding = compare_filings(filing(held), Filing(issuer=Issuer(name="ACME"), holdings=(held,)))
    assert counts(as_holding) == (1, 2, 2)


def test_exact_rows_ask_for_equal_nulls() -> None:
    gold, read = filing(GRANT), filing(replace(GRANT, transaction_price_per_share=Decimal(0)))
    assert compare_filings(gold, read).exact_rows == ()
    title = filing(replace(GRANT, security_title="something else"))
    assert len(compare_filings(gold, title).exact_rows) == 1  # the title is no core field


def test_a_wholly_wrong_row_is_a_missed_and_a_spurious_one() -> None:
    made_up = Row(table=Table.NON_DERIVATIVE, transaction_code="P")
    comparison = compare_filings(filing(SALE), filing(made_up))
    assert len(comparison.transactions) == 2
    assert comparison.exact_rows == ()


def test_several_owners_are_paired_by_what_agrees() -> None:
    fund = ReportingOwner(name="Roe Fund LP", is_ten_percent_owner=True)
    comparison = compare_filings(filing(owners=(OWNER, fund)), filing(owners=(fund, OWNER)))
    assert counts(comparison) == (6, 0, 0)


def test_footnote_marks_are_counted_beside_all_fields() -> None:
    gold = replace(SALE, footnote_ids={"transaction_shares": ("F1", "F2")})
    read = replace(SALE, footnote_ids={"transaction_shares": ("F1",), "security_title": ("F2",)})
    comparison = compare_filings(filing(gold), filing(read))
    assert counts(comparison.filter({"transaction.footnote_ids"})) == (1, 1, 1)
    assert counts(comparison.filter(ALL)) == (9, 0, 0)


def test_filter_by_table_keeps_its_rows_alone() -> None:
    comparison = compare_filings(filing(SALE, GRANT), filing(SALE, GRANT))
    derivative = comparison.filter(table=Table.DERIVATIVE)
    assert counts(derivative) == (5, 0, 0)
    assert len(derivative.exact_rows) == len(derivative.transactions) == 1


def scored(row: Row, scores: Mapping[str, float]) -> Row:
    """The row with evidence of the scores."""
    evidence = {name: Evidence("", (), value, Origin.MODEL) for name, value in scores.items()}
    return replace(row, evidence=evidence)


def test_confident_errors_are_wrong_core_values_with_a_high_score() -> None:
    read = scored(
        replace(SALE, transaction_code="P", security_title="Wrong", transaction_shares=Decimal(2)),
        {
            "transaction_code": 0.9,  # wrong and confident
            "transaction_shares": 0.89,  # wrong and not confident
            "transaction_date": 0.99,  # right and confident
            "security_title": 0.99,  # wrong, but no core field
        },
    )
    comparison = compare_filings(filing(SALE), filing(read))
    assert [match.name for match in comparison.confident] == [
        "transaction.transaction_date",
        "transaction.transaction_code",
    ]
    assert [match.name for match in comparison.confident_errors] == ["transaction.transaction_code"]


def test_real_gold_filings_agree_with_themselves(shared: Path) -> None:
    for path in sorted((shared / "seeds" / "gold").glob("*.json")):
        gold = Filing.from_dict(json.loads(path.read_text(encoding="utf-8")))
        comparison = compare_filings(gold, gold)
        assert (comparison.misses, comparison.spurious) == ((), ())
        assert len(comparison.exact_rows) == len(gold.transactions)
