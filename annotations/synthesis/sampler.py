"""Filings by the thousand: sampled from nothing, or varied from real ones."""

import datetime
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from form4.annotations.synthesis.sample_derivatives import TABLE_TWO, derivative_holding
from form4.annotations.synthesis.sample_events import TABLE_ONE
from form4.annotations.synthesis.sample_holders import direct_holder, indirect_holder
from form4.annotations.synthesis.sample_names import draw_company
from form4.annotations.synthesis.sample_notes import NoteWriter, Subject
from form4.annotations.synthesis.sample_numbers import (
    DAY,
    business_day,
    chance,
    draw_day,
    draw_price,
    draw_shares,
)
from form4.annotations.synthesis.sample_owners import (
    Owner,
    draw_owners,
    draw_signatures,
    reported_day,
    signature_day,
    year_end,
)
from form4.annotations.synthesis.sample_rows import (
    MODERN_SINCE,
    Scene,
    draw_end,
    last_of_class_only,
    noted,
    numbered,
    plain_numbers,
    settled,
)
from form4.annotations.synthesis.values import ValuePools
from form4.annotations.synthesis.vary import PLAN_BOX_SINCE, vary_filing
from form4.model.filing import Filing, Issuer, Row, Table
from form4.model.values import Period, YearMonth

__all__ = ["filing_at", "filings", "sample_filing", "vary_filing"]

_FIRST, _LAST = datetime.date(1996, 6, 1), datetime.date(2026, 6, 30)
_OLD_SHARE = 0.1
_REAL_SHARE = 0.5
_MOST_ROWS = 32
_FORM_SHARES = {"4": 90, "3": 6, "5": 4}
_EVENTS, _WEIGHTS = zip(*TABLE_ONE, *TABLE_TWO, strict=True)


def filings(pools: ValuePools, seed: int, real: Sequence[Filing] = ()) -> Iterator[Filing]:
    """Endless filings; about half are varied from the real ones, when there are any."""
    index = 0
    while True:
        yield filing_at(pools, seed, index, real)
        index += 1


def filing_at(pools: ValuePools, seed: int, index: int, real: Sequence[Filing] = ()) -> Filing:
    """The filing at one position of the stream, which depends on no other position."""
    rng = random.Random(f"filing-{seed}-{index}")
    if real and chance(rng, _REAL_SHARE):
        return vary_filing(rng.choice(real), pools, rng)
    return sample_filing(pools, rng)


def sample_filing(pools: ValuePools, rng: random.Random) -> Filing:
    """A plausible Form 4, 3 or 5 in gold shape, whose owned-following figures add up."""
    form = rng.choices(tuple(_FORM_SHARES), tuple(_FORM_SHARES.values()))[0]
    day = _draw_day(rng)
    issuer, owners = draw_company(pools, rng), draw_owners(pools, rng)
    scene = _scene(pools, rng, day, issuer, owners)
    rows = [] if form == "3" else _with_habits(scene, _settled(scene, _transactions(scene)))
    printed = _as_printed(rows, _holdings(scene, rows))
    late = scene.writer.write("general")
    plain = [plain_numbers(row) for row in printed]
    marked, footnotes = numbered(plain, (late,) if scene.chance(0.03) else ())
    dates = [row.transaction_date for row in marked if row.transaction_date]
    period = year_end(max(dates, default=day), rng) if form == "5" else min(dates, default=day)
    signed = signature_day(max(dates, default=day), rng)
    signed = reported_day(form, max(signed, period), rng)
    amended = scene.chance(0.05)
    return Filing(
        form_type=f"{form}/A" if amended else form,
        period_of_report=period if form == "3" else _period(scene, period),
        date_of_original_submission=_original(scene, signed) if amended else None,
        aff10b5_one=None if form == "3" else _plan_box(scene, footnotes.values()),
        issuer=issuer,
        reporting_owners=tuple(owner.filed for owner in owners),
        transactions=tuple(row for row in marked if row.transaction_code),
        holdings=tuple(row for row in marked if not row.transaction_code),
        footnotes=footnotes,
        remarks=_remarks(scene, owners) if printed else _nothing_owned(scene),
        signatures=draw_signatures(owners, pools, rng, signed),
    )


def _draw_day(rng: random.Random) -> datetime.date:
    if chance(rng, _OLD_SHARE):
        return draw_day(rng, _FIRST, MODERN_SINCE - DAY * 30)
    first = PLAN_BOX_SINCE if chance(rng, 0.2) else MODERN_SINCE
    return draw_day(rng, first, _LAST)


def _scene(
    pools: ValuePools,
    rng: random.Random,
    day: datetime.date,
    issuer: Issuer,
    owners: Sequence[Owner],
) -> Scene:
    common = "Common Stock" if chance(rng, 0.25) else pools.titles.draw(rng)
    scene = Scene(
        pools=pools,
        rng=rng,
        writer=NoteWriter(pools, rng, _subject(rng, day, issuer, owners, common)),
        day=day,
        price=draw_price(rng),
        common=common,
        underlying=common if chance(rng, 0.6) else pools.underlying_titles.draw(rng),
    )
    indirect = scene.chance(0.2)
    return replace(scene, holder=indirect_holder(scene) if indirect else direct_holder(scene))


def _subject(
    rng: random.Random,
    day: datetime.date,
    issuer: Issuer,
    owners: Sequence[Owner],
    common: str,
) -> Subject:
    person = owners[0].person
    called = f"{rng.choice(('Mr.', 'Ms.', 'Mr.', 'Mrs.', 'Dr.'))} {person.last}" if person else ""
    name = issuer.name or "the Issuer"
    return Subject(
        issuer=rng.choice(("the Issuer", "the issuer", "the Company", "the Issuer", name, name)),
        owner=rng.choice(("the reporting person", "the Reporting Person", called or "the filer")),
        common=rng.choice(("common stock", "Common Stock", common, common)),
        day=day,
    )


def _transactions(scene: Scene) -> list[Row]:
    """The rows of one to three events, Table I before Table II, by date within Table I."""
    if scene.chance(0.03):
        return []
    count = scene.rng.choices((1, 2, 3), (72, 20, 8))[0]
    rows: list[Row] = []
    for event in scene.rng.choices(_EVENTS, _WEIGHTS, k=count):
        later = business_day(scene.day + DAY * scene.rng.choice((0, 0, 0, 1, 2)))
        rows += event(_next_scene(replace(scene, day=later)) if rows else scene)
    second = [row for row in rows if row.table is Table.DERIVATIVE][:_MOST_ROWS]
    first = [row for row in rows if row.table is Table.NON_DERIVATIVE]
    if scene.chance(0.7):
        first.sort(key=lambda row: row.transaction_date or scene.day)
    return first[: _MOST_ROWS - len(second)] + second


def _next_scene(scene: Scene) -> Scene:
    """The scene of a further event or holding: now and then another class, another holder."""
    if scene.chance(0.12):
        scene = replace(scene, common=scene.pools.titles.draw(scene.rng))
    return replace(scene, holder=indirect_holder(scene)) if scene.chance(0.1) else scene


def _settled(scene: Scene, rows: list[Row]) -> list[Row]:
    spare = draw_shares(scene.rng, 2, 5) if scene.chance(0.8) else Decimal(0)
    rows = settled(rows, draw_end(scene), spare)
    return rows if scene.modern else last_of_class_only(rows)


def _with_habits(scene: Scene, rows: list[Row]) -> list[Row]:
    """Rows with what some filers add: deemed dates, early or late marks, notes at the balance."""
    deemed = scene.modern and scene.chance(0.04)
    done = []
    for row in rows:
        if deemed and scene.chance(0.9):
            row = replace(row, deemed_execution_date=_deemed(scene, row))
        if scene.chance(0.008):
            row = replace(row, transaction_timeliness=scene.rng.choice("EEL"))
        if row.shares_owned_following_transaction is not None and scene.chance(0.06):
            note = scene.writer.write("owned")
            row = noted(row, "shares_owned_following_transaction", note)
        done.append(row)
    return done


def _deemed(scene: Scene, row: Row) -> datetime.date | None:
    return row.transaction_date and row.transaction_date + DAY * scene.rng.choice((0, 0, 0, 1, 2))


def _holdings(scene: Scene, rows: Sequence[Row]) -> list[Row]:
    """Securities that are held: indirect ones as a rule, derivative ones seldom."""
    few = scene.rng.choices((0, 1, 2, 3, scene.rng.randint(4, 9)), (68, 14, 8, 4, 6))[0]
    if not rows and not scene.chance(0.2):
        few = max(few, 1)
    own = 0.88 if rows else 0.4
    held = []
    for _ in range(few):
        holder = indirect_holder(scene) if scene.chance(own) else direct_holder(scene)
        owned = draw_shares(scene.rng, 1.5, 6.8)
        stock = _next_scene(scene).stock(holder)
        held.append(replace(stock, shares_owned_following_transaction=owned))
    if scene.chance(0.06 if rows else 0.3):
        held += [derivative_holding(scene) for _ in range(scene.rng.choice((1, 1, 2, 3, 5)))]
    return held


def _as_printed(rows: Sequence[Row], held: Sequence[Row]) -> list[Row]:
    """All rows in the order of the page: within each table what was traded, then what is held."""
    return sorted([*rows, *held], key=lambda row: row.table is Table.DERIVATIVE)


def _period(scene: Scene, first: datetime.date) -> Period:
    return first if scene.modern else YearMonth(first.year, first.month)


def _original(scene: Scene, signed: datetime.date) -> datetime.date | None:
    if scene.chance(0.2):
        return None
    return business_day(signed - DAY * scene.rng.randint(1, 90))


def _plan_box(scene: Scene, notes: Iterable[str]) -> bool | None:
    """The check mark in the Rule 10b5-1(c) box; None where the form has no such box."""
    if scene.day < PLAN_BOX_SINCE:
        return None
    planned = any("10b5-1" in note.lower() for note in notes)
    return scene.chance(0.85 if planned else 0.05)


def _nothing_owned(scene: Scene) -> str | None:
    """What forms without any row say, if they say anything."""
    return scene.writer.write("nothing_owned") if scene.chance(0.7) else None


def _remarks(scene: Scene, owners: Sequence[Owner]) -> str | None:
    if any("remarks" in (owner.filed.officer_title or "").lower() for owner in owners):
        return scene.writer.write("late_title")
    return scene.writer.write("remarks") if scene.chance(0.12) else None
