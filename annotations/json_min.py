"""Objects of a JSON_MIN export as tasks, as far as that format has kept them.

It writes one flat object per annotation: the keys of `data` beside `id`, `annotator` and a key
per control. Relations, predictions, region ids and scores are lost, and so are cancelled
annotations, without a trace. The annotations of one task follow each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from form4.annotations.regions import CHOICES_TYPE, SPAN_TYPE

_MARKS = frozenset({"annotation_id", "annotator", "lead_time"})
_SAME = ("text", "document_id", "text_sha256")  # where these differ, files were put together
_OWN = frozenset({*_MARKS, "id", "created_at", "updated_at"})


def is_json_min(item: Mapping[str, Any]) -> bool:
    """Whether an object has the shape of that format."""
    return "data" not in item and bool(_MARKS & item.keys())


def with_whole_tasks(
    items: Iterable[tuple[int, Mapping[str, Any]]],
) -> Iterator[tuple[int, Mapping[str, Any], bool]]:
    """Numbered objects as numbered tasks, and whether each was of that format.

    Objects of one id that follow each other are the annotations of one task, of which one will be
    chosen: read apart, they would teach of one page that a word is a name and that it is none.
    """
    for _, group in groupby(items, _task_key):
        (position, first), *others = group
        if not is_json_min(first):
            yield position, first, False
            continue
        parts = [_split(item) for item in (first, *(item for _, item in others))]
        task = {"id": first.get("id"), "data": parts[0][0], "annotations": [a for _, a in parts]}
        yield position, task, True


def _task_key(numbered: tuple[int, Mapping[str, Any]]) -> tuple[str, object]:
    position, item = numbered
    number = item.get("id") if is_json_min(item) else None
    if not isinstance(number, int | str):
        return "object", position
    return "task", [number, *(item.get(name) for name in _SAME)]


def _split(item: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The data of the task, and the annotation.

    A key that holds regions is taken for the control; a control without any is missing from the
    object, so an object without one has no region.
    """
    regions: list[dict[str, Any]] = []
    data: dict[str, Any] = {}
    for key, value in item.items():
        if key in _OWN:
            continue
        if _is_control(value):
            regions += [_region(key, one, number) for number, one in enumerate(value)]
        else:
            data[key] = value
    annotation = {"id": item.get("annotation_id"), "result": [*regions, *_choices(data)]}
    return data, {
        **annotation,
        "completed_by": item.get("annotator"),
        "updated_at": item.get("updated_at"),
    }


def _is_control(value: object) -> bool:
    """Whether these are regions, of whatever kind: what cannot be read of them is told region by
    region, since a page read without them would teach that there is nothing."""
    return isinstance(value, list) and any(
        isinstance(one, Mapping) and bool({"start", "end", SPAN_TYPE} & one.keys()) for one in value
    )


def _region(control: str, value: object, number: int) -> dict[str, Any]:
    return {"id": f"{control}[{number}]", "from_name": control, "type": SPAN_TYPE, "value": value}


def _choices(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The document quality, which this format writes as a string among the data."""
    quality = data.pop("quality", None)
    if not isinstance(quality, str):
        return []
    return [{"type": CHOICES_TYPE, "from_name": "quality", "value": {"choices": [quality]}}]
