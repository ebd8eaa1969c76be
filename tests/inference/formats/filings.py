"""One filing with every kind of value, and one without a row."""

from datetime import date
from decimal import Decimal

from form4.model.filing import (
    Evidence,
    Filing,
    Issuer,
    Origin,
    ReportingOwner,
    Row,
    Signature,
    Table,
)
from form4.model.values import YearMonth

FULL = Filing(
    form_type="4/A",
    period_of_report=date(2013, 8, 15),
    date_of_original_submission=date(2013, 8, 1),
    aff10b5_one=True,
    issuer=Issuer("0000012345", "=Sonus, Inc", "SONS"),
    reporting_owners=(
        ReportingOwner(None, "Dillon\tMatthew", is_officer=True, officer_title="SVP"),
        ReportingOwner("0000000007", "Fund LP", is_director=True, is_ten_percent_owner=True),
    ),
    transactions=(
        Row(
            Table.NON_DERIVATIVE,
            security_title="Common Stock",
            transaction_date=date(2013, 8, 15),
            transaction_code="F",
            equity_swap_involved=False,
            transaction_shares=Decimal("11796"),
            transaction_price_per_share=Decimal("3.47"),
            transaction_acquired_disposed_code="D",
            shares_owned_following_transaction=Decimal("-5"),
            direct_or_indirect_ownership="D",
            footnote_ids={"transaction_code": ("F1",), "transaction_shares": ("F1", "F2")},
            confidence=0.61,
            evidence={"transaction_code": Evidence("tax", ((3, 6),), 0.5, Origin.INFERRED)},
        ),
        Row(
            Table.DERIVATIVE,
            security_title="-1+1",
            conversion_or_exercise_price=Decimal("12.68"),
            exercise_date=date(2014, 1, 2),
            expiration_date=date(2024, 1, 2),
            underlying_security_title='Common "A"',
            underlying_security_shares=Decimal("0.3333"),
        ),
    ),
    holdings=(
        Row(
            Table.DERIVATIVE,
            security_title="Option",
            exercise_date=date(2015, 3, 4),
            nature_of_ownership="By trust",
        ),
    ),
    footnotes={"F1": "Payment of tax\nliability", "F2": "Another"},
    signatures=(Signature("M. Dillon", date(2013, 8, 16)),),
    confidence=0.6,
    source="edgar/0001234567-13-000123.txt",
    model="form4-base 1.0",
)
EMPTY = Filing(form_type="4", period_of_report=YearMonth(1998, 6), source="pages/old.txt")
