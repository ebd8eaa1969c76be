"""From a converter's text and the filing behind it to exact labels.

Wrong labels teach worse than missing ones: what cannot be placed is reported, and the text
that may hold it is masked.
"""

from dataclasses import dataclass
from itertools import pairwise

from form4.annotations.alignment.atoms import cut_atoms
from form4.annotations.alignment.header import place_header
from form4.annotations.alignment.notes import place_notes
from form4.annotations.alignment.owners import place_owner_blocks, place_owner_list
from form4.annotations.alignment.placed import Findings, Missed, Placed
from form4.annotations.alignment.regions import Range, find_regions
from form4.annotations.alignment.tables import place_tables
from form4.annotations.annotated_text import AnnotatedText
from form4.model.filing import Filing, Table
from form4.model.spans import Span


@dataclass(frozen=True, slots=True)
class Alignment:
    """The labelled text, the values that were not found in it, and those that were."""

    annotated: AnnotatedText
    missed: tuple[Missed, ...]
    placed: tuple[Placed, ...]


def align(text: str, filing: Filing, document_id: str, layout: str) -> Alignment:
    """Place the filing's values in the text of a converter; what is in doubt is masked."""
    atoms = cut_atoms(text)
    regions = find_regions(text)
    findings = Findings()
    tables = {Table.NON_DERIVATIVE: regions.table_1, Table.DERIVATIVE: regions.table_2}
    place_header(text, atoms, filing, regions.header, findings)
    place_tables(text, atoms, filing, tables, findings)
    place_owner_blocks(text, atoms, filing, regions, findings)
    place_owner_list(text, atoms, filing, regions.owners, findings)
    place_notes(text, atoms, filing, regions.after, findings)
    spans, clashes = _apart(findings.spans)
    masked = _without(merged(text, [*findings.masked, *clashes]), spans)
    annotated = AnnotatedText(document_id, text, tuple(spans), layout, tuple(masked))
    return Alignment(annotated, tuple(findings.missed), tuple(findings.placed))


def _apart(spans: list[Span]) -> tuple[list[Span], list[Range]]:
    """Spans that meet no other; those that do become ranges of doubt."""
    ordered = sorted(set(spans))
    clashing = {
        span
        for left, right in pairwise(ordered)
        if right.start < left.end
        for span in (left, right)
    }
    return [s for s in ordered if s not in clashing], [(s.start, s.end) for s in clashing]


def merged(text: str, ranges: list[Range]) -> list[Range]:
    """Ranges in order, joined where no letter or digit stands between them."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and not any(char.isalnum() for char in text[result[-1][1] : start]):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _without(ranges: list[Range], spans: list[Span]) -> list[Range]:
    """The ranges without what is labelled: a value that was placed is certain."""
    result: list[Range] = []
    for start, end in ranges:
        for span in spans:
            if span.end <= start or end <= span.start:
                continue
            if start < span.start:
                result.append((start, span.start))
            start = span.end
        if start < end:
            result.append((start, end))
    return result
