"""What the dark pixels of a page tell: how far it is askew, and where lines are ruled."""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from form4.inference.pages.words import Stroke

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = NDArray[np.bool_]

_MOST_DEGREES = 3.0
_COARSE, _FINE = 0.25, 0.05  # degrees between the angles that are tried
_LEAST_DEGREES = 0.1  # less does no harm, and turning a picture blurs it
_SAMPLE = 60_000  # dark pixels; their profile tells as much as that of all
_LEVEL_IN, _UPRIGHT_IN = 0.35, 0.17  # inches; shorter runs are of letters, an upright row is low
_DARK_SHARE = 0.95  # of a run, so that specks do not break a line
_MOST_STROKES = 20_000  # more is dirt or a photograph


def is_dark(image: "Image") -> Pixels:
    """Which pixels of a grey picture are print."""
    return np.asarray(image) <= _threshold(np.array(image.histogram()[:256], dtype=np.float64))


def is_inked(image: "Image") -> Pixels:
    """Which pixels are darker than the paper: hair lines too, which a scanner leaves grey."""
    counts = np.array(image.histogram()[:256], dtype=np.float64)
    dark = _threshold(counts)
    paper = dark + int(counts[dark:].argmax())
    return np.asarray(image) <= (dark + paper) // 2


def _threshold(counts: NDArray[np.float64]) -> int:
    """The grey that best parts the greys of a picture in two, after Otsu."""
    values = np.arange(256)
    below = counts.cumsum()
    sums = (counts * values).cumsum()
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nan_to_num(apart).argmax())


def degrees_askew(dark: Pixels) -> float:
    """By how much the picture has to be turned counterclockwise for its lines to be level."""
    rows, columns = np.nonzero(dark)
    if not len(rows):
        return 0.0
    step = max(1, len(rows) // _SAMPLE)
    ys, xs = rows[::step].astype(np.float64), columns[::step].astype(np.float64)
    coarse = _best_angle(xs, ys, np.arange(-_MOST_DEGREES, _MOST_DEGREES + _COARSE, _COARSE))
    fine = _best_angle(xs, ys, np.arange(coarse - _COARSE, coarse + _COARSE, _FINE))
    return float(fine) if abs(fine) >= _LEAST_DEGREES else 0.0


def strokes_of(dark: Pixels, dpi: int) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Level and upright ruled lines, in points."""
    level = _runs(dark, round(_LEVEL_IN * dpi), 72 / dpi)
    upright = _runs(np.ascontiguousarray(dark.T), round(_UPRIGHT_IN * dpi), 72 / dpi)
    return level, upright


def _best_angle(
    xs: NDArray[np.float64], ys: NDArray[np.float64], degrees: NDArray[np.float64]
) -> float:
    """The angle at which print falls into the sharpest rows."""
    return max(map(float, degrees), key=lambda angle: _sharpness(xs, ys, angle))


def _sharpness(xs: NDArray[np.float64], ys: NDArray[np.float64], degrees: float) -> float:
    rows = (ys - xs * math.tan(math.radians(degrees))) / 2
    counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
    return float((np.diff(counts) ** 2).sum())


def _runs(dark: Pixels, length: int, scale: float) -> tuple[Stroke, ...]:
    """Runs of dark pixels along the rows, at least `length` long."""
    if dark.shape[1] <= length:
        return ()
    sums = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    full = (sums[:, length:] - sums[:, :-length]) >= _DARK_SHARE * length
    edges = np.diff(np.pad(full, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1] + length - 1
    if len(rows) > _MOST_STROKES:
        return ()
    return tuple(
        Stroke(float(row) * scale, float(start) * scale, float(end) * scale)
        for row, start, end in zip(rows, starts, ends, strict=True)
    )
