"""Objects of a JSON_MIN export as tasks, as far as that format has kept them.

It writes one flat object per annotation: the keys of `data` beside `id`, `annotator` and a key
per control. Relations, predictions, region ids and scores are lost, and so are cancelled
annotations, without a trace.
"""

from collections.abc import Mapping
from typing import Any

from form4.annotations.regions import CHOICES_TYPE, SPAN_TYPE

_MARKS = frozenset({"annotation_id", "annotator", "lead_time"})
_OWN = frozenset({*_MARKS, "id", "created_at", "updated_at"})


def is_json_min(item: Mapping[str, Any]) -> bool:
    """Whether an object has the shape of that format."""
    return "data" not in item and bool(_MARKS & item.keys())


def task_of_json_min(item: Mapping[str, Any]) -> dict[str, Any]:
    """The object as a task with one annotation.

    A key that holds a list of labelled regions is taken for the control; a control without any is
    missing from the object, so an object without one has no region.
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
    annotation["updated_at"] = item.get("updated_at")
    return {"id": item.get("id"), "data": data, "annotations": [annotation]}


def _is_control(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, Mapping) and SPAN_TYPE in one for one in value)
    )


def _region(control: str, value: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {"id": f"{control}[{number}]", "from_name": control, "type": SPAN_TYPE, "value": value}


def _choices(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The document quality, which this format writes as a string among the data."""
    quality = data.pop("quality", None)
    if not isinstance(quality, str):
        return []
    return [{"type": CHOICES_TYPE, "from_name": "quality", "value": {"choices": [quality]}}]
