"""Torn cells, slips, and what is concluded from elsewhere."""

from decimal import Decimal

from form4.model.filing import Origin
from tests.inference.assembly.marked import core, filing

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
TAIL = "\nExplanation\n{fi:1}. {ft:Shares withheld by the issuer to satisfy tax obligations.}\n"


def test_a_torn_row() -> None:
    page = HEAD + (
        "{t:Common St\tock} {d:03/1\t\t2/2015}\t{n:12,3\t345} ({m:1})\t{ad:D} \\${p:4\t\t21}\t"
        "{o:90,\t110}\t{di:D}\n" + TAIL
    )
    result = filing(page)
    row = result.transactions[0]
    assert core(result) == [("2015-03-12", "F", "12345", "D", "4.21")]
    assert row.security_title == "Common Stock"
    assert "transaction_price_per_share: joined from '4' and '21'" in row.warnings
    assert row.evidence["transaction_price_per_share"].origin is Origin.REPAIRED
    assert row.evidence["transaction_price_per_share"].score < 0.9
    code = row.evidence["transaction_code"]
    assert (code.origin, code.score <= 0.85) == (Origin.INFERRED, True)
    assert "tax" in code.text


def test_box_3_confirms_a_torn_date() -> None:
    page = HEAD + "{t:Stock} {d:03/1\t2/2015} {c:F} {n:500} {ad:D} {p:4.21} {o:90} {di:D}\n"
    confirmed = filing(page).transactions[0].evidence["transaction_date"]
    other = filing(page.replace("{per:03/12/2015}", "")).transactions[0]
    assert confirmed.score > 0.9 > other.evidence["transaction_date"].score
    assert confirmed.origin is other.evidence["transaction_date"].origin is Origin.REPAIRED


def test_pieces_in_cells_of_their_own() -> None:
    page = HEAD + (
        "{t:Stock}\t{d:03/12}\tx\t{d:2/2015}\t{c:F}\t{n:500}\t{ad:D}\t{p:4.21}\t{o:90}\t{di:D}\n"
    )
    row = filing(page).transactions[0]
    assert str(row.transaction_date) == "2015-03-12"
    assert row.evidence["transaction_date"].text == "03/12 … 2/2015"


def test_a_date_cut_off_is_completed_from_box_3() -> None:
    page = HEAD + "{t:Stock} {d:03/12/20} {c:F} {n:500} {ad:D} {o:90} {di:D} {xp:01/01/2020}\n"
    evidence = filing(page).transactions[0].evidence["transaction_date"]
    assert evidence.origin is Origin.INFERRED
    page = page.replace("{d:03/12/20}", "{d:03/17/20}")
    assert filing(page).transactions[0].evidence["transaction_date"].text == "03/12/2015"


def test_short_years_are_dates_where_the_page_prints_them() -> None:
    page = "{per:3/12/15}\n{t:Stock} {d:3/12/15} {c:F} {n:500} {ad:D} {o:90} {di:D}\n"
    evidence = filing(page).transactions[0].evidence["transaction_date"]
    assert evidence.origin is Origin.MODEL


def test_a_missing_date_is_box_3_when_all_others_agree() -> None:
    row = "{t:Stock} {d:03/12/2015} {c:F} {n:500} {ad:D} {p:4.21} {o:90} {di:D}\n"
    lost = "{t:Stock} {c:F} {n:40} {ad:D} {p:4.21} {o:50} {di:D}\n"
    dated = filing(HEAD + row + lost).transactions[1]
    assert str(dated.transaction_date) == "2015-03-12"
    assert dated.evidence["transaction_date"].origin is Origin.INFERRED
    later = row.replace("03/12", "03/13")
    assert filing(HEAD + row + later + lost).transactions[2].transaction_date is None


def test_no_code_without_one_wording_that_fits() -> None:
    row = "{t:Stock} {d:03/12/2015} {n:500} ({m:1}) {ad:D} {p:4.21} {o:90} {di:D}\n"
    nothing = "{fi:1}. {ft:Held for the reporting person.}"
    both = "{fi:1}. {ft:A gift of shares, part of them sold.}"
    assert filing(HEAD + row + nothing).transactions[0].transaction_code is None
    assert filing(HEAD + row + both).transactions[0].transaction_code is None
    bought = "{fi:1}. {ft:Shares purchased in the open market.}"
    assert filing(HEAD + row + bought).transactions[0].transaction_code is None
    sold = "{fi:1}. {ft:The price is an average; shares were sold at several prices.}"
    assert filing(HEAD + row + sold).transactions[0].transaction_code == "S"


def test_the_letter_follows_from_a_one_sided_code() -> None:
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:S} {n:500} {p:4.21} {o:9,000} {di:D}\n"
    row = filing(page).transactions[0]
    assert row.transaction_acquired_disposed_code == "D"
    assert row.evidence["transaction_acquired_disposed_code"].origin is Origin.INFERRED
    gift = filing(page.replace("{c:S}", "{c:G}")).transactions[0]
    assert gift.transaction_acquired_disposed_code is None


def test_ownership_is_concluded_only_with_a_figure_owned() -> None:
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:S} {n:500} {ad:D} {p:4.21} {o:90}\n"
    row = filing(page).transactions[0]
    assert row.direct_or_indirect_ownership == "D"
    assert row.evidence["direct_or_indirect_ownership"].score <= 0.7
    none = filing(page.replace("{o:90}", "")).transactions[0]
    assert none.direct_or_indirect_ownership is None


def test_a_stray_digit_before_a_grouped_number() -> None:
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:S} {n:500} {ad:D} ${p:4.27}\t{o:7 338,457} {di:D}\n"
    row = filing(page).transactions[0]
    assert row.shares_owned_following_transaction == 338457
    assert row.evidence["shares_owned_following_transaction"].origin is Origin.REPAIRED


def test_arithmetic_settles_what_a_torn_number_means() -> None:
    row = "{t:Stock} {d:03/12/2015} {c:S} {n:%s} {ad:D} {p:4.21} {o:%s} {di:D}\n"
    page = HEAD + row % ("500", "5000") + row % ("12\t25", "3775")
    settled = filing(page).transactions[1]
    assert settled.transaction_shares == Decimal(1225)
    page = HEAD + row % ("500", "5000") + row % ("12\t25", "4875")
    assert filing(page).transactions[1].transaction_shares == Decimal(125)


def test_a_swallowed_mark_is_cut_off() -> None:
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:S} {n:28,8362)} {ad:D} {p:4.21} {o:90} {di:D}\n"
    row = filing(page).transactions[0]
    assert row.transaction_shares == 28836
    assert row.evidence["transaction_shares"].origin is Origin.REPAIRED


def test_a_value_printed_twice_is_one() -> None:
    page = HEAD + (
        "{t:Stock} {d:03/12/2015} {d:03/12/2015} {c:S} {n:500} {ad:D} {p:4.21} {o:90} {di:D}\n"
    )
    result = filing(page)
    assert core(result) == [("2015-03-12", "S", "500", "D", "4.21")]
    assert result.transactions[0].warnings == ()


def test_disagreement_is_told_and_nothing_overwritten() -> None:
    page = HEAD + (
        "{t:Stock} {d:03/12/2015} {c:F} {n:500} {ad:A} {p:4.21} {o:90} {di:D}\n"
        "{sn:Jane Doe} {sd:03/10/2015}\n"
    )
    row = filing(page).transactions[0]
    assert row.transaction_acquired_disposed_code == "A"
    assert set(row.warnings) == {
        "transaction_acquired_disposed_code: A does not go with code F",
        "transaction_date: later than the signature",
    }
    assert (row.confidence or 1) < 1


def test_a_price_range_confirms_or_doubts_the_price() -> None:
    row = "{t:Stock} {d:03/12/2015} {c:S} {n:500} {ad:D} {p:4.21}({m:1}) {o:90} {di:D}\n"
    inside = "{fi:1}. {ft:Sold at prices from $4.10 to $4.30.}"
    outside = "{fi:1}. {ft:Sold at prices from $5.10 to $5.30.}"
    assert (
        filing(HEAD + row + inside, 0.8)
        .transactions[0]
        .evidence["transaction_price_per_share"]
        .score
        == 0.9
    )
    warned = filing(HEAD + row + outside, 0.8).transactions[0]
    assert warned.warnings == ("transaction_price_per_share: outside the footnote's range",)
    assert warned.transaction_price_per_share == Decimal("4.21")


def test_box_3_that_is_not_the_earliest_date_is_told() -> None:
    page = HEAD + "{t:Stock} {d:03/13/2015} {c:S} {n:500} {ad:D} {p:4.21} {o:90} {di:D}\n"
    assert filing(page).warnings[0].startswith("period_of_report: 2015-03-12 but")


def test_an_unreadable_cell_is_null_with_a_reason() -> None:
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:S} {n:many} {ad:D} {p:4.21} {o:90} {di:D}\n"
    row = filing(page).transactions[0]
    assert row.transaction_shares is None
    assert "transaction_shares: cannot read 'many'" in row.warnings


def test_a_number_that_lost_digits_is_completed_only_by_its_twin() -> None:
    page = (
        "FORM 4 Table II - Derivative Securities\n{dt:Option} {cp:3} {d:03/12/2015} {c:M} "
        "{nd:65,8\t0} {ut:Common} {us:%s} {o:0} {di:D}\n"
    )
    row = filing(page % "65,800").transactions[0]
    assert row.transaction_shares == 65800
    assert row.evidence["transaction_shares"].origin is Origin.INFERRED
    assert filing(page % "1,200").transactions[0].transaction_shares is None


def test_a_torn_date_that_lost_a_digit_is_the_one_its_ends_frame() -> None:
    row = "{t:Stock} {d:%s} {c:S} {n:500} {ad:D} {p:4.21} {o:90} {di:D}\n"
    dated = filing(HEAD + row % "03/12/2015" + row % "03/1\t/2015").transactions[1]
    assert str(dated.transaction_date) == "2015-03-12"
    assert dated.evidence["transaction_date"].score < 0.9


def test_a_price_range_tells_a_comma_from_a_point() -> None:
    page = HEAD + (
        "{t:Stock} {d:03/12/2015} {c:S} {n:500} {ad:D} {p:2,593}({m:1}) {o:90} {di:D}\n"
        "{fi:1}. {ft:Sold at prices from $2.51 to $2.70.}"
    )
    row = filing(page).transactions[0]
    assert row.transaction_price_per_share == Decimal("2.593")
    assert row.evidence["transaction_price_per_share"].origin is Origin.REPAIRED
    plain = filing(page.replace("$2.51 to $2.70", "various times")).transactions[0]
    assert plain.transaction_price_per_share == 2593
