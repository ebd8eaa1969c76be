"""`form4 annotate check`: exports validated region by region."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.annotations.overlaps import OnOverlap
from form4.cli.annotate_tasks import ConfigFile, read_config_file
from form4.cli.own_labels import LabelsOfModel, OwnLabels, own_labels

if TYPE_CHECKING:
    from form4.annotations.exports import ReadPolicy
    from form4.annotations.findings import ExportReport

_WORDS = {"PROBLEM": "left out for", "MENDED": "mended or dropped", "NOTED": "noted"}


class CheckFormat(StrEnum):
    """What the findings are written as."""

    TABLE = "table"
    JSON = "json"


def annotate_check(
    exports: Annotated[list[Path], typer.Argument(metavar="EXPORT", help="Label Studio exports.")],
    output_format: Annotated[
        CheckFormat, typer.Option("--format", help="How to write the findings.")
    ] = CheckFormat.TABLE,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 for what was mended or dropped, too.")
    ] = False,
    config: ConfigFile = None,
    label: OwnLabels = None,
    model: LabelsOfModel = None,
    on_overlap: Annotated[
        OnOverlap, typer.Option(help="What becomes of overlapping regions.")
    ] = OnOverlap.SAME_LABEL,
) -> None:
    """Validate exports region by region; exit 1 when a task cannot be used, or none is there."""
    from form4.annotations.exports import ReadPolicy
    from form4.annotations.tags import border_check

    names = None if config is None else read_config_file(config)
    labels = _labels(names, own_labels(label, model))
    policy = ReadPolicy(labels, names, on_overlap, border_check(model or "base"))
    report = check_exports(exports, policy)
    if output_format is CheckFormat.JSON:
        sys.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(report_text(report))
    raise typer.Exit(1 if is_unusable(report) or (strict and report.mended) else 0)


def is_unusable(report: "ExportReport") -> bool:
    """Whether tasks were lost, or there was none to begin with."""
    return bool(report.problems) or not report.tasks


def check_exports(exports: list[Path], policy: "ReadPolicy") -> "ExportReport":
    """Read exports to their end, keeping only what is worth telling."""
    from form4.annotations.exports import read_export
    from form4.annotations.findings import ExportReport

    report = ExportReport()
    for path in exports:
        for _ in read_export(path, policy, report):
            pass
    return report


def _labels(names: object, own: tuple[str, ...]) -> frozenset[str]:
    from form4.annotations.labelling_config import LabellingConfig
    from form4.model.labels import BY_NAME

    known = names.labels if isinstance(names, LabellingConfig) else tuple(BY_NAME)
    return frozenset((*known, *own))


def report_text(report: "ExportReport") -> str:
    """The report for people: what was read, then every reason with its first places."""
    from form4.annotations.findings import weight_of

    lines = [f"{report.tasks} tasks with {report.regions} regions can be used"]
    if report.refused:
        lines.append(f"{report.refused} tasks left out")
    if report.row_groups:
        lines.append(f"{report.row_groups} rows joined by relations")
    if report.agreement is not None:
        lines.append(f"annotators agree by F1 {report.agreement:.3f} where there are several")
    if report.qualities:
        shown = ", ".join(f"{name} {count}" for name, count in sorted(report.qualities.items()))
        lines.append(f"quality: {shown}")
    for reason in report.reasons():
        word = _WORDS[weight_of(reason).name]
        lines.append(f"\n{word}: {reason.value} ({report.counts[reason]})")
        lines += [f"  {example.message}" for example in report.examples[reason]]
    return "\n".join(lines) + "\n"
