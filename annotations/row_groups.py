"""Relations between regions as groups of spans that stand in one row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from form4.annotations.findings import ExportReport, Place, Reason
from form4.annotations.labelling_config import SAME_ROW
from form4.annotations.regions import RELATION_TYPE
from form4.model.spans import Span

RowGroups = tuple[tuple[Span, ...], ...]


def row_groups(
    result: Iterable[object],
    spans: Mapping[str, Span],
    kept: frozenset[Span],
    place: Place,
    report: ExportReport,
) -> RowGroups:
    """The spans that relations join, each group in text order; `spans` are those of region ids.

    A relation without a label counts as one of the same row; others are counted and left out.
    """
    joined: dict[Span, frozenset[Span]] = {}
    for item in result:
        if not isinstance(item, Mapping) or item.get("type") != RELATION_TYPE:
            continue
        if not _is_same_row(item.get("labels")):
            names = item.get("labels")
            report.record(Reason.OTHER_RELATION, place, f"a relation has the labels {names!r}.")
            continue
        ends = [spans.get(str(item.get(name))) for name in ("from_id", "to_id")]
        if any(end not in kept for end in ends):
            message = f"a relation joins {item.get('from_id')!r} and {item.get('to_id')!r}."
            report.record(Reason.DANGLING, place, message)
            continue
        group = frozenset().union(*(joined.get(end, {end}) for end in ends if end is not None))
        joined.update(dict.fromkeys(group, group))
    return tuple(sorted(tuple(sorted(group)) for group in set(joined.values())))


def _is_same_row(labels: object) -> bool:
    names = [labels] if isinstance(labels, str) else labels or [SAME_ROW]
    return isinstance(names, list) and SAME_ROW in names


def relations(groups: Iterable[Sequence[Span]], ids: Mapping[Span, str]) -> list[dict[str, Any]]:
    """Relation results that join the spans of each group in a chain."""
    return [
        {
            "type": RELATION_TYPE,
            "from_id": ids[left],
            "to_id": ids[right],
            "direction": "right",
            "labels": [SAME_ROW],
        }
        for group in groups
        for left, right in pairwise(group)
    ]
