"""Headers as torn pages have them: boxes glued, lost, read across or strewn over the page."""

from itertools import zip_longest

from form4.annotations.synthesis.page import Block, Cell, Grid, GridRow, Paragraph, Run
from form4.annotations.synthesis.templates.header import Boxes, Lines
from form4.annotations.synthesis.templates.pen import EMPTY, Pen, Runs, lines, print_lines

Line = Runs
Box = list[Line]
_GLUES = ("", " ", " ", ": ", "  ", " - ")
_GAPS = (" ", "  ", "     ", " | ", "   ")


def loose_header(pen: Pen, drawn: Boxes) -> tuple[Block, ...]:
    """The boxes of a header in one of the orders that wrong readings leave them in."""
    person = _person(pen, drawn)
    middle = [_middle(pen, _lines(band), dated=_is_amended(drawn)) for band in drawn.middle]
    roles, filing = _disturbed(pen, _lines(drawn.relationship)), _lines(drawn.filing)
    style = pen.rng.random()
    if style < 0.3:
        return _across(pen, [person, [line for box in middle for line in box], [*roles, *filing]])
    if style < 0.5:
        return _stacked(pen, [person, *middle, roles, filing])
    strewn = _riffled(pen, [person, *middle, roles, filing])
    if style < 0.75:
        return _paragraphs(pen, strewn)
    return (_scattered(pen, strewn),)


def _is_amended(drawn: Boxes) -> bool:
    """Whether the header has two dates, which only their captions tell apart."""
    return any(run.label == "date_of_original_submission" for run in lines(*drawn.middle[2]))


def _middle(pen: Pen, box: Box, *, dated: bool) -> Box:
    """A box of the middle column; one of two dates stays with its caption."""
    labels = {run.label for line in box for run in line}
    if dated and labels & {"period_of_report", "date_of_original_submission"}:
        return [_joined(box, pen.rng.choice(("\n", " ", ": ")))]
    return _disturbed(pen, box)


def _lines(band: Lines) -> Box:
    return [row for row in print_lines(lines(*band)) if row]


def _person(pen: Pen, drawn: Boxes) -> Box:
    """Box 1: caption, name, and the address with or without its hints, in one line or several."""
    name_box = _lines(drawn.left[0])
    address = [line for band in drawn.left[1:] for line in _lines(band)]
    hints = [line for line in address if line[0].text.startswith("(")]
    plain = [line for line in address if line not in hints]
    if pen.chance(0.3):
        plain = [_joined(plain, pen.rng.choice((", ", " ", "   ")))]
    if pen.chance(0.12):
        last = name_box.pop()
        plain = [_joined([last, *plain], pen.rng.choice((", ", " ", "  ", " / ")))]
    kind = pen.rng.random()
    if kind < 0.35:
        return [*_disturbed(pen, name_box), *plain]
    if kind < 0.5:
        return [*name_box[:1], *hints[:1], *name_box[1:], *plain, *hints[1:]]
    if kind < 0.6:
        return [*_disturbed(pen, name_box), *hints, *plain]
    merged = [
        *plain[:1],
        *(line for pair in zip_longest(hints, plain[1:]) for line in pair if line),
    ]
    return [*_disturbed(pen, name_box), *merged]


def _joined(box: Box, glue: str) -> Line:
    runs: list[Run] = []
    for line in box:
        runs.extend((Run(glue), *line) if runs and glue else line)
    return tuple(runs)


def _disturbed(pen: Pen, box: Box) -> Box:
    """A box whose caption is glued to its value, stands below it, or is lost but for its number."""
    if len(box) < 2 or pen.chance(0.5):
        return box
    caption, value, *rest = box
    kind = pen.rng.random()
    if kind < 0.4:
        glue = pen.rng.choice(_GLUES)
        return [(*caption, Run(glue), *value) if glue else (*caption, *value), *rest]
    if kind < 0.6:
        return [value, caption, *rest]
    if kind < 0.8:
        return [value, *rest]
    number = caption[0].text[:1]
    if not number.isdigit():
        return [value, *rest]
    return [(Run(number + pen.rng.choice(("", ".", ". ", " "))), *value), *rest]


def _across(pen: Pen, columns: list[Box]) -> tuple[Block, ...]:
    """The three columns read line by line across the page, each set off by some lines."""
    gap, apart = pen.rng.choice(_GAPS), pen.rng.choice((0.0, 0.1, 0.4))
    moved = [[()] * pen.rng.choice((0, 0, 1, 2)) + column for column in columns]
    if pen.chance(0.15):
        pen.rng.shuffle(moved)
    rows: Box = []
    for found in zip_longest(*moved, fillvalue=()):
        shown = [line for line in found if line]
        if pen.chance(apart):
            rows.extend(shown)
        else:
            rows.append(_joined(shown, gap))
    return tuple(Paragraph(row) for row in rows if row)


def _stacked(pen: Pen, boxes: list[Box]) -> tuple[Block, ...]:
    """One box after another, in the form's order or any other."""
    if pen.chance(0.6):
        pen.rng.shuffle(boxes)
    rows = [line for box in boxes for line in box]
    if pen.chance(0.4):
        return (Grid((pen.rng.randint(50, 110),), tuple(GridRow((Cell(row),)) for row in rows)),)
    return _paragraphs(pen, rows)


def _riffled(pen: Pen, boxes: list[Box]) -> Box:
    """The lines of all boxes mixed; those of one box keep their order."""
    left = [list(box) for box in boxes if box]
    mixed: Box = []
    while left:
        box = left[min(int(pen.rng.expovariate(1.1)), len(left) - 1)]
        for _ in range(pen.rng.choice((1, 1, 2, 3))):
            if box:
                mixed.append(box.pop(0))
        left = [other for other in left if other]
    return mixed


def _paragraphs(pen: Pen, rows: Box) -> tuple[Block, ...]:
    """Lines of print; now and then two share one."""
    together, gap = pen.rng.choice((0.0, 0.15, 0.5)), pen.rng.choice(_GAPS)
    shown: Box = []
    for row in rows:
        if shown and pen.chance(together):
            shown[-1] = (*shown[-1], Run(gap), *row)
        else:
            shown.append(row)
    return tuple(Paragraph(row) for row in shown)


def _scattered(pen: Pen, rows: Box) -> Grid:
    """The lines in cells of a grid that has nothing to do with the boxes."""
    columns = pen.rng.choice((2, 3, 3, 4, 6))
    shown: list[GridRow] = []
    while rows:
        cells = []
        for _ in range(columns):
            size = pen.rng.choice((0, 0, 1, 1, 2, 3))
            cells.append(Cell(lines(*rows[:size])) if size else EMPTY)
            rows = rows[size:]
        shown.append(GridRow(tuple(cells)))
    widths = tuple(pen.rng.randint(12, 160 // columns) for _ in range(columns))
    return Grid(widths, tuple(shown))
