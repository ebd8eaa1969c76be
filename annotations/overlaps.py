"""Regions that repeat or overlap each other: named pairs, and what is kept of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from form4.annotations.findings import ExportReport, Place, Reason
from form4.annotations.regions import Region, shown
from form4.model.spans import Span


class OnOverlap(StrEnum):
    """What becomes of overlapping regions: a task is refused for those that may not be."""

    SAME_LABEL = "same-label"  # of equal labels the longer is kept, different ones are refused
    LONGEST = "longest"
    REFUSE = "refuse"


def without_repeats(
    regions: Iterable[Region], place: Place, report: ExportReport
) -> tuple[list[Region], dict[str, Span]]:
    """Each span once, in order, and the span that each region id came to."""
    kept: dict[Span, Region] = {}
    spans: dict[str, Span] = {}
    for region in regions:
        span = replace(region.span, score=1.0)
        if span in kept:
            message = f"{span.label} at {span.start}:{span.end} repeats region {kept[span].id}."
            report.record(Reason.REPEATED, place.at(region.id), message)
        kept.setdefault(span, region)
        spans[region.id] = kept[span].span
    return sorted(kept.values(), key=lambda region: region.span), spans


def without_overlaps(
    regions: Sequence[Region], text: str, place: Place, policy: OnOverlap, report: ExportReport
) -> list[Region]:
    """The sorted regions that do not overlap; what the policy does not allow is recorded."""
    kept: list[Region] = []
    for region in regions:
        while kept and region.span.start < kept[-1].span.end:
            longer, shorter = _by_length(kept[-1], region)
            _record(longer, shorter, text, place, policy, report)
            if longer is not region:
                break
            kept.pop()
        else:
            kept.append(region)
    return kept


def _by_length(left: Region, right: Region) -> tuple[Region, Region]:
    """The longer first; of equal ones the left."""
    lengths = [region.span.end - region.span.start for region in (left, right)]
    return (right, left) if lengths[0] < lengths[1] else (left, right)


def _record(
    longer: Region,
    shorter: Region,
    text: str,
    place: Place,
    policy: OnOverlap,
    report: ExportReport,
) -> None:
    first, second = sorted((longer, shorter), key=lambda region: region.span)
    pair = f"{_named(first, text)} overlaps {_named(second, text)}."
    same = longer.span.label == shorter.span.label
    if policy is OnOverlap.LONGEST or (policy is OnOverlap.SAME_LABEL and same):
        message = f"{pair} Kept region {longer.id}."
        report.record(Reason.SHORTER_DROPPED, place, message)
    else:
        report.record(Reason.OVERLAP, place, f"{pair} Keep one of them.")


def _named(region: Region, text: str) -> str:
    span = region.span
    where = f"{span.label} at {span.start}:{span.end}, {shown(text[span.start : span.end])}"
    return f"region {region.id} ({where})"
