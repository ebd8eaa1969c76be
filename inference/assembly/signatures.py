"""Signatures paired with their dates."""

import re
from collections.abc import Sequence

from form4.inference.assembly.lines import is_torn_off, runs_of, stands_below
from form4.inference.assembly.reading import Page, Reading, read_day, read_text
from form4.model.filing import Evidence, Signature
from form4.model.spans import Span

_NAME = "signature_name"
_DATE = "signature_date"


def read_signatures(
    page: Page, spans: Sequence[Span]
) -> tuple[tuple[Signature, ...], dict[str, Evidence]]:
    """The signatures in order: each name with the date beside it, pairs told by nearness."""
    found = [span for span in spans if span.label == _DATE]
    names = _names(page, [span for span in spans if span.label == _NAME], found)
    dates = _dates(page, found)
    pairs = _paired(names, dates)
    evidence: dict[str, Evidence] = {}
    signatures = []
    for index, (name, day) in enumerate(pairs):
        for part, reading in (("name", name), ("date", day)):
            if reading is not None:
                evidence[f"signatures.{index}.{part}"] = reading.evidence
        signed = None if name is None else str(name.value)
        signatures.append(Signature(signed, None if day is None else day.value))  # type: ignore[arg-type]
    return tuple(signatures), evidence


def _names(page: Page, spans: Sequence[Span], dates: Sequence[Span]) -> list[Reading]:
    dated = {page.lines.line(span.start) for span in dates}
    runs = runs_of(spans, lambda left, right: _continues(page, dated, left, right))
    return [one for run in runs if (one := read_text(page, run)) is not None]


def _continues(page: Page, dated: set[int], left: Span, right: Span) -> bool:
    """Pieces of one name: the next line goes on below, without a date or a stroke of its own."""
    if is_torn_off(page.text, left, right):
        return True
    begins = page.printed(right)[:3].casefold()
    if begins == "/s/" or begins[:2] == "by" or page.lines.line(right.start) in dated:
        return False
    between = page.lines.line(right.start) - 1 in dated
    return stands_below(page.lines, left, right, within=2 if between else 1)


def _dates(page: Page, spans: Sequence[Span]) -> list[Reading]:
    runs: list[list[Span]] = []
    for span in spans:
        torn = runs and not re.search(r"\w|\n", page.text[runs[-1][-1].end : span.start])
        if torn and read_day(page, _DATE, runs[-1]) is None:
            runs[-1].append(span)
        else:
            runs.append([span])
    return [one for run in runs if (one := read_day(page, _DATE, run)) is not None]


def _paired(
    names: Sequence[Reading], dates: Sequence[Reading]
) -> list[tuple[Reading | None, Reading | None]]:
    if len(names) == len(dates):
        return list(zip(names, dates, strict=True))
    if not names:
        return [(None, day) for day in dates]
    # Fewer or more dates than names: each date goes to the name printed nearest.
    chosen: list[Reading | None] = [None] * len(names)
    for day in dates:
        free = [index for index, one in enumerate(chosen) if one is None]
        if not free:
            break
        nearest = min(free, key=lambda index: _distance(names[index], day))
        chosen[nearest] = day
    return list(zip(names, chosen, strict=True))


def _distance(name: Reading, day: Reading) -> int:
    return abs(name.evidence.spans[0][0] - day.evidence.spans[0][0])
