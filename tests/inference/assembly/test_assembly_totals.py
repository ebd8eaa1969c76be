"""Totals that footnotes state, and the column that tells A from D in Table II."""

import pytest

from form4.model.filing import Row
from tests.inference.assembly.marked import filing, marked

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
ROW = "{t:Stock} {d:03/12/2015} {c:S} {n:%s} ({m:1}) {ad:D} {p:3} {o:%s} {di:I} {nat:By %s}\n"
NOTE = "{fi:1}. {ft:%s}\n"
WRONG = "transaction_shares: footnote F1 tells of"


def rows(note: str, *amounts: str) -> tuple[Row, ...]:
    printed = "".join(ROW % (one, "9,000", at) for at, one in enumerate(amounts))
    return filing(HEAD + printed + NOTE % note, 0.9).transactions


@pytest.mark.parametrize(
    "note", ["Sold an aggregate of 1,200 shares.", "The sale of a total of 1,200 shares of stock."]
)
def test_a_total_confirms_the_rows_that_make_it(note: str) -> None:
    for amounts in (("1,200",), ("500", "700")):
        for row in rows(note, *amounts):
            assert row.evidence["transaction_shares"].score == pytest.approx(0.95)
            assert not row.warnings


def test_a_total_that_disagrees_is_told_and_changes_nothing() -> None:
    found = rows("Sold an aggregate of 1,200 shares.", "500", "600")
    assert [row.transaction_shares for row in found] == [500, 600]
    for row in found:
        assert row.evidence["transaction_shares"].score < 0.9
        assert any(text == f"{WRONG} 1,200 in all" for text in row.warnings)


@pytest.mark.parametrize(
    "note",
    [
        "Includes an aggregate of 1,200 shares acquired under the plan.",
        "The reporting person owns an aggregate of 1,200 shares.",
        "Sold an aggregate of 1,200 shares; purchased an aggregate of 300 shares.",
        "Sold under a plan for a total of 1,200 shares.",
        "Sold for a total of $1,200.",
    ],
)
def test_other_totals_say_nothing_of_the_row(note: str) -> None:
    (row,) = rows(note, "500")
    assert row.evidence["transaction_shares"].score == pytest.approx(0.9)
    assert not row.warnings


OPTION = "{dt:Option} {cp:3} {d:03/12/2015} {c:M} | {nd:500} | {ut:Stock} {us:500} {o:0} {di:D}\n"
SIDE = "transaction_acquired_disposed_code"


def test_the_head_of_its_column_shows_what_a_number_was_done_with() -> None:
    head = "FORM 4\nTable II - Derivative Securities Acquired, Disposed\nCode V (A) (D) Title\n"
    text, _ = marked(head + OPTION)
    evidence = filing(head + OPTION).transactions[0].evidence[SIDE]
    assert evidence.text == "(D) … 500"
    assert [text[start:end] for start, end in evidence.spans] == ["(D)", "500"]
    printed = OPTION.replace("{nd:500} |", "{nd:500} | {ad:D}")
    assert filing(head + printed).transactions[0].evidence[SIDE].text == "D"


def test_a_letter_in_the_first_table_heads_no_column_of_the_second() -> None:
    page = HEAD + "(A) (D)\nTable II - Derivative Securities Acquired, Disposed\n" + OPTION
    assert filing(page).transactions[0].evidence[SIDE].text == "500"
