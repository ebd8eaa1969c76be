"""Captions that were read as figures, and box 3's date under the label of box 4."""

from datetime import date

import pytest

from form4.inference.assembly import assemble
from form4.model.spans import Span
from tests.inference.assembly.marked import core, filing, marked

HEAD = "FORM 4\nCode V\tAmount\t(A) or (D)\tPrice\tTransaction(s)\t({p:%s})\n"
ROW = (
    "{t:Common Stock}\t{d:08/15/2013}\t{c:F}\t{n:10,985}\t{ad:D}\t${p:3.47}\t{o:338,457}\t{di:D}\n"
)


def faint(page: str, score: float) -> list[tuple[str | None, ...]]:
    """The core fields of a page whose first span is as sure as given."""
    text, spans = marked(page)
    first = spans[0]
    return core(assemble(text, [Span(first.start, first.end, first.label, score), *spans[1:]]))


def test_a_caption_read_as_a_figure_is_no_price() -> None:
    assert faint(HEAD % "11150.4" + ROW, 0.1) == [("2013-08-15", "F", "10985", "D", "3.47")]


def test_a_figure_behind_its_caption_stays() -> None:
    (row,) = faint("FORM 4\nPrice: {p:3.47}\n" + ROW.replace("${p:3.47}", ""), 0.3)
    assert row[-1] == "3.47"


def test_a_figure_among_cells_stays_on_a_line_of_captions() -> None:
    page = (
        "FORM 4\nPrice {p:3.47} Amount {n:10} Code {c:F} {t:Common Stock} {d:08/15/2013} {ad:D}\n"
    )
    assert faint(page, 0.3) == [("2013-08-15", "F", "10", "D", "3.47")]


def test_an_original_date_on_the_day_of_the_transaction_is_box_3s() -> None:
    page = "FORM 4\n{date_of_original_submission:08/15/2013}\n" + ROW
    found = filing(page)
    assert found.period_of_report == date(2013, 8, 15)
    assert found.date_of_original_submission is None
    assert found.form_type == "4"


def test_an_amendments_dates_stay() -> None:
    page = "FORM 4\n{per:08/15/2013} {date_of_original_submission:08/15/2013}\n" + ROW
    assert filing(page).date_of_original_submission == date(2013, 8, 15)
    other = "FORM 4\n{date_of_original_submission:08/19/2013}\n" + ROW
    assert filing(other).date_of_original_submission == date(2013, 8, 19)


@pytest.mark.parametrize(("score", "form_type"), [(0.3, "4"), (0.9, "4/A")])
def test_a_faint_original_date_that_repeats_box_3_is_box_3_read_twice(
    score: float, form_type: str
) -> None:
    page = "FORM 4\n{date_of_original_submission:08/15/2013} {per:08/15/2013}\n" + ROW
    text, (first, *spans) = marked(page)
    found = assemble(text, [Span(first.start, first.end, first.label, score), *spans])
    assert (found.form_type, found.period_of_report) == (form_type, date(2013, 8, 15))


@pytest.mark.parametrize(
    "line", ["Acquired, Disposed of, or Owned {di:I}", "onvertib y Owned\t{di:I}"]
)
def test_a_letter_of_a_caption_is_no_ownership(line: str) -> None:
    page = "FORM 4\n" + ROW.replace("\t{di:D}", "") + line + "\n"
    text, spans = marked(page)
    last = spans.pop()
    found = assemble(text, [*spans, Span(last.start, last.end, last.label, 0.4)])
    assert found.transactions[0].direct_or_indirect_ownership == "D"


def test_a_faint_letter_on_a_line_of_its_own_stays() -> None:
    text, spans = marked("FORM 4\n" + ROW.replace("\t{di:D}", "") + "{di:I}\n")
    last = spans.pop()
    found = assemble(text, [*spans, Span(last.start, last.end, last.label, 0.4)])
    assert found.transactions[0].direct_or_indirect_ownership == "I"
