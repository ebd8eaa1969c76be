"""Owners' names with scraps, slips of OCR, and names that only look alike."""

import pytest

from form4.inference.assembly import assemble
from form4.model.filing import Filing, Origin
from form4.model.spans import Span
from tests.inference.assembly.marked import filing, marked

ROW = "{t:Stock} {d:02/01/2008} {c:S} {n:500} {ad:D} {p:3.47} {o:9,000} {di:D}\n"


def names(of: Filing) -> list[str | None]:
    return [owner.name for owner in of.reporting_owners]


@pytest.mark.parametrize(
    "printed",
    ["Roe Janet Bs", "a Roe Janet", "Roe Janet fast", "Roe Janet ALDER CORP", "A Roe Janet"],
)
def test_scraps_at_the_ends_of_a_name_are_cut_off(printed: str) -> None:
    page = "FORM 4\n{issuer_name:ALDER CORP}\n{own:%s}\n" + ROW + "{sn:/s/ Janet Roe}\n"
    assert names(filing(page % printed)) == ["Roe Janet"]


@pytest.mark.parametrize(
    "printed",
    [
        "Roe Janet A",
        "Roe Janet JR",
        "Roe Janet Lee",
        "van Roe Janet",
        "Roe Janet Family Trust",
        "Roe Li",
    ],
)
def test_middle_names_suffixes_and_entities_stay(printed: str) -> None:
    page = "FORM 4\n{issuer_name:ALDER CORP}\n{own:%s}\n" + ROW + "{sn:/s/ Janet Roe}\n"
    assert names(filing(page % printed)) == [printed]


def test_a_name_that_stands_nowhere_else_stays() -> None:
    page = "FORM 4\n{own:Roe Janet Bs}\n" + ROW + "{sn:/s/ Amos Kerr}\n"
    assert names(filing(page)) == ["Roe Janet Bs"]


def test_a_letter_alone_on_the_line_before_is_no_name() -> None:
    page = "FORM 4\n{own:A} * [ALDR]\n{own:Roe Janet}\n" + ROW
    assert names(filing(page)) == ["Roe Janet"]
    wrapped = "FORM 4\n{own:Roe Janet}   x\n{own:A}           x\n" + ROW
    assert names(filing(wrapped)) == ["Roe Janet A"]


def test_a_misread_name_is_spelt_as_the_page_does() -> None:
    page = "FORM 4\n{own:Raboie Keith}\n" + ROW + "{sn:/s/ Keith Rabois}\n%s"
    (owner,) = filing(page % "Shares of Mr. Rabois.").reporting_owners
    assert (owner.name, owner.evidence["name"].origin) == ("Rabois Keith", Origin.REPAIRED)
    (owner,) = filing(page % "").reporting_owners  # one against one: what was read stays
    assert (owner.name, owner.evidence["name"].score) == ("Raboie Keith", 0.8)
    (owner,) = filing(page.replace("Raboie", "Rabois") % "").reporting_owners
    assert owner.evidence["name"].score > 0.9


def test_funds_that_differ_by_a_numeral_are_two_owners() -> None:
    page = "FORM 4\n{own:Alder I GP LP}\n1 Main St\n\n{own:Alder II GP LP}\n" + ROW
    assert names(filing(page)) == ["Alder I GP LP", "Alder II GP LP"]
    again = "FORM 4\n{own:Alder I GP LP}\n1 Main St\n\n{own:ALDER I GP LP}\n" + ROW
    assert names(filing(again)) == ["Alder I GP LP"]


def test_the_issuer_that_most_printings_support_wins() -> None:
    text = "FORM 4 SONUS NETWORKS INC [SONS] x SOMUS NETW0RKS INC y SONUS NETWORKS INC"
    spans = [
        Span(7, 25, "issuer_name", 0.6),
        Span(27, 31, "trading_symbol", 0.7),
        Span(35, 53, "issuer_name", 0.95),
        Span(56, 74, "issuer_name", 0.5),
    ]
    issuer = assemble(text, spans).issuer
    assert (issuer.name, issuer.trading_symbol) == ("SONUS NETWORKS INC", "SONS")
    assert assemble(text, spans[2:3]).issuer.name == "SOMUS NETW0RKS INC"


def test_no_score_is_certain() -> None:
    text, spans = marked("FORM 4 {own:Roe Janet} {is_director:X}\n{issuer_name:ALDER}\n" + ROW)
    result = assemble(text, spans)
    parts = (result, *result.reporting_owners, *result.transactions)
    scores = [one.score for part in parts for one in part.evidence.values()]
    assert max(scores) == 0.999
    assert result.confidence == 0.999


def test_slips_of_one_name_support_each_other() -> None:
    text = "FORM 4 ALDER CORP x ALOER CORP y BIRCH LTD"
    alder, slip, birch = (
        Span(text.index(name), text.index(name) + len(name), "issuer_name", score)
        for name, score in (("ALDER CORP", 0.5), ("ALOER CORP", 0.5), ("BIRCH LTD", 0.6))
    )
    assert assemble(text, [alder, slip, birch]).issuer.name == "ALDER CORP"
    assert assemble(text, [alder, birch]).issuer.name == "BIRCH LTD"


def test_a_name_that_stands_elsewhere_loses_its_scraps() -> None:
    page = "FORM 4\n{own:Roe Janet Bs}\n" + ROW + "{sn:/s/ Amos Kerr}\nfor Janet Roe\n"
    assert names(filing(page)) == ["Roe Janet"]


def test_two_printings_that_agree_are_as_sure_as_the_surer() -> None:
    text = "FORM 4 Roe Janet x\n\n ROE JANET"
    spans = [Span(7, 16, "owner_name", 0.6), Span(21, 30, "owner_name", 0.9)]
    (owner,) = assemble(text, spans).reporting_owners
    assert (owner.name, owner.evidence["name"].score) == ("Roe Janet", 0.9)


def test_a_name_printed_twice_in_one_line_is_one() -> None:
    page = "FORM 4\n{own:Alder Family Fund} | {own:Alder Family Fund} |\n"
    assert names(filing(page)) == ["Alder Family Fund"]


def test_lookalikes_in_a_name_are_latin_letters() -> None:
    (owner,) = filing("FORM 4\n{own:R\u043ee Janet}\n" + ROW).reporting_owners
    assert (owner.name, owner.evidence["name"].origin) == ("Roe Janet", Origin.REPAIRED)
    assert names(filing("FORM 4\n{own:\u0420\u043e Janet}\n" + ROW)) == ["\u0420\u043e Janet"]
