"""What does not add up is told, and what does is not."""

import pytest

from form4.model.filing import Filing, Origin
from tests.inference.assembly.marked import core, filing

HEAD = "FORM 4\n{per:03/12/2015}\n"
ROW = "{t:Stock} {d:%s} {c:S} {n:500} {ad:D} {p:4.21} {o:%s} {di:D}\n"
OPTION = "{dt:Option} {cp:3} {d:03/12/2015} {c:A} {na:9} {ex:%s} {xp:%s} {ut:Stock} {us:9} {o:9}\n"


def told(of: Filing) -> str:
    return " | ".join(text for row in of.transactions for text in row.warnings)


def test_options_expire_after_they_can_be_exercised() -> None:
    wrong = "exercise_date: later than the expiration date"
    assert wrong in told(filing(HEAD + OPTION % ("01/01/2026", "01/01/2025")))
    assert wrong not in told(filing(HEAD + OPTION % ("01/01/2016", "01/01/2025")))


def test_no_trade_is_earlier_than_box_3_or_later_than_the_signature() -> None:
    signed = "{sn:Jane Roe} {sd:03/16/2015}\n"
    for day, wrong in (
        ("03/11/2015", "transaction_date: earlier than box 3"),
        ("03/18/2015", "transaction_date: later than the signature"),
    ):
        row = filing(HEAD + ROW % (day, "9,000") + signed).transactions[0]
        assert wrong in row.warnings
        assert row.evidence["transaction_date"].score < 0.9
    assert told(filing(HEAD + ROW % ("03/13/2015", "9,000") + signed)) == ""


def test_box_3_that_is_the_earliest_date_is_not_told() -> None:
    page = ROW % ("03/12/2015", "9,000") + ROW % ("03/13/2015", "8,500")
    assert filing(HEAD + page).warnings == ()


def test_a_sum_that_fails_is_told_and_what_was_read_stays() -> None:
    rows = ROW % ("03/12/2015", "9,000") + ROW % ("03/12/2015", "%s")
    wrong = filing(HEAD + rows % "8,400").transactions[1]
    assert "does not follow from the row before" in " ".join(wrong.warnings)
    assert wrong.shares_owned_following_transaction == 8400
    assert told(filing(HEAD + rows % "8,500")) == ""


def test_a_sum_never_makes_surer_what_was_concluded_from_it() -> None:
    lost = "{t:Stock} {d:03/12/2015} {c:S} {ad:D} {p:4.21} {o:8,500} {di:D}\n"
    row = filing(HEAD + ROW % ("03/12/2015", "9,000") + lost).transactions[1]
    evidence = row.evidence["transaction_shares"]
    assert (evidence.origin, evidence.score) == (Origin.INFERRED, 0.5)


def test_an_office_without_its_mark_is_concluded_only_then() -> None:
    page = "FORM 4\n{own:Roe Jan} %s Officer {officer_title:CEO}\n"
    for mark, origin in (("", Origin.INFERRED), ("{is_officer:X}", Origin.MODEL)):
        (owner,) = filing(page % mark).reporting_owners
        assert owner.evidence["is_officer"].origin is origin


@pytest.mark.parametrize("printed", ["${p:3} {p:3.15}", "${p:3 3.15}", "${p:3}\t\t{p:3.15}"])
def test_a_stray_first_digit_before_a_whole_price(printed: str) -> None:
    page = HEAD + (ROW % ("03/12/2015", "9,000")).replace("{p:4.21}", printed)
    assert core(filing(page))[0][-1] == "3.15"


def test_a_date_goes_to_the_signature_beside_it() -> None:
    page = "FORM 4\n{sn:Jane Roe}\n\n\n{sn:John Doe} {sd:03/15/2015}\n"
    pairs = [(one.name, one.date is not None) for one in filing(page).signatures]
    assert pairs == [("Jane Roe", False), ("John Doe", True)]


def test_what_was_put_together_is_confirmed_only_so_far() -> None:
    figures = ("9,000", "8,5\t00", "8,000")
    page = HEAD + "".join(ROW % ("03/12/2015", owned) for owned in figures)
    evidence = filing(page).transactions[1].evidence["shares_owned_following_transaction"]
    assert (evidence.origin, evidence.score) == (Origin.REPAIRED, 0.93)
    whole = filing(page.replace("8,5\t00", "8,500")).transactions[1]
    assert whole.evidence["shares_owned_following_transaction"].score == 0.999
