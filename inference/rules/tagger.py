"""The tagger by rules: the same labelled spans as the model's, without learning."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from form4.inference.rules.columnwise import column_spans
from form4.inference.rules.ending import ending_spans, owner_list_spans
from form4.inference.rules.headed import HeadedTable, headed_spans, headed_tables
from form4.inference.rules.header import header_spans
from form4.inference.rules.joint import joint_filer_spans
from form4.inference.rules.keyed import keyed_spans
from form4.inference.rules.plain import plain
from form4.inference.rules.regions import Region, find_regions
from form4.inference.rules.rows import row_spans
from form4.model.spans import Span

_HEAD_CHARACTERS = 8000  # of a text without tables
_BOX_1 = re.compile(r"name[\s|*]{1,4}and[\s|*]{1,4}address[\s|*]{1,4}of[\s|*]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleTagger:
    """Finds the form's entities by captions, value types and the order of columns."""

    name: str = "form4-rules 1.0"

    def tag(self, text: str) -> list[Span]:
        """The labelled spans of a text, in order, without overlaps."""
        text = plain(text)
        regions = find_regions(text)
        rows = _rows(text, regions)
        head_end, ending = _borders(text, regions)
        after = ending_spans(text, ending)
        joint = joint_filer_spans(text, ending) if regions else []
        owners = [*joint, *owner_list_spans(text, ending)]
        known = [
            text[span.start : span.end]
            for span in (*owners, *after)
            if span.label in ("owner_name", "signature_name")
        ]
        head = header_spans(text, head_end, known)
        roles = [span.label for span in head if span.label.startswith("is_")]
        names = [text[span.start : span.end] for span in head if span.label == "owner_name"]
        listed = owner_list_spans(text, ending, roles, names[0] if names else None)
        keyed = [] if rows else list(keyed_spans(text))
        if keyed:
            head = [span for span in head if span.label not in {one.label for one in keyed}]
        return apart([*keyed, *head, *rows, *joint, *listed, *after])


def _rows(text: str, regions: Sequence[Region]) -> list[Span]:
    """The rows by the form's order of columns; by their heads where a table has another order."""
    covered = within([(region.start, region.end) for region in regions])
    tables = [
        table
        for table in headed_tables(text)
        if table.rows and not (table.in_form_order and _is_covered(table, covered))
    ]
    spans = [span for region in regions for span in _region_spans(text, region)]
    inside = within([(table.start, table.end) for table in tables])
    spans = [one for one in spans if not inside(one.start)]
    return spans + [span for table in tables for span in headed_spans(text, table)]


def _region_spans(text: str, region: Region) -> list[Span]:
    columns = column_spans(text, region)
    return row_spans(text, region) if columns is None else columns


def _is_covered(table: HeadedTable, covered: Callable[[int], bool]) -> bool:
    # Any row tells: the second line of the heads may pass for the first row.
    return any(covered(row[0].start) for row in table.rows)


def within(stretches: Sequence[tuple[int, int]]) -> Callable[[int], bool]:
    """A test whether an offset lies in one of the stretches, which follow each other."""
    begins = [begin for begin, _ in stretches]

    def inside(offset: int) -> bool:
        at = bisect_right(begins, offset)
        return at > 0 and offset < stretches[at - 1][1]

    return inside


def _borders(text: str, regions: Sequence[Region]) -> tuple[int, int]:
    """Where the head ends and the ending begins."""
    if not regions:
        return min(len(text), _HEAD_CHARACTERS), 0
    captions = sorted(one.caption for one in regions)
    ending = min(one.end for one in regions)
    box = _BOX_1.search(text)
    if box is None or box.start() < captions[0]:
        return captions[0], ending
    # An order of reading that has the tables' captions first: the head stands behind them.
    behind = (one for one in captions if one > box.start())
    return next(behind, min(len(text), box.start() + _HEAD_CHARACTERS)), ending


def apart(spans: Sequence[Span]) -> list[Span]:
    """The spans in text order, each without what an earlier one holds already."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
