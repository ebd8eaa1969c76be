"""The model card, made from what the training run and the evaluation wrote, never by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from form4.inference.calibration import CALIBRATION_FILE, read_calibration
from form4.inference.evaluation.figures import shown
from form4.model.errors import ModelError
from form4.training.plots import draw_plots
from form4.training.report import CURVES_FILE, REPORT_FILE

CARD_FILE, VALIDATION_FILE = "README.md", "validation.json"
_COLUMNS = ("core_fields", "all_fields", "exact_rows", "confident_errors")

_HEAD = """\
---
license: apache-2.0
language: en
library_name: transformers
pipeline_tag: token-classification
---

# {name}

Tags the entities of SEC Form 4 (and 3 and 5) in text whose table has been torn apart; the rules
of form4 assemble the tags into records. A ModernBERT token classifier trained from random weights
by `make model`, with a tokenizer that keeps tabs, line ends and runs of blanks and cuts numbers
into digits.

**For** text and markdown of ownership forms, whatever program made it. **Not for** filings whose
XML you can get, not for other documents, and not without a look at what comes out unsure.

| file | what |
| --- | --- |
| `model.onnx` | what `form4 extract` runs, on ONNX Runtime |
| `model.safetensors` | the same weights in half precision, for `AutoModelForTokenClassification` |
| `config.json` | sizes, tags, window and overlap in tokens |
| `tokenizer.json` | the layout-keeping tokenizer |
| `{report}`, `{curves}` | the training run |
| `{calibration}` | what makes shares of right values of the network's scores |
| `{validation}` | the scores below, with all their details |
"""

_LIMITS = """\
## Limits

- The real filings among the training pages are of 2009 and later; the forms of 1996 to 2002 were
  learnt from made-up pages alone, and are not among the validation pages.
- {scores}; a value that was mended without confirmation never has 0.9 or more.
- OCR texts have lost some of the values that gold has, which no reader can bring back.
- Dollar-value columns (total value, value owned) have no label.
"""


def write_card(folder: Path) -> None:
    """Write README.md beside the weights from report.json and validation.json.

    Raises ModelError when the folder lacks the training report.
    """
    report = _read(folder / REPORT_FILE)
    parts = [
        _HEAD.format(
            name=report["settings"]["name"],
            report=REPORT_FILE,
            curves=CURVES_FILE,
            calibration=CALIBRATION_FILE,
            validation=VALIDATION_FILE,
        ),
        _training(report),
        *_graph(report.get("graph")),
    ]
    if (folder / VALIDATION_FILE).is_file():
        validation = _read(folder / VALIDATION_FILE)
        parts.append(_validation(validation, draw_plots(validation["sections"], folder)))
    limits = _LIMITS.format(scores=_scores(folder))
    text = "\n".join((*parts, _entities(report), limits))
    (folder / CARD_FILE).write_text(text, encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}). Train or evaluate again.") from error
    return content


def _training(report: Mapping[str, Any]) -> str:
    settings, data = report["settings"], report["training"]
    return f"""\
## Training

{report["parameters"] / 1e6:.1f} M parameters, {report["steps"]} steps over {data["windows"]}
windows ({data["tokens"] / 1e6:.1f} M tokens): {settings["synthetic"]} synthetic pages, and texts of
real converters over real filings, each read {settings["real_repeats"]} times with other values.
{_scans(settings)}\
{report["minutes"]:.0f} minutes on {report["machine"]}, {report["date"]}.
Learning rate {settings["learning_rate"]}, {settings["batch_windows"]} windows a step,
seed {settings["seed"]}. {data["spans_off_token_borders"]} spans lay off the token borders and were
masked.{_stage(settings["base"])}

![loss and entity F1]({CURVES_FILE})
"""


def _graph(figures: Mapping[str, Any] | None) -> list[str]:
    """What 8-bit weights cost; nothing for reports that do not tell."""
    if figures is None:
        return []
    gates = figures["gates"]
    shipped = "has 8-bit weights" if figures["weights"] == "8 bits" else "has exact weights"
    return [
        f"""\
## 8-bit weights

`model.onnx` {shipped}. They are taken, for half the time, where on texts that are held out for
tuning they pass every gate.

| on {figures["documents"]} tuning texts | exact | 8 bits | change | at most |
| --- | ---: | ---: | ---: | ---: |
| core-field F1 | {figures["core_f1_exact"]:.4f} | {figures["core_f1_8_bits"]:.4f} \
| {figures["core_f1_8_bits"] - figures["core_f1_exact"]:+.4f} | -{gates["core_f1_loss"]} |
| tokens with another likeliest tag, of {figures["tokens"]:,} | | | {1 - figures["same_tags"]:.3%} \
| {1 - gates["same_tags"]:.1%} |
| mean change of its probability | | | {figures["drift"]:.4f} | {gates["drift"]} |
"""
    ]


def _scans(settings: Mapping[str, Any]) -> str:
    if not settings.get("scans"):
        return ""
    return f"Pages printed, degraded and read by OCR came {settings['scan_repeats']} times each.\n"


def _stage(base: str | None) -> str:
    """Where a run began, when not from random weights."""
    if base is None:
        return ""
    return f"\nThese are the figures of the last stage, which began from `{base}`."


def _scores(folder: Path) -> str:
    """Whether confidence was fitted to shares of right values, and on what."""
    calibration = read_calibration(folder)
    if calibration is None:
        return "Scores of single values are network probabilities, not calibrated"
    sources = calibration.facts.get("sources", {})
    fitted = ", ".join(f"{facts['documents']} {name}" for name, facts in sources.items())
    return (
        f"Confidence is calibrated on held-back documents ({fitted}): on pages like those eight "
        "in ten of the rows given with 0.8 are exact; on others it may be off"
    )


def _validation(report: Mapping[str, Any], plots: Mapping[str, Sequence[str]]) -> str:
    lines = [
        "## Validation",
        "",
        f"Real filings of issuers, and converters, that took no part in training in any form. "
        f"Measured {report['measured_on']} on {report['machine']} by `make evaluate`; ranges are "
        "the middle 95 % of 1,000 resamples of the filings.",
        "",
    ]
    for title, section in report["sections"].items():
        lines += [f"### {title}", "", *section_table(section), ""]
        lines += [f"![{title}]({name})\n" for name in plots.get(title, ())]
    return "\n".join(lines)


def section_table(section: Any) -> list[str]:
    """The lines of a Markdown table of a section, whichever kind it is."""
    if isinstance(section, Mapping):
        return figure_table(section)
    if section and "entities" in section[0]:
        return entity_table(section)
    return score_table(section)


def figure_table(section: Mapping[str, Any]) -> list[str]:
    """The lines of a table of figures, with its note."""
    rows = [[shown(cell) for cell in row] for row in section["rows"]]
    columns = section["columns"]
    ruler = ["---", *("---:" for _ in columns[1:])]
    return [*(f"| {' | '.join(row)} |" for row in (columns, ruler, *rows)), "", section["note"]]


def entity_table(groups: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines of a table of entity scores, a line a group."""
    names = ("precision", "recall", "f1")
    rows = [
        f"| {group['name']} | {group['documents']} | "
        + " | ".join(_interval({"f1": group["entities"][name]}) for name in names)
        + " |"
        for group in groups
    ]
    head = "| group | texts | precision | recall | F1 |"
    return [head, "| --- | ---: | ---: | ---: | ---: |", *rows]


def score_table(groups: Sequence[Mapping[str, Any]]) -> list[str]:
    """The lines of a Markdown table of validation scores, a line a group."""
    head = "| group | texts | core F1 | all-field F1 | exact rows | confident errors |"
    rows = [_score_row(group) for group in groups]
    return [head, "| --- | ---: | ---: | ---: | ---: | ---: |", *rows]


def _score_row(group: Mapping[str, Any]) -> str:
    figures = " | ".join(_interval(group[name]) for name in _COLUMNS)
    return f"| {group['name']} | {group['documents']} | {figures} |"


def _interval(scores: Mapping[str, Any]) -> str:
    value = scores.get("f1", scores.get("share"))
    if not isinstance(value, Mapping) or value.get("value") is None:
        return "–"
    return f"{value['value']:.3f} ({value['low']:.3f}–{value['high']:.3f})"


def _entities(report: Mapping[str, Any]) -> str:
    scores = report["entities"]
    rows = {"all": scores["overall"], **scores["by_layout"]}
    lines = [
        "## Entity scores by layout",
        "",
        f"seqeval, strict, IOB2, on {report['settings']['held_out']} synthetic pages of a seed "
        "that training never drew, decoded as at inference.",
        "",
        "| layout | precision | recall | F1 | entities |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} "
        f"| {row['support']} |"
        for name, row in rows.items()
    ]
    return "\n".join((*lines, ""))
