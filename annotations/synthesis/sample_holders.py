"""Ownership cells: direct, or indirect with a nature and the note that explains it."""

import random

from form4.annotations.synthesis.phrases import parse
from form4.annotations.synthesis.sample_names import draw_entity, draw_person, draw_trust
from form4.annotations.synthesis.sample_numbers import chance
from form4.annotations.synthesis.sample_rows import Holder, Scene
from form4.annotations.synthesis.values import ValuePools

_NATURE = parse(
    "[By |by |Held by |By: |BY ||||][{trust}|{trust}|{entity}|{entity}|{entity}|"
    "{person}, [spouse|trustee|as Custodian]|{person} IRA]"
)
_LONG = parse(
    "[By|Held by|Held of record by|Shares held by|By: |][ the|] {trust}[, {person}, trustee|]"
    "[, of which [{person}|the reporting person|Reporting Person] is [a|the sole|co-]trustee"
    "[ and beneficiary| for the benefit of {person}||]|"
    " for the benefit of [{person}|the reporting person's children|minor children|his spouse]|"
    " and {trust}|, and indirectly by {entity} as general partner of {entity}|"
    ", a [limited partnership|limited liability company] of which {entity} is the general partner]"
)
_SEE_NOTE = parse("[See|see|SEE] [footnote|Footnote|Footnotes|Note|note][ below|][.|||]")
_POINTS_TO_NOTE = ("note", "see")


def draw_nature(pools: ValuePools, rng: random.Random) -> str:
    """A nature of indirect ownership."""
    kind = rng.random()
    if kind < 0.14:
        return _SEE_NOTE.draw(rng, str)
    if kind < 0.6:
        return pools.natures.draw(rng)
    phrase = _LONG if kind > 0.93 else _NATURE
    nature = phrase.draw(rng, lambda slot: _name(slot, pools, rng))
    nature = " ".join(nature.split())
    return nature.upper() if chance(rng, 0.05) else nature


def _name(slot: str, pools: ValuePools, rng: random.Random) -> str:
    if slot == "trust":
        return draw_trust(pools, rng)
    if slot == "entity":
        return draw_entity(pools, rng)
    return draw_person(pools, rng).natural(rng)


def indirect_holder(scene: Scene) -> Holder:
    """An indirect holder; natures that point to a note have one."""
    nature = draw_nature(scene.pools, scene.rng)
    pointing = any(word in nature.lower() for word in _POINTS_TO_NOTE)
    note = scene.writer.write("indirect") if pointing or scene.chance(0.35) else None
    return Holder("I", None if note and scene.chance(0.05) else nature, note)


def direct_holder(scene: Scene) -> Holder:
    """A direct holder, who now and then has a note or, as some print, a nature."""
    note = scene.writer.write("indirect") if scene.chance(0.02) else None
    nature = scene.rng.choice(("Direct", "N/A", "By Self")) if scene.chance(0.01) else None
    return Holder("D", nature, note)
