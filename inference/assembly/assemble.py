"""Labelled spans of one document made into its filing."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date

from form4.inference.assembly.bounds import bound_mentions
from form4.inference.assembly.checks import check, check_period
from form4.inference.assembly.conclude import conclude
from form4.inference.assembly.confidence import low_quantile
from form4.inference.assembly.draft import Draft, read_row, to_row
from form4.inference.assembly.edges import doubt_edges
from form4.inference.assembly.gaps import read_gaps
from form4.inference.assembly.grouping import find_rows
from form4.inference.assembly.header import Head, read_head, read_period
from form4.inference.assembly.items import row_items
from form4.inference.assembly.lines import Lines
from form4.inference.assembly.magnitude import restore_points
from form4.inference.assembly.marks import Layout, bind_marks
from form4.inference.assembly.names import complete_names
from form4.inference.assembly.notes import read_footnotes
from form4.inference.assembly.owners import read_owners
from form4.inference.assembly.papers import is_other_paper
from form4.inference.assembly.parse import Day, parse_day
from form4.inference.assembly.reading import BORDER, Page, Reading, read_text
from form4.inference.assembly.relabel import relabel
from form4.inference.assembly.roles import settle_roles
from form4.inference.assembly.rows import find_habits
from form4.inference.assembly.second_form import find_second_form, hold_apart
from form4.inference.assembly.sides import show_columns
from form4.inference.assembly.signatures import read_signatures
from form4.inference.assembly.strays import settle_strays
from form4.inference.assembly.tables import find_captions
from form4.inference.assembly.texts import is_word
from form4.inference.assembly.torn_dates import join_torn_dates
from form4.inference.assembly.words import page_words
from form4.model.filing import Evidence, Filing, ReportingOwner, Signature
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span
from form4.model.values import Period

# Below this the tagger itself saw nothing: decoding forced a tag on small print.
_FAINT = 0.05
NOT_A_FORM = "This does not look like a Form 3, 4 or 5: no form title and no row to trust."


def assemble(
    text: str,
    spans: Sequence[Span],
    *,
    source: str | None = None,
    model: str | None = None,
    rows: Sequence[Sequence[Span]] = (),
) -> Filing:
    """The filing that labelled, scored spans of a text spell; never raises, whatever they are.

    `rows` are cells of which it is known that they stand in one row; the others are cut into rows.

    Spans that leave the text, overlap an earlier one or score next to nothing are left out and
    counted in a warning.
    """
    whole = join_torn_dates(text, spans)
    usable = _usable(text, whole)
    bounded, cut_short = bound_mentions(usable)
    kept = complete_names(text, _settled(text, bounded))
    page = _page(text, kept)
    head = read_head(page, kept)
    footnotes = read_footnotes(text, kept)
    owners = read_owners(page, kept)
    signatures, signature_evidence = read_signatures(page, kept)
    drafts, left_out, by_line = _drafts(page, kept, rows)
    drafts = bind_marks(page, kept, drafts, Layout(by_line, head.form_type == "3"))
    drafts = read_gaps(page, kept, doubt_edges(page, kept, drafts, footnotes))
    drafts = conclude(text, drafts, footnotes, read_period(page, kept))
    signed = max((one.date for one in signatures if one.date is not None), default=None)
    drafts = check(restore_points(drafts), footnotes, head.period, signed)
    second = find_second_form(page, kept)
    drafts = hold_apart(drafts, second)
    remarks = _remarks(page, kept)
    evidence = {**head.evidence, **signature_evidence}
    if remarks is not None:
        evidence["remarks"] = remarks.evidence
    unusable = len(whole) - len(usable)
    warnings = [second.warning] if second is not None else []
    warnings += [
        *cut_short,
        *head.warnings,
        *_filing_warnings(drafts, head.period, left_out, unusable),
    ]
    warnings += _lost_footnotes(drafts, footnotes)
    filing = _filing(
        head=head,
        owners=owners,
        drafts=drafts,
        footnotes={name: note.text for name, note in footnotes.items()},
        remarks=None if remarks is None else str(remarks.value),
        signatures=signatures,
        extra=_extra(text, kept),
        evidence=evidence,
        warnings=tuple(warnings),
        source=source,
        model=model,
    )
    if is_other_paper(text, filing):
        warnings = [NOT_A_FORM, *warnings]
        return replace(filing, transactions=(), holdings=(), warnings=tuple(warnings))
    return filing


def _settled(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with labels that the page itself contradicts put right."""
    return settle_roles(text, relabel(text, settle_strays(text, Lines(text), spans)))


def _usable(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans in text order that lie in the text, that the tagger gives some chance, and that
    do not overlap the one before."""
    kept: list[Span] = []
    for span in sorted(spans):
        inside = 0 <= span.start < span.end <= len(text)
        if inside and span.score >= _FAINT and (not kept or kept[-1].end <= span.start):
            kept.append(span)
    return kept


def _page(text: str, spans: Sequence[Span]) -> Page:
    """The text with the dates it is sure of: box 3, and whole dates that stand in rows."""
    known = is_word(page_words(text))
    days: list[Day] = []
    sure: set[date] = set()
    for span in spans:
        if BY_NAME.get(span.label) is None or BY_NAME[span.label].kind is not Kind.DATE:
            continue
        printed = text[span.start : span.end]
        day = None if BORDER.search(printed) else parse_day(printed)
        if day is None or day.mended:
            continue
        days.append(day)
        if span.label in ("period_of_report", "transaction_date") and day.full_year:
            sure.add(day.value)
    full = sum(day.full_year for day in days)
    return Page(text, Lines(text), known, frozenset(sure), full > 1 and full * 2 > len(days))


def _drafts(
    page: Page, spans: Sequence[Span], rows: Sequence[Sequence[Span]]
) -> tuple[list[Draft], list[str], bool]:
    """The rows in order, the texts of cells that make no row, and whether lines hold rows."""
    captions = find_captions(page.text)
    borders = [caption.start for caption in captions]
    items = row_items(page.text, spans, page.lines, borders)
    drafts: list[Draft] = []
    left_out: list[str] = []
    for table, group in find_rows(items, captions, rows):
        draft = read_row(page, table, group)
        if draft.is_row:
            drafts.append(draft)
        elif draft.spans:
            left_out.append(" ".join(page.printed(draft.spans[0]).split())[:40])
    return show_columns(page.text, captions, drafts), left_out, find_habits(items).by_line


def _remarks(page: Page, spans: Sequence[Span]) -> Reading | None:
    found = [span for span in spans if span.label == "remarks"]
    return read_text(page, found) if found else None


def _extra(text: str, spans: Sequence[Span]) -> dict[str, tuple[str, ...]]:
    """The texts of labels that a retrained model adds."""
    extra: dict[str, list[str]] = {}
    for span in spans:
        if span.label not in BY_NAME:
            extra.setdefault(span.label, []).append(" ".join(text[span.start : span.end].split()))
    return {label: tuple(texts) for label, texts in sorted(extra.items())}


def _filing_warnings(
    drafts: Sequence[Draft], stated: Period | None, left_out: Sequence[str], unusable: int
) -> list[str]:
    warnings = []
    if left_out:
        shown = ", ".join(f"'{text}'" for text in left_out[:3])
        warnings.append(f"rows: {len(left_out)} left out, with nothing but {shown}")
    if unusable:
        warnings.append(f"spans: {unusable} too faint, outside the text or overlapping left out")
    period = check_period(drafts, stated)
    return [*warnings, period] if period is not None else warnings


def _lost_footnotes(drafts: Sequence[Draft], footnotes: Container[str]) -> list[str]:
    marks = {mark for draft in drafts for cell in draft.marks.values() for mark in cell}
    lost = ", ".join(sorted(mark for mark in marks if mark not in footnotes))
    return [f"footnotes: marked in a row, but no text was found for {lost}"] if lost else []


def _filing(
    *,
    head: Head,
    owners: tuple[ReportingOwner, ...],
    drafts: Sequence[Draft],
    footnotes: Mapping[str, str],
    remarks: str | None,
    signatures: tuple[Signature, ...],
    extra: Mapping[str, tuple[str, ...]],
    evidence: Mapping[str, Evidence],
    warnings: tuple[str, ...],
    source: str | None,
    model: str | None,
) -> Filing:
    rows = [(draft.is_transaction, to_row(draft)) for draft in drafts]
    scores = [one.score for row in rows for one in row[1].evidence.values()]
    scores += [one.score for owner in owners for one in owner.evidence.values()]
    scores += [one.score for one in evidence.values()]
    return Filing(
        form_type=head.form_type,
        period_of_report=head.period,
        date_of_original_submission=head.original,
        aff10b5_one=head.aff10b5_one,
        issuer=head.issuer,
        reporting_owners=owners,
        transactions=tuple(row for traded, row in rows if traded),
        holdings=tuple(row for traded, row in rows if not traded),
        footnotes=footnotes,
        remarks=remarks,
        signatures=signatures,
        extra=extra,
        evidence=evidence,
        confidence=low_quantile(scores),
        warnings=warnings,
        source=source,
        model=model,
    )
