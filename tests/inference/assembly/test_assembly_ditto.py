"""Typed forms: titles and dates printed once, with ditto marks or nothing below."""

import pytest

from form4.model.filing import Origin
from tests.inference.assembly.marked import filing

HEAD = "FORM 4\n{per:03/1999}\nTable I - Non-Derivative Securities Acquired\n"
FULL = "{t:Stock}   {d:03/12/99}  {c:S}  {n:500}  {ad:D}  {p:9}  {o:%s}  {di:D}\n"
BELOW = "%s   %s  {c:S}  {n:500}  {ad:D}  {p:9}  {o:%s}  {di:D}\n"
OTHER_DAY = FULL.replace("03/12", "03/15")


@pytest.mark.parametrize("sign", ['"', "''", "do.", "-do-", "ditto", "Same", '| " |', "{t:do.}"])
def test_a_ditto_mark_repeats_the_cell_above(sign: str) -> None:
    plain = sign.replace("{t:", "").replace("}", "")
    page = HEAD + OTHER_DAY % "900" + FULL % "700" + BELOW % (sign, plain, "200")
    row = filing(page).transactions[2]
    assert (row.security_title, str(row.transaction_date)) == ("Stock", "1999-03-12")
    for name in ("security_title", "transaction_date"):
        evidence = row.evidence[name]
        assert (evidence.origin, evidence.score <= 0.7) == (Origin.INFERRED, True)
        assert f"{name}: carried down from the row above" in row.warnings


def test_several_rows_that_lack_them_show_the_habit() -> None:
    rows = BELOW % ("  ", "  ", "700") + BELOW % ("  ", "  ", "200")
    found = filing(HEAD + OTHER_DAY % "1,700" + FULL % "1,200" + rows).transactions
    assert [str(row.transaction_date) for row in found[2:]] == ["1999-03-12"] * 2
    assert [row.security_title for row in found[2:]] == ["Stock"] * 2


def test_one_empty_cell_is_a_lost_one() -> None:
    row = filing(HEAD + OTHER_DAY % "1,700" + FULL % "1,200" + BELOW % ("", "", "700"))
    assert row.transactions[2].security_title is None
    assert row.transactions[2].transaction_date is None


def test_rows_that_lack_more_show_no_habit() -> None:
    rows = (BELOW % ("", "", "700") + BELOW % ("", "", "200")).replace("{c:S}", "")
    found = filing(HEAD + OTHER_DAY % "1,700" + FULL % "1,200" + rows).transactions
    assert [row.security_title for row in found[2:]] == [None, None]


def test_the_first_row_has_nothing_above_it() -> None:
    page = HEAD + BELOW % ('"', '"', "900") + FULL % "400"
    assert filing(page).transactions[0].security_title is None


def test_each_table_has_its_own_rows_above() -> None:
    option = "{dt:%s} {cp:3} {d:03/12/99} {c:M} {nd:500} {ut:Stock} {us:500} {o:0} {di:D}\n"
    below = (option % "").replace("{dt:}", '"')
    page = HEAD + FULL % "900" + "Table II - Derivative Securities Acquired, Disposed\n"
    rows = filing(page + option % "Option" + below).transactions
    assert [row.security_title for row in rows] == ["Stock", "Option", "Option"]


def test_holdings_below_a_trade_stay_holdings() -> None:
    held = "{t:Stock}  {o:300}  {di:I}  {nat:By Son}\n"
    result = filing(HEAD + FULL % "900" + held + held.replace("Son", "Wife"))
    assert (len(result.transactions), len(result.holdings)) == (1, 2)


def test_columns_read_one_by_one_show_no_habit() -> None:
    page = HEAD + (
        "{t:Stock}\n{d:03/12/99}\n{d:03/13/99}\n{d:03/14/99}\n{c:S}\n{c:S}\n{c:S}\n"
        "{n:5}\n{n:6}\n{n:7}\n{ad:D}\n{ad:D}\n{ad:D}\n{o:90}\n{o:84}\n{o:77}\n"
    )
    titles = [row.security_title for row in filing(page).transactions]
    assert titles == ["Stock", None, None]
