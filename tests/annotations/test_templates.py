"""Pages drawn by the form templates, read back label by label."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, sampled_from

from form4.annotations.synthesis.page import Grid, Page, Run
from form4.annotations.synthesis.sampler import sample_filing
from form4.annotations.synthesis.templates import TEMPLATES
from form4.annotations.synthesis.templates.formats import SUPERSCRIPTS
from form4.annotations.synthesis.templates.stated import ROW_VALUES
from form4.annotations.synthesis.templates.words import (
    CODE_VERBS,
    CODE_WORDS,
    DIRECTION_WORDS,
    FORM_WORDS,
)
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Signature, Table
from form4.model.labels import BY_NAME, Kind
from form4.model.values import YearMonth

DATE_FORMS = [
    "%m/%d/%Y",
    "%m/%d/%y",
    "%m-%d-%Y",
    "%m-%d-%y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%d-%b-%Y",
    "%d %B %Y",
    "%Y-%m-%d",
    "%m.%d.%Y",
    "%b %d %Y",
    "%d-%b-%y",
    "%Y/%m/%d",
]
MONTH_FORMS = ["%m/%Y", "%m/%y", "%B %Y", "%B, %Y", "%B/%Y", "%b-%Y", "%Y-%m"]
DIGITS = {chr(high): chr(low) for low, high in SUPERSCRIPTS.items()}
LETTERS = {
    "transaction_code": {code: (*CODE_WORDS[code], *CODE_VERBS[code]) for code in CODE_WORDS},
    "transaction_acquired_disposed_code": DIRECTION_WORDS,
    "direct_or_indirect_ownership": FORM_WORDS,
}
DIRECTION = "transaction_acquired_disposed_code"
ROLES = ("is_director", "is_officer", "is_ten_percent_owner", "is_other")
# Header values may be printed in several boxes: each reading must be true, and all be read.
REPEATED = frozenset(
    {
        "owner_name",
        "officer_title",
        "other_text",
        "issuer_name",
        "trading_symbol",
        "period_of_report",
        *ROLES,
    }
)
# A typist may leave out, or mark as the same, what the row above says.
DITTOED = frozenset(
    {
        "security_title",
        "derivative_security_title",
        "transaction_date",
        "underlying_security_title",
    }
)

OPTION = Row(
    Table.DERIVATIVE,
    security_title="Stock Option (Right to Buy)",
    conversion_or_exercise_price=Decimal("3.62"),
    transaction_date=date(2014, 3, 17),
    transaction_code="A",
    transaction_shares=Decimal(400_000),
    transaction_acquired_disposed_code="A",
    transaction_price_per_share=Decimal(0),
    expiration_date=date(2024, 3, 17),
    underlying_security_title="Common Stock",
    underlying_security_shares=Decimal(400_000),
    shares_owned_following_transaction=Decimal(400_000),
    direct_or_indirect_ownership="D",
    footnote_ids={"exercise_date": ("F2",)},
)
SALE = Row(
    Table.NON_DERIVATIVE,
    security_title="Common Stock",
    transaction_date=date(2014, 3, 17),
    deemed_execution_date=date(2014, 3, 18),
    transaction_code="S",
    equity_swap_involved=True,
    transaction_timeliness="E",
    transaction_shares=Decimal("26990.5"),
    transaction_acquired_disposed_code="D",
    transaction_price_per_share=Decimal("0.345"),
    shares_owned_following_transaction=Decimal(504_598),
    direct_or_indirect_ownership="D",
    footnote_ids={"transaction_shares": ("F1", "F2"), "transaction_code": ("F1",)},
)
HOLDING = Row(
    Table.NON_DERIVATIVE,
    security_title="Common Stock",
    shares_owned_following_transaction=Decimal(1_000),
    direct_or_indirect_ownership="I",
    nature_of_ownership="By Trust",
)
FULL = Filing(
    form_type="4",
    period_of_report=date(2014, 3, 17),
    aff10b5_one=True,
    issuer=Issuer(name="EXAMPLE NETWORKS INC", trading_symbol="EXN"),
    reporting_owners=(
        ReportingOwner(
            name="DOE JANE", is_director=True, is_officer=True, officer_title="EVP of Strategy"
        ),
    ),
    transactions=(SALE, replace(SALE, transaction_price_per_share=None), OPTION),
    holdings=(HOLDING,),
    footnotes={"F1": "Sold under a plan.", "F2": "25% vests on March 17, 2015."},
    remarks="Exhibit 24 is attached.",
    signatures=(Signature("/s/ Jane Doe", date(2014, 3, 19)),),
)
EMPTY = Filing(form_type="4", reporting_owners=(ReportingOwner(name="DOE JANE"),))
JOINT = replace(
    FULL,
    form_type="4/A",
    date_of_original_submission=date(2014, 3, 18),
    aff10b5_one=None,
    reporting_owners=(
        ReportingOwner(name="EXAMPLE FUND LP", is_ten_percent_owner=True),
        ReportingOwner(name="ROE RICHARD", is_other=True, other_text="See Remarks"),
    ),
    signatures=(Signature("By: Jane Doe", None), Signature("Richard Roe", date(2014, 3, 19))),
)
ANNUAL = replace(FULL, form_type="5")
INITIAL = replace(FULL, form_type="3", transactions=(), holdings=(HOLDING,))
CASES = {"full": FULL, "empty": EMPTY, "joint": JOINT, "annual": ANNUAL, "initial": INITIAL}
POOLS = ValuePools.builtin()


def runs(page: Page) -> Iterator[Run]:
    """The runs of a page in reading order."""
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.runs
        else:
            yield from block.runs


def read_date(text: str) -> str:
    """A printed date or month as ISO has it."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    for form in MONTH_FORMS:
        try:
            month = datetime.strptime(text.title(), form)
        except ValueError:
            continue
        return YearMonth(month.year, month.month).isoformat()
    raise AssertionError(f"{text!r} is no date")


def read_number(text: str) -> Decimal:
    """A printed number, with a fraction as prices had them until 2001."""
    found = re.fullmatch(r"(?:(\d+)[ -])?(\d+)/(\d+)", text)
    if found is None:
        return Decimal(text.replace(",", ""))
    return Decimal(found[1] or 0) + Decimal(found[2]) / Decimal(found[3])


def read(run: Run) -> str:
    """The value of a labelled run in one form for print and filing."""
    label, text = run.label or "", run.text
    if label in LETTERS:
        return next((k for k, words in LETTERS[label].items() if text in words), text)
    if BY_NAME[label].kind is Kind.DATE:
        return read_date(text)
    if BY_NAME[label].kind is Kind.NUMBER:
        return str(read_number(text).normalize())
    if label == "transaction_timeliness":
        return "E" if text == "V" else text
    if label == "footnote_mark":
        return "".join(DIGITS.get(character, character) for character in text)
    return "x" if BY_NAME[label].kind is Kind.MARK else " ".join(text.split())


def stated_values(filing: Filing) -> Counter[tuple[str, str]]:
    """Every value of a filing with its label, in the form that `read` has."""
    values: list[tuple[str, object]] = [
        ("issuer_name", filing.issuer.name),
        ("trading_symbol", filing.issuer.trading_symbol),
        ("period_of_report", filing.period_of_report),
        ("date_of_original_submission", filing.date_of_original_submission),
        ("aff10b5_one", filing.aff10b5_one),
        ("remarks", filing.remarks),
    ]
    for owner in filing.reporting_owners:
        values.extend((role, getattr(owner, role)) for role in ROLES)
        values.append(("owner_name", owner.name))
        values.append(("officer_title", owner.officer_title))
        values.append(("other_text", owner.other_text))
    for signature in filing.signatures:
        values.extend((("signature_name", signature.name), ("signature_date", signature.date)))
    for note, text in filing.footnotes.items():
        values.extend((("footnote_id", note[1:]), ("footnote_text", text)))
    for row in (*filing.transactions, *filing.holdings):
        values.extend(row_values(row))
    return Counter(
        (label, shown(value)) for label, value in values if value is not None and value is not False
    )


def directions(filing: Filing, table: Table) -> Counter[tuple[str, str]]:
    """The A and D of the rows of a table."""
    codes = (r.transaction_acquired_disposed_code for r in filing.transactions if r.table is table)
    return Counter((DIRECTION, code) for code in codes if code)


def row_values(row: Row) -> Iterator[tuple[str, object]]:
    """The values of a row by label; Table II's A or D is told by the label of its number."""
    derivative = row.table is Table.DERIVATIVE
    disposed = row.transaction_acquired_disposed_code == "D"
    for name in ROW_VALUES:
        label = name
        if derivative and name == "security_title":
            label = "derivative_security_title"
        if derivative and name == "transaction_shares":
            label = f"derivative_shares_{'disposed' if disposed else 'acquired'}"
        if not (derivative and name == "transaction_acquired_disposed_code"):
            yield label, getattr(row, name)
    for marks in row.footnote_ids.values():
        yield from (("footnote_mark", mark[1:]) for mark in marks)


def shown(value: object) -> str:
    """A filing's value in the form that `read` has."""
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, date | YearMonth):
        return value.isoformat()
    return "x" if value is True else " ".join(str(value).split())


def check_page(page: Page, stated: Filing) -> None:
    """All labelled runs are values of the filing, and all values of the filing are labelled."""
    labelled = [run for run in runs(page) if run.label]
    assert all(run.text == run.text.strip() != "" for run in labelled)
    printed = Counter((run.label, read(run)) for run in labelled)
    wanted = stated_values(stated)
    if any(key[0] == DIRECTION for key in printed - wanted):
        # Table II has a column for A or D beside its number
        wanted += directions(stated, Table.DERIVATIVE)
    if not any(label == "footnote_id" for label, _ in printed):
        wanted = Counter({key: n for key, n in wanted.items() if key[0] != "footnote_id"})
    once = Counter({key: n for key, n in printed.items() if key[0] not in REPEATED})
    wanted_once = Counter({key: n for key, n in wanted.items() if key[0] not in REPEATED})
    assert not once - wanted_once
    assert all(key[0] in DITTOED and key in once for key in wanted_once - once)
    repeated = {k for k in wanted if k[0] in REPEATED}
    assert {k for k in printed if k[0] in REPEATED} <= repeated
    assert {k for k in repeated if k[0] not in ROLES} <= set(printed)
    first = stated.reporting_owners[0]
    assert {(role, "x") for role in ROLES if getattr(first, role)} <= set(printed)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_labels_are_what_the_filing_states(template: str, case: str) -> None:
    for seed in range(40):
        page, stated = TEMPLATES[template](CASES[case], random.Random(seed))
        assert page.template == template
        check_page(page, stated)


@settings(deadline=None, max_examples=60)
@given(template=sampled_from(sorted(TEMPLATES)), seed=integers(0, 10**6))
def test_sampled_filings_are_printed_whole(template: str, seed: int) -> None:
    rng = random.Random(seed)
    check_page(*TEMPLATES[template](sample_filing(POOLS, rng), rng))


@pytest.mark.parametrize("template", ["sec_form", "sheet"])
def test_the_secs_forms_state_every_field(template: str) -> None:
    page, stated = TEMPLATES[template](FULL, random.Random(1))
    assert stated == FULL
    assert {"aff10b5_one", "equity_swap_involved", "deemed_execution_date"} <= {
        run.label for run in runs(page)
    }


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("seed", range(20))
def test_cells_fill_the_columns_of_their_grid(template: str, seed: int) -> None:
    page, _ = TEMPLATES[template](JOINT, random.Random(seed))
    for block in page.blocks:
        if isinstance(block, Grid):
            spans = {sum(cell.span for cell in row.cells) for row in block.rows}
            assert spans == {len(block.widths)}


def test_one_relationship_box_states_the_first_owners_roles_only() -> None:
    _, stated = TEMPLATES["sec_form"](JOINT, random.Random(3))
    assert stated.reporting_owners[0].is_ten_percent_owner
    assert stated.reporting_owners[1] == ReportingOwner(name="ROE RICHARD")
    _, stated = TEMPLATES["sheet"](JOINT, random.Random(3))
    assert stated.reporting_owners == JOINT.reporting_owners


def test_forms_before_august_2002_state_a_month_and_owned_once_a_class() -> None:
    pages = (TEMPLATES["ascii_1996"](FULL, random.Random(seed)) for seed in range(50))
    monthly = [s for _, s in pages if isinstance(s.period_of_report, YearMonth)]
    assert monthly
    for stated in monthly:
        first, second, option = stated.transactions
        assert first.shares_owned_following_transaction is None
        assert second.shares_owned_following_transaction == Decimal(504_598)
        assert option.shares_owned_following_transaction == Decimal(400_000)
        assert first.deemed_execution_date is None
        assert first.transaction_date is not None
        assert first.transaction_date.year == stated.period_of_report.year <= 2001


def test_the_same_seed_draws_the_same_page() -> None:
    for draw in TEMPLATES.values():
        assert draw(JOINT, random.Random(5)) == draw(JOINT, random.Random(5))
