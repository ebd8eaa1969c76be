"""What a comparison says drawn as SVG: differences with their intervals, and shares that agree."""

from collections.abc import Sequence
from html import escape

from form4.inference.comparing.agreement import FieldAgreement
from form4.inference.comparing.paired import HEADLINES, Difference
from form4.inference.evaluation.scores import EVERYTHING

_ROW, _LEFT, _WIDTH, _RIGHT = 18, 340, 420, 70
_LEAST = 0.01  # the smallest reach of an axis
_SHOWN = 0.9  # of the bounds are usual; a rare field may be as far out as 1
_DWARFS, _BEYOND = 3.0, 1.2  # of the usual reach: what is cut off, and where
_PARTS = ("same", "different", "only_first", "only_second")

Rows = Sequence[tuple[str, Difference]]


def difference_plots(differences: Sequence[Difference], names: tuple[str, str]) -> str:
    """The headline scores and the core fields of each group, then each field by itself."""
    known = [one for one in differences if one.difference.value is not None]
    core = HEADLINES[0]
    headlines = [
        (one.name if one.group == EVERYTHING else f"{core}, {one.group}", one)
        for one in known
        if one.name in HEADLINES and (one.group == EVERYTHING or one.name == core)
    ]
    fields = [(one.name, one) for one in known if one.name not in HEADLINES]
    plots = [_plot("Scores by group", headlines, names), _plot("Each field", fields, names)]
    return "".join(plots)


def _plot(title: str, rows: Rows, names: tuple[str, str]) -> str:
    """A dot with its interval a row; right of the middle line the second method is better."""
    if not rows:
        return ""
    reach = _reach([bound for _, one in rows for bound in _bounds(one)])
    height = (len(rows) + 2) * _ROW
    middle = _LEFT + _WIDTH / 2
    parts = [
        _head(f"{title}: differences, second minus first", height),
        f'<line class="axis" x1="{middle}" x2="{middle}" y1="{_ROW}" y2="{height - _ROW}"/>',
        _text(_LEFT, _ROW - 5, f"{names[0]} better", "start"),
        _text(_LEFT + _WIDTH, _ROW - 5, f"{names[1]} better", "end"),
        _text(_LEFT, height - 4, f"{-reach:+.2f}", "start"),
        _text(middle, height - 4, "0", "middle"),
        _text(_LEFT + _WIDTH, height - 4, f"{reach:+.2f}", "end"),
    ]
    parts += [_row(number, name, one, reach) for number, (name, one) in enumerate(rows)]
    return f"<h2>{escape(title)}</h2>" + "".join([*parts, "</svg>"])


def _reach(bounds: Sequence[float]) -> float:
    """How far the axis goes: to the last bound, unless that one would dwarf all others."""
    sizes = sorted(abs(bound) for bound in bounds)
    usual = max(_LEAST, sizes[int(_SHOWN * (len(sizes) - 1))])
    return max(usual, sizes[-1]) if sizes[-1] <= _DWARFS * usual else usual * _BEYOND


def _bounds(one: Difference) -> tuple[float, float, float]:
    value = one.difference.value or 0.0
    low, high = one.difference.low, one.difference.high
    return value, value if low is None else low, value if high is None else high


def _row(number: int, name: str, one: Difference, reach: float) -> str:
    y = (number + 1.5) * _ROW
    clipped = [max(-reach, min(reach, bound)) for bound in _bounds(one)]
    value, low, high = (_LEFT + _WIDTH / 2 * (1 + bound / reach) for bound in clipped)
    kind = "headline" if one.name in HEADLINES else "field"
    out = max(_bounds(one), key=abs)
    beyond = _text(_LEFT + _WIDTH + 8, y + 4, f"to {out:+.2f}", "start") if abs(out) > reach else ""
    return (
        _text(_LEFT - 10, y + 4, name, "end")
        + f'<line class="range" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>'
        + f'<circle class="{kind}" cx="{value:.1f}" cy="{y}" r="4"/>'
        + beyond
    )


def agreement_plot(fields: Sequence[FieldAgreement], names: tuple[str, str]) -> str:
    """A bar a field: what both state alike, then what they state differently or alone."""
    if not fields:
        return ""
    height = (len(fields) + 2) * _ROW
    told = ("both the same", "different", f"only {names[0]}", f"only {names[1]}")
    legend = "".join(
        f'<span class="key"><svg class="{part.replace("_", "-")}" viewBox="0 0 10 10">'
        f'<rect width="10" height="10"/></svg> {escape(text)}</span> '
        for part, text in zip(_PARTS, told, strict=True)
    )
    bars = "".join(_bar(number, one) for number, one in enumerate(fields))
    svg = f"{_head('Agreement by field', height)}{bars}</svg>"
    return f'<h2>Agreement by field</h2><p class="legend">{legend}</p>{svg}'


def _bar(number: int, one: FieldAgreement) -> str:
    counts = (one.same, one.different, one.only_first, one.only_second)
    y, x = (number + 1) * _ROW, float(_LEFT)
    parts = [_text(_LEFT - 10, y + 11, one.name, "end")]
    for part, count in zip(_PARTS, counts, strict=True):
        width = _WIDTH * count / max(1, sum(counts))
        parts.append(
            f'<rect class="{part.replace("_", "-")}" x="{x:.1f}" y="{y}" width="{width:.1f}" '
            f'height="{_ROW - 5}"/>'
        )
        x += width
    return "".join((*parts, _text(_LEFT + _WIDTH + 8, y + 11, f"{one.share:.3f}", "start")))


def _head(label: str, height: float) -> str:
    return (
        f'<svg class="plot" role="img" viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" '
        f'aria-label="{escape(label)}">'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
