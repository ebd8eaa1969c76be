"""Put the table of model against rules into docs/comparing.md, from what compare wrote as JSON:

form4 compare --data FOLDER --format json --output compare.json
python -m scripts.comparing_figures compare.json
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from form4.inference.comparing.paired import HEADLINES
from form4.model.errors import ConfigError, Form4Error
from scripts.marked_blocks import fill_file

PAGE = Path(__file__).resolve().parent.parent / "docs" / "comparing.md"
BLOCK = "by converter"
_CORE, _, _EXACT = HEADLINES
_COLUMNS = (
    "documents",
    "texts",
    "core F1: first",
    "second",
    "difference",
    "p",
    "exact rows: first",
)


def comparing_table(report: Mapping[str, Any]) -> str:
    """The differences by group, where the second method is not ahead, and the circumstances.

    Raises ConfigError when the report is none of `form4 compare` with gold.
    """
    try:
        found = report["sections"]
        ahead = found["Who is ahead"]
        rows = list(_rows(found["Paired differences"], ahead["groups"]))
        where = f"{report['model']}; {report['measured_on']}, {report['machine']}."
        sentence = ahead["sentence"]
    except (KeyError, TypeError) as error:
        raise ConfigError(
            f"this is no report of `form4 compare --data FOLDER --format json` ({error!r})."
        ) from error
    heads = (*_COLUMNS, "second", "the second is")
    lines = [f"| {' | '.join(row)} |" for row in (heads, ("---", *["---:"] * 7, "---"), *rows)]
    return "\n".join((*lines, "", f"**{sentence}**", "", where))


def _rows(
    differences: list[Mapping[str, Any]], verdicts: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, ...]]:
    by_group: dict[str, dict[str, Mapping[str, Any]]] = {}
    for one in differences:
        by_group.setdefault(one["group"], {})[one["name"]] = one
    for group, scores in by_group.items():
        core, exact = scores[_CORE], scores[_EXACT]
        yield (
            group,
            str(core["documents"]),
            *(_share(core[side]) for side in ("first", "second")),
            _interval(core["difference"]),
            _p(core["p_value"]),
            *(_share(exact[side]) for side in ("first", "second")),
            verdicts[group][_CORE],
        )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(difference: Mapping[str, float | None]) -> str:
    value, low, high = (difference[name] for name in ("value", "low", "high"))
    if value is None:
        return "–"
    return f"{value:+.3f}" if low is None else f"{value:+.3f} ({low:+.3f} … {high:+.3f})"


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def main(arguments: list[str]) -> int:
    """Fill the block from the file that is named; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m scripts.comparing_figures compare.json\n")
        return 2
    try:
        report = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        fill_file(PAGE, BLOCK, comparing_table(report))
    except (Form4Error, OSError, json.JSONDecodeError) as error:
        sys.stderr.write(f"{arguments[0]}: {error}\n")
        return 1
    sys.stdout.write("docs/comparing.md is up to date\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
