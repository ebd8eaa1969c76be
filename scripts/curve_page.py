"""The learning curves as a table and a plot between markers of a page.

python -m scripts.curve_page
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOT = Path(__file__).resolve().parent.parent
DOCS, RESULT = ROOT / "docs" / "label-studio.md", ROOT / "docs" / "learning_curve.json"
_BLOCK = re.compile(r"(<!-- learning curve -->\n).*?(<!-- end of learning curve -->)", re.DOTALL)
_NOTHING = "No curve has been measured for this version yet."
_HEAD = (
    "| layout | documents | entity F1 | core-field F1 | exact rows | others: core-field F1 "
    "| change | minutes |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def fill_page(page: Path, result: Path) -> None:
    """Draw the plot beside a result, and put it and the table between the markers of a page."""
    curves = json.loads(result.read_text(encoding="utf-8"))
    draw_curves(curves, result.with_suffix(".png"))
    text = page.read_text(encoding="utf-8")
    page.write_text(filled(text, curves, result.with_suffix(".png").name), encoding="utf-8")


def filled(page: str, result: Mapping[str, Any], plot: str) -> str:
    """The page with its marked block made anew."""
    if not result["curves"]:
        return _BLOCK.sub(rf"\1{_NOTHING}\n\2", page)
    where = f"{_counts(result)} Minutes are of one core, on {result['machine']}."
    block = f"{table(result)}\n\n{where}\n\n![Scores against annotated documents]({plot})\n"
    return _BLOCK.sub(lambda match: f"{match[1]}{block}{match[2]}", page)


def table(result: Mapping[str, Any]) -> str:
    """A line a point: the layout's scores, what the others have and lost, processor minutes."""
    lines = [line for name in result["curves"] for line in _lines(name, _points(result, name))]
    return "\n".join((*_HEAD, *lines))


def _counts(result: Mapping[str, Any]) -> str:
    """How many pages each line was scored on."""
    points = [next(iter(curve["points"].values())) for curve in result["curves"].values()]
    own, others = (sorted({point[side]["pages"] for point in points}) for side in ("own", "others"))
    shown = [f"{side[0]} to {side[-1]}" if side[1:] else str(side[0]) for side in (own, others)]
    return f"Scored on {shown[0]} other pages of the layout and {shown[1]} of others."


def _points(result: Mapping[str, Any], layout: str) -> list[tuple[int, Mapping[str, Any]]]:
    points = result["curves"][layout]["points"]
    return sorted((int(count), point) for count, point in points.items())


def _lines(layout: str, points: list[tuple[int, Mapping[str, Any]]]) -> Iterator[str]:
    before = points[0][1]["others"]["core_field_F1"]
    for count, point in points:
        own, others = point["own"], point["others"]["core_field_F1"]
        scores = (own["entity_F1"], own["core_field_F1"], own["exact_rows"], others)
        cells = ["–" if score is None else f"{score:.3f}" for score in scores]
        cells.append(f"{others - before:+.4f}" if count else "")
        cells.append(f"{point['seconds'] / 60:.0f}" if "seconds" in point else "")
        yield f"| `{layout}` | {count} | {' | '.join(cells)} |"


def draw_curves(result: Mapping[str, Any], path: Path) -> None:
    """Scores of each layout on the left, the change of the others on the right."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.0, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    for name in result["curves"]:
        _draw(left, right, name, _points(result, name))
    left.set(xlabel="annotated documents", ylabel="core-field F1", ylim=(0, 1.02))
    right.axhline(-0.005, color="0.7", linewidth=1)
    right.set(xlabel="annotated documents", ylabel="others: change of core-field F1")
    left.legend(frameon=False)
    figure.savefig(path, dpi=100)


def _draw(
    left: "Axes", right: "Axes", name: str, points: list[tuple[int, Mapping[str, Any]]]
) -> None:
    counts = [count for count, _ in points]
    own, others = (
        [point[side]["core_field_F1"] for _, point in points] for side in ("own", "others")
    )
    left.plot(counts, own, marker="o", markersize=4, label=name)
    right.plot(counts, [one - others[0] for one in others], marker="o", markersize=4, label=name)


if __name__ == "__main__":
    fill_page(DOCS, RESULT)
    sys.stdout.write(f"{DOCS.relative_to(ROOT)} is up to date\n")
