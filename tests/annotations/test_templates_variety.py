"""What pages show beside the SEC's form of today: old forms, prints, dumps, prose, torn heads."""

import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from form4.annotations.synthesis.page import Block, Grid, Run
from form4.annotations.synthesis.templates import TEMPLATES, header, joint, sec_form
from form4.annotations.synthesis.templates.addresses import draw_address
from form4.annotations.synthesis.templates.formats import DATE_STYLES, OTHER_CHECKS, fraction
from form4.annotations.synthesis.templates.loose_header import loose_header
from form4.annotations.synthesis.templates.pen import Pen, lines, print_lines
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Signature, Table

SALE = Row(
    Table.NON_DERIVATIVE,
    security_title="Common Stock",
    transaction_date=date(2014, 3, 17),
    transaction_code="S",
    transaction_shares=Decimal(5_000),
    transaction_acquired_disposed_code="D",
    transaction_price_per_share=Decimal("12.5"),
    shares_owned_following_transaction=Decimal(20_000),
    direct_or_indirect_ownership="D",
)
HOLDING = Row(
    Table.NON_DERIVATIVE,
    security_title="Common Stock",
    shares_owned_following_transaction=Decimal(1_000),
    direct_or_indirect_ownership="I",
    nature_of_ownership="By Trust",
)
FORM_4 = Filing(
    form_type="4",
    period_of_report=date(2014, 3, 17),
    issuer=Issuer(name="EXAMPLE NETWORKS INC", trading_symbol="EXN"),
    reporting_owners=(
        ReportingOwner(name="DOE JANE Q", is_officer=True, officer_title="EVP of Strategy"),
    ),
    transactions=(SALE, replace(SALE, shares_owned_following_transaction=Decimal(15_000))),
    holdings=(HOLDING,),
    signatures=(Signature("/s/ Jane Q. Doe", date(2014, 3, 19)),),
)
FORM_3 = replace(FORM_4, form_type="3", transactions=())
FORM_5 = replace(FORM_4, form_type="5", period_of_report=date(2014, 12, 31))
JOINT = replace(
    FORM_4,
    reporting_owners=(
        *FORM_4.reporting_owners,
        *(ReportingOwner(name=f"FUND {n} LP", is_ten_percent_owner=True) for n in range(2, 10)),
    ),
)

EMPTY = replace(FORM_3, holdings=())
MANY = replace(FORM_4, transactions=(SALE,) * 30)


def texts(blocks: tuple[Block, ...], marked: bool = False) -> str:
    """All print lines; with `marked`, labelled runs stand in ⟦label:text⟧."""
    found: list[str] = []
    for block in blocks:
        cells = (
            [cell.runs for row in block.rows for cell in row.cells]
            if isinstance(block, Grid)
            else [block.runs]
        )
        for runs in cells:
            found.append(
                "".join(
                    f"⟦{run.label}:{run.text}⟧" if marked and run.label else run.text
                    for run in runs
                )
            )
    return "\n".join(found)


def shows(template: str, filing: Filing, pattern: str, seeds: int = 120) -> bool:
    """Whether some page of the template, with labels in brackets, shows a pattern."""
    found = (TEMPLATES[template](filing, random.Random(seed))[0] for seed in range(seeds))
    return any(re.search(pattern, texts(page.blocks, marked=True)) for page in found)


@pytest.mark.parametrize(
    ("template", "filing", "pattern"),
    [
        ("sec_form", FORM_3, r"2\. Date of Event Requiring Statement"),
        ("ascii_1996", FORM_3, r"INITIAL STATEMENT OF BENEFICIAL OWNERSHIP"),
        ("ascii_1996", FORM_3, r"Date of Event Requiring Statement"),
        ("sec_form", FORM_5, r"Statement for Issuer's Fiscal Year Ended"),
        ("ascii_1996", FORM_5, r"(?i)end of Issuer's Fiscal Year"),
        ("ascii_1996", FORM_4, r"Statement for \(?Month/Year"),
        ("ascii_1996", FORM_4, r"<TABLE>\n(?:<CAPTION>)?"),
        ("ascii_1996", FORM_4, r"<S>\n<C>"),
        ("ascii_1996", FORM_4, r"={3,}"),
        ("ascii_1996", FORM_4, r"⟦transaction_price_per_share:12[ -]1/2⟧"),
        ("ascii_1996", FORM_4, r"\n(?:do\.|ditto|same|\"|'')\n"),
        ("ascii_1996", FORM_4, r"FORM 4 \(continued\)"),
        ("ascii_1996", JOINT, r"Joint Filer Information|JOINT REPORTING PERSONS"),
        ("agent_print", FORM_4, r"SEC FORM 4 \| EXAMPLE NETWORKS INC"),
        ("agent_print", FORM_4, r"(?i)printer[- ]friendly"),
        ("agent_print", FORM_4, r"primary_doc\.xml|doc4\.xml|ownership\.xml"),
        ("agent_print", FORM_4, r"\(⟦is_officer:X⟧\)"),
        ("agent_print", FORM_4, r"\[ ⟦is_officer:X⟧ \]"),
        ("agent_print", FORM_4, r"⟦is_officer:☑⟧"),
        ("agent_print", FORM_4, r"_⟦is_officer:X⟧_"),
        ("agent_print", FORM_4, r"N/A|n/a|nil"),
        ("letter", FORM_4, r"⟦transaction_code:sold⟧ ⟦transaction_shares:5,?000⟧(?: sh\w*\.?)? "),
        ("letter", FORM_4, r"\$⟦transaction_price_per_share:12\.50?⟧.* on ⟦transaction_date:"),
        ("vision", FORM_4, r"- \*\*(?:1\. ?)?Name and Address of Reporting Person"),
        ("vision", FORM_4, r"\*\*2\. Issuer Name and Ticker or Trading Symbol\*\*"),
        ("vision", FORM_4, r"## Table I"),
        ("dump", FORM_4, r'"transactionDate": "⟦transaction_date:'),
        ("dump", FORM_4, r"<issuerName>⟦issuer_name:EXAMPLE NETWORKS INC⟧</issuerName>"),
        ("flat", FORM_4, r"(?s)⟦owner_name:DOE JANE Q⟧.*⟦owner_name:DOE JANE Q⟧"),
        ("sec_form", FORM_4, r"POWER OF ATTORNEY|Exhibit 24"),
        ("sec_form", FORM_4, r"JOINT FILING AGREEMENT"),
        ("sec_form", FORM_4, r"Expires:"),
        ("sec_form", EMPTY, r"No securities are beneficially owned|No transactions to report"),
        ("sec_form", MANY, r"Totals?:?\n"),
    ],
)
def test_pages_show(template: str, filing: Filing, pattern: str) -> None:
    assert shows(template, filing, pattern, seeds=400)


def draw_loose(seed: int, filing: Filing = FORM_4) -> tuple[Block, ...]:
    """A torn header of the SEC's form."""
    rng = random.Random(seed)
    pen = Pen(rng, sec_form.draw_pen(rng).formats, sec_form.draw_pen(rng).wording)
    address = draw_address(rng, None)
    return loose_header(pen, header.draw_boxes(pen, filing, address, sec_form.REVISIONS["4"]))


@pytest.mark.parametrize(
    "pattern",
    [
        r"Reporting Person\W{0,4}⟦owner_name:",
        r"⟦owner_name:DOE JANE Q⟧(?:, | +|  | / )\d+ ",
        r"(?m)^1\W{0,2}⟦owner_name:",
        r"⟦owner_name:DOE JANE Q⟧[\s\S]*Name and Address of Reporting Person",
        r"(?m)^2\W{0,2}⟦issuer_name:",
        r"Officer.*⟦officer_title:EVP of Strategy⟧",
        r"⟦officer_title:EVP of Strategy⟧[\s\S]*Director",
    ],
)
def test_torn_headers_show(pattern: str) -> None:
    assert any(re.search(pattern, texts(draw_loose(seed), marked=True)) for seed in range(300))


def test_torn_headers_keep_every_value() -> None:
    for seed in range(200):
        shown = re.sub(" +", " ", texts(draw_loose(seed), marked=True))
        for value in ("owner_name:DOE JANE Q", "issuer_name:EXAMPLE NETWORKS INC"):
            assert f"⟦{value}⟧" in shown
        assert shown.count("⟦period_of_report:") == 1


def test_of_two_dates_each_stays_with_its_caption() -> None:
    amended = replace(FORM_4, form_type="4/A", date_of_original_submission=date(2014, 3, 18))
    for seed in range(200):
        shown = texts(draw_loose(seed, amended), marked=True)
        found = re.search(r"(?s)(.{0,60})⟦date_of_original_submission:", shown)
        assert found and re.search(r"(?i)amend|original|year", found[1])


def test_joint_pages_name_every_further_owner() -> None:
    for seed in range(60):
        rng = random.Random(seed)
        pen = sec_form.draw_pen(rng)
        shown = texts(joint.joint_pages(pen, JOINT, draw_address(rng, None)), marked=True)
        assert all(f"⟦owner_name:FUND {n} LP⟧" in shown for n in range(2, 10))
    assert joint.joint_pages(pen, FORM_4, draw_address(rng, None)) == ()


def test_papers_and_site_lines_carry_no_label_of_rows() -> None:
    for seed in range(80):
        page, stated = TEMPLATES["sec_form"](FORM_4, random.Random(seed))
        shown = texts(page.blocks, marked=True)
        assert shown.count("⟦transaction_shares:") == len(stated.transactions)


def test_every_date_style_prints_its_day() -> None:
    for style, printed in DATE_STYLES.items():
        assert "17" in printed(date(2014, 3, 17)), style
    assert DATE_STYLES["long_ordinal"](date(2014, 3, 2)) == "March 2nd, 2014"
    assert DATE_STYLES["long_ordinal"](date(2014, 3, 12)) == "March 12th, 2014"


def test_prices_in_fractions_are_reduced() -> None:
    assert fraction(Decimal("12.5"), "-") == "12-1/2"
    assert fraction(Decimal("0.4375"), " ") == "7/16"


def test_check_boxes_label_the_mark_alone() -> None:
    for style in OTHER_CHECKS:
        labelled = [run.text for run in style.runs(True, "is_director") if run.label]
        assert labelled == [style.mark]


def test_print_lines_undo_lines() -> None:
    rows = ((Run("a"), Run("b", "owner_name")), (Run("c"),))
    assert print_lines(lines(*rows)) == list(rows)


def test_a_list_of_trades_states_the_transactions_of_table_i() -> None:
    page, stated = TEMPLATES["flat"](FORM_4, random.Random(2))
    assert len(stated.transactions) == 2 and stated.holdings == ()
    assert texts(page.blocks, marked=True).count("⟦transaction_shares:") == 2
