"""The regions of one annotation, checked and turned into spans.

The server accepts nearly anything on import, so every region is checked here: offsets, the text
that the browser stored beside them, white space at the borders, repeats and overlaps. Every
problem of a task is recorded, not the first alone.
"""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from form4.annotations.findings import ExportReport, Place, Reason
from form4.model.spans import Span

SPAN_TYPE = "labels"
RELATION_TYPE = "relation"
CHOICES_TYPE = "choices"
OTHER_TYPES = frozenset({"textarea", "rating", "number", "datetime", "taxonomy", "pairwise"})
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled region as exported: its offsets are not checked yet."""

    id: str
    span: Span
    stored_text: str | None
    to_name: str | None = None


def parse_regions(
    result: Iterable[object], place: Place, report: ExportReport, from_name: str | None = None
) -> list[Region]:
    """The regions that hold spans; `from_name` is the control they must belong to, if known."""
    regions = []
    for position, item in enumerate(result):
        if not isinstance(item, Mapping):
            report.record(Reason.BAD_RESULT, place, f"result {position} is no region but {item!r}.")
            continue
        kind, here = item.get("type"), place.at(item.get("id", position))
        if kind == SPAN_TYPE:
            region = _parse(item, here, position, report, from_name)
            regions += [] if region is None else [region]
        elif isinstance(kind, str) and kind in OTHER_TYPES:
            report.record(Reason.IGNORED, here, f"{kind} is not read.")
        elif kind not in (RELATION_TYPE, CHOICES_TYPE):
            _record_type(kind, here, report)
    return regions


def check_labels(
    regions: Iterable[Region], place: Place, labels: Collection[str] | None, report: ExportReport
) -> None:
    """Record every region whose label is not known."""
    for region in regions:
        name = region.span.label
        if labels is None or name in labels:
            continue
        near = difflib.get_close_matches(name, labels, 1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        known = ", ".join(sorted(labels))
        report.record(
            Reason.UNKNOWN_LABEL,
            place.at(region.id),
            f"unknown label {name!r}. {hint}Known: {known}.",
        )


def fits(regions: Sequence[Region], text: str) -> bool:
    """Whether every region stands in the text and says what stands there."""
    return all(_fits(region, text) for region in regions)


def fits_by_utf16(regions: Sequence[Region], text: str) -> bool:
    """Whether they do when their offsets count UTF-16 units."""
    converted = _from_utf16(regions, text)
    return converted is not None and fits(converted, text)


def placed(
    regions: Sequence[Region], text: str, place: Place, report: ExportReport
) -> Sequence[Region]:
    """The regions with offsets in code points.

    UTF-16 units, which old servers wrote, are taken only when every region of the task fits the
    text that way. What fits in neither way is recorded.
    """
    if fits(regions, text):
        return regions
    in_code_points = _from_utf16(regions, text)
    if in_code_points is not None and fits(in_code_points, text):
        report.record(Reason.UTF16, place, "its offsets count UTF-16 units; converted.")
        return in_code_points
    for region in regions:
        if not _fits(region, text):
            _record_misfit(region, text, place.at(region.id), report)
    return regions


def trimmed(region: Region, text: str, place: Place, report: ExportReport) -> Region | None:
    """The region without white space at its borders; None where nothing is left."""
    span, here = region.span, place.at(region.id)
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.end - (len(piece) - len(piece.rstrip()))
    if end <= start:
        report.record(
            Reason.ONLY_SPACE,
            here,
            f"{span.label} at {span.start}:{span.end} marks nothing but white space. "
            "Delete the region.",
        )
        return None
    if (start, end) != (span.start, span.end):
        report.record(Reason.TRIMMED, here, f"{span.label} was {shown(piece)}.")
    return replace(region, span=replace(span, start=start, end=end))


def _parse(
    item: Mapping[str, Any], place: Place, position: int, report: ExportReport, wanted: str | None
) -> Region | None:
    value = item.get("value")
    if not isinstance(value, Mapping):
        report.record(Reason.BAD_REGION, place, "has no value. Export again as JSON.")
        return None
    if "globalOffsets" in value or "startOffset" in value:
        _record_hypertext(place, report)
        return None
    names = value.get(SPAN_TYPE)
    if not isinstance(names, list) or len(names) != 1 or not isinstance(names[0], str):
        message = f"has the labels {names!r}. Give each region exactly one."
        report.record(Reason.BAD_REGION, place, message)
        return None
    if wanted is not None and item.get("from_name", wanted) != wanted:
        given = item.get("from_name")
        message = f"belongs to the control {given!r}, but the configuration has {wanted!r}."
        report.record(Reason.OTHER_CONTROL, place, message)
        return None
    start, end = (_offset(value.get(name), place, report) for name in ("start", "end"))
    if start is None or end is None:
        return None
    stored, to_name = value.get("text"), item.get("to_name")
    return Region(
        id=str(item.get("id", position)),
        span=Span(start, end, names[0], _score(item.get("score"))),
        stored_text=stored if isinstance(stored, str) and stored else None,
        to_name=to_name if isinstance(to_name, str) else None,
    )


def _score(value: object) -> float:
    """The score of a prediction; people's regions have none, which makes them sure."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 1.0
    return float(value) if 0 <= value <= 1 else 1.0  # an integer may be too long for a float


def _offset(value: object, place: Place, report: ExportReport) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"offset {value!r} is no integer. Export again as JSON."
        report.record(Reason.BAD_OFFSET, place, message)
        return None
    return value


def _fits(region: Region, text: str) -> bool:
    start, end = region.span.start, region.span.end
    if not 0 <= start < end <= len(text):
        return False
    stored = region.stored_text
    return stored is None or _collapsed(stored) == _collapsed(text[start:end])


def _record_misfit(region: Region, text: str, place: Place, report: ExportReport) -> None:
    """Record what is wrong; a stored text that is part of the region's is word granularity."""
    span, stored = region.span, _collapsed(region.stored_text or "")
    if not 0 <= span.start < span.end <= len(text):
        report.record(
            Reason.OUT_OF_BOUNDS,
            place,
            f"{span.label} at {span.start}:{span.end} does not fit a text of {len(text)} "
            "characters. Was the text edited after annotation?",
        )
        return
    actual = _collapsed(text[span.start : span.end])
    if stored and stored in actual:
        message = f"{span.label} holds {shown(actual)}, its stored text is {shown(stored)}."
        report.record(Reason.SHORT_TEXT, place, message)
        return
    report.record(
        Reason.OTHER_TEXT,
        place,
        f"{span.label} at {span.start}:{span.end} was {shown(stored)} when annotated, but the "
        f"text has {shown(actual)} there. Was the text edited after annotation?",
    )


def _from_utf16(regions: Iterable[Region], text: str) -> list[Region] | None:
    """The regions with offsets in code points, when they are UTF-16 units that split no pair."""
    points: dict[int, int] = {}
    unit = 0
    for point, character in enumerate(text):
        points[unit] = point
        unit += 1 if ord(character) <= 0xFFFF else 2
    points[unit] = len(text)
    converted = []
    for region in regions:
        start, end = points.get(region.span.start), points.get(region.span.end)
        if start is None or end is None:
            return None
        converted.append(replace(region, span=replace(region.span, start=start, end=end)))
    return converted


def _record_type(kind: object, place: Place, report: ExportReport) -> None:
    if isinstance(kind, str) and "hypertext" in kind.lower():
        _record_hypertext(place, report)
        return
    known = ", ".join(sorted({SPAN_TYPE, RELATION_TYPE, CHOICES_TYPE, *OTHER_TYPES}))
    report.record(Reason.UNKNOWN_TYPE, place, f"unknown type {kind!r}. Known: {known}.")


def _record_hypertext(place: Place, report: ExportReport) -> None:
    report.record(
        Reason.HYPERTEXT,
        place,
        "is a HyperText region, whose offsets do not lead back to the text. "
        "Annotate with a Text tag.",
    )


def _collapsed(text: str) -> str:
    """A text as the browser may have stored it: line ends as `\\n`, runs of blanks as one."""
    return " ".join(text.replace("\\r", " ").replace("\\n", " ").split())


def shown(text: str) -> str:
    """A text for a message: quoted, and cut when long."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…")
