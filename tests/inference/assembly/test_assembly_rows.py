"""Cells into rows, layout by layout."""

from form4.model.filing import Table
from tests.inference.assembly.marked import core, filing

ONE = "2018-03-01"
TWO = "2018-03-02"

TWO_ROWS = [
    (ONE, "M", "5000", "A", "12.50"),
    (TWO, "S", "5000", "D", "31.07"),
]
HEAD = "FORM 4\nTable I - Non-Derivative Securities Acquired\n"


def test_a_line_a_row() -> None:
    page = HEAD + (
        "| {t:Common Stock} | {d:03/01/2018} | | {c:M} | | {n:5,000} | {ad:A} | ${p:12.50} | "
        "{o:25,000} | {di:D} | |\n"
        "| {t:Common Stock} | {d:03/02/2018} | | {c:S} | | {n:5,000} | {ad:D} | ${p:31.07} | "
        "{o:20,000} | {di:D} | |\n"
    )
    assert core(filing(page)) == TWO_ROWS


def test_a_cell_a_line() -> None:
    page = HEAD + (
        "{t:Common Stock}\n{d:03/01/2018}\n{c:M}\n{n:5,000}\n{ad:A}\n${p:12.50}\n{o:25,000}\n{di:D}\n"
        "{t:Common Stock}\n{d:03/02/2018}\n{c:S}\n{n:5,000}\n{ad:D}\n${p:31.07}\n{o:20,000}\n{di:D}\n"
    )
    assert core(filing(page)) == TWO_ROWS


def test_run_together() -> None:
    page = HEAD + (
        "{t:Common Stock}{d:03/01/2018}{c:M}{n:5,000}{ad:A}${p:12.50}{o:25,000}{di:D}"
        "{t:Common Stock}{d:03/02/2018}{c:S}{n:5,000}{ad:D}${p:31.07}{o:20,000}{di:D}"
    )
    assert core(filing(page)) == TWO_ROWS


def test_titles_wrapped_around_their_line() -> None:
    page = HEAD + (
        "{t:Class A}                                                      {nat:See}\n"
        "{t:Common}   {d:03/01/2018} {c:M} {n:5,000} {ad:A} {p:12.50} {o:25,000} {di:I} {nat:note}\n"
        "{t:Stock}                                                        ({m:4})\n"
        "{t:Class A}                                                      {nat:See}\n"
        "{t:Common}   {d:03/02/2018} {c:S} {n:5,000} {ad:D} {p:31.07} {o:20,000} {di:I} {nat:note}\n"
        "{t:Stock}                                                        ({m:4})\n"
    )
    result = filing(page)
    assert core(result) == TWO_ROWS
    assert [row.security_title for row in result.transactions] == ["Class A Common Stock"] * 2
    assert [row.nature_of_ownership for row in result.transactions] == ["See note"] * 2
    assert all(row.footnote_ids == {"nature_of_ownership": ("F4",)} for row in result.transactions)


def test_column_by_column() -> None:
    page = HEAD + (
        "{t:Common Stock}\n{t:Common Stock}\n{d:03/01/2018}\n{d:03/02/2018}\n{c:M}\n{c:S}\n"
        "{n:5,000}\n{n:5,000}\n{ad:A}\n{ad:D}\n${p:12.50}\n${p:31.07}\n{o:25,000}\n{o:20,000}\n"
        "{di:D}\n{di:D}\n"
    )
    result = filing(page)
    assert core(result) == TWO_ROWS
    assert all(0.7 < (row.confidence or 0) <= 0.8 for row in result.transactions)


def test_columns_of_different_length_are_paired_with_a_warning() -> None:
    page = HEAD + (
        "{t:Common Stock}\n{t:Common Stock}\n{t:Common Stock}\n"
        "{d:03/01/2018}\n{d:03/02/2018}\n{d:03/02/2018}\n{c:M}\n{c:S}\n{c:S}\n"
        "{n:5,000}\n{n:5,000}\n{n:70}\n{ad:A}\n{ad:D}\n{ad:D}\n${p:12.50}\n${p:31.07}\n"
    )
    result = filing(page)
    assert len(result.transactions) == 3
    assert all("different length" in row.warnings[0] for row in result.transactions)
    assert all((row.confidence or 0) <= 0.5 for row in result.transactions)


def test_right_half_before_left_half() -> None:
    page = HEAD + (
        "${p:12.50} {o:25,000} {di:D}\n${p:31.07} {o:20,000} {di:D}\n\n"
        "{t:Common Stock} {d:03/01/2018} {c:M} {n:5,000} {ad:A}\n"
        "{t:Common Stock} {d:03/02/2018} {c:S} {n:5,000} {ad:D}\n"
    )
    assert core(filing(page)) == TWO_ROWS


def test_the_second_table_in_two_parts() -> None:
    page = (
        "FORM 4\nTable II - Derivative Securities Acquired\n"
        "{dt:Option} {cp:12.50} {d:03/01/2018} {c:M} {nd:5,000}\n"
        "{dt:Option} {cp:13.50} {d:03/02/2018} {c:M} {nd:700}\n"
        "Table II continued\n"
        "{ex:01/01/2015} {xp:01/01/2025} {ut:Common Stock} {us:5,000} {p:0} {o:10,000} {di:D}\n"
        "{ex:01/01/2016} {xp:01/01/2026} {ut:Common Stock} {us:700} {p:0} {o:9,300} {di:D}\n"
    )
    result = filing(page)
    assert core(result) == [(ONE, "M", "5000", "D", "0"), (TWO, "M", "700", "D", "0")]
    assert [str(row.expiration_date) for row in result.transactions] == ["2025-01-01", "2026-01-01"]
    assert [row.underlying_security_shares for row in result.transactions] == [5000, 700]


def test_both_tables_without_captions() -> None:
    page = (
        "{t:Common Stock} {d:03/01/2018} {c:M} {n:5,000} {ad:A} {p:12.50} {o:25,000} {di:D}\n"
        "{dt:Option} {cp:12.50} {d:03/01/2018} {c:M} {nd:5,000} {ex:01/01/2015} {xp:01/01/2025} "
        "{ut:Common Stock} {us:5,000} {p:0} {o:10,000} {di:D}\n"
    )
    result = filing(page)
    assert [row.table for row in result.transactions] == [Table.NON_DERIVATIVE, Table.DERIVATIVE]
    assert result.transactions[1].transaction_acquired_disposed_code == "D"
    assert result.transactions[1].evidence["transaction_acquired_disposed_code"].text == "5,000"


def test_units_whose_cells_are_footnotes_alone() -> None:
    page = (
        "FORM 4 Table II - Derivative Securities Acquired\n"
        "{dt:Restricted Stock Unit} ({m:1}) {d:03/01/2018} {c:A} {na:7,583} ({m:2}) ({m:2}) "
        "{ut:Common Stock} {us:7,583} ${p:0.00} {o:7,583} {di:D}\n"
    )
    row = filing(page).transactions[0]
    assert row.transaction_acquired_disposed_code == "A"
    assert dict(row.footnote_ids) == {
        "conversion_or_exercise_price": ("F1",),
        "exercise_date": ("F2",),
        "expiration_date": ("F2",),
    }


def test_marks_of_a_cell_and_of_the_missing_ones_after_it() -> None:
    page = (
        "{dt:Units} ({m:1}) {d:03/01/2018} {c:A} {na:2.46} ({m:3}) ({m:2}) ({m:2}) "
        "{ut:Common Stock} {us:2.46} {p:0} {o:10} {di:D}\n"
    )
    marks = dict(filing(page).transactions[0].footnote_ids)
    assert marks["transaction_shares"] == ("F3",)
    assert marks["exercise_date"] == marks["expiration_date"] == ("F2",)


def test_marks_touching_their_cells() -> None:
    page = (
        "{t:Common Stock}({m:1}) {d:03/01/2018} {c:S}({m:2}) {n:5,000} {ad:D} "
        "${p:31.07}({m:3})({m:4}) {o:20,000} {di:I} {nat:By Trust}({m:5})\n"
    )
    assert dict(filing(page).transactions[0].footnote_ids) == {
        "security_title": ("F1",),
        "transaction_code": ("F2",),
        "transaction_price_per_share": ("F3", "F4"),
        "nature_of_ownership": ("F5",),
    }


def test_a_price_that_is_a_mark_alone() -> None:
    page = (
        "{t:Common Stock} {d:03/01/2018} {c:C} {n:83,334} {ad:A} ({m:2}) ({m:3}) {o:83,334} {di:D}"
    )
    row = filing(page).transactions[0]
    assert row.transaction_price_per_share is None
    assert dict(row.footnote_ids) == {"transaction_price_per_share": ("F2", "F3")}


def test_holdings_stand_apart_from_transactions() -> None:
    page = HEAD + (
        "{t:Common Stock} {d:03/01/2018} {c:M} {n:5,000} {ad:A} {p:12.50} {o:25,000} {di:D}\n"
        "{t:Common Stock} {o:2,415} {di:I} {nat:By Trust}\n"
        "{t:Common Stock} {o:300} {di:I} {nat:By Son}\n"
    )
    result = filing(page)
    assert len(result.transactions) == 1
    owned = [row.shares_owned_following_transaction for row in result.holdings]
    assert owned == [2415, 300]
    assert [row.nature_of_ownership for row in result.holdings] == ["By Trust", "By Son"]
    assert result.holdings[0].transaction_shares is None


def test_holdings_run_together() -> None:
    page = HEAD + (
        "{t:Common Stock}{o:10}{di:D}{t:Common Stock}{o:20}{di:I}{nat:By Trust}"
        "{t:Preferred}{o:0}{di:D}"
    )
    owned = [row.shares_owned_following_transaction for row in filing(page).holdings]
    assert owned == [10, 20, 0]


def test_a_title_alone_is_no_row() -> None:
    result = filing(HEAD + "{t:Common Stock}\n\nTable II - Derivative Securities\n")
    assert (result.transactions, result.holdings) == ((), ())
    assert result.warnings == ("rows: 1 left out, with nothing but 'Common Stock'",)


def test_a_row_without_a_title_is_a_row() -> None:
    page = HEAD + (
        "{t:Common Stock} {d:03/01/2018} {c:M} {n:5,000} {ad:A} {p:12.50} {o:25,000} {di:D}\n"
        "{d:03/02/2018} {c:S} {n:5,000} {ad:D} {p:31.07} {o:20,000} {di:D}\n"
    )
    result = filing(page)
    assert core(result) == TWO_ROWS
    assert result.transactions[1].security_title is None


def test_the_price_before_the_letter() -> None:
    page = (
        "{d:03/01/2018}\t{t:Common}\t{c:M}\t{p:12.50}\t{n:5,000}\t{ad:A}\t{o:25,000}\t{di:D}\n"
        "{d:03/02/2018}\t{t:Common}\t{c:S}\t{p:31.07}\t{n:5,000}\t{ad:D}\t{o:20,000}\t{di:D}\n"
    )
    assert core(filing(page)) == TWO_ROWS


def test_a_plain_number_with_a_letter_in_the_second_table() -> None:
    page = (
        "Table II Derivative Securities Acquired\n"
        "{dt:Option} {cp:3} {d:03/01/2018} {c:A} {n:900} {ad:A} {xp:01/01/2025} "
        "{ut:Stock} {us:900}\n"
    )
    row = filing(page).transactions[0]
    assert row.table is Table.DERIVATIVE
    assert (row.transaction_shares, row.transaction_acquired_disposed_code) == (900, "A")


def test_many_rows_take_no_quadratic_time() -> None:
    row = "{t:Common Stock} {d:03/02/2018} {c:S} {n:5,000} {ad:D} {p:31.07} {o:20,000} {di:D}\n"
    assert len(filing(HEAD + row * 400).transactions) == 400


def test_a_pair_of_halves_of_one_row() -> None:
    page = (
        "Price Owned\n{ad:D} ${p:14.88} {o:185,000} {di:D}\n"
        "Table I - Non-Derivative Securities\n{t:Common} {d:03/01/2018} {c:F} {n:75,000}\n"
    )
    assert core(filing(page)) == [(ONE, "F", "75000", "D", "14.88")]


def test_captions_with_each_cell() -> None:
    page = "FORM 4\n" + (
        "Title: {t:Common}\nDate: {d:03/01/2018}\nCode: {c:Exercise}\nAmount: {n:5,000}\n"
        "A/D: {ad:Acquired}\nPrice: ${p:12.50}\nOwned: {o:25,000}\nForm: {di:Direct}\n"
        "Title: {dt:Option}\nDate: {d:03/01/2018}\nCode: {c:Exercise}\nAmount: {nd:5,000}\n"
        "A/D: {ad:Disposed}\nTitle: {ut:Common}\nShares: {us:5,000}\nOwned: {o:0}\nForm: {di:D}\n"
        "Title: {dt:Units}\nDate: {d:03/02/2018}\nCode: {c:Exercise}\nAmount: {nd:70}\n"
        "A/D: {ad:Disposed}\nTitle: {ut:Common}\nShares: {us:70}\nOwned: {o:0}\nForm: {di:D}\n"
    )
    result = filing(page)
    assert core(result) == [
        (ONE, "M", "5000", "A", "12.50"),
        (ONE, "M", "5000", "D", None),
        (TWO, "M", "70", "D", None),
    ]
    assert result.holdings == ()


def test_months_and_words_wrapped_over_lines() -> None:
    page = HEAD + (
        "{t:Common}  {d:March 1,}  {c:Open}    {n:500}  {ad:D}  {p:9.50}  {o:70}  {di:D}\n"
        "            {d:2018}      {c:market}\n"
        "                          {c:sale}\n"
        "{t:Common}  {d:March 2,}  {c:Open}    {n:20}   {ad:D}  {p:9.10}  {o:50}  {di:D}\n"
        "            {d:2018}      {c:market}\n"
        "                          {c:sale}\n"
    )
    assert core(filing(page)) == [(ONE, "S", "500", "D", "9.50"), (TWO, "S", "20", "D", "9.10")]


def test_marks_in_the_columns_of_form_3() -> None:
    page = (
        "FORM 3 INITIAL STATEMENT OF BENEFICIAL OWNERSHIP\nTable II - Derivative Securities "
        "Beneficially Owned\n| {dt:Preferred} | ({m:1}) | ({m:1}) | {ut:Common} | {us:88} | "
        "({m:1}) | {di:I} | {nat:By Trust} |\n"
    )
    assert dict(filing(page).holdings[0].footnote_ids) == {
        "conversion_or_exercise_price": ("F1",),
        "exercise_date": ("F1",),
        "expiration_date": ("F1",),
    }


def test_a_direct_holding_takes_no_nature_from_the_row_above() -> None:
    page = HEAD + (
        "                                       {nat:By Blue}\n"
        "{t:Common}         {o:46,780}  {di:I}  {nat:Water}\n"
        "                                       {nat:Fund}\n"
        "{t:Common}         {o:11,814}  {di:D}\n"
    )
    natures = [row.nature_of_ownership for row in filing(page).holdings]
    assert natures == ["By Blue Water Fund", None]


def test_natures_read_as_a_column_go_to_the_indirect_rows() -> None:
    page = HEAD + (
        "{t:Common}\n{t:Common}\n{t:Common}\n{o:10}\n{o:20}\n{o:30}\n{di:D}\n{di:I}\n{di:I}\n"
        "{nat:By Trust}\n{nat:By Son}\n"
    )
    rows = filing(page).holdings
    assert [row.nature_of_ownership for row in rows] == [None, "By Trust", "By Son"]
    assert not any("different length" in text for row in rows for text in row.warnings)


def test_figures_wrapped_at_their_signs_stay_in_one_row() -> None:
    page = HEAD + (
        "{t:Common}   {d:03/01/}   {c:M}   {n:732,}   {ad:A}   {p:9.}      {o:25,000}   {di:D}\n"
        "{t:Stock}    {d:2018}             {n:230}            {p:232574}\n"
        "{t:Common}   {d:03/02/}   {c:S}   {n:5,000}   {ad:D}   {p:31.07}   {o:20,000}   {di:D}\n"
        "{t:Stock}    {d:2018}\n"
    )
    result = filing(page)
    assert core(result) == [(ONE, "M", "732230", "A", "9.232574"), TWO_ROWS[1]]


def test_whole_figures_below_each_other_are_two_rows() -> None:
    page = HEAD + (
        "{t:Common}   {d:03/01/2018}   {c:M}   {n:732}   {ad:A}   {p:9}   {o:25,000}   {di:D}\n"
        "{t:Common}   {d:03/02/2018}   {c:S}   {n:230}   {ad:D}   {p:8}   {o:24,770}   {di:D}\n"
    )
    assert [row[2] for row in core(filing(page))] == ["732", "230"]


MANY_MARKS = (
    "{dt:Units} {cp:3} {d:03/01/2018} {c:A} {na:9}    ({m:1}) ({m:2})    ({m:3}) ({m:4})    "
    "{ut:Stock} {us:9} {p:0} {o:9} {di:D}\n"
)


def test_wide_gaps_part_the_marks_of_two_missing_cells() -> None:
    marks = dict(filing(MANY_MARKS).transactions[0].footnote_ids)
    assert marks == {"exercise_date": ("F1", "F2"), "expiration_date": ("F3", "F4")}


MARKED = "{t:Stock} {d:03/01/2018} {c:S} {n:%s} {ad:D} %s {p:3} {o:%s} {di:D}\n"


def test_a_mark_that_leads_a_line_is_of_the_row_below() -> None:
    page = HEAD + MARKED % (500, "", "9,000") + "({m:1}) " + MARKED % (70, "", "8,930")
    first, second = filing(page).transactions
    assert (dict(first.footnote_ids), dict(second.footnote_ids)) == (
        {},
        {"security_title": ("F1",)},
    )
    page = HEAD + MARKED % (500, "", "9,000") + "    ({m:1})\n" + MARKED % (70, "", "8,930")
    assert "security_title" not in filing(page).transactions[1].footnote_ids


def test_a_mark_behind_the_letter_is_that_of_the_amount() -> None:
    row = filing(HEAD + MARKED % (500, "({m:1})", "9,000")).transactions[0]
    assert dict(row.footnote_ids) == {"transaction_shares": ("F1",)}


def test_columns_in_an_order_of_their_own_stay_on_their_lines() -> None:
    page = HEAD + (
        "${p:12.50} {o:25,000} {di:D} {t:Common} {d:03/01/2018} {c:M} {n:5,000} {ad:A}\n"
        "${p:31.07} {o:20,000} {di:D} {t:Common} {d:03/02/2018} {c:S} {n:5,000} {ad:D}\n"
    )
    assert core(filing(page)) == TWO_ROWS


def test_a_row_that_leans_to_the_other_table_is_of_that_table() -> None:
    stock = "{t:Stock} {d:03/01/2018} {c:A} {n:5} {ad:A} {o:%s} {di:D}\n"
    unit = "{dt:Phantom} {d:03/01/2018} {c:A} {n:7} {ad:A} {o:7} {di:D}\n"
    rows = filing(HEAD + stock % 10 + unit + stock % 15).transactions
    tables = [row.table for row in rows]
    assert tables == [Table.NON_DERIVATIVE, Table.NON_DERIVATIVE, Table.DERIVATIVE]


RIGHT = (
    "{c:M} {n:5,000} {ad:A} ${p:12.50} {o:25,000} {di:D}%s{c:S} {n:70} {ad:D} ${p:31} {o:9} {di:D}"
)


def test_a_half_with_few_cells_is_cut_before_its_first_column() -> None:
    page = HEAD + "{t:Common} {d:03/01/2018} {t:Preferred} {d:03/01/2018} " + RIGHT % " "
    assert core(filing(page)) == [(ONE, "M", "5000", "A", "12.50"), (ONE, "S", "70", "D", "31")]


def test_a_half_with_few_cells_is_cut_by_its_lines() -> None:
    page = HEAD + "{t:Common} {d:03/01/2018}\n{d:03/01/2018}\n" + RIGHT % "\n"
    assert core(filing(page)) == [(ONE, "M", "5000", "A", "12.50"), (ONE, "S", "70", "D", "31")]


def test_a_title_that_goes_on_opens_no_row() -> None:
    row = "{t:Class A}        {d:%s} {c:%s} {n:5,000} {ad:%s} ${p:%s} {o:%s} {di:D}\n{t:common stock}\n"
    page = HEAD + row % ("03/01/2018", "M", "A", "12.50", "25,000")
    page += row % ("03/02/2018", "S", "D", "31.07", "20,000")
    result = filing(page)
    assert core(result) == TWO_ROWS
    assert [one.security_title for one in result.transactions] == ["Class A common stock"] * 2
