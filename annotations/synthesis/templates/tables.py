"""Table I and Table II as grids: groups of columns, their heads, and the rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from form4.annotations.synthesis.page import Cell, Grid, GridRow
from form4.annotations.synthesis.templates import captions
from form4.annotations.synthesis.templates.pen import EMPTY, Pen, text
from form4.annotations.synthesis.templates.wording import Caption
from form4.model.filing import Row, Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that stands in it, its usual width, and its own lower caption."""

    key: str
    width: int
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Columns under one upper caption."""

    caption: Caption
    columns: tuple[Column, ...]


Groups = tuple[Group, ...]


def single(caption: Caption, key: str, width: int) -> Group:
    """A group of one column."""
    return Group(caption, (Column(key, width),))


CODE_COLUMNS = (
    Column("transaction_code", 5, captions.CODES),
    Column("transaction_timeliness", 3, captions.VOLUNTARY),
)
DATE_COLUMNS = (
    Column("exercise_date", 11, captions.EXERCISABLE),
    Column("expiration_date", 11, captions.EXPIRATION),
)
UNDERLYING_COLUMNS = (
    Column("underlying_security_title", 14, captions.UNDERLYING_TITLES),
    Column("underlying_security_shares", 10, captions.UNDERLYING_AMOUNTS),
)
TRADED_COLUMNS = (
    Column("transaction_shares", 11, captions.AMOUNTS),
    Column("transaction_acquired_disposed_code", 7, captions.DIRECTIONS),
    Column("transaction_price_per_share", 10, captions.PRICES),
)

TABLE_I: Groups = (
    single(captions.TITLE, "security_title", 32),
    single(captions.DATE, "transaction_date", 12),
    single(captions.DEEMED, "deemed_execution_date", 12),
    Group(captions.CODE, CODE_COLUMNS),
    Group(captions.TRADED, TRADED_COLUMNS),
    single(captions.OWNED, "shares_owned_following_transaction", 16),
    single(captions.FORM, "direct_or_indirect_ownership", 11),
    single(captions.NATURE, "nature_of_ownership", 13),
)
TABLE_II: Groups = (
    single(captions.DERIVATIVE_TITLE, "security_title", 16),
    single(captions.CONVERSION, "conversion_or_exercise_price", 11),
    single(captions.DATE.numbered("3"), "transaction_date", 12),
    single(captions.DEEMED.numbered("3A"), "deemed_execution_date", 12),
    Group(captions.CODE.numbered("4"), CODE_COLUMNS),
    Group(
        captions.NUMBER,
        (
            Column("derivative_shares_acquired", 8, captions.ACQUIRED),
            Column("derivative_shares_disposed", 8, captions.DISPOSED),
        ),
    ),
    Group(captions.DATES, DATE_COLUMNS),
    Group(captions.UNDERLYING, UNDERLYING_COLUMNS),
    single(captions.DERIVATIVE_PRICE, "transaction_price_per_share", 10),
    single(captions.DERIVATIVES_OWNED, "shares_owned_following_transaction", 13),
    single(captions.FORM.numbered("10"), "direct_or_indirect_ownership", 11),
    single(captions.NATURE.numbered("11"), "nature_of_ownership", 12),
)

TABLE_I_OF_5: Groups = tuple(
    Group(captions.OWNED_AT_YEAR_END, group.columns) if group.caption is captions.OWNED else group
    for group in TABLE_I
)
TABLE_I_OF_3: Groups = (
    single(captions.TITLE, "security_title", 44),
    single(captions.OWNED.numbered("2"), "shares_owned_following_transaction", 22),
    single(captions.FORM.numbered("3"), "direct_or_indirect_ownership", 16),
    single(captions.NATURE.numbered("4"), "nature_of_ownership", 40),
)
TABLE_II_OF_3: Groups = (
    single(captions.DERIVATIVE_TITLE, "security_title", 32),
    Group(captions.DATES.numbered("2"), DATE_COLUMNS),
    Group(captions.UNDERLYING.numbered("3"), UNDERLYING_COLUMNS),
    single(captions.CONVERSION.numbered("4"), "conversion_or_exercise_price", 14),
    single(captions.FORM.numbered("5"), "direct_or_indirect_ownership", 14),
    single(captions.NATURE.numbered("6"), "nature_of_ownership", 24),
)
FORM_TABLES: dict[str, dict[Table, Groups]] = {
    "3": {Table.NON_DERIVATIVE: TABLE_I_OF_3, Table.DERIVATIVE: TABLE_II_OF_3},
    "4": {Table.NON_DERIVATIVE: TABLE_I, Table.DERIVATIVE: TABLE_II},
    "5": {Table.NON_DERIVATIVE: TABLE_I_OF_5, Table.DERIVATIVE: TABLE_II},
}
"""The two tables of Forms 3, 4 and 5."""


def columns(groups: Groups) -> tuple[Column, ...]:
    """The columns of a table from left to right."""
    return tuple(column for group in groups for column in group.columns)


def keys(groups: Groups) -> frozenset[str]:
    """The fields that a table has a column for."""
    return frozenset(column.key for column in columns(groups))


def keys_by_table(groups: dict[Table, Groups]) -> dict[Table, frozenset[str]]:
    """The fields of both tables."""
    return {table: keys(columns_of) for table, columns_of in groups.items()}


def without(groups: Groups, dropped: Collection[str]) -> Groups:
    """The groups less the columns of some fields."""
    kept = (
        Group(group.caption, tuple(c for c in group.columns if c.key not in dropped))
        for group in groups
    )
    return tuple(group for group in kept if group.columns)


def recaptioned(groups: Groups, caption: Caption, other: Caption) -> Groups:
    """The groups with one caption in place of another."""
    return tuple(
        Group(other, group.columns) if group.caption is caption else group for group in groups
    )


def one_number(group: Group) -> Group:
    """Table II's (A) and (D) as one number column and a column that tells which."""
    if group.columns[0].key != "derivative_shares_acquired":
        return group
    direction = Column("transaction_acquired_disposed_code", 7, captions.DIRECTIONS)
    return Group(group.caption, (Column("derivative_shares", 10, captions.AMOUNTS), direction))


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How a table is set: head rows, heads repeated over each column, what repeats a cell above.

    `ditto` stands in place of a text or date that equals the one above; None repeats it. `ruled`
    is a row of characters under the head, `tagged` adds EDGAR's <S> and <C> there.
    """

    head_rows: int = 2
    repeat_heads: bool = False
    ditto: str | None = None
    ruled: str = ""
    tagged: bool = False


PLAIN = TableStyle()
_NONE = (
    "None",
    "NONE",
    "N/A",
    "No securities are beneficially owned.",
    "No securities beneficially owned",
    "Not applicable",
    "No transactions to report",
    "- None -",
)
_ROOM = 1.35
_LONGEST_WORD = 18
_REPEATED = frozenset({"security_title", "transaction_date", "underlying_security_title"})


def draw_table(
    pen: Pen,
    groups: Groups,
    rows: Sequence[Row],
    titles: Sequence[str] = (),
    style: TableStyle = PLAIN,
) -> Grid:
    """A table with its head in one or two rows; `titles` stand over it within the grid."""
    slots = columns(groups)
    body = [GridRow(tuple(_cell(pen, row, slot.key) for slot in slots)) for row in rows]
    if style.ditto is not None:
        body = _dittoed(body, slots, style.ditto)
    body.extend(_valueless(pen, rows, slots))
    top = tuple(GridRow((Cell(text(title).runs, len(slots)),), is_head=True) for title in titles)
    two = style.head_rows == 2
    head = _two_head_rows(pen, groups, style) if two else (_one_head_row(pen, groups),)
    stretch = pen.rng.uniform(0.85, 1.25)
    widths = tuple(max(3, round(slot.width * stretch)) for slot in slots)
    if pen.chance(0.93):
        widths = _fitting(widths, body[: len(rows)])
    return Grid(widths, (*top, *head, *_rules(style, widths), *body))


def _fitting(widths: tuple[int, ...], body: Sequence[GridRow]) -> tuple[int, ...]:
    """Widths in which no word of a cell breaks, as tables are set unless their maker is careless.

    Readers that shrink a table by a quarter still find room for them.
    """
    return tuple(
        max(width, round(_longest_word(body, at) * _ROOM) + 1) for at, width in enumerate(widths)
    )


def _longest_word(body: Sequence[GridRow], at: int) -> int:
    lengths = (len(word) for row in body for word in row.cells[at].text.split())
    return min(max(lengths, default=0), _LONGEST_WORD)


def _cell(pen: Pen, row: Row, key: str) -> Cell:
    cell = pen.cell(row, key)
    return cell if cell.runs else pen.blank(row, key)


def _dittoed(body: list[GridRow], slots: Sequence[Column], ditto: str) -> list[GridRow]:
    """The rows with a mark, or nothing, for texts and dates that repeat those above them."""
    done = body[:1]
    for above, row in pairwise(body):
        cells = [
            text(ditto) if slot.key in _REPEATED and _repeats(over, cell) else cell
            for slot, over, cell in zip(slots, above.cells, row.cells, strict=True)
        ]
        done.append(GridRow(tuple(cells)))
    return done


def _repeats(above: Cell, cell: Cell) -> bool:
    noted = any(run.label == "footnote_mark" for run in cell.runs)
    return bool(cell.runs) and cell.runs == above.runs and not noted


def _rules(style: TableStyle, widths: tuple[int, ...]) -> tuple[GridRow, ...]:
    """The line under the head, and the tags that tell EDGAR where columns begin."""
    rows = []
    if style.tagged:
        tags = ("<S>", *("<C>",) * (len(widths) - 1))
        rows.append(GridRow(tuple(map(text, tags)), is_head=True))
    if style.ruled:
        rules = (style.ruled * max(2, width - 2) for width in widths)
        rows.append(GridRow(tuple(map(text, rules)), is_head=True))
    return tuple(rows)


def _valueless(pen: Pen, rows: Sequence[Row], slots: Sequence[Column]) -> list[GridRow]:
    """Rows without any value: empty ones, a word for none, a total."""
    if not rows and pen.chance(0.08):
        return [GridRow((Cell(text(pen.rng.choice(_NONE)).runs, len(slots)),))]
    if len(rows) > 2 and pen.chance(0.02):
        return [_total(pen, rows, slots)]
    if pen.chance(0.92 if rows else 0.75):
        return []
    return [GridRow((EMPTY,) * len(slots))] * pen.rng.randint(1, 4 if rows else 2)


def _total(pen: Pen, rows: Sequence[Row], slots: Sequence[Column]) -> GridRow:
    """A last row with the sum of the shares, which is no transaction."""
    total = sum((row.transaction_shares or Decimal(0) for row in rows), Decimal(0))
    shown = {slots[0].key: pen.rng.choice(("Total", "TOTAL", "Totals:"))}
    shown["transaction_shares"] = pen.formats.shares(total)
    return GridRow(tuple(text(shown.get(slot.key, "")) for slot in slots))


def _two_head_rows(pen: Pen, groups: Groups, style: TableStyle) -> tuple[GridRow, GridRow]:
    upper = [Cell(text(pen.say(group.caption)).runs, len(group.columns)) for group in groups]
    if style.repeat_heads:
        upper = [Cell(cell.runs) for cell in upper for _ in range(cell.span)]
    lower = tuple(
        text(pen.word(column.captions)) if column.captions else EMPTY for column in columns(groups)
    )
    return GridRow(tuple(upper), is_head=True), GridRow(lower, is_head=True)


def _one_head_row(pen: Pen, groups: Groups) -> GridRow:
    cells = []
    for group in groups:
        for column in group.columns:
            own = column.captions
            cells.append(text(pen.word(own) if own else pen.say(group.caption)))
    return GridRow(tuple(cells), is_head=True)
