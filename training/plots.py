"""The pictures of a model card, drawn from validation.json: small PNG files beside the weights."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4.inference.evaluation.figures import CONFIDENCE, NOISE
from form4.inference.evaluation.scores import EVERYTHING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RELIABILITY_FILE, REVIEW_FILE, NOISE_FILE = "reliability.png", "review.png", "noise.png"
_DPI = 100
_SIZE = (7.0, 3.2)


def draw_plots(sections: Mapping[str, Any], folder: Path) -> dict[str, tuple[str, ...]]:
    """Draw what the sections of a validation hold; returns the files by section title."""
    drawn: dict[str, tuple[str, ...]] = {}
    if CONFIDENCE in sections:
        everything = sections[CONFIDENCE]["groups"][EVERYTHING]
        draw_reliability(everything, folder / RELIABILITY_FILE)
        draw_review(everything, folder / REVIEW_FILE)
        drawn[CONFIDENCE] = (RELIABILITY_FILE, REVIEW_FILE)
    if NOISE in sections:
        draw_noise(sections[NOISE], folder / NOISE_FILE)
        drawn[NOISE] = (NOISE_FILE,)
    return drawn


def draw_reliability(group: Mapping[str, Any], path: Path) -> None:
    """Share right against confidence, of rows and of core values, in bins of equal width."""
    figure = _figure()
    for axes, (key, title) in zip(
        figure.subplots(1, 2), (("rows", "transactions"), ("values", "core values")), strict=True
    ):
        bins = group[key]["bins"]
        axes.plot((0, 1), (0, 1), color="0.7", linewidth=1)
        axes.plot([one[1] for one in bins], [one[2] for one in bins], marker="o", markersize=4)
        for count, confidence, right in bins:
            axes.annotate(str(count), (confidence, right), fontsize=7, xytext=(4, -9),
                          textcoords="offset points")  # fmt: skip
        axes.set(
            xlabel="confidence", ylabel="share right", title=title, xlim=(0, 1), ylim=(0, 1.02)
        )
    figure.savefig(path, dpi=_DPI)


def draw_review(group: Mapping[str, Any], path: Path) -> None:
    """Wrong rows caught, and wrong rows left, against the share of rows looked at."""
    points = sorted(point for point in group["review"] if point[1] is not None)
    figure = _figure()
    left, right = figure.subplots(1, 2)
    _line(left, points, 1, "share of wrong rows caught")
    left.plot((0, 1), (0, 1), color="0.7", linewidth=1)
    _line(right, points, 2, "share wrong among the others")
    figure.savefig(path, dpi=_DPI)


def _line(axes: "Axes", points: Sequence[Sequence[float]], column: int, name: str) -> None:
    axes.plot([one[0] for one in points], [one[column] for one in points])
    axes.set(xlabel="share of rows looked at, least sure first", ylabel=name, xlim=(0, 1))
    axes.set_ylim(bottom=0)


def draw_noise(section: Mapping[str, Any], path: Path) -> None:
    """The table of damaged characters as curves."""
    figure = _figure()
    axes = figure.subplots()
    damaged = [float(row[0].rstrip("%")) for row in section["rows"]]
    for column, name in enumerate(section["columns"][1:], start=1):
        axes.plot(damaged, [row[column] for row in section["rows"]], marker="o", label=name)
    axes.set(xlabel="damaged characters, %", ylabel="share", ylim=(0, 1.02))
    axes.legend(frameon=False)
    figure.savefig(path, dpi=_DPI)


def _figure() -> "Figure":
    from matplotlib.figure import Figure

    return Figure(figsize=_SIZE, layout="constrained")
