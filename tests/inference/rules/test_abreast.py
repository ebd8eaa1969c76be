"""Boxes abreast in columns of blanks, their captions wrapped."""

from form4.inference.rules.abreast import unfolded
from form4.inference.rules.reader import extract_by_rules
from form4.model.spans import Span

BOXES = """\
                                                        5. Relationship of Reporting
1. Name and Address of     2. Issuer Name and Ticker or Person(s) to Issuer (Check all
Reporting Person*          Trading Symbol               applicable)
SMITH JANE Q               ACME WIDGETS INC [ ACME ]    X Director       10% Owner
                                                        X Officer (give title below)
(Last)   (First)           3. Date of Earliest
1 MAIN STREET              Transaction
AUSTIN TX 78701            03/05/2021
"""
TABLE = "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned"
PAGE = f"FORM 4\n{BOXES}{TABLE}\n"


def test_wrapped_captions_abreast_are_read_box_by_box() -> None:
    filing = extract_by_rules(PAGE)
    (owner,) = filing.reporting_owners
    assert (owner.name, owner.is_director, owner.is_officer) == ("SMITH JANE Q", True, True)
    assert (filing.issuer.name, filing.issuer.trading_symbol) == ("ACME WIDGETS INC", "ACME")
    start, end = owner.evidence["name"].spans[0]
    assert PAGE[start:end] == "SMITH JANE Q"


def test_columns_come_one_after_another_with_their_places() -> None:
    columns = unfolded(PAGE, 0, len(PAGE))
    assert columns is not None
    kept = [line for line in columns.text.splitlines() if line]
    assert kept[:3] == ["1. Name and Address of", "Reporting Person*", "SMITH JANE Q"]
    at = columns.text.index("ACME WIDGETS")
    (span,) = columns.placed([Span(at, at + 12, "issuer_name")])
    assert PAGE[span.start : span.end] == "ACME WIDGETS"
    over_a_line = columns.text.index("Reporting Person*")
    assert not list(columns.placed([Span(over_a_line, over_a_line + 22, "owner_name")]))


def test_boxes_without_a_gap_between_them_are_left_alone() -> None:
    lines = (
        "1. Name and Address of 2. Issuer Name and Ticker\nReporting Person* or Trading Symbol\n"
    )
    assert unfolded(lines + "SMITH JANE Q ACME WIDGETS INC [ ACME ]\n", 0, 120) is None
    whole = "1. Name and Address of Reporting Person*     2. Issuer Name and Ticker\n"
    assert unfolded(whole + "SMITH JANE Q      ACME\n", 0, len(whole)) is None
