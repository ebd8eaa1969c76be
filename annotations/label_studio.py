"""Annotated texts as Label Studio tasks, and the tasks of an export as annotated texts.

The file is a JSON list of tasks, written and read one at a time. Offsets are code points of the
text as it is. What a task of ours carries beside its text (document id, layout, checksum, masked
ranges) stands in `data`, which every export keeps.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.export_text import checksum
from form4.annotations.exports import ReadPolicy, read_export, read_task
from form4.annotations.findings import ExportReport, Place, Weight
from form4.annotations.labelling_config import FROM_NAME, TEXT_KEY, TO_NAME, LabellingConfig
from form4.annotations.regions import SPAN_TYPE
from form4.annotations.row_groups import RowGroups, relations
from form4.model.errors import ExportError, RegionError
from form4.model.spans import Span

_REGION_ID_DIGITS = 12
_NAMES = LabellingConfig(FROM_NAME, TO_NAME, TEXT_KEY)


def write_tasks(path: Path, texts: Iterable[AnnotatedText]) -> int:
    """Write the texts as one JSON list and return how many there were.

    The file appears whole or not at all. Raises RegionError for a span that the reader would not
    give back as it is, and ExportError when the file cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            count = write_list(stream, map(task_of, texts))
        temporary.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}).") from error
    finally:
        temporary.unlink(missing_ok=True)
    return count


def write_list(stream: TextIO, tasks: Iterable[Mapping[str, Any]]) -> int:
    """Write tasks as one JSON list, a line each, and return how many there were."""
    count = 0
    for count, task in enumerate(tasks, start=1):
        line = json.dumps(task, ensure_ascii=False, sort_keys=True)
        stream.write(f"{',' if count > 1 else '['}\n{line}")
    stream.write("\n]\n" if count else "[]\n")
    return count


def task_of(annotated: AnnotatedText) -> dict[str, Any]:
    """A text as an annotated task; its region ids depend on document id, span and label alone."""
    annotation = {
        "result": results_of(annotated, annotated.rows),
        "was_cancelled": False,
        "ground_truth": True,
    }
    return {"data": data_of(annotated), "annotations": [annotation]}


def data_of(annotated: AnnotatedText, text_key: str = TEXT_KEY) -> dict[str, Any]:
    """The `data` of a task: the text, and what of ours every export has to keep."""
    return {
        text_key: annotated.text,
        "document_id": annotated.document_id,
        "layout": annotated.layout,
        "masked": [list(piece) for piece in annotated.masked],
        "text_sha256": checksum(annotated.text, annotated.document_id),
    }


def results_of(
    annotated: AnnotatedText, rows: RowGroups = (), names: LabellingConfig = _NAMES
) -> list[dict[str, Any]]:
    """The regions of a text, and the relations of its rows.

    Raises RegionError for a span that begins or ends with white space.
    """
    regions = [_region(annotated, span, names) for span in annotated.spans]
    ids = {
        _place(span): region["id"] for span, region in zip(annotated.spans, regions, strict=True)
    }
    return [*regions, *relations((_places(row) for row in rows), ids)]


def read_tasks(
    path: Path, policy: ReadPolicy | None = None, report: ExportReport | None = None
) -> Iterator[AnnotatedText]:
    """The annotated texts of a Label Studio export, in order, in bounded memory.

    Cancelled annotations are dropped, empty ones kept; of several, ground truth goes before the
    newest. A task that fails its checks is left out as a whole and recorded in the report;
    without a report it raises RegionError or ExportError.
    """
    found = ExportReport(fatal=Weight.PROBLEM) if report is None else report
    return (task.annotated for task in read_export(path, policy or ReadPolicy(), found))


def annotated_text_of(task: Mapping[str, Any], where: str) -> AnnotatedText | None:
    """One exported task as annotated text; None when nobody annotated it.

    Raises RegionError or ExportError when it fails its checks.
    """
    report = ExportReport(fatal=Weight.PROBLEM)
    read = read_task(task, Place(where), ReadPolicy(), report)
    return None if read is None else read.annotated


def _region(annotated: AnnotatedText, span: Span, names: LabellingConfig) -> dict[str, Any]:
    marked = annotated.text[span.start : span.end]
    if marked != marked.strip():
        raise RegionError(
            f"{annotated.document_id}: {span.label} at {span.start}:{span.end} ({marked!r}) begins "
            "or ends with white space. Mark the value alone."
        )
    key = f"{annotated.document_id}\n{span.start}\n{span.end}\n{span.label}"
    region: dict[str, Any] = {
        "id": hashlib.sha256(key.encode()).hexdigest()[:_REGION_ID_DIGITS],
        "from_name": names.from_name,
        "to_name": names.to_name,
        "type": SPAN_TYPE,
        "value": {"start": span.start, "end": span.end, "text": marked, SPAN_TYPE: [span.label]},
    }
    return region if span.score == 1.0 else {**region, "score": span.score}


def _places(row: Sequence[Span]) -> list[Span]:
    return [_place(span) for span in row]


def _place(span: Span) -> Span:
    return Span(span.start, span.end, span.label)
