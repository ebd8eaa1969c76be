"""Papers that are no ownership form: full of names, dates and amounts, and nothing to extract."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.page import Block, Page
from form4.annotations.synthesis.templates import (
    chrome,
    other_notices,
    other_prose,
    other_schedules,
    other_tables,
)
from form4.annotations.synthesis.templates.other_facts import Facts, draw_facts
from form4.annotations.synthesis.values import ValuePools

OTHERS: dict[str, Callable[[Facts, bool], tuple[Block, ...]]] = {
    "form_144": other_notices.form_144,
    "proxy": other_tables.proxy,
    "schedule_13": other_schedules.schedule_13,
    "annual_tables": other_tables.annual_tables,
    "broker_slip": other_schedules.broker_slip,
    "fund_list": other_tables.fund_list,
    "report_8k": other_prose.report_8k,
    "press_release": other_prose.press_release,
    "power_alone": other_prose.power_alone,
    "letter": other_prose.letter,
}
"""Every kind of paper by its name."""
HELD_OUT = ("form_144", "proxy")
"""The kinds that have a wording which no training page shows."""


def draw(pools: ValuePools, rng: random.Random, held_out: bool = False) -> Page:
    """A paper without any label; `held_out` draws the kinds and wordings kept for tests."""
    kind = rng.choice(HELD_OUT if held_out else tuple(OTHERS))
    facts = draw_facts(pools, rng)
    blocks = OTHERS[kind](facts, held_out)
    subject = chrome.Subject(facts.company, facts.person)
    return Page(chrome.framed(rng, blocks, subject), f"other_{kind}")
