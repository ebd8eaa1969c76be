"""Rows that people joined hold over the rows that the cells were cut into."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.assembly import assemble
from form4.inference.assembly.grouping import find_rows
from form4.inference.assembly.items import row_items
from form4.inference.assembly.lines import Lines
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.run import score_annotated
from form4.model.errors import RegionError
from form4.model.filing import Filing
from form4.model.spans import Span
from form4.training.comparison import gold_filings

TEXT = (
    "FORM 4\nTable I\nClass A Stock\nClass B Stock\n08/15/2013\tS\t100\tD\n08/16/2013\tP\t200\tA\n"
)
CELLS = (
    ("Class A Stock", "security_title"),
    ("Class B Stock", "security_title"),
    ("08/15/2013", "transaction_date"),
    ("S\t", "transaction_code"),
    ("100", "transaction_shares"),
    ("D\n", "transaction_acquired_disposed_code"),
    ("08/16/2013", "transaction_date"),
    ("P\t", "transaction_code"),
    ("200", "transaction_shares"),
    ("A\n", "transaction_acquired_disposed_code"),
)


def _spans() -> tuple[Span, ...]:
    found, at = [], TEXT.index("Class")
    for printed, label in CELLS:
        at = TEXT.index(printed, at)
        found.append(Span(at, at + len(printed.strip()), label))
        at += len(printed)
    return tuple(found)


SPANS = _spans()
A, B = SPANS[0], SPANS[1]
FIRST, SECOND = SPANS[2:6], SPANS[6:]
CROSSED = ((B, *FIRST), (A, *SECOND))


def rows_of(filing: Filing) -> list[tuple[object, ...]]:
    """Title, code and number of each transaction."""
    return [
        (row.security_title, row.transaction_code, int(row.transaction_shares or 0))
        for row in filing.transactions
    ]


@pytest.mark.parametrize(
    "joined",
    [
        CROSSED,
        ((B, FIRST[0]), (A, SECOND[0])),  # what nobody joined stays with the row's numbers
        ((A, SECOND[0]),),  # the title that stood there goes where the joined one came from
    ],
)
def test_joined_cells_come_into_one_row_and_what_is_left_follows(
    joined: Sequence[Sequence[Span]],
) -> None:
    found = [("Class A Stock", "S", 100), ("Class B Stock", "P", 200)]
    assert rows_of(assemble(TEXT, SPANS)) == found
    crossed = [("Class B Stock", "S", 100), ("Class A Stock", "P", 200)]
    assert rows_of(assemble(TEXT, SPANS, rows=joined)) == crossed


def test_two_groups_found_in_one_row_are_two_rows() -> None:
    text = TEXT.replace("\n08/16/2013", "\t08/16/2013")
    groups = (SPANS[2:4], SPANS[4:6])
    found = find_rows(row_items(text, SPANS, Lines(text), []), [], groups)
    cells = [{item.span for item in row.items} for _, row in found]
    assert sum({*groups[0]} <= row for row in cells) == 1
    assert not [row for row in cells if row & {*groups[0]} and row & {*groups[1]}]


@given(st.permutations(SPANS), st.lists(st.integers(0, len(SPANS)), max_size=4))
def test_every_cell_stays_once_and_every_group_together(order: list[Span], cuts: list[int]) -> None:
    borders = [0, *sorted(cuts), len(order) - 2]
    groups = [order[a:b] for a, b in zip(borders, borders[1:], strict=False) if b - a > 1]
    found = find_rows(row_items(TEXT, SPANS, Lines(TEXT), []), [], groups)
    assert sorted(item.span for _, row in found for item in row.items) == sorted(SPANS)
    for group in groups:
        assert sum(bool({*group} & {item.span for item in row.items}) for _, row in found) == 1


def test_gold_of_annotations_has_the_rows_that_people_joined() -> None:
    page = AnnotatedText("d", TEXT, SPANS, rows=((FIRST[0], SECOND[1]), (SECOND[0], FIRST[1])))
    (gold,) = gold_filings([page])
    assert rows_of(gold) == [("Class A Stock", "P", 100), ("Class B Stock", "S", 200)]
    reader = Reader("m", lambda _: SPANS, lambda t, s, _: assemble(t, s), assemble)
    _, rows = score_annotated([page], reader)
    assert rows.scores[0].exact_rows.share.value == 0.0


def test_a_row_of_spans_that_the_text_does_not_have_is_refused() -> None:
    with pytest.raises(RegionError, match="a row has owner_name at 0:4"):
        AnnotatedText("d", "Jane Doe", (), rows=((Span(0, 4, "owner_name"),),))
