"""The regions of one annotation, checked and turned into spans.

The server accepts nearly anything on import, so every region is checked here: offsets, the text
that the browser stored beside them, white space at the borders, repeats and overlaps.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from form4.model.errors import ExportError, RegionError
from form4.model.spans import Span

SPAN_TYPE = "labels"
OTHER_TYPES = frozenset(
    {"relation", "choices", "textarea", "rating", "number", "datetime", "taxonomy", "pairwise"}
)
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled region as exported: its offsets are not checked yet."""

    id: str
    span: Span
    stored_text: str | None


def parse_regions(
    result: Iterable[Mapping[str, Any]], where: str, counts: Counter[str]
) -> list[Region]:
    """The regions that hold spans; other kinds are counted.

    Raises RegionError for a region without integer offsets or with other than one label, and
    ExportError for HyperText.
    """
    regions = []
    for position, item in enumerate(result):
        if not isinstance(item, Mapping):
            raise RegionError(f"{where}: result {position} is no region but {item!r}.")
        kind = item.get("type")
        if kind == SPAN_TYPE:
            regions.append(_parse(item, f"{where}, region {item.get('id', position)}", position))
        elif kind in OTHER_TYPES:
            counts[f"{kind} ignored"] += 1
        else:
            raise _unknown_type(kind, f"{where}, region {item.get('id', position)}")
    return regions


def spans_of(
    regions: Sequence[Region],
    text: str,
    where: str,
    labels: Collection[str] | None,
    counts: Counter[str],
) -> tuple[Span, ...]:
    """Checked spans: placed, trimmed, without exact repeats; an overlap names both regions.

    Offsets are code points; UTF-16 units, which old servers wrote, are taken only when every
    region of the task fits the text that way. Raises RegionError naming task and region.
    """
    _check_labels(regions, where, labels)
    placed = _placed(regions, text, where, counts)
    kept: dict[Span, Region] = {}
    for region in (_trimmed(region, text, where) for region in placed):
        span = replace(region.span, score=1.0)
        if span in kept:
            counts["repeated region dropped"] += 1
        else:
            kept[span] = region
    ordered = sorted(kept.values(), key=lambda region: region.span)
    for left, right in zip(ordered, ordered[1:], strict=False):
        if right.span.start < left.span.end:
            raise _overlap(left, right, text, where)
    return tuple(region.span for region in ordered)


def fits(regions: Sequence[Region], text: str) -> bool:
    """Whether every region stands in the text and says what stands there."""
    return all(_fits(region, text) for region in regions)


def _parse(item: Mapping[str, Any], where: str, position: int) -> Region:
    value = item.get("value")
    if not isinstance(value, Mapping):
        raise RegionError(f"{where}: has no value. Export again as JSON.")
    if "globalOffsets" in value or "startOffset" in value:
        raise _hypertext(where)
    names = value.get(SPAN_TYPE)
    if not isinstance(names, list) or len(names) != 1 or not isinstance(names[0], str):
        raise RegionError(f"{where}: has the labels {names!r}. Give each region exactly one.")
    start, end = _offset(value.get("start"), where), _offset(value.get("end"), where)
    stored, score = value.get("text"), item.get("score")
    is_scored = isinstance(score, int | float) and not isinstance(score, bool)
    return Region(
        id=str(item.get("id", position)),
        span=Span(start, end, names[0], float(score or 0.0) if is_scored else 1.0),
        stored_text=stored if isinstance(stored, str) and stored else None,
    )


def _offset(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise RegionError(f"{where}: offset {value!r} is no integer. Export again as JSON.")
    return value


def _check_labels(regions: Iterable[Region], where: str, labels: Collection[str] | None) -> None:
    for region in regions:
        if labels is not None and region.span.label not in labels:
            raise RegionError(
                f"{where}, region {region.id}: unknown label {region.span.label!r}. "
                f"Known: {', '.join(sorted(labels))}."
            )


def _placed(
    regions: Sequence[Region], text: str, where: str, counts: Counter[str]
) -> Sequence[Region]:
    if fits(regions, text):
        return regions
    in_code_points = _from_utf16(regions, text)
    if in_code_points is not None and fits(in_code_points, text):
        counts["tasks with UTF-16 offsets converted"] += 1
        return in_code_points
    for region in regions:
        if not _fits(region, text):
            _check_short(region, text, where)
            counts["stored text shorter than its region"] += 1
    return regions


def _fits(region: Region, text: str) -> bool:
    start, end = region.span.start, region.span.end
    if not 0 <= start < end <= len(text):
        return False
    stored = region.stored_text
    return stored is None or _collapsed(stored) == _collapsed(text[start:end])


def _check_short(region: Region, text: str, where: str) -> None:
    """Raise unless the stored text is part of the region's: word granularity cuts it (#1931)."""
    span, stored = region.span, _collapsed(region.stored_text or "")
    if not 0 <= span.start < span.end <= len(text):
        raise RegionError(
            f"{where}, region {region.id}: {span.label} at {span.start}:{span.end} does not fit a "
            f"text of {len(text)} characters. Was the text edited after annotation?"
        )
    actual = _collapsed(text[span.start : span.end])
    if not stored or stored not in actual:
        raise RegionError(
            f"{where}, region {region.id}: {span.label} at {span.start}:{span.end} was "
            f"{_shown(stored)} when annotated, but the text has {_shown(actual)} there. "
            "Was the text edited after annotation?"
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


def _trimmed(region: Region, text: str, where: str) -> Region:
    span = region.span
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.end - (len(piece) - len(piece.rstrip()))
    if end <= start:
        raise RegionError(
            f"{where}, region {region.id}: {span.label} at {span.start}:{span.end} marks nothing "
            "but white space. Delete the region."
        )
    return replace(region, span=replace(span, start=start, end=end))


def _overlap(left: Region, right: Region, text: str, where: str) -> RegionError:
    shown = [
        f"region {r.id} ({r.span.label} at {r.span.start}:{r.span.end}, "
        f"{_shown(text[r.span.start : r.span.end])})"
        for r in (left, right)
    ]
    return RegionError(f"{where}: {shown[0]} overlaps {shown[1]}. Keep one of them.")


def _unknown_type(kind: object, where: str) -> Exception:
    if isinstance(kind, str) and "hypertext" in kind.lower():
        return _hypertext(where)
    known = ", ".join(sorted({SPAN_TYPE, *OTHER_TYPES}))
    return RegionError(f"{where}: unknown type {kind!r}. Known: {known}.")


def _hypertext(where: str) -> ExportError:
    return ExportError(
        f"{where}: is a HyperText region, whose offsets do not lead back to the text. "
        "Annotate with a Text tag."
    )


def _collapsed(text: str) -> str:
    """A text as the browser may have stored it: line ends as `\\n`, runs of blanks as one."""
    return " ".join(text.replace("\\r", " ").replace("\\n", " ").split())


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…")
