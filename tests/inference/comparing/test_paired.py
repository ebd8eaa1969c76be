"""Differences of two methods by hand-checked counts, and what the checks side with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from form4.inference.comparing.agreement import (
    FieldAgreement,
    Sides,
    field_agreements,
    sides_of_checks,
)
from form4.inference.comparing.checks import Checks, checks_of
from form4.inference.comparing.compared import Compared, Paper, compare_papers
from form4.inference.comparing.paired import paired_differences
from form4.inference.comparing.sections import comparison_sections
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.scores import EVERYTHING
from form4.model.filing import Filing, ReportingOwner, Row, Signature, Table

ROW = Row(
    table=Table.NON_DERIVATIVE,
    security_title="Common Stock",
    transaction_date=date(2021, 3, 5),
    transaction_code="S",
    transaction_shares=Decimal(100),
    transaction_acquired_disposed_code="D",
    transaction_price_per_share=Decimal(10),
    shares_owned_following_transaction=Decimal(900),
)
TRUE = Filing(
    form_type="4",
    period_of_report=date(2021, 3, 5),
    reporting_owners=(ReportingOwner(name="Smith Jane"),),
    transactions=(ROW,),
)
WRONG = replace(TRUE, transactions=(replace(ROW, transaction_shares=Decimal(10)),))


def reader(name: str, filings: dict[str, Filing]) -> Reader:
    """A method that knows what it reads."""
    return Reader(
        name, lambda text: [], lambda text, spans, source: filings[text], lambda text, spans: TRUE
    )


def compared(count: int, wrong: int, *, gold: bool = True) -> list[Compared]:
    """Documents that the second method reads rightly, and the first one but for the first few."""
    texts = [f"text {number}" for number in range(count)]
    first = reader("first", {t: WRONG if n < wrong else TRUE for n, t in enumerate(texts)})
    second = reader("second", dict.fromkeys(texts, TRUE))
    papers = [Paper(text, text, TRUE if gold else None, ("layout: a",)) for text in texts]
    return list(compare_papers(papers, first, second))


def test_a_difference_is_second_minus_first_with_its_interval() -> None:
    pairs = [one.against.scored for one in compared(20, 10) if one.against]
    found = {one.name: one for one in paired_differences(pairs) if one.group == EVERYTHING}
    shares = found["transaction.transaction_shares"]
    assert (shares.first, shares.second) == (0.5, 1.0)
    assert shares.difference.value == 0.5
    assert shares.difference.low is not None and 0.2 < shares.difference.low < 0.5
    assert shares.p_value is not None and shares.p_value < 0.01
    exact = found["exact rows"]
    assert (exact.first, exact.second, exact.documents) == (0.5, 1.0, 20)


def test_methods_that_read_alike_do_not_differ() -> None:
    pairs = [one.against.scored for one in compared(5, 0) if one.against]
    for one in paired_differences(pairs):
        assert one.difference.value == 0.0
        assert one.p_value == 1.0


def test_one_document_proves_nothing() -> None:
    pairs = [one.against.scored for one in compared(1, 1) if one.against]
    assert all(one.p_value == 1.0 for one in paired_differences(pairs) if one.p_value)


def test_two_texts_of_one_filing_are_drawn_together() -> None:
    documents = compared(6, 3)
    pairs = [one.against.scored for one in documents if one.against]
    together = [tuple(replace(side, cluster="one filing") for side in pair) for pair in pairs]
    apart = paired_differences(together)[0].difference  # type: ignore[arg-type]
    assert apart.value is not None
    assert apart.low is apart.high is None  # one filing, however often it was printed


def test_documents_of_one_name_stay_with_their_own_group() -> None:
    found = [one.against.scored for one in compared(4, 4) if one.against]
    pairs = [(replace(a, groups=("x",)), replace(b, groups=("x",))) for a, b in found]
    pairs += [(replace(b, groups=("y",)), replace(a, groups=("y",))) for a, b in found]
    core = {one.group: one for one in paired_differences(pairs) if one.name == "core fields"}
    apart = {group: one.difference.value for group, one in core.items()}
    assert apart["x"] is not None and apart["x"] > 0
    assert (apart["y"], apart[EVERYTHING]) == (-apart["x"], 0.0)


def test_a_sure_lead_is_printed_with_a_p_value_above_nought() -> None:
    documents = compared(20, 20)
    grids = [grid for one in comparison_sections(documents, ("a", "b")) for grid in one.grids()]
    shares = next(r for g in grids for r in g.rows if r[0] == "transaction.transaction_shares")
    assert shares[-1] == "<0.001"


def test_agreement_without_gold() -> None:
    documents = compared(4, 1, gold=False)
    fields = {one.name: one for one in field_agreements(documents)}
    assert fields["transaction.transaction_shares"] == FieldAgreement(
        "transaction.transaction_shares", 3, 1, 0, 0
    )
    assert fields["owner.name"].share == 1.0
    assert sides_of_checks(documents) == Sides(0, 0, 1)


def test_checks_name_what_does_not_add_up() -> None:
    later = replace(ROW, shares_owned_following_transaction=Decimal(700))
    filing = replace(
        TRUE,
        period_of_report=date(2021, 3, 4),
        transactions=(ROW, later),
        signatures=(Signature("Jane Smith", date(2021, 3, 1)),),
    )
    assert checks_of(TRUE) == Checks(1, ())
    assert checks_of(filing) == Checks(
        0,
        (
            "earliest transaction 2021-03-05 is not the period 2021-03-04",
            "transaction dated 2021-03-05 after the signature of 2021-03-01",
            "900 owned, then 100 (D), gives no 700",
        ),
    )


def test_sums_run_along_the_rows_of_one_holder_and_not_in_table_2() -> None:
    other = replace(ROW, direct_or_indirect_ownership="I", nature_of_ownership="By trust")
    on = replace(ROW, security_title="COMMON stock.", shares_owned_following_transaction=800)  # type: ignore[arg-type]
    chained = replace(TRUE, transactions=(ROW, other, on))
    assert checks_of(chained) == Checks(2, ())
    options = tuple(replace(row, table=Table.DERIVATIVE) for row in (ROW, ROW))
    assert checks_of(replace(TRUE, transactions=options)) == Checks(1, ())


def test_who_reads_nothing_does_not_win_the_checks() -> None:
    on = replace(ROW, shares_owned_following_transaction=Decimal(800))
    late = replace(on, transaction_shares=Decimal(7))
    rows = replace(TRUE, transactions=(ROW, on, replace(on, transaction_shares=Decimal(0)), late))
    first, second = reader("a", {"t": Filing()}), reader("b", {"t": rows})
    assert checks_of(rows) == Checks(3, ("800 owned, then 7 (D), gives no 800",))
    assert sides_of_checks(compare_papers([Paper("t", "t")], first, second)) == Sides(0, 1, 0)


def test_documents_without_a_check_are_not_decidable() -> None:
    named = Filing(reporting_owners=(ReportingOwner(name="Smith Jane"),))
    first, second = reader("a", {"t": Filing()}), reader("b", {"t": named})
    sides = sides_of_checks(compare_papers([Paper("t", "t")], first, second))
    assert sides == Sides(0, 0, 0, 1)
    assert (sides.decidable, sides.differing) == (0, 1)


def test_checks_side_with_the_method_whose_sums_hold() -> None:
    sums = replace(TRUE, transactions=(ROW, replace(ROW, transaction_shares=Decimal(5))))
    right = replace(
        TRUE,
        transactions=(ROW, replace(ROW, shares_owned_following_transaction=Decimal(800))),
    )
    first, second = reader("a", {"t": sums}), reader("b", {"t": right})
    assert sides_of_checks(compare_papers([Paper("t", "t")], first, second)) == Sides(0, 1, 0)


def test_sections_print_and_serialise() -> None:
    sections = comparison_sections(compared(3, 1), ("first", "second"))
    assert [one.title for one in sections] == ["Who is ahead", "Paired differences", "Agreement"]
    for section in sections:
        assert section.to_data()
        for grid in section.grids():
            assert all(len(row) == len(grid.columns) for row in grid.rows)
    assert [one.title for one in comparison_sections(compared(3, 1, gold=False), ("a", "b"))] == [
        "Agreement"
    ]
