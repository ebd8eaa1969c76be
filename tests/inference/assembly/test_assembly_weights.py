"""Costs that weigh little and decide where others balance."""

from form4.model.filing import Table
from tests.inference.assembly.marked import filing

HEAD = "FORM 4\nTable I - Non-Derivative Securities Acquired\n"
DIRECT = (
    "Table II - Derivative Securities\n"
    "{dt:Performance\nUnits}\n{d:03/01/2018} {c:M} {nd:23}\n{ut:Common Shares,\npar value} {us:23} ${p:0}\n"
    "{o:9,154.6} {di:D}\n"
    "{dt:Restricted Share\nUnit}\n{d:03/01/2018} {c:M} {nd:42}\n{ut:Common\nShares, par\nvalue}\n{nat:CHF}\n"
    "FORM 4\n{ut:0.08 per\nshare}\n{us:42} ${p:0} {o:40,042} {di:D}\n"
)


def test_a_direct_row_ends_before_a_word_that_looks_like_a_nature() -> None:
    rows = filing(DIRECT).transactions
    owned = [(row.security_title, str(row.shares_owned_following_transaction)) for row in rows]
    assert ("Performance Units", "9154.6") in owned


def test_a_direct_row_keeps_the_nature_on_its_line() -> None:
    rows = filing(
        HEAD + "{t:Common} {o:10} {di:D} {nat:By Plan}\n{t:Common} {o:20} {di:D}\n"
    ).holdings
    assert [row.nature_of_ownership for row in rows] == ["By Plan", None]


def test_a_caption_weighs_where_labels_of_both_tables_are_read() -> None:
    rows = 2 * "| {t:Option} | {d:03/01/2018} | {c:M} | {us:5} | {o:9} | {di:D} |\n"
    page = HEAD + "| {t:ESOP} | {o:77} | {di:I} |\n\n%s\n" + rows
    with_caption = filing(page % "Table II", 0.8).transactions
    without = filing(page % "and", 0.8).transactions
    assert with_caption[-1].table is Table.DERIVATIVE
    assert {row.table for row in without} == {Table.NON_DERIVATIVE}


HALVES = HEAD + (
    "{n:9,777} {ad:D} {p:52.07} {n:211} {di:D}\n"
    "{n:4,000} {ad:A} {p:52} {o:4,211} {di:D}\n"
    "{n:75} {ad:A} {p:51.67} {o:4,286} {di:D}\n"
    "{o:1,000} {ad:A} {p:51.44} {o:5,286} {di:D}\n"
    "{t:Common} {d:03/01/2018} {c:S}\n{t:Common} {d:03/01/2018} {c:P}\n"
    "{t:Common} {d:03/01/2018} {c:P}\n{t:Common} {d:03/01/2018} {c:P}\n"
)


def test_a_misread_cell_does_not_shift_the_lines_of_a_half() -> None:
    prices = [str(row.transaction_price_per_share) for row in filing(HALVES).transactions]
    assert prices == ["52.07", "52", "51.67", "51.44"]


def test_a_half_whose_rows_go_over_lines_is_cut_by_its_cells() -> None:
    page = (
        HALVES.replace(" {p:", "\n{p:")
        .replace("{n:211}", "{o:211}")
        .replace("{o:1,000}", "{n:1,000}")
    )
    prices = [str(row.transaction_price_per_share) for row in filing(page).transactions]
    assert prices == ["52.07", "52", "51.67", "51.44"]
