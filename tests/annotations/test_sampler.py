"""Sampled and varied filings: valid, consistent, plausible and the same for the same seed."""

import datetime
import json
import random
import re
from collections.abc import Hashable
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.synthesis.phrases import parse
from form4.annotations.synthesis.renaming import renaming
from form4.annotations.synthesis.sample_names import Person, draw_address, parse_filed
from form4.annotations.synthesis.sample_numbers import with_new_digits
from form4.annotations.synthesis.sample_rows import MODERN_SINCE, chain_of, signed_shares
from form4.annotations.synthesis.sampler import filing_at, filings, sample_filing, vary_filing
from form4.annotations.synthesis.text_numbers import rewritten, stated_range
from form4.annotations.synthesis.value_files import builtin_lists, training_gold
from form4.annotations.synthesis.values import ValuePools
from form4.annotations.synthesis.vary import PLAN_BOX_SINCE
from form4.model.errors import ConfigError, DocumentError
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Signature, Table
from form4.model.values import YearMonth

POOLS = ValuePools.builtin()
SIZE = 400
SAMPLED = [filing_at(POOLS, 1, index) for index in range(SIZE)]
CODES = frozenset("PSADFIMCEHOXGLWZJKU")
DIRECTIONS = {"P": "A", "S": "D", "F": "D", "U": "D", "L": "A", "H": "D"}

REAL = Filing(
    form_type="4",
    period_of_report=datetime.date(2019, 5, 1),
    issuer=Issuer("0000000001", "EXAMPLE WIDGETS INC", "EXW"),
    reporting_owners=(ReportingOwner("0000000002", "DOE JANE Q", is_director=True),),
    transactions=(
        Row(
            Table.NON_DERIVATIVE,
            security_title="Common Stock",
            transaction_date=datetime.date(2019, 5, 1),
            transaction_code="S",
            transaction_shares=Decimal(300),
            transaction_acquired_disposed_code="D",
            transaction_price_per_share=Decimal("10.25"),
            shares_owned_following_transaction=Decimal(1200),
            direct_or_indirect_ownership="D",
            footnote_ids={"transaction_price_per_share": ("F1",)},
        ),
        Row(
            Table.NON_DERIVATIVE,
            security_title="Common Stock",
            transaction_date=datetime.date(2019, 5, 1),
            transaction_code="S",
            transaction_shares=Decimal(1200),
            transaction_acquired_disposed_code="D",
            transaction_price_per_share=Decimal("10.5"),
            shares_owned_following_transaction=Decimal(0),
            direct_or_indirect_ownership="D",
        ),
    ),
    footnotes={
        "F1": "Ms. Doe sold 1,200 shares of Example Widgets at prices from $10.20 to $10.30 under "
        "a plan adopted on March 3, 2018."
    },
    signatures=(Signature("/s/ Jane Q. Doe", datetime.date(2019, 5, 3)),),
)


def rows_of(filing: Filing) -> tuple[Row, ...]:
    return (*filing.transactions, *filing.holdings)


def check_owned(filing: Filing) -> None:
    last: dict[Hashable, Decimal] = {}
    for row in filing.transactions:
        owned = row.shares_owned_following_transaction
        assert owned is not None and owned >= 0
        if chain_of(row) in last:
            assert last[chain_of(row)] + signed_shares(row) == owned
        last[chain_of(row)] = owned


def check_marks(filing: Filing) -> None:
    marks = {mark for row in rows_of(filing) for ids in row.footnote_ids.values() for mark in ids}
    assert marks <= set(filing.footnotes)
    assert list(filing.footnotes) == [f"F{n}" for n in range(1, len(filing.footnotes) + 1)]
    assert all(text.strip() and len(text) <= 1000 for text in filing.footnotes.values())


def test_sampled_filings_add_up_and_their_marks_have_notes() -> None:
    for filing in SAMPLED:
        check_marks(filing)
        if isinstance(filing.period_of_report, datetime.date):
            check_owned(filing)


def test_sampled_rows_have_codes_and_directions_of_the_form() -> None:
    rows = [row for filing in SAMPLED for row in filing.transactions]
    assert {row.transaction_code for row in rows} <= CODES
    for row in rows:
        assert row.transaction_shares is not None and row.transaction_shares > 0
        expected = DIRECTIONS.get(row.transaction_code or "")
        if row.transaction_code in {"M", "C", "O", "X"}:
            expected = "D" if row.table is Table.DERIVATIVE else "A"
        assert expected in (None, row.transaction_acquired_disposed_code)
        assert (row.table is Table.DERIVATIVE) == (row.underlying_security_shares is not None)


def test_every_code_comes_up() -> None:
    seen = {
        row.transaction_code
        for filing in islice(filings(POOLS, 2), 1500)
        for row in filing.transactions
    }
    assert seen == CODES


def test_dates_follow_each_other_and_the_form_of_their_time() -> None:
    for filing in SAMPLED:
        dates = [row.transaction_date for row in filing.transactions if row.transaction_date]
        period, form = filing.period_of_report, (filing.form_type or "")[:1]
        if isinstance(period, YearMonth) and form != "5":
            assert (period.year, period.month) <= (MODERN_SINCE.year, MODERN_SINCE.month)
            assert all(row.deemed_execution_date is None for row in filing.transactions)
        elif dates and form == "5":
            assert period is not None and (period.year, period.month) >= max(
                (day.year, day.month) for day in dates
            )
        elif dates:
            assert period == min(dates)
        signed = filing.signatures[0].date
        assert signed is not None and all(day <= signed for day in dates)
        before = period is None or isinstance(period, YearMonth) or period < PLAN_BOX_SINCE
        if form == "4":
            assert (filing.aff10b5_one is None) == before
        for row in rows_of(filing):
            if row.exercise_date and row.expiration_date:
                assert row.exercise_date <= row.expiration_date
            if row.transaction_code == "M" and row.expiration_date:
                assert row.transaction_date and row.transaction_date <= row.expiration_date


def test_form_3_holds_or_says_that_nothing_is_owned() -> None:
    initial = [f for f in SAMPLED if (f.form_type or "").startswith("3")]
    assert initial and not any(f.transactions for f in initial)
    assert any(f.holdings for f in initial)
    for filing in initial:
        signed, event = filing.signatures[0].date, filing.period_of_report
        assert isinstance(event, datetime.date) and signed is not None
        assert event <= signed <= event + datetime.timedelta(days=220)
    empty = [f for f in SAMPLED if not rows_of(f)]
    assert any("owned" in (f.remarks or "").lower() for f in empty)


def test_groups_of_owners_and_many_lots_come_up() -> None:
    assert max(len(f.reporting_owners) for f in SAMPLED) >= 8
    lots = [sum(row.transaction_code == "S" for row in f.transactions) for f in SAMPLED]
    assert max(lots) >= 20


def test_old_forms_state_what_is_owned_once_a_class() -> None:
    old = [f for f in SAMPLED if isinstance(f.period_of_report, YearMonth)]
    assert old
    for filing in old:
        stated = [
            chain_of(row)
            for row in filing.transactions
            if row.shares_owned_following_transaction is not None
        ]
        assert len(stated) == len(set(stated))
        assert set(stated) == {chain_of(row) for row in filing.transactions}


def test_price_ranges_bracket_the_price_of_their_row() -> None:
    checked = 0
    for filing in SAMPLED:
        for row in filing.transactions:
            marks = row.footnote_ids.get("transaction_price_per_share", ())
            ends = [stated_range(filing.footnotes[mark]) for mark in marks]
            if row.transaction_code != "S" or not row.transaction_price_per_share or not any(ends):
                continue
            low, high = (Decimal(end[1:].replace(",", "")) for end in ends[0] or ())
            assert low <= row.transaction_price_per_share <= high
            checked += 1
    assert checked > 20


def test_filings_differ_and_have_every_shape() -> None:
    assert len({f.issuer.name for f in SAMPLED}) > 0.97 * SIZE
    assert {len(f.reporting_owners) for f in SAMPLED} >= {1, 2}
    assert {f.form_type for f in SAMPLED} == {"3", "3/A", "4", "4/A", "5"}
    shapes = {(frozenset(row.table for row in f.transactions), bool(f.holdings)) for f in SAMPLED}
    assert len(shapes) >= 7
    assert max(len(f.transactions) for f in SAMPLED) > 15


def test_the_same_seed_gives_the_same_filings() -> None:
    again = list(islice(filings(POOLS, 1), 20))
    assert again == SAMPLED[:20]
    assert list(islice(filings(POOLS, 3, [REAL]), 20)) == [
        filing_at(POOLS, 3, index, [REAL]) for index in range(20)
    ]


@given(st.integers(0, 2**32))
def test_any_seed_gives_a_filing_that_reads_back(seed: int) -> None:
    filing = sample_filing(POOLS, random.Random(seed))
    assert Filing.from_dict(filing.to_dict(gold=True)) == filing


@given(st.integers(0, 2**32))
def test_a_varied_filing_keeps_rows_marks_and_arithmetic(seed: int) -> None:
    varied = vary_filing(REAL, POOLS, random.Random(seed))
    first, second = varied.transactions
    check_owned(varied)
    assert second.shares_owned_following_transaction == 0
    assert second.transaction_shares == first.shares_owned_following_transaction
    assert first.footnote_ids == REAL.transactions[0].footnote_ids
    assert varied.period_of_report == first.transaction_date
    assert list(varied.footnotes) == ["F1"]
    said = f"{varied.footnotes} {varied.signatures} {varied.reporting_owners}"
    assert not re.search(r"\bDoe\b", said)
    assert "Widgets" not in f"{varied.footnotes} {varied.issuer}"


def test_varied_notes_follow_the_rows_numbers() -> None:
    for seed in range(40):
        varied = vary_filing(REAL, POOLS, random.Random(seed))
        note, shares = varied.footnotes["F1"], varied.transactions[1].transaction_shares
        if " at prices from $" in note and " sold " in note and shares is not None:
            assert f"sold {int(shares):,} shares" in note
            return
    pytest.fail("no note kept its wording")


def test_names_are_replaced_wherever_they_stand() -> None:
    names = renaming(REAL, POOLS, random.Random(5))
    person = names.owners[0].person
    assert person is not None
    assert names("Doe") == person.last
    assert names("shares of EXAMPLE WIDGETS INC") == f"shares of {names.issuer.name}".replace(
        names.issuer.name or "", (names.issuer.name or "").upper()
    )
    assert names("Doer") == "Doer"


def test_filed_names_are_parsed_last_name_first() -> None:
    assert parse_filed("DILLON MATTHEW S.") == Person("Matthew", "S", "Dillon")
    assert parse_filed("Baker Bros. Advisors LP") is None
    assert parse_filed("Sanofi") is None


def test_phrases_draw_branches_and_fill_slots() -> None:
    drawn = {parse("[a|b[1|2]] {x}").draw(random.Random(seed), str.upper) for seed in range(60)}
    assert drawn == {"a X", "b1 X", "b2 X"}


@pytest.mark.parametrize("wrong", ["[a|b", "a]", "a|b", "{a b}"])
def test_wrong_phrases_are_named(wrong: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(repr(wrong))):
        parse(wrong)


def test_every_shipped_wording_can_be_read() -> None:
    for templates in POOLS.wordings.values():
        for template in templates:
            parse(template)


@given(st.decimals(0, 10**7, places=4), st.integers())
def test_new_digits_keep_the_look_of_a_number(value: Decimal, seed: int) -> None:
    new = with_new_digits(value, random.Random(seed))
    old_text, new_text = (format(number.normalize(), "f") for number in (value, new))
    assert len(old_text) == len(new_text)
    assert len(old_text.rstrip("0")) == len(new_text.rstrip("0"))


def test_numbers_in_text_keep_their_form() -> None:
    text = "Sold 1,200 at $10.20 on March 3, 2018 and 3/4/18; 25% and 401(k) and $0.01 par stay."
    turned = rewritten(
        text, lambda n: n + 1, lambda p: p * 2, lambda d: d + datetime.timedelta(days=7)
    )
    assert turned == (
        "Sold 1,201 at $20.40 on March 10, 2018 and 3/11/18; 25% and 401(k) and $0.01 par stay."
    )


def test_addresses_are_drawn() -> None:
    addresses = [draw_address(POOLS, random.Random(seed)) for seed in range(50)]
    assert len(set(addresses)) == 50
    assert all(address.street1 and address.city and address.zip_code for address in addresses)


def test_shipped_lists_are_small() -> None:
    lists = builtin_lists()
    assert {"given_names", "surnames", "notes", "rows"} <= set(lists)
    assert POOLS.owner_names == () and POOLS.issuers == ()


def test_a_folder_without_pools_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no pools folder"):
        ValuePools.from_data(tmp_path)


def check_schema(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> None:
    """The part of JSON Schema that the gold schema uses."""
    if "$ref" in schema:
        check_schema(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    for part in schema.get("allOf", ()):
        check_schema(value, part, root)
    kinds = {"string": str, "number": int | float, "boolean": bool, "array": list, "object": dict}
    if "type" in schema:
        allowed = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        assert any(value is None if a == "null" else isinstance(value, kinds[a]) for a in allowed)
    assert value in schema.get("enum", [value])
    if isinstance(value, str):
        assert re.search(schema.get("pattern", ""), value)
        assert len(value) >= schema.get("minLength", 0)
    if isinstance(value, list):
        assert len(value) >= schema.get("minItems", 0)
        for item in value:
            check_schema(item, schema.get("items", {}), root)
    if isinstance(value, dict):
        check_object(value, schema, root)


def check_object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any]) -> None:
    known = schema.get("properties", {})
    assert set(schema.get("required", ())) <= set(value)
    rest = schema.get("additionalProperties", True)
    for name, item in value.items():
        check_schema(name, schema.get("propertyNames", {}), root)
        assert name in known or rest is not False
        check_schema(item, known.get(name, rest if isinstance(rest, dict) else {}), root)


def test_sampled_and_varied_filings_are_valid_gold(shared: Path) -> None:
    schema = json.loads((shared / "data/schema/filing.schema.json").read_text())
    real = [Filing.from_dict(data) for data in islice(training_gold(shared / "data"), 0, 400, 8)]
    rng = random.Random(9)
    varied = [vary_filing(filing, POOLS, rng) for filing in real]
    for filing in (*SAMPLED[:150], *varied):
        check_schema(filing.to_dict(gold=True), schema, schema)
    for filing in varied:
        check_marks(filing)


def test_varied_real_filings_add_up_where_the_real_ones_do(shared: Path) -> None:
    rng = random.Random(11)
    for data in islice(training_gold(shared / "data"), 0, 400, 5):
        real = Filing.from_dict(data)
        varied = vary_filing(real, POOLS, rng)
        assert len(varied.transactions) == len(real.transactions)
        for (old, after), (new, later) in zip(
            pairwise(real.transactions), pairwise(varied.transactions), strict=True
        ):
            if chain_of(old) != chain_of(after):
                continue
            owned = (old.shares_owned_following_transaction or 0) + signed_shares(after)
            if owned == after.shares_owned_following_transaction:
                assert (new.shares_owned_following_transaction or 0) + signed_shares(
                    later
                ) == later.shares_owned_following_transaction


def test_pools_of_a_data_folder_are_wider(shared: Path) -> None:
    pools = ValuePools.from_data(shared / "data")
    assert len(pools.issuers) > 4000 and len(pools.natures.values) > len(POOLS.natures.values)
    assert len(pools.wordings["award"]) >= len(POOLS.wordings["award"])
    held_out = json.loads((shared / "data/split.json").read_text())["validation_issuers"]
    assert not {issuer.name for issuer in pools.issuers} & set(held_out)
