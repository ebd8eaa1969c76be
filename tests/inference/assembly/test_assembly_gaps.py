"""Values passed over by the tagger, and gaps that hold none."""

import pytest

from form4.model.filing import Origin
from tests.inference.assembly.marked import filing

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
ROW = "{t:Stock} {d:03/12/2015} %s {n:500} %s %s {o:9,000} %s\n"


@pytest.mark.parametrize(
    ("printed", "price"),
    [("|so |", "0"), ("| $0 |", "0"), ("$12.50", "12.50"), ("| see |", "None"), ("so far", "None")],
)
def test_a_price_between_the_letter_and_the_figure_owned(printed: str, price: str) -> None:
    page = HEAD + ROW % ("{c:A}", "{ad:A}", printed, "{di:D}")
    (row,) = filing(page).transactions
    assert str(row.transaction_price_per_share) == price


def test_a_price_that_was_read_stays() -> None:
    (row,) = filing(HEAD + ROW % ("{c:A}", "{ad:A}", "{p:3} so", "{di:D}")).transactions
    assert row.transaction_price_per_share == 3


def test_a_letter_between_the_amount_and_the_price() -> None:
    (row,) = filing(HEAD + ROW % ("{c:G}", "| D |", "{p:0}", "{di:D}")).transactions
    assert row.transaction_acquired_disposed_code == "D"
    assert row.evidence["transaction_acquired_disposed_code"].origin is Origin.RULE
    (row,) = filing(HEAD + ROW % ("{c:G}", "| B |", "{p:0}", "{di:D}")).transactions
    assert row.transaction_acquired_disposed_code is None


def test_a_code_between_the_date_and_the_amount() -> None:
    (row,) = filing(HEAD + ROW % ("| G |", "{ad:D}", "{p:0}", "{di:D}")).transactions
    assert row.transaction_code == "G"
    (row,) = filing(HEAD + ROW % ("| of G |", "{ad:D}", "{p:0}", "{di:D}")).transactions
    assert row.transaction_code is None


def test_ownership_on_a_line_of_its_own() -> None:
    page = HEAD + ROW % ("{c:G}", "{ad:D}", "{p:0}", "\nOwnership Form: I\n{nat:By Trust}")
    evidence = filing(page).transactions[0].evidence["direct_or_indirect_ownership"]
    assert (evidence.text, evidence.origin) == ("I", Origin.RULE)
    other = page.replace("Ownership Form: I", "Ownership Form: Direct (D) or Indirect (I)")
    evidence = filing(other).transactions[0].evidence["direct_or_indirect_ownership"]
    assert (evidence.text, evidence.origin) == ("By Trust", Origin.INFERRED)


def test_what_is_concluded_from_nothing_points_at_nothing() -> None:
    page = HEAD + ROW % ("{c:G}", "{ad:D}", "{p:0}", "")
    evidence = filing(page).transactions[0].evidence["direct_or_indirect_ownership"]
    assert (evidence.text, evidence.spans, evidence.origin) == ("", (), Origin.INFERRED)
    assert evidence.score <= 0.7
