"""One annotation of each task: ground truth before the newest; and how far others agree."""

from collections.abc import Mapping, Sequence
from typing import Any

from form4.annotations.findings import ExportReport, Place, Reason
from form4.annotations.regions import SPAN_TYPE

Annotation = Mapping[str, Any]


def chosen_annotation(
    task: Mapping[str, Any], place: Place, report: ExportReport
) -> Annotation | None:
    """The annotation to learn from; None when nobody finished one. Drafts are no annotation."""
    if "annotations" not in task and task.get("completions"):
        message = (
            "has completions, as servers before 1.0 wrote them. Import it into a current server, "
            "and export it from there as JSON."
        )
        report.refuse(Reason.NO_TASK, place, message)
    annotations = task.get("annotations") or []
    if not isinstance(annotations, list) or not all(isinstance(a, Mapping) for a in annotations):
        message = "its annotations are no objects. Export again as JSON."
        report.refuse(Reason.NO_TASK, place, message)
    kept = [a for a in annotations if not a.get("was_cancelled")]
    cancelled = len(annotations) - len(kept)
    report.record(Reason.CANCELLED, place, f"{cancelled} cancelled.", times=cancelled)
    if not kept:
        report.record(Reason.NOT_ANNOTATED, place, "nobody annotated it.")
        return None
    chosen: Annotation = max(kept, key=_order)
    others = [a for a in kept if a is not chosen]
    report.agreements += [_agreement(chosen, other) for other in others]
    names = ", ".join(_named(other) for other in others)
    message = f"annotation {_named(chosen)} was taken, not {names}."
    report.record(Reason.PASSED_OVER, place, message, times=len(others))
    return chosen


def precedence(annotation: Annotation) -> tuple[bool, str]:
    """What goes before what, of one text in one export or in several: ground truth, then newer."""
    time = annotation.get("updated_at") or annotation.get("created_at") or ""
    return bool(annotation.get("ground_truth")), str(time)


def _order(annotation: Annotation) -> tuple[bool, str, int]:
    number = annotation.get("id")
    return *precedence(annotation), number if isinstance(number, int) else 0


def _agreement(left: Annotation, right: Annotation) -> float:
    """F1 of the regions that two annotations share; two empty ones agree."""
    ours, theirs = _spans(left), _spans(right)
    total = len(ours) + len(theirs)
    return 2 * len(ours & theirs) / total if total else 1.0


def _spans(annotation: Annotation) -> frozenset[str]:
    result = annotation.get("result")
    items = result if isinstance(result, list) else []
    values = [
        i.get("value") for i in items if isinstance(i, Mapping) and i.get("type") == SPAN_TYPE
    ]
    return frozenset(
        f"{value.get('start')}:{value.get('end')} {value.get(SPAN_TYPE)}"
        for value in values
        if isinstance(value, Mapping)
    )


def _named(annotation: Annotation) -> str:
    author = annotation.get("completed_by")
    name = author.get("email") if isinstance(author, Mapping) else author
    number = annotation.get("id", "without id")
    return f"{number}" if name is None else f"{number} by {name}"


def annotation_name(annotations: Sequence[object], chosen: Annotation) -> str | None:
    """The id of the chosen annotation, where there are several to tell apart."""
    return str(chosen["id"]) if "id" in chosen and len(annotations) > 1 else None
