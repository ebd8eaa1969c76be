"""How a page is set before it is printed: paper, fonts, rules and padding."""

import random
from dataclasses import dataclass

_SANS = "Arial,'Liberation Sans'"
_NARROW = "'Liberation Sans Narrow'"
_SERIF = "'Times New Roman','Liberation Serif'"
_MONO = "'Courier New','Liberation Mono'"
_WIDE = "Verdana,'DejaVu Sans'"
_BOOK = "'DejaVu Serif'"
_FONTS = {_SANS: 40, _SERIF: 32, _NARROW: 7, _WIDE: 9, _BOOK: 5, _MONO: 7}
_OTHER_SIDE = {"right": "left", "left": "right"}
_RULED = ("none", "none", "none", "outer", "all")
PAPERS = ("letter", "letter landscape", "A4", "A4 landscape")


@dataclass(frozen=True, slots=True)
class Look:
    """The style of one printed document; sizes are CSS pixels, 96 to the inch.

    `rules` is where a table has lines: all, rows, head, outer, columns or none.
    """

    paper: str = "letter"
    margin_mm: int = 10
    font: str = _SANS
    data_font: str = _SANS
    size: float = 8.0
    data_size: float = 8.0
    rules: str = "all"
    rule_width: float = 1.0
    header_rules: str = "all"
    small_rules: str = "none"
    narrow_width: int = 25
    narrow_side: str = "right"
    shade: str = ""
    padding: float = 2.0
    vertical: str = "middle"
    heads: str = "center"
    cells: str = "left"
    line_height: float = 1.15
    bold_heads: bool = False
    centred_titles: bool = True
    marks_raised: bool = True
    merged_boxes: bool = True
    fixed_columns: bool = False

    @property
    def css(self) -> str:
        """The style sheet of the document."""
        line, border = f"{self.rule_width}px solid #000", "border-collapse:collapse"
        heads = f"text-align:{self.heads};font-weight:{'bold' if self.bold_heads else 'normal'}"
        return "\n".join(
            (
                f"@page{{size:{self.paper};margin:{self.margin_mm}mm}}",
                f"body{{margin:0;font:{self.size}px/{self.line_height} {self.font}}}",
                f"p{{margin:{self.padding + 1}px 0}}",
                "p,td{white-space:pre-wrap}",
                f"p.t{{text-align:{'center' if self.centred_titles else 'left'};font-weight:bold}}",
                f"table{{{border};width:100%;margin-top:{self.padding}px;"
                f"table-layout:{'fixed' if self.fixed_columns else 'auto'}}}",
                f"td{{padding:{self.padding / 2}px {self.padding}px;"
                f"vertical-align:{self.vertical};text-align:{self.cells}}}",
                f"td.h{{{heads};background:{self.shade or 'none'}}}",
                "table.b td{text-align:left;vertical-align:top}",
                f"table.l{{width:{self.narrow_width}%;margin-{_OTHER_SIDE[self.narrow_side]}:auto}}",
                f"s{{text-decoration:none;font:{self.data_size}px {self.data_font}}}",
                "sup{font-size:75%}",
                *_rules("d", self.rules, line),
                *_rules("b", self.header_rules, line),
                *_rules("s", self.small_rules, line),
                *_rules("l", self.small_rules, line),
            )
        )


def _rules(kind: str, rules: str, line: str) -> tuple[str, ...]:
    selectors = {
        "all": (f"table.{kind} td{{border:{line}}}",),
        "rows": (f"table.{kind} tr{{border-bottom:{line}}}",),
        "columns": (f"table.{kind} td{{border-left:{line};border-right:{line}}}",),
        "head": (f"table.{kind} td.h{{border-bottom:{line}}}", f"table.{kind}{{border:{line}}}"),
        "outer": (f"table.{kind}{{border:{line}}}",),
    }
    return selectors.get(rules, ())


def draw_look(rng: random.Random, template: str) -> Look:
    """A look that suits the template: about half of them are those of the SEC's own viewers."""
    if template.startswith("ascii"):
        return _typed(rng)
    own = rng.random()
    if template == "sec_form" and own < 0.55:
        return _viewer(rng)
    if template == "sheet" and own < 0.55:
        return _sheet(rng)
    return _free(rng)


def _paper(rng: random.Random) -> str:
    return rng.choices(PAPERS, (35, 30, 18, 17))[0]


def _viewer(rng: random.Random) -> Look:
    """The form as EDGAR shows it: sans captions, serif values, every cell ruled and centred."""
    paper = _paper(rng)
    size = rng.uniform(6.5, 9.5) * (1.15 if "landscape" in paper else 1.0)
    return Look(
        paper=paper,
        margin_mm=rng.choice((5, 8, 10, 13)),
        data_font=rng.choice((_SERIF, _SERIF, _SANS)),
        size=size,
        data_size=size * rng.choice((1.0, 1.15, 1.3)),
        padding=rng.choice((1, 2, 3, 4)),
        vertical=rng.choice(("middle", "middle", "top", "bottom")),
        heads=rng.choice(("center", "left")),
        cells=rng.choice(("center", "left")),
        small_rules=rng.choice(_RULED),
        narrow_width=rng.choice((20, 25, 35)),
        marks_raised=rng.random() < 0.9,
    )


def _sheet(rng: random.Random) -> Look:
    """The older print: serif throughout, marks raised, columns ruled."""
    paper = _paper(rng)
    size = rng.uniform(7.5, 10.5) * (1.1 if "landscape" in paper else 1.0)
    return Look(
        paper=paper,
        margin_mm=rng.choice((8, 10, 13)),
        font=rng.choice((_SERIF, _SERIF, _SERIF, _SANS)),
        data_font=_SERIF,
        size=size,
        data_size=size * rng.choice((1.0, 1.0, 1.2)),
        padding=rng.choice((1, 2, 3)),
        vertical=rng.choice(("top", "middle", "bottom")),
        heads=rng.choice(("left", "center")),
        cells=rng.choice(("left", "left", "center")),
        small_rules=rng.choice(_RULED),
        narrow_width=rng.choice((20, 25, 35)),
        marks_raised=rng.random() < 0.9,
    )


def _free(rng: random.Random) -> Look:
    paper = _paper(rng)
    font = rng.choices(list(_FONTS), list(_FONTS.values()))[0]
    narrow = 0.85 if font in (_WIDE, _MONO, _BOOK) else 1.0
    size = rng.uniform(7.0, 11.0) * narrow * (1.1 if "landscape" in paper else 1.0)
    rules = rng.choice(("all", "all", "all", "rows", "head", "outer", "columns", "none", "none"))
    return Look(
        paper=paper,
        margin_mm=rng.choice((5, 8, 10, 13, 18)),
        font=font,
        data_font=font if rng.random() < 0.7 else rng.choice(list(_FONTS)),
        size=size,
        data_size=size * rng.choice((0.95, 1.0, 1.0, 1.15)),
        rules=rules,
        rule_width=rng.choice((0.5, 1, 1, 1.5)),
        header_rules=rng.choice((rules, rules, "all", "none")),
        small_rules=rng.choice((*_RULED, rules)),
        narrow_width=rng.choice((20, 30, 45, 100)),
        narrow_side=rng.choice(("right", "left")),
        shade=rng.choice(("", "", "", "#eee", "#ddd", "#ccc", "#bcd")),
        padding=rng.choice((0.5, 1, 2, 3, 5)),
        vertical=rng.choice(("middle", "top", "bottom")),
        heads=rng.choice(("center", "left")),
        cells=rng.choice(("center", "left", "right")),
        line_height=rng.choice((1.0, 1.15, 1.3)),
        bold_heads=rng.random() < 0.35,
        centred_titles=rng.random() < 0.6,
        marks_raised=rng.random() < 0.7,
        merged_boxes=rng.random() < 0.7,
        fixed_columns=rng.random() < 0.25,
    )


def _typed(rng: random.Random) -> Look:
    """A typed form: one wide font, rules here and there."""
    return Look(
        paper=rng.choice(PAPERS),
        font=_MONO,
        data_font=_MONO,
        size=(size := rng.uniform(7.0, 9.5)),
        data_size=size,
        rules=rng.choice(("none", "none", "head", "all")),
        header_rules=rng.choice(("none", "all", "outer")),
        padding=rng.choice((1, 2)),
        vertical="top",
        heads="left",
        marks_raised=False,
        merged_boxes=False,
    )
