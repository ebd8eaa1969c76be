"""Issuer, owners, roles, form type, footnotes, signatures, and texts that are no form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.inference.assembly import assemble
from form4.inference.assembly.assemble import NOT_A_FORM
from form4.model.filing import Filing, Origin
from form4.model.labels import LABELS
from form4.model.spans import Span
from form4.model.values import YearMonth
from tests.inference.assembly.marked import filing


def test_the_head() -> None:
    page = (
        "FORM 4\n{own:Doe Jane A} {issuer_name:ACME CORP} [{trading_symbol:ACM}] "
        "{is_director:X} Director {is_officer:X} Officer {officer_title:SV\tP, Sales}\n"
        "{per:03/12/2015} {date_of_original_submission:03/10/2015}\n"
    )
    result = filing(page)
    assert (result.issuer.name, result.issuer.trading_symbol) == ("ACME CORP", "ACM")
    assert str(result.period_of_report) == "2015-03-12"
    owner = result.reporting_owners[0]
    assert (owner.name, owner.officer_title) == ("Doe Jane A", "SVP, Sales")
    assert (owner.is_director, owner.is_officer, owner.is_ten_percent_owner) == (True, True, False)
    assert result.form_type == "4/A"
    assert result.evidence["form_type"].origin is Origin.INFERRED


def test_names_printed_again_are_one_owner() -> None:
    page = (
        "FORM 4\n{own:Doe Jane A} {is_ten_percent_owner:X}\nReporting Owners\n"
        "{own:DOE JANE A} {is_director:X} {officer_title:CEO}\n{own:Doe Family Trust} "
        "{is_ten_percent_owner:X}\n"
    )
    first, second = filing(page).reporting_owners
    assert (first.name, first.is_director, first.officer_title) == ("Doe Jane A", True, "CEO")
    assert first.evidence["is_officer"].origin is Origin.INFERRED
    assert (second.name, second.is_ten_percent_owner) == ("Doe Family Trust", True)
    assert not second.is_director


def test_names_wrapped_beside_other_boxes() -> None:
    page = (
        "{own:Doe Family Growth}   {issuer_name:Acme Shipping}   {is_director:X} Director\n"
        "{own:Fund IX, L.P.}       {issuer_name:Holdings plc}    {is_officer:X} Officer\n"
    )
    result = filing(page)
    assert [one.name for one in result.reporting_owners] == ["Doe Family Growth Fund IX, L.P."]
    listed = filing("{own:Doe Jane}  {is_director:X}\n{own:Doe Trust} {is_director:X}\n")
    assert [one.name for one in listed.reporting_owners] == ["Doe Jane", "Doe Trust"]


def test_middle_names_do_not_make_two_people_but_entities_do() -> None:
    page = "{own:Doe Jane A.}\n1 Main St\n\n{own:Jane Doe}\n2 Main St\n\n{own:Doe Jane Trust}\n"
    names = [one.name for one in filing(page).reporting_owners]
    assert names == ["Doe Jane A.", "Doe Jane Trust"]


def test_different_people_stay_apart() -> None:
    names = [one.name for one in filing("{own:Doe Jane}\n\n{own:Doe John}\n").reporting_owners]
    assert names == ["Doe Jane", "Doe John"]


@pytest.mark.parametrize(
    ("text", "form_type"),
    [
        ("FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", "4"),
        ("SEC Form 4/A\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", "4/A"),
        ("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", "4"),
        ("FORM 5 ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP", "5"),
        ("Form 3 INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES", "3"),
        (
            "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may "
            "continue. ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
            "5",
        ),
        ("Dear shareholders, nothing happened.", None),
    ],
)
def test_the_form_type_is_told_by_its_words(text: str, form_type: str | None) -> None:
    assert assemble(text, []).form_type == form_type


def test_a_text_that_is_no_form_says_so() -> None:
    result = assemble("Dear shareholders, nothing happened.", [])
    assert result == Filing(warnings=(NOT_A_FORM,))


def test_the_plan_box() -> None:
    caption = "transaction was made pursuant to a contract, instruction or written plan"
    assert assemble("FORM 4", []).aff10b5_one is None
    assert assemble(f"FORM 4 {caption}", []).aff10b5_one is False
    assert filing(f"FORM 4 {{aff10b5_one:X}} {caption}").aff10b5_one is True
    assert filing(f"FORM 4 {{fi:1}} {{ft:The {caption}.}}").aff10b5_one is None


def test_months_as_period() -> None:
    assert filing("FORM 4\n{per:08/1999}").period_of_report == YearMonth(1999, 8)


def test_footnotes() -> None:
    page = (
        "{fi:1}. {ft:First\nnote.}\n({fi:2}) {ft:Second}\npage 2\n{ft:goes on.}\n"
        r"{fi:3}. {ft:TAX \ PAID \ NOW.$}" + "\n"
    )
    assert dict(filing(page).footnotes) == {
        "F1": "First note.",
        "F2": "Second goes on.",
        "F3": "TAX PAID NOW.",
    }


def test_lettered_footnotes_keep_their_letters() -> None:
    page = "{t:Stock} ({m:a}) {o:5} {di:D}\n({fi:a}) {ft:One.}\n({fi:b}) {ft:Two.}\n"
    result = filing(page)
    assert dict(result.footnotes) == {"Fa": "One.", "Fb": "Two."}
    assert dict(result.holdings[0].footnote_ids) == {"security_title": ("Fa",)}


def test_footnotes_without_numbers_are_counted() -> None:
    assert dict(filing("- {ft:One.}\n- {ft:Two.}\n").footnotes) == {"F1": "One.", "F2": "Two."}


def test_signatures() -> None:
    page = (
        "{sn:/s/ Jane Doe, Attorney-in-}\n   {sd:03/14/2015}\n{sn:fact}\n\n"
        "{sn:John Doe} {sd:03/15/2015}"
    )
    pairs = [(one.name, str(one.date)) for one in filing(page).signatures]
    assert pairs == [
        ("/s/ Jane Doe, Attorney-in-fact", "2015-03-14"),
        ("John Doe", "2015-03-15"),
    ]


def test_labels_of_a_retrained_model_come_out_as_extra() -> None:
    text = "FORM 4 Plan: ESPP\n2015"
    spans = [Span(13, 22, "plan_name")]
    assert assemble(text, spans).extra == {"plan_name": ("ESPP 2015",)}


def test_spans_that_do_not_fit_are_counted() -> None:
    result = assemble(
        "FORM 4", [Span(0, 4, "remarks"), Span(2, 6, "remarks"), Span(5, 99, "remarks")]
    )
    assert result.remarks == "FORM"
    assert result.warnings == ("spans: 2 too faint, outside the text or overlapping left out",)


LABEL_NAMES = [label.name for label in LABELS] + ["new_label"]
PIECES = st.sampled_from(
    ["Common", " ", "\t", "\n", "|", "12,345", "03/1", "7/2014", "D", "$3", "47", "(1)", "F", "II"]
)


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, list[Span]]:
    pieces = draw(st.lists(PIECES | st.text(max_size=6), max_size=60))
    text = "".join(pieces)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=40)))
    names = st.sampled_from(LABEL_NAMES)
    scores = st.floats(0, 1)
    spans = [
        Span(start, end, draw(names), draw(scores))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, spans


@settings(max_examples=150, deadline=None)
@given(labelled())
def test_nothing_raises_and_evidence_is_what_stands_there(page: tuple[str, list[Span]]) -> None:
    text, spans = page
    result = assemble(text, spans)
    for row in (*result.transactions, *result.holdings):
        assert row.confidence is None or 0 <= row.confidence <= 1
        for evidence in row.evidence.values():
            assert evidence.text == " … ".join(text[start:end] for start, end in evidence.spans)
            assert 0 <= evidence.score <= 1
    assert Filing.from_dict(result.to_dict()).to_dict() == result.to_dict()


OTHER = "{t:Common Stock}\t{d:02/01/2008}\t{c:S}\t{n:500}\t{ad:D}\t{p:3.47}\t{o:9,000}\t{di:D}\n"


def test_another_paper_gives_no_rows_however_sure() -> None:
    other = filing("FORM 144\nNOTICE OF PROPOSED SALE\n" + OTHER)
    assert (other.transactions, other.warnings[0]) == ((), NOT_A_FORM)
    assert len(filing("FORM 4\nSee the Form 144 of today\n" + OTHER).transactions) == 1


def test_a_page_without_its_heading_needs_a_row_to_trust() -> None:
    assert len(filing(OTHER, 0.9).transactions) == 1
    doubtful = filing(OTHER, 0.3)
    assert (doubtful.transactions, doubtful.warnings[0]) == ((), NOT_A_FORM)


def test_a_form_named_in_a_sentence_is_no_title() -> None:
    prose = "All reports were timely, except one Form 4 of Ms. Roe.\n"
    assert filing(prose + OTHER).form_type is None
    for title in ("FORM 4 ", "SEC Form 4  FORM 4 | ", "| Form 4/A |\n", "x FORM 4\n"):
        assert (filing(title + OTHER).form_type or "").startswith("4")


def test_two_issuers_in_one_text_are_warned_of() -> None:
    page = "FORM 4\n{issuer_name:ALDER CORP}\n" + OTHER + "FORM 4\n{issuer_name:%s}\n" + OTHER
    assert any("Split it" in text for text in filing(page % "BIRCH INC").warnings)
    assert not any("Split it" in text for text in filing(page % "Alder Corp.").warnings)
    assert not any("Split it" in text for text in filing(page % "BIRCH INC", 0.6).warnings)


def test_a_trade_without_its_number_is_never_sure() -> None:
    page = "FORM 4\n{t:Stock}\t{d:02/01/2008}\t{c:S}\t%s\t{ad:D}\t{p:3.47}\t{o:9,000}\t{di:D}\n"
    (row,) = filing(page % ",000").transactions
    assert row.confidence is not None
    assert row.confidence <= 0.5
    (whole,) = filing(page % "{n:1,000}").transactions
    assert (whole.confidence or 0) > 0.9


def test_a_mark_without_its_footnote_is_warned_of() -> None:
    row = (
        "FORM 4\n{t:Stock}\t{d:02/01/2008}\t{c:S}\t{n:500} ({m:2})\t{ad:D}\t{p:3}\t{o:9}\t{di:D}\n"
    )
    assert any("no text was found for F2" in text for text in filing(row).warnings)
    whole = row + "Explanation\n{fi:2}. {ft:Sold under a plan.}\n"
    assert not any("no text was found" in text for text in filing(whole).warnings)


def test_a_title_without_a_head_needs_a_row_that_is_not_guessed() -> None:
    essay = "FORM 4 and what it tells\n"
    assert filing(essay + OTHER, 0.2).transactions == ()
    assert len(filing(essay + OTHER, 0.5).transactions) == 1
    assert len(filing("FORM 4\n{per:02/01/2008} {own:Roe Jan}\n" + OTHER, 0.5).transactions) == 1


def test_two_cells_are_no_row_to_trust() -> None:
    assert filing("{t:Common Stock} {o:9,000}\n").holdings == ()
    assert len(filing("FORM 4\n{t:Common Stock} {o:9,000}\n").holdings) == 1
