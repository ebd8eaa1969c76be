"""Damage, and rows made up, with readers that are a handful of functions."""

from collections.abc import Sequence

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.gold import GoldDocument
from form4.inference.evaluation.noise_curve import DamageText, noise_curve
from form4.inference.evaluation.other_papers import MadeUp, OtherPaper, drawn_papers, rows_made_up
from form4.inference.evaluation.reader import Alone, Reader
from form4.model.filing import Evidence, Filing, Origin, ReportingOwner, Row, Table
from form4.model.spans import Span

TEXT = "1. Name and Address of Reporting Person *\nRoe Jane\n2. Issuer Name\nACME CORP\n"
GOLD = Filing(reporting_owners=(ReportingOwner(name="Roe Jane"),))


def assemble(text: str, spans: Sequence[Span]) -> Filing:
    """The first span is the owner's name."""
    if not spans:
        return Filing()
    first = spans[0]
    name = text[first.start : first.end]
    evidence = {"name": Evidence(name, ((first.start, first.end),), first.score, Origin.MODEL)}
    return Filing(reporting_owners=(ReportingOwner(name=name, evidence=evidence),))


def tag(text: str) -> list[Span]:
    """Finds the second line."""
    first, second, *_ = text.split("\n")
    return [Span(len(first) + 1, len(first) + 1 + len(second), "owner_name")] if second else []


READER = Reader("m", tag, lambda text, spans, source: assemble(text, spans), assemble)


def test_undamaged_texts_are_read_whole_and_destroyed_ones_not_at_all() -> None:
    whole, destroyed = DamageText(GoldDocument("a", TEXT, GOLD), (0.0, 1.0)).run(READER)
    assert (whole.core, whole.placed, whole.intact, whole.intact_right) == ((1, 0, 0), 1, 1, 1)
    assert (destroyed.core[0], destroyed.placed, destroyed.intact) == (0, 1, 0)


def test_a_curve_sums_the_texts_that_were_drawn() -> None:
    documents = [GoldDocument(str(number), TEXT, GOLD) for number in range(5)]
    curve = noise_curve(documents, Alone(READER), 3)
    assert [one.share for one in curve] == [0.0, 0.01, 0.02, 0.05, 0.1]
    assert (curve[0].core, curve[0].placed) == ((3, 0, 0), 3)
    assert noise_curve([], Alone(READER)) == []


def test_papers_with_rows_are_counted() -> None:
    row = Row(Table.NON_DERIVATIVE)

    def finish(text: str, spans: Sequence[Span], source: str | None) -> Filing:
        return Filing(transactions=(row, row) if text == "table" else ())

    reader = Reader("m", lambda _: [], finish, assemble)
    papers = [OtherPaper("a", "table"), OtherPaper("b", "prose")]
    assert rows_made_up(papers, Alone(reader)) == MadeUp(papers=2, with_rows=1, rows=2)


def test_papers_are_drawn_of_both_kinds_without_labels() -> None:
    papers = drawn_papers(4)
    assert len({paper.text for paper in papers}) == 4
    assert isinstance(AnnotatedText("x", papers[0].text, ()), AnnotatedText)
