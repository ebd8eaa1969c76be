"""Table I and Table II as grids: groups of columns, their heads, and the rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

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


def draw_table(
    pen: Pen,
    groups: Groups,
    rows: Sequence[Row],
    titles: Sequence[str] = (),
    head_rows: int = 2,
) -> Grid:
    """A table with its head in one or two rows; `titles` stand over it within the grid."""
    slots = columns(groups)
    body = [GridRow(tuple(pen.cell(row, slot.key) for slot in slots)) for row in rows]
    for _ in range(_empty_rows(pen, len(rows))):
        body.append(GridRow((EMPTY,) * len(slots)))
    top = tuple(GridRow((Cell(text(title).runs, len(slots)),), is_head=True) for title in titles)
    head = _two_head_rows(pen, groups) if head_rows == 2 else (_one_head_row(pen, groups),)
    stretch = pen.rng.uniform(0.85, 1.25)
    widths = tuple(max(3, round(slot.width * stretch)) for slot in slots)
    return Grid(widths, (*top, *head, *body))


def _empty_rows(pen: Pen, drawn: int) -> int:
    if pen.chance(0.75 if drawn == 0 else 0.92):
        return 0
    return pen.rng.randint(1, 2 if drawn else 4)


def _two_head_rows(pen: Pen, groups: Groups) -> tuple[GridRow, GridRow]:
    upper = tuple(Cell(text(pen.say(group.caption)).runs, len(group.columns)) for group in groups)
    lower = tuple(
        text(pen.word(column.captions)) if column.captions else EMPTY for column in columns(groups)
    )
    return GridRow(upper, is_head=True), GridRow(lower, is_head=True)


def _one_head_row(pen: Pen, groups: Groups) -> GridRow:
    cells = []
    for group in groups:
        for column in group.columns:
            own = column.captions
            cells.append(text(pen.word(own) if own else pen.say(group.caption)))
    return GridRow(tuple(cells), is_head=True)
