"""How much surer a reading is once other evidence agrees with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from form4.inference.assembly.reading import Reading
from form4.model.filing import Origin

_CONFIRMED_MENDED = 0.93


def agreed(reading: Reading, value: Decimal | date) -> Reading:
    """The reading confirmed by other evidence, as the value that was confirmed."""
    evidence = reading.evidence
    if evidence.origin is Origin.INFERRED:
        return reading  # what was concluded from a sum is not proved by it
    score = 1 - (1 - evidence.score) / 2
    if evidence.origin is Origin.MODEL and value == reading.value and not reading.others:
        return reading.scored(score)
    score = max(evidence.score, min(score, _CONFIRMED_MENDED))
    if value != reading.value:
        score = min(score, _CONFIRMED_MENDED)
        evidence = replace(evidence, origin=Origin.REPAIRED)
    return replace(reading, value=value, others=(), evidence=replace(evidence, score=score))
