"""All row cells of a page as rows of their tables, in whatever way the text has them."""

from collections.abc import Sequence

from form4.inference.assembly.columns import Grouped, join_halves, pair_blocks, pair_chunks
from form4.inference.assembly.given_rows import as_given
from form4.inference.assembly.items import Item
from form4.inference.assembly.natures import share_natures
from form4.inference.assembly.rows import segment
from form4.inference.assembly.tables import Caption, find_regions, lean_of
from form4.model.filing import Table
from form4.model.spans import Span

_SURE_LEAN = 1.0


def find_rows(
    items: Sequence[Item], captions: Sequence[Caption], given: Sequence[Sequence[Span]] = ()
) -> list[tuple[Table, Grouped]]:
    """The rows with their tables: those of Table I first, in text order within each table.

    Tables read by columns or in halves are paired by order; all other cells are cut into rows in
    one go, since the cells alone often do not tell where the second table begins. Rows that are
    given, by cells that people joined, hold over all of these.
    """
    tables: dict[int, Table] = {}
    rows: list[tuple[Table, Grouped]] = []
    rest = list(items)
    regions = find_regions(items, captions)
    for table in (Table.NON_DERIVATIVE, Table.DERIVATIVE):
        cells = [item for region in regions if region.table is table for item in region.items]
        tables.update((item.span.start, table) for item in cells)
        paired = pair_blocks(cells)
        groups, left = (paired, []) if paired is not None else pair_chunks(cells)
        rows += [(table, group) for group in groups]
        taken = {item.span.start for item in cells} - {item.span.start for item in left}
        rest = [item for item in rest if item.span.start not in taken]
    cut = [(_table_of(row, tables), row) for row in segment(rest)]
    for table in (Table.NON_DERIVATIVE, Table.DERIVATIVE):
        own = share_natures([row for one, row in cut if one is table])
        rows += [(table, group) for group in join_halves(own)]
    kept = [row for row in rows if row[1].items]
    kept.sort(key=lambda row: (row[0] is Table.DERIVATIVE, row[1].items[0].span.start))
    return as_given(kept, given)


def _table_of(row: Sequence[Item], tables: dict[int, Table]) -> Table:
    lean = lean_of(row)
    if abs(lean) >= _SURE_LEAN:
        return Table.DERIVATIVE if lean > 0 else Table.NON_DERIVATIVE
    return tables[row[0].span.start]
