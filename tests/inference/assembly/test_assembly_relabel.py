"""Cells under a wrong label, each with a page whose labels are right."""

from dataclasses import replace

from form4.inference.assembly import assemble
from form4.model.filing import Filing, Origin
from tests.inference.assembly.marked import core, filing, marked

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
REST = "{p:4.21} {o:9,000} {di:D}\n"


def doubted(markup: str, label: str, score: float, which: int = -1) -> Filing:
    """The filing of a page where one span of a label has a score of its own."""
    text, spans = marked(markup)
    at = [index for index, span in enumerate(spans) if span.label == label][which]
    spans[at] = replace(spans[at], score=score)
    return assemble(text, spans)


def test_the_letter_glued_to_its_amount_is_no_code() -> None:
    (row,) = filing(
        HEAD + "{t:Stock} {d:03/12/2015} {c:J} {n:2,248,637}/{c:A} | {p:0} {o:2,248,637}\n"
    ).transactions
    assert (row.transaction_code, row.transaction_acquired_disposed_code) == ("J", "A")
    (row,) = filing(
        HEAD + "{t:Stock} {d:03/12/2015} {n:500} {c:A} {p:0} {o:2,248,637}\n"
    ).transactions
    assert (row.transaction_code, row.transaction_acquired_disposed_code) == ("A", "A")


def test_a_garbled_mark_behind_the_code_is_no_second_code() -> None:
    for garbled in ("{c:c}{c:G})", "{c:s}{c:D}", "{c:F}{c:C})"):
        (row,) = filing(
            HEAD + "{t:Stock} {d:03/12/2015} " + garbled + " {n:500} {ad:D} " + REST
        ).transactions
        assert row.transaction_code in "CSF"
        assert not any(text.startswith("transaction_code: one of") for text in row.warnings)
    (row,) = filing(
        HEAD + "{t:Stock} {d:03/12/2015} {c:Y}{c:s} {n:500} {ad:D} " + REST
    ).transactions
    assert row.transaction_code == "S"  # the first is no code at all


def test_codes_of_two_rows_run_together_stay() -> None:
    row = "{t:Stock}{d:03/12/2015}{c:M}{n:500}{ad:A}{p:1}{o:9,000}{di:D}"
    page = HEAD + row + row.replace("{c:M}", "{c:S}").replace("{ad:A}", "{ad:D}")
    assert [row[1] for row in core(filing(page))] == ["M", "S"]


def test_the_letter_of_a_class_of_stock_is_no_code() -> None:
    page = HEAD + "{t:Class} {c:A} Common Stock {o:9,000} {di:I} {nat:By Trust}\n"
    result = filing(page)
    assert (result.transactions, len(result.holdings)) == ((), 1)
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:A} {n:500} {ad:A} " + REST
    assert core(filing(page))[0][1] == "A"


def test_a_last_digit_without_brackets_is_no_mark() -> None:
    rows = (
        "{t:Stock} {d:03/12/2015} {c:S} ({m:1}) {n:500} {ad:D} {p:171.2207} ({m:2}) {o:9,000}\n"
        "{t:Stock} {d:03/12/2015} {c:S} ({m:1}) {n:20} {ad:D} |{p:171.994}{m:1}] {o:8,980}\n"
    )
    assert core(filing(HEAD + rows))[1][-1] == "171.9941"
    bracketed = rows.replace("{p:171.994}{m:1}]", "{p:171.994}({m:1})")
    assert core(filing(HEAD + bracketed))[1][-1] == "171.994"
    bare = rows.replace("({m:1})", "{m:1}").replace("({m:2})", "{m:2}")
    assert core(filing(HEAD + bare))[1][-1] == "171.994"


def test_nothing_paid_as_ocr_reads_it() -> None:
    page = HEAD + "{t:Stock} {d:03/12/2015} {c:A} {n:500} {ad:A} |{o:so} |{o:9,000} {di:D}\n"
    (row,) = filing(page).transactions
    assert (row.transaction_price_per_share, row.shares_owned_following_transaction) == (0, 9000)
    (row,) = filing(page.replace("{o:so}", "{p:3}")).transactions
    assert row.transaction_price_per_share == 3


def test_a_doubted_letter_makes_no_trade_of_a_holding() -> None:
    page = HEAD + "{t:Stock} {c:P} {o:9,000} {di:I} {nat:By Trust}\n"
    held = doubted(page, "transaction_code", 0.6)
    assert (len(held.transactions), len(held.holdings)) == (0, 1)
    assert "row: held, not traded; left out transaction_code 'P'" in held.holdings[0].warnings
    assert len(doubted(page, "transaction_code", 0.95).transactions) == 1
    dated = page.replace("{c:P}", "{d:03/12/2015} {c:P}")
    assert len(doubted(dated, "transaction_code", 0.6).transactions) == 1


def test_a_doubted_repeated_figure_opens_no_row() -> None:
    page = HEAD + (
        "{t:Common Stock} {d:03/12/2015} {c:S} {n:10,800} {ad:D} {p:16.19} {n:41,060}\n"
        "{t:Common Stock} {d:03/12/2015} {c:S} {n:4,487} {ad:D} {p:17.41} {o:36,573}\n"
    )
    rows = core(doubted(page, "transaction_shares", 0.25, 1))
    assert [row[2] for row in rows] == ["10800", "4487"]
    text, spans = marked("{d:03/12/2015} {c:S} {n:500} {p:3} " * 2)
    assert (
        len(
            assemble(
                "FORM 4 " + text, [replace(s, start=s.start + 7, end=s.end + 7) for s in spans]
            ).transactions
        )
        == 2
    )


def test_the_letter_and_the_number_of_table_two() -> None:
    page = (
        "FORM 4\n{per:03/12/2015}\n{dt:Units} {d:03/12/2015} {c:M} {nd:500} {ut:Stock} {us:500}\n"
    )
    evidence = filing(page).transactions[0].evidence["transaction_acquired_disposed_code"]
    assert (evidence.text, evidence.origin) == ("500", Origin.MODEL)
