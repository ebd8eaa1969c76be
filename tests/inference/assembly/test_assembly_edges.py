"""Figures that marks or letters touch, and prices without their point."""

import pytest

from tests.inference.assembly.marked import core, filing

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
NOTE = "{fi:2}. {ft:An average price.}\n"
ROW = "{t:Stock} {d:03/12/2015} {c:S} %s {ad:D} %s {o:%s} {di:D}\n"


def test_a_closing_bracket_nobody_opened_makes_a_figure_doubtful() -> None:
    (row,) = filing(HEAD + ROW % ("{n:560})", "{p:3}", "9,000")).transactions
    assert row.transaction_shares == 560
    assert row.evidence["transaction_shares"].score <= 0.6
    assert "a footnote mark may have run into '560)'" in " ".join(row.warnings)
    for printed in ("({n:560})", "{n:560} ({m:2})", "{n:560}"):
        (row,) = filing(HEAD + ROW % (printed, "{p:3}", "9,000")).transactions
        assert row.evidence["transaction_shares"].score > 0.9


def test_the_figures_owned_tell_what_the_mark_swallowed() -> None:
    rows = ROW % ("{n:100}", "{p:3}", "9,000") + ROW % ("{n:6980})", "{p:3}", "8,302")
    assert core(filing(HEAD + rows))[1][2] == "698"
    rows = ROW % ("{n:100}", "{p:3}", "9,000") + ROW % ("{n:6980})", "{p:3}", "2,020")
    assert core(filing(HEAD + rows))[1][2] == "6980"


def test_letters_that_touch_a_figure_hide_the_rest_of_it() -> None:
    (row,) = filing(HEAD + ROW % ("a{n:8}", "{p:3}", "9,000")).transactions
    assert row.evidence["transaction_shares"].score <= 0.5
    glued = "{t:Stock}{d:03/12/2015}{c:S}{n:500}{ad:D}{p:3}{o:9,000}{di:D}\n"
    (row,) = filing(HEAD + glued).transactions
    assert row.evidence["transaction_shares"].score > 0.9


@pytest.mark.parametrize(
    ("printed", "day", "price"),
    [
        ("{p:19.84912}", "03/12/2015", "19.8491"),
        ("{p:19.84913}", "03/12/2015", "19.84913"),  # there is no footnote 3
        ("{p:19.84912}", "03/12/1999", "19.84912"),  # paper had no limit
        ("{p:19.84912} ({m:2})", "03/12/2015", "19.84912"),  # the mark stands apart
    ],
)
def test_a_fifth_decimal_is_a_mark(printed: str, day: str, price: str) -> None:
    page = HEAD + (ROW % ("{n:5}", printed, "9,000")).replace("03/12/2015", day) + NOTE
    assert core(filing(page))[0][-1] == price


def test_a_lost_point_is_where_the_other_prices_have_it() -> None:
    rows = ROW % ("{n:5}", "{p:2.5215}", "90") + ROW % ("{n:5}", "{p:25215}", "85")
    row = filing(HEAD + rows).transactions[1]
    assert str(row.transaction_price_per_share) == "2.5215"
    assert row.evidence["transaction_price_per_share"].score <= 0.7
    alone = filing(HEAD + ROW % ("{n:5}", "{p:25215}", "85")).transactions[0]
    assert alone.transaction_price_per_share == 25215
    dear = ROW % ("{n:5}", "{p:9.75}", "90") + ROW % ("{n:5}", "{p:25}", "85")
    assert core(filing(HEAD + dear))[1][-1] == "25"
