"""Annotated texts as Label Studio tasks, and the tasks of an export as annotated texts.

The file is a JSON list of tasks, written and read one at a time. Offsets are code points of the
text as it is. What a task of ours carries beside its text (document id, layout, checksum, masked
ranges) stands in `data`, which every export keeps.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.regions import SPAN_TYPE, Region, fits, parse_regions, spans_of
from form4.annotations.task_stream import stream_tasks
from form4.model.errors import ExportError, Form4Error, RegionError
from form4.model.spans import Span

FROM_NAME = "label"
TO_NAME = "text"
TEXT_KEY = "text"
OWN_KEYS = frozenset({"document_id", "layout", "text_sha256", "accession"})
_REGION_ID_DIGITS = 12

Report = Callable[[Form4Error], None]


def write_tasks(path: Path, texts: Iterable[AnnotatedText]) -> int:
    """Write the texts as one JSON list and return how many there were.

    The file appears whole or not at all. Raises RegionError for a span that the reader would not
    give back as it is, and ExportError when the file cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            count = _write_list(stream, texts)
        temporary.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}).") from error
    finally:
        temporary.unlink(missing_ok=True)
    return count


def task_of(annotated: AnnotatedText) -> dict[str, Any]:
    """A text as an annotated task; its region ids depend on document id, span and label alone."""
    return {
        "data": {
            TEXT_KEY: annotated.text,
            "document_id": annotated.document_id,
            "layout": annotated.layout,
            "masked": [list(piece) for piece in annotated.masked],
            "text_sha256": _checksum(annotated.text, annotated.document_id),
        },
        "annotations": [
            {
                "result": [_region(annotated, span) for span in annotated.spans],
                "was_cancelled": False,
                "ground_truth": True,
            }
        ],
    }


def read_tasks(
    path: Path,
    labels: Collection[str] | None = None,
    *,
    on_error: Report | None = None,
    counts: Counter[str] | None = None,
) -> Iterator[AnnotatedText]:
    """The annotated texts of a Label Studio JSON export, in order, in bounded memory.

    Cancelled annotations are dropped, empty ones kept; of several, ground truth goes before the
    newest. Tasks that nobody annotated are left out and counted. A task that fails its checks
    raises RegionError or ExportError, or goes to `on_error` and is left out as a whole, since a
    lost region would be taught as no entity. `counts` is filled with what was left out and why.
    """
    counted = counts if counts is not None else Counter()
    for position, task in enumerate(stream_tasks(path)):
        where = f"{path}, task {task.get('id', position)}"
        try:
            annotated = annotated_text_of(task, where, labels, counted)
        except RegionError as error:
            if on_error is None:
                raise
            counted["tasks refused"] += 1
            on_error(error)
            continue
        if annotated is not None:
            counted["tasks"] += 1
            yield annotated


def annotated_text_of(
    task: Mapping[str, Any],
    where: str,
    labels: Collection[str] | None,
    counts: Counter[str],
) -> AnnotatedText | None:
    """One exported task as annotated text; None when nobody annotated it."""
    data = _data_of(task, where)
    annotation = _chosen_annotation(task, where, counts)
    if annotation is None:
        return None
    result = annotation.get("result")
    if not isinstance(result, list):
        raise RegionError(f"{where}: the annotation has no result. Export again as JSON.")
    regions = parse_regions(result, where, counts)
    text = _text_of(data, regions, where)
    _check_text(data, text, where)
    document_id = data.get("document_id") or data.get("accession") or f"task {task.get('id', 0)}"
    return AnnotatedText(
        document_id=str(document_id),
        text=text,
        spans=spans_of(regions, text, where, labels, counts),
        layout=str(data.get("layout") or "unknown"),
        masked=_masked_of(data, text, where),
    )


def _write_list(stream: TextIO, texts: Iterable[AnnotatedText]) -> int:
    count = 0
    for count, annotated in enumerate(texts, start=1):
        task = json.dumps(task_of(annotated), ensure_ascii=False, sort_keys=True)
        stream.write(f"{',' if count > 1 else '['}\n{task}")
    stream.write("\n]\n" if count else "[]\n")
    return count


def _region(annotated: AnnotatedText, span: Span) -> dict[str, Any]:
    marked = annotated.text[span.start : span.end]
    if marked != marked.strip():
        raise RegionError(
            f"{annotated.document_id}: {span.label} at {span.start}:{span.end} ({marked!r}) begins "
            "or ends with white space. Mark the value alone."
        )
    key = f"{annotated.document_id}\n{span.start}\n{span.end}\n{span.label}"
    region: dict[str, Any] = {
        "id": hashlib.sha256(key.encode()).hexdigest()[:_REGION_ID_DIGITS],
        "from_name": FROM_NAME,
        "to_name": TO_NAME,
        "type": SPAN_TYPE,
        "value": {"start": span.start, "end": span.end, "text": marked, SPAN_TYPE: [span.label]},
    }
    return region if span.score == 1.0 else {**region, "score": span.score}


def _checksum(text: str, where: str) -> str:
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ExportError(
            f"{where}: the character at {error.start} is half of a pair and cannot be written as "
            "UTF-8. Convert the document again."
        ) from error


def _data_of(task: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    data = task.get("data")
    if isinstance(data, Mapping):
        return data
    if {"annotation_id", "annotator", "lead_time"} & task.keys():
        raise ExportError(
            f"{where}: this is a JSON_MIN export, which has lost region ids, scores and relations. "
            "Export it again as JSON."
        )
    raise ExportError(f"{where}: has no data, so it is no task. Export again as JSON.")


def _chosen_annotation(
    task: Mapping[str, Any], where: str, counts: Counter[str]
) -> Mapping[str, Any] | None:
    annotations = task.get("annotations") or []
    if not isinstance(annotations, list) or not all(isinstance(a, Mapping) for a in annotations):
        raise ExportError(f"{where}: its annotations are no objects. Export again as JSON.")
    kept = [a for a in annotations if not a.get("was_cancelled")]
    counts["annotations cancelled"] += len(annotations) - len(kept)
    if not kept:
        counts["tasks without annotation"] += 1
        return None
    counts["annotations passed over for another"] += len(kept) - 1
    chosen: Mapping[str, Any] = max(kept, key=_precedence)
    return chosen


def _precedence(annotation: Mapping[str, Any]) -> tuple[bool, str, int]:
    time = annotation.get("updated_at") or annotation.get("created_at") or ""
    number = annotation.get("id")
    is_true = bool(annotation.get("ground_truth"))
    return is_true, str(time), number if isinstance(number, int) else 0


def _text_of(data: Mapping[str, Any], regions: list[Region], where: str) -> str:
    """The annotated text: under `text`, else the one string that every region fits."""
    if isinstance(data.get(TEXT_KEY), str):
        return str(data[TEXT_KEY])
    strings = {k: v for k, v in data.items() if isinstance(v, str) and k not in OWN_KEYS}
    fitting = [name for name, text in strings.items() if fits(regions, text)]
    if len(fitting) != 1:
        found = ", ".join(sorted(fitting)) or "none"
        raise ExportError(
            f"{where}: data has no {TEXT_KEY!r}, and of its other strings not exactly one fits the "
            f"regions ({found}). Rename the annotated one to {TEXT_KEY!r}."
        )
    return strings[fitting[0]]


def _check_text(data: Mapping[str, Any], text: str, where: str) -> None:
    wanted = data.get("text_sha256")
    if wanted is not None and wanted != _checksum(text, where):
        raise RegionError(
            f"{where}: the text is not the one that was exported (its checksum differs). "
            "Annotate the text as it is, or remove text_sha256."
        )


def _masked_of(data: Mapping[str, Any], text: str, where: str) -> tuple[tuple[int, int], ...]:
    pieces = data.get("masked") or []
    if not isinstance(pieces, list) or not all(_is_range(piece, text) for piece in pieces):
        raise RegionError(f"{where}: masked ranges {pieces!r} do not fit the text.")
    return tuple((piece[0], piece[1]) for piece in pieces)


def _is_range(piece: object, text: str) -> bool:
    if not isinstance(piece, list) or len(piece) != 2:
        return False
    start, end = piece
    is_whole = all(isinstance(x, int) and not isinstance(x, bool) for x in piece)
    return is_whole and 0 <= start <= end <= len(text)
