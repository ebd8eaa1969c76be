"""Differences of two methods drawn as SVG: a dot with its interval for each score."""

from collections.abc import Sequence
from html import escape

from form4.inference.comparing.paired import HEADLINES, Difference

_ROW, _LEFT, _WIDTH, _RIGHT = 18, 340, 420, 20


def difference_plot(differences: Sequence[Difference], names: tuple[str, str]) -> str:
    """The plot; right of the middle line the second method is better. Empty without figures."""
    shown = [one for one in differences if one.difference.value is not None]
    if not shown:
        return ""
    reach = max(0.01, *(abs(bound) for one in shown for bound in _bounds(one)))
    height = (len(shown) + 2) * _ROW
    middle = _LEFT + _WIDTH / 2
    parts = [
        f'<svg class="plot" role="img" viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" '
        f'aria-label="Differences of scores, second minus first">',
        f'<line class="axis" x1="{middle}" x2="{middle}" y1="{_ROW}" y2="{height - _ROW}"/>',
        _text(_LEFT, _ROW - 5, f"{names[0]} better", "start"),
        _text(_LEFT + _WIDTH, _ROW - 5, f"{names[1]} better", "end"),
        _text(_LEFT, height - 4, f"{-reach:+.2f}", "start"),
        _text(middle, height - 4, "0", "middle"),
        _text(_LEFT + _WIDTH, height - 4, f"{reach:+.2f}", "end"),
    ]
    parts += [_row(number, one, reach) for number, one in enumerate(shown)]
    return "".join([*parts, "</svg>"])


def _bounds(one: Difference) -> tuple[float, float, float]:
    value = one.difference.value or 0.0
    low, high = one.difference.low, one.difference.high
    return value, value if low is None else low, value if high is None else high


def _row(number: int, one: Difference, reach: float) -> str:
    y = (number + 1.5) * _ROW
    value, low, high = (_LEFT + _WIDTH / 2 * (1 + bound / reach) for bound in _bounds(one))
    kind = "headline" if one.name in HEADLINES else "field"
    return (
        _text(_LEFT - 10, y + 4, one.name, "end")
        + f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>'
        + f'<circle class="{kind}" cx="{value:.1f}" cy="{y}" r="4"/>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
