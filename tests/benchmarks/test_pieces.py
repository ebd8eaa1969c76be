"""Pieces and tags of the peers: exact places, and spans that come back as they were."""

from hypothesis import given
from hypothesis.strategies import data, integers, sampled_from, text

from benchmarks.crf_features import features, value_shape
from benchmarks.pieces import UNKNOWN, cut, spans_of, tags_of
from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span


def test_pieces_keep_layout_and_whole_numbers() -> None:
    found = [piece.text for piece in cut("ACME CorpSmith\t11,796 D\n\n03/5")]
    assert found == [
        *("ACME", "Corp", "Smith", "\t", "11", ",", "796", "D", "\n\n", "03", "/", "5"),
    ]


@given(text(alphabet="aB1, \t\n.|_é²", max_size=40))
def test_pieces_leave_out_single_blanks_alone(page: str) -> None:
    pieces = cut(page)
    assert all(page[piece.start : piece.end] == piece.text for piece in pieces)
    covered = {place for piece in pieces for place in range(piece.start, piece.end)}
    assert all(page[place] == " " for place in set(range(len(page))) - covered)


@given(data())
def test_spans_come_back_from_their_tags(draw: object) -> None:
    page = "Smith Jane\t100 200\n03/05/2021 S 1,000"
    pieces = cut(page)
    spans, place = [], 0
    while place < len(pieces):
        size = draw.draw(integers(1, 3))  # type: ignore[attr-defined]
        label = draw.draw(sampled_from(["", "a", "b"]))  # type: ignore[attr-defined]
        end = min(place + size, len(pieces))
        if label:
            spans.append(Span(pieces[place].start, pieces[end - 1].end, label))
        place = end
    tags = tags_of(AnnotatedText("x", page, tuple(spans)), pieces)
    assert spans_of(pieces, tags, [1.0] * len(pieces)) == spans


def test_a_span_that_ends_inside_a_number_is_unknown() -> None:
    page = AnnotatedText("x", "28,8362", (Span(0, 6, "transaction_shares"),))
    assert tags_of(page, cut(page.text)) == [UNKNOWN] * 3


def test_an_inside_without_a_beginning_opens_a_span() -> None:
    pieces = cut("a b c d")
    tags = ["I-x", "I-x", "I-y", "B-y"]
    found = spans_of(pieces, tags, [0.9, 0.5, 1.0, 0.4])
    assert found == [Span(0, 3, "x", 0.5), Span(4, 5, "y", 1.0), Span(6, 7, "y", 0.4)]


def test_features_see_the_value_the_cell_and_what_stands_above() -> None:
    page = "Table I\nTitle\tDate\tCode\nStock\t03/05/2021\tS\n"
    pieces = cut(page)
    number = next(n for n, piece in enumerate(pieces) if piece.text == "05")
    found = features(page, pieces)
    assert len(found) == len(pieces)
    assert {"value=99/99/9999", "value@3=99/99/9999", "above=date", "section=one"} <= {
        *found[number]
    }
    assert "value1=X" in found[number]


def test_shapes_keep_a_number_s_kind_and_not_its_size() -> None:
    assert [value_shape(one) for one in ("11,796", "1,234,567", "3.47", "123456", "ACME", "S")] == [
        *("9,999", "9,999", "9.9+", "9999", "XX", "X"),
    ]
