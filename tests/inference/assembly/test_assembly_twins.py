"""What a row lost and its twin, its neighbours or the figures owned still tell."""

from dataclasses import replace

from form4.inference.assembly import assemble
from form4.model.filing import Origin
from tests.inference.assembly.marked import core, filing, marked

HEAD = "FORM 4\n{per:03/12/2015}\n"
STOCK = "{t:Stock} {d:03/12/2015} {c:M} {n:500} {ad:A} ${p:12.50} {o:9,500} {di:D}\n"
OPTION = "{dt:Option} {cp:12.50} {d:03/12/2015} {c:M} {nd:500} {xp:01/01/2020} {ut:Stock} {us:500} {o:0} {di:D}\n"
NO_CODE = STOCK.replace("{c:M} ", "")


def test_a_lost_code_is_that_of_the_same_exercise() -> None:
    row = filing(HEAD + NO_CODE + OPTION).transactions[0]
    assert row.transaction_code == "M"
    assert row.evidence["transaction_code"].origin is Origin.INFERRED
    assert "transaction_code: taken from the same exercise in Table II" in row.warnings
    (_, option) = filing(HEAD + STOCK + OPTION.replace("{c:M} ", "")).transactions
    assert option.transaction_code == "M"


def test_another_number_side_day_or_code_is_no_twin() -> None:
    for change in (("500}", "501}"), ("{ad:A}", "{ad:D}"), ("12/2015", "11/2015")):
        row = filing(HEAD + NO_CODE.replace(*change) + OPTION).transactions[0]
        assert row.transaction_code is None
    granted = OPTION.replace("{c:M}", "{c:A}").replace("{nd:", "{na:")
    assert filing(HEAD + NO_CODE + granted).transactions[0].transaction_code is None
    assert filing(HEAD + NO_CODE + OPTION + OPTION).transactions[0].transaction_code is None


def test_a_lost_price_is_the_exercise_price() -> None:
    row = filing(HEAD + STOCK.replace("${p:12.50} ", "") + OPTION).transactions[0]
    assert str(row.transaction_price_per_share) == "12.50"
    assert row.evidence["transaction_price_per_share"].score <= 0.6
    marked_alone = STOCK.replace("${p:12.50}", "({m:1})")
    assert filing(HEAD + marked_alone + OPTION).transactions[0].transaction_price_per_share is None
    sold = STOCK.replace("${p:12.50} ", "").replace("{c:M}", "{c:S}").replace("{ad:A}", "{ad:D}")
    assert filing(HEAD + sold + OPTION).transactions[0].transaction_price_per_share is None


def test_a_price_in_pieces_is_the_exercise_price_they_frame() -> None:
    torn = "{p:1}\t|\t{p:50}"
    row = filing(HEAD + STOCK.replace("${p:12.50}", torn) + OPTION).transactions[0]
    assert str(row.transaction_price_per_share) == "12.50"
    other = STOCK.replace("${p:12.50}", "{p:13.00}")
    assert core(filing(HEAD + other + OPTION))[0][-1] == "13.00"


def test_a_doubted_price_that_is_no_part_of_the_exercise_price_stays() -> None:
    for printed, price in (("{p:13.00}", "13.00"), ("{p:50}", "12.50")):
        text, spans = marked(HEAD + STOCK.replace("{p:12.50}", printed) + OPTION)
        doubted = [
            replace(one, score=0.5) if one.label == "transaction_price_per_share" else one
            for one in spans
        ]
        assert core(assemble(text, doubted))[0][-1] == price


TRADED = "{t:Stock} {d:03/12/2015} {c:J} {n:500} %s {p:1} {o:%s} {di:D}\n"


def test_the_figures_owned_tell_acquired_from_disposed() -> None:
    first = TRADED % ("{ad:D}", "9,000")
    assert core(filing(HEAD + first + TRADED % ("", "9,500")))[1][3] == "A"
    assert core(filing(HEAD + first + TRADED % ("", "8,500")))[1][3] == "D"
    assert core(filing(HEAD + first + TRADED % ("", "8,600")))[1][3] is None


def test_who_owns_less_than_was_moved_has_disposed() -> None:
    row = filing(HEAD + TRADED % ("", "0")).transactions[0]
    assert row.transaction_acquired_disposed_code == "D"
    assert row.evidence["transaction_acquired_disposed_code"].text == "500 … 0"
    assert core(filing(HEAD + TRADED % ("", "500")))[0][3] is None


def test_a_lost_amount_follows_from_the_figures_owned() -> None:
    lost = "{t:Stock} {d:03/12/2015} {c:S} wee %s {p:1} {o:%s} {di:D}\n"
    first = TRADED % ("{ad:D}", "9,000")
    row = filing(HEAD + first + lost % ("{ad:D}", "8,250")).transactions[1]
    assert row.transaction_shares == 750
    assert row.evidence["transaction_shares"].score <= 0.5
    for side, owned in (("{ad:A}", "8,250"), ("{ad:D}", "9,000")):
        assert (
            filing(HEAD + first + lost % (side, owned)).transactions[1].transaction_shares is None
        )


def test_a_lost_date_between_two_that_agree() -> None:
    rows = [TRADED % ("{ad:D}", owned) for owned in ("9,000", "8,500", "8,000", "7,500")]
    rows[2] = rows[2].replace("{d:03/12/2015} ", "")
    rows[0] = rows[0].replace("03/12", "03/14")
    row = filing(HEAD + "".join(rows)).transactions[2]
    assert str(row.transaction_date) == "2015-03-12"
    assert "transaction_date: taken from the rows beside it" in row.warnings
    rows[1] = rows[1].replace("03/12", "03/13")
    assert filing(HEAD + "".join(rows)).transactions[2].transaction_date is None


def test_codes_that_wording_tells_apart() -> None:
    row = "{t:Stock} {d:03/12/2015} {n:500} ({m:1}) {ad:%s} {p:1} {o:9,000} {di:D}\n{fi:1}. {ft:%s}"
    for side, note, code in (
        ("D", "Effected under a Rule 10b5-1(c) trading plan to cover tax obligations.", "S"),
        ("D", "Shares withheld to cover tax obligations.", "F"),
        ("D", "Each option was cancelled and converted into the right to receive cash.", "D"),
        ("A", "Acquired through the Employee Stock Purchase Plan.", None),
        ("A", "Shares purchased under the Employee Stock Purchase Plan.", None),
        ("A", "Shares purchased by the reporting person.", "P"),
    ):
        assert filing(HEAD + row % (side, note)).transactions[0].transaction_code == code
