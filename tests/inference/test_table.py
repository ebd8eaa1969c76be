"""The table for people: whole pages of output, checked by eye once and kept."""

import io
from datetime import date
from decimal import Decimal

from form4.inference.table import LEGEND, WIDTH, TableWriter
from form4.model.filing import (
    Evidence,
    Filing,
    Issuer,
    Origin,
    ReportingOwner,
    Row,
    Table,
)

MENDED = Evidence("08/15/2 … 2013", ((0, 1),), 0.6, Origin.REPAIRED)
CONCLUDED = Evidence("withheld for tax", ((5, 9),), 0.8, Origin.INFERRED)
FILING = Filing(
    form_type="4",
    period_of_report=date(2013, 8, 15),
    issuer=Issuer(name="Alder Networks Inc", trading_symbol="ALDN"),
    reporting_owners=(
        ReportingOwner(
            name="Roe Jane", is_director=True, is_officer=True, officer_title="Chief [of] Staff"
        ),
    ),
    transactions=(
        Row(
            Table.NON_DERIVATIVE,
            security_title="Common Stock",
            transaction_date=date(2013, 8, 15),
            transaction_code="F",
            transaction_acquired_disposed_code="D",
            transaction_shares=Decimal(11796),
            transaction_price_per_share=Decimal("3.47"),
            shares_owned_following_transaction=Decimal(1156741),
            direct_or_indirect_ownership="D",
            confidence=0.61,
            warnings=("price: joined",),
            evidence={"transaction_price_per_share": MENDED, "transaction_code": CONCLUDED},
        ),
        Row(Table.DERIVATIVE, transaction_shares=Decimal("0.5"), warnings=("price: joined",)),
    ),
    holdings=(
        Row(
            Table.NON_DERIVATIVE,
            security_title="Common Stock",
            shares_owned_following_transaction=Decimal(20),
            direct_or_indirect_ownership="I",
            nature_of_ownership="By Trust",
        ),
    ),
    warnings=("period: not read",),
    source="page.txt",
)
EXPECTED = """\
page.txt
  Form 4   period 2013-08-15   Alder Networks Inc [ALDN]
  Roe Jane   director, officer (Chief [of] Staff)
      Date        Code  A/D   Shares   Price   Owned after  D/I  Security (how held)      Conf
  I   2013-08-15  F*    D     11,796   3.47~     1,156,741  D    Common Stock             0.61
  II  -           -     -        0.5       -             -  -    -
  I   -           -     -          -       -            20  I    Common Stock (By Trust)
  ! period: not read
  ! price: joined (2 times)
"""


def printed(*filings: Filing) -> str:
    stream = io.StringIO()
    writer = TableWriter(stream)
    for filing in filings:
        writer.write(filing)
    writer.finish()
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def test_a_filing_with_everything() -> None:
    assert printed(FILING) == f"{EXPECTED}\n{LEGEND}\n"


def test_a_filing_with_nothing() -> None:
    assert printed(Filing(source="a.txt")) == (
        "a.txt\n  Form ?   period -   issuer not read\n  no transactions and no holdings\n\n"
    )


def test_long_values_wrap_and_numbers_stay_whole() -> None:
    row = Row(
        Table.NON_DERIVATIVE,
        security_title="Class A Common Stock, par value $0.0001 per share, restricted " * 2,
        transaction_shares=Decimal(123456789012),
        transaction_price_per_share=Decimal("12345.678901"),
        shares_owned_following_transaction=Decimal(999999999999),
    )
    shown = printed(Filing(transactions=(row,), warnings=("a long warning " * 12,)))
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert all(n in shown for n in ("123,456,789,012", "12,345.678901", "999,999,999,999"))


def test_values_neither_style_nor_steer_the_terminal() -> None:
    row = Row(Table.NON_DERIVATIVE, security_title="[bold]A[/] \x1b[2J [/nothing]")
    shown = printed(Filing(transactions=(row,), source="[red]a.txt", warnings=("[/]",)))
    assert "[bold]A[/] \ufffd[2J [/nothing]" in shown
    assert ("[red]a.txt" in shown, "! [/]" in shown, "\x1b" in shown) == (True, True, False)


def test_confidence_is_cut_off_so_that_only_what_is_certain_shows_1() -> None:
    shown = {1.0: "1.00", 0.9999: "0.99", 0.995: "0.99", 0.57: "0.57", 0.29: "0.29", 0.0: "0.00"}
    for confidence, expected in shown.items():
        lines = printed(Filing(transactions=(Row(Table.NON_DERIVATIVE, confidence=confidence),)))
        assert lines.splitlines()[3].endswith(f" {expected}")
