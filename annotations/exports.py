"""Label Studio exports read task by task: checked, counted, in bounded memory.

A task with a region that cannot be trusted is left out as a whole, since a lost region would be
taught as no entity; the tasks beside it are read.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.choosing import annotation_name, chosen_annotation, precedence
from form4.annotations.export_text import check_text, checksum, masked_of, text_of
from form4.annotations.findings import ExportReport, Place, Reason, TaskRefusedError, count_labels
from form4.annotations.json_min import with_whole_tasks
from form4.annotations.labelling_config import QUALITY, LabellingConfig
from form4.annotations.overlaps import OnOverlap, without_overlaps, without_repeats
from form4.annotations.regions import (
    CHOICES_TYPE,
    Region,
    check_labels,
    parse_regions,
    placed,
    shown,
    trimmed,
)
from form4.annotations.row_groups import row_groups
from form4.annotations.task_stream import stream_tasks
from form4.model.errors import ExportError
from form4.model.spans import Span

_KEY_BYTES = 8
_NAME_DIGITS = 12
_AROUND = 8


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """What is expected of an export: labels (None: any), a configuration, what overlaps mean.

    `off_border` tells which spans a model's tokens cannot be tagged with, where a model is known.
    """

    labels: frozenset[str] | None = None
    config: LabellingConfig | None = None
    on_overlap: OnOverlap = OnOverlap.SAME_LABEL
    off_border: Callable[[AnnotatedText], Sequence[Span]] | None = None

    @property
    def known(self) -> frozenset[str] | None:
        """The labels that may occur."""
        if self.labels is None and self.config is not None:
            return frozenset(self.config.labels)
        return self.labels


@dataclass(frozen=True, slots=True)
class ReadTask:
    """An annotated text, with its rows where relations told them, and the quality chosen.

    Of one text in several tasks or files, the greatest `precedence` is to be taken.
    """

    annotated: AnnotatedText
    quality: str | None = None
    precedence: tuple[bool, str] = (False, "")


def read_export(path: Path, policy: ReadPolicy, report: ExportReport) -> Iterator[ReadTask]:
    """The usable annotated tasks of a JSON or JSON_MIN export; the report tells of the others."""
    for task, place in _tasks(path, report):
        before = report.problems
        try:
            read = read_task(task, place, policy, report)
        except TaskRefusedError:
            report.refused += 1
            continue
        if read is None:
            report.refused += before < report.problems
            continue
        _count(read, place, report)
        _tell_off_border(read.annotated, place, policy, report)
        yield read


def read_task(
    task: Mapping[str, Any], place: Place, policy: ReadPolicy, report: ExportReport
) -> ReadTask | None:
    """One exported task; None when nobody annotated it or a problem was recorded.

    Raises TaskRefusedError after a problem that leaves nothing to look at.
    """
    data = task.get("data")
    if not isinstance(data, Mapping):
        report.refuse(Reason.NO_TASK, place, "has no data, so it is no task. Export again as JSON.")
    annotation = chosen_annotation(task, place, report)
    if annotation is None:
        return None
    name = annotation_name(task.get("annotations") or (), annotation)
    place = Place(place.file, place.task, name)
    result = annotation.get("result")
    if not isinstance(result, list):
        report.refuse(
            Reason.BAD_RESULT, place, "the annotation has no result. Export again as JSON."
        )
    before = report.problems
    config = policy.config
    regions = parse_regions(result, place, report, None if config is None else config.from_name)
    check_labels(regions, place, policy.known, report)
    text = text_of(data, regions, place, report, None if config is None else config.text_key)
    check_text(data, text, place, report)
    masked = masked_of(data, text, place, report)
    kept, ids = _spans(regions, text, place, policy.on_overlap, report)
    if before < report.problems:
        return None
    document_id = data.get("document_id") or data.get("accession") or _name_of(task, text)
    rows = row_groups(result, ids, frozenset(kept), place, report)
    layout = str(data.get("layout") or "unknown")
    annotated = AnnotatedText(str(document_id), text, kept, layout, masked, rows)
    return ReadTask(annotated, _quality(result), precedence(annotation))


def _name_of(task: Mapping[str, Any], text: str) -> str:
    """A name for a task that brings none: by its number, else by its text, never one for all."""
    number = task.get("id")
    return f"task {number}" if number is not None else f"text {checksum(text, '')[:_NAME_DIGITS]}"


def _tasks(path: Path, report: ExportReport) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """The tasks up to where the file breaks, if it does."""
    was_flat = False
    for position, task, is_flat in with_whole_tasks(_objects(path, report)):
        if is_flat and not was_flat:
            message = "is read as far as it goes. Export it again as JSON."
            report.record(Reason.JSON_MIN, Place(str(path)), message)
        was_flat = was_flat or is_flat
        yield task, Place(str(path), str(task.get("id", position)))


def _objects(path: Path, report: ExportReport) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        yield from enumerate(stream_tasks(path))
    except ExportError as error:
        place, message = Place(str(path)), str(error).removeprefix(f"{path}: ")
        report.record(Reason.BROKEN_FILE, place, message)


def _spans(
    regions: list[Region], text: str, place: Place, policy: OnOverlap, report: ExportReport
) -> tuple[tuple[Span, ...], dict[str, Span]]:
    """The spans to learn from, and the span that each region id came to."""
    before = report.problems
    in_place = placed(regions, text, place, report)
    if before < report.problems:
        return (), {}
    whole = [one for r in in_place if (one := trimmed(r, text, place, report)) is not None]
    ordered, ids = without_repeats(whole, place, report)
    kept = without_overlaps(ordered, text, place, policy, report)
    if before < report.problems:
        return (), {}
    return tuple(region.span for region in kept), ids


def _quality(result: list[Any]) -> str | None:
    for item in result:
        if isinstance(item, Mapping) and item.get("type") == CHOICES_TYPE:
            value = item.get("value")
            choices = value.get("choices") if isinstance(value, Mapping) else None
            if item.get("from_name") == QUALITY and isinstance(choices, list) and choices:
                return str(choices[0])
    return None


def _count(read: ReadTask, place: Place, report: ExportReport) -> None:
    report.tasks += 1
    report.row_groups += len(read.annotated.rows)
    count_labels(report, Counter(span.label for span in read.annotated.spans))
    if read.quality is not None:
        report.qualities[read.quality] += 1
    if not read.annotated.spans:
        report.record(Reason.EMPTY, place, "has no region: it teaches that there is none.")
    key = hashlib.blake2b(read.annotated.text.encode(), digest_size=_KEY_BYTES).digest()
    if key in report.seen:
        message = (
            f"the text of {read.annotated.document_id} was annotated in {report.seen[key]}, too; "
            "training takes the newest."
        )
        report.record(Reason.SAME_DOCUMENT, place, message)
    report.seen.setdefault(key, str(place))


def _tell_off_border(
    annotated: AnnotatedText, place: Place, policy: ReadPolicy, report: ExportReport
) -> None:
    for span in policy.off_border(annotated) if policy.off_border is not None else ():
        around = annotated.text[max(0, span.start - _AROUND) : span.end + _AROUND]
        marked = shown(annotated.text[span.start : span.end])
        message = f"{span.label} at {span.start}:{span.end} marks {marked} of {shown(around)}."
        report.record(Reason.OFF_BORDER, place, message)
