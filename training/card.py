"""The model card, made from what the training run and the evaluation wrote, never by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from form4.model.errors import ModelError
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
| `{validation}` | the scores below, with all their details |
"""

_LIMITS = """\
## Limits

- The real filings among the training pages are of 2009 and later; the forms of 1996 to 2002 were
  learnt from made-up pages alone, and are not among the validation pages.
- Scores of single values are network probabilities, not yet calibrated; a value that was mended
  without confirmation never has 0.9 or more.
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
            validation=VALIDATION_FILE,
        ),
        _training(report),
    ]
    if (folder / VALIDATION_FILE).is_file():
        parts.append(_validation(_read(folder / VALIDATION_FILE)))
    text = "\n".join((*parts, _entities(report), _LIMITS))
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
{report["minutes"]:.0f} minutes on {report["machine"]}, {report["date"]}.
Learning rate {settings["learning_rate"]}, {settings["batch_windows"]} windows a step,
seed {settings["seed"]}. {data["spans_off_token_borders"]} spans lay off the token borders and were
masked.{_stage(settings["base"])}

![loss and entity F1]({CURVES_FILE})
"""


def _stage(base: str | None) -> str:
    """Where a run began, when not from random weights."""
    if base is None:
        return ""
    return f"\nThese are the figures of the last stage, which began from `{base}`."


def _validation(report: Mapping[str, Any]) -> str:
    lines = [
        "## Validation",
        "",
        f"Real filings of issuers, and converters, that took no part in training in any form. "
        f"Measured {report['measured_on']} on {report['machine']} by `make evaluate`; ranges are "
        "the middle 95 % of 1,000 resamples of the filings.",
        "",
    ]
    for title, groups in report["sections"].items():
        lines += [f"### {title}", "", *score_table(groups), ""]
    return "\n".join(lines)


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
