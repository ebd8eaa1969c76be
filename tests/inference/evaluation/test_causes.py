"""Where a wrong core value was lost, on pages of one line."""

from datetime import date
from decimal import Decimal

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.causes import Cause, failures
from form4.inference.evaluation.gold import GoldDocument
from form4.model.filing import Filing, ReportingOwner, Row, Table
from form4.model.spans import Span

TEXT = "Roe Jane  Stock  08/15/2013  P  1,2\t50  A"
TRUTH = AnnotatedText("d", TEXT, (Span(0, 8, "owner_name"), Span(29, 30, "transaction_code")))


def filing(
    owner: str | None = None,
    code: str | None = None,
    day: date | None = None,
    shares: int | None = None,
) -> Filing:
    """One owner with one purchase."""
    return Filing(
        reporting_owners=(ReportingOwner(name=owner, officer_title="CEO"),),
        transactions=(
            Row(
                Table.NON_DERIVATIVE,
                security_title="Stock",
                transaction_code=code,
                transaction_date=day,
                transaction_shares=None if shares is None else Decimal(shares),
            ),
        ),
    )


def causes(gold: Filing, predicted: Filing, assembled: Filing) -> dict[str, Cause]:
    """The cause of each wrong core value."""
    document = GoldDocument("d", TEXT, gold)
    found = failures(document, TRUTH, predicted, assembled)
    return {failure.name.partition(".")[2]: failure.cause for failure in found}


def test_a_value_that_gold_spans_give_was_tagged_wrong() -> None:
    gold = filing("Roe Jane", "P")
    assert causes(gold, filing("Roe", "P"), gold) == {"name": Cause.TAGS}


def test_a_value_that_stands_in_the_text_was_assembled_wrong() -> None:
    gold = filing("Roe Jane", "P", date(2013, 8, 15), 1250)
    nothing = filing()
    assert causes(gold, nothing, nothing) == {
        "name": Cause.ASSEMBLY,
        "transaction_code": Cause.ASSEMBLY,
        "transaction_date": Cause.ASSEMBLY,
        "transaction_shares": Cause.ASSEMBLY,  # torn, and still all there
    }


def test_a_value_that_stands_nowhere_was_lost_by_the_text() -> None:
    gold = filing("Doe John", "S", date(2013, 8, 16), 1250)
    nothing = filing()
    found = causes(gold, nothing, nothing)
    assert found.pop("transaction_shares") is Cause.ASSEMBLY
    assert set(found.values()) == {Cause.TEXT}


def test_a_row_without_its_counts_was_lost_by_the_text() -> None:
    gold = filing("Roe Jane", "P", date(2013, 8, 15), 1251)
    found = causes(gold, filing("Roe Jane"), filing("Roe Jane"))
    assert set(found.values()) == {Cause.ROW}  # though the date and the letter stand there


def test_a_value_that_gold_lacks_was_made_up() -> None:
    gold = filing("Roe Jane")
    assert causes(gold, filing("Roe Jane", "P"), gold) == {"transaction_code": Cause.MADE_UP}
    document = GoldDocument("d", TEXT, gold)
    (failure,) = failures(document, TRUTH, filing("Roe Jane", "P"), gold)
    assert failure.to_dict() == {
        "document": "d",
        "field": "transaction.transaction_code",
        "row": 0,
        "gold": None,
        "predicted": "P",
        "score": None,
        "cause": "made up",
    }
