"""Texts with two forms, and texts that only look like it."""

from tests.inference.assembly.marked import filing

TITLE = "FORM 4 STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n"
FORM = (
    TITLE
    + "{own:Roe Janet}\n{issuer_name:%s}\n{per:02/01/2008}\n"
    + "{t:Stock} {d:02/01/2008} {c:S} {n:%s} {ad:D} {p:3.47} {o:9,000} {di:D}\n"
    + "{sn:/s/ Janet Roe} {sd:02/02/2008}\n"
)


def test_rows_of_a_second_company_are_held_apart() -> None:
    result = filing(FORM % ("ALDER CORP", "500") + FORM % ("BIRCH INC", "20"))
    first, second = result.transactions
    begins = len(filing_text(FORM % ("ALDER CORP", "500"))) + len("FORM 4 ")
    assert "Split it" in result.warnings[0]
    assert (first.confidence or 0) > 0.9
    assert (second.confidence or 1) <= 0.5
    assert any("of the second form" in text for text in second.warnings)
    assert any(f"character {at}" in result.warnings[0] for at in (begins, begins - len("FORM 4 ")))


def test_a_second_form_of_the_same_company_is_seen_by_its_heading() -> None:
    result = filing(FORM % ("ALDER CORP", "500") + FORM % ("ALDER CORP", "20"))
    assert "a second form begins" in result.warnings[0]
    assert [(row.confidence or 0) > 0.9 for row in result.transactions] == [True, False]


def test_one_form_with_its_heading_on_each_page_is_one() -> None:
    page = FORM % ("ALDER CORP", "500")
    rows = page.replace("{sn:", TITLE + "{sn:")
    for text in (rows, page + TITLE, page + "Reporting Owners\n{own:Roe Janet}\n"):
        result = filing(text)
        assert not any("Split it" in warning for warning in result.warnings)
        assert (result.transactions[0].confidence or 0) > 0.9


def test_a_torn_company_name_is_no_second_form() -> None:
    page = FORM.replace("{issuer_name:%s}", "{issuer_name:ALDER} x {issuer_name:%s}")
    result = filing(page % ("Holdings", "500"))
    assert not any("Split it" in warning for warning in result.warnings)


def filing_text(markup: str) -> str:
    from tests.inference.assembly.marked import marked

    return marked(markup)[0]
