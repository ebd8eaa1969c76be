"""What a tagger does to spans that annotation never does: values in halves, faint and double."""

from dataclasses import replace

from form4.inference.assembly import assemble
from form4.model.filing import Filing, Origin
from form4.model.spans import Span
from tests.inference.assembly.marked import core, filing, marked

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
ROW = "{t:Stock}\t{d:03/12/2015}\t{c:S}\t{n:500}\t{ad:D}\t"


def rescored(markup: str, label: str, *scores: float) -> Filing:
    """The filing of a page whose spans of one label have these scores, the others 1."""
    text, spans = marked(markup)
    left = list(scores)
    return assemble(text, [replace(s, score=left.pop(0)) if s.label == label else s for s in spans])


def test_a_price_tagged_in_halves_is_one_price_in_one_row() -> None:
    result = filing(HEAD + ROW + "${p:3}\t\t{p:47}\t{o:9,000}\t{di:D}\n")
    assert core(result) == [("2015-03-12", "S", "500", "D", "3.47")]
    evidence = result.transactions[0].evidence["transaction_price_per_share"]
    assert evidence.origin is Origin.REPAIRED
    assert evidence.score < 0.9
    assert result.holdings == ()


def test_prices_of_two_rows_are_never_joined() -> None:
    rows = (ROW + "{p:3}\t{o:9,000}\t{di:D}\n") + (ROW + "{p:47}\t{o:8,500}\t{di:D}\n")
    assert [row[-1] for row in core(filing(HEAD + rows))] == ["3", "47"]


def test_a_price_with_its_point_takes_no_second_half() -> None:
    (row,) = core(filing(HEAD + ROW + "{p:3.5}\t{p:47}\t{o:9,000}\t{di:D}\n"))
    assert row[-1] != "3.547"


def test_of_two_figures_in_a_row_the_surer_stands() -> None:
    page = HEAD + ROW + "{p:3.47}\t{o:4}\t{o:504,598}\t{di:D}\n"
    owned = "shares_owned_following_transaction"
    (row,) = rescored(page, owned, 0.3, 0.99).transactions
    assert row.shares_owned_following_transaction == 504598
    assert any(warning.startswith(owned) for warning in row.warnings)
    (row,) = rescored(page, owned, 0.99, 0.3).transactions
    assert row.shares_owned_following_transaction == 4


def test_a_faint_span_in_the_captions_makes_no_row() -> None:
    page = HEAD + "Price\t(Instr. 4)\t({p:11150})\n" + ROW + "{p:3.47}\t{o:9,000}\t{di:D}\n"
    price = "transaction_price_per_share"
    assert core(rescored(page, price, 0.01, 1.0)) == [("2015-03-12", "S", "500", "D", "3.47")]
    assert "spans: 1 too faint" in rescored(page, price, 0.01, 1.0).warnings[0]


def test_a_weak_span_in_its_row_is_kept() -> None:
    page = HEAD + ROW + "{p:3.47}\t{o:9,000}\t{di:D}\n"
    (row,) = rescored(page, "transaction_price_per_share", 0.2).transactions
    assert str(row.transaction_price_per_share) == "3.47"
    assert row.confidence is not None
    assert row.confidence <= 0.2


def test_the_symbol_goes_with_its_issuer() -> None:
    text = "FORM 4 ACME CORP [ACME] 1 Street\tAGME OORP [AGNE]"
    spans = [
        Span(7, 16, "issuer_name", 0.6),
        Span(18, 22, "trading_symbol", 0.5),
        Span(33, 42, "issuer_name", 0.3),
        Span(44, 48, "trading_symbol", 0.9),
    ]
    assert assemble(text, spans).issuer.trading_symbol == "ACME"
    assert assemble(text, [spans[2], spans[3]]).issuer.trading_symbol == "AGNE"


OWNER = "FORM 4\n1. Name\t{own:Roe Jan}\tx\n"


def test_a_title_gets_the_head_of_its_first_word_back() -> None:
    for torn in (
        "\tEV\tw) below) {officer_title:P, Sales}\n",
        "\tbelow\tEV{officer_title:P, Sales}\n",
    ):
        (owner,) = filing(OWNER + torn + ROW).reporting_owners
        assert owner.officer_title == "EVP, Sales"
        assert owner.evidence["officer_title"].origin is Origin.REPAIRED


def test_a_whole_title_takes_nothing_from_the_cells_before() -> None:
    for page in (
        "\tS\t{officer_title:VP, Sales}\n",
        "\tA\tbelow) {officer_title:Director of Sales}\n",
    ):
        (owner,) = filing(OWNER + page + ROW).reporting_owners
        assert owner.officer_title in {"VP, Sales", "Director of Sales"}


def test_a_cent_read_twice_is_one_cent() -> None:
    (row,) = core(filing(HEAD + ROW + "{p:3.44\t4} {o:504,598}\t{di:D}\n"))
    assert row[-1] == "3.44"


def test_more_cents_are_cents() -> None:
    for torn, price in (("3.4\t4", "3.44"), ("3.44\t5", "3.445"), ("3.44\t42", "3.4442")):
        (row,) = core(filing(HEAD + ROW + f"{{p:{torn}}}\t{{o:9,000}}\t{{di:D}}\n"))
        assert row[-1] == price


def test_the_signature_completes_a_name_cut_short() -> None:
    page = "FORM 4\n{own:ROE} JANET\tx\n" + ROW + "\n{sn:/s/ Janet Roe}\n"
    (owner,) = filing(page).reporting_owners
    assert owner.name == "ROE JANET"
    assert owner.evidence["name"].score < 0.9


def test_a_name_takes_no_word_that_nobody_signed() -> None:
    for signer in ("/s/ Amos Kerr, attorney-in-fact", "/s/ Paul Roe"):
        page = "FORM 4\n{own:ROE} DRIVE\tx\n" + ROW + f"\n{{sn:{signer}}}\n"
        assert [owner.name for owner in filing(page).reporting_owners] == ["ROE"]


def test_pieces_of_a_date_under_two_labels_are_one_date() -> None:
    rest = " {c:S}\t{n:500}\t{ad:D}\t{p:3.47}\t{o:9,000}\t{di:D}\n"
    result = filing(HEAD + "{t:Stock} {d:03/12\t2/20}\t{dd:2/2015}" + rest)
    (row,) = result.transactions
    assert (str(row.transaction_date), row.deemed_execution_date) == ("2015-03-12", None)
    assert row.evidence["transaction_date"].origin is Origin.REPAIRED


def test_pieces_that_touch_are_one_date_though_characters_are_doubled() -> None:
    rest = " {c:S}\t{n:500}\t{ad:D}\t{p:3.47}\t{o:9,000}\t{di:D}\n"
    page = "{per:03/12/2015}\n{t:Stock} {d:03/12\t2/20\t2}{dd:/2015}"
    (row,) = filing(HEAD + page + rest).transactions
    assert (str(row.transaction_date), row.deemed_execution_date) == ("2015-03-12", None)
    assert row.evidence["transaction_date"].origin is Origin.REPAIRED


def test_two_dates_of_one_row_stay_two() -> None:
    (row,) = filing(
        HEAD + "{t:Stock}\t{d:03/12/2015}\t{dd:03/13/2015}\t{c:S}\t{n:500}\t{ad:D}\t{p:3}\n"
    ).transactions
    assert str(row.transaction_date) == "2015-03-12"
    assert str(row.deemed_execution_date) == "2015-03-13"
