from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.exports import ReadPolicy, read_export
from form4.annotations.findings import ExportReport, Reason
from form4.annotations.label_studio import write_tasks
from form4.annotations.tags import IGNORED, border_check, tag_tokens
from form4.model.decoding import TagSet, spans_of
from form4.model.errors import RegionError
from form4.model.spans import Span
from form4.model.tokenizer import encode

TAGS = TagSet(("owner_name", "transaction_code"))


def tagged(tokenizer: Tokenizer, page: AnnotatedText) -> list[int]:
    return tag_tokens(page, encode(tokenizer, page.text), TAGS).tags.tolist()


def test_only_the_first_token_begins(tokenizer: Tokenizer) -> None:
    page = AnnotatedText(
        "a", "08/15\tF", (Span(0, 5, "owner_name"), Span(6, 7, "transaction_code"))
    )
    assert tagged(tokenizer, page) == [1, 2, 2, 2, 2, 0, 3]


def test_neighbouring_values_stay_apart(tokenizer: Tokenizer) -> None:
    page = AnnotatedText("a", "12", (Span(0, 1, "owner_name"), Span(1, 2, "owner_name")))
    assert tagged(tokenizer, page) == [1, 1]


def test_a_span_off_the_borders_is_masked_and_reported(tokenizer: Tokenizer) -> None:
    span = Span(0, 3, "owner_name")
    page = AnnotatedText("a", "Stock\t1", (span,))
    tokens = encode(tokenizer, page.text)
    assert 3 not in tokens.ends, "the word must be one token for this test"
    found = tag_tokens(page, tokens, TAGS)
    assert found.off_border == (span,)
    assert found.tags.tolist() == [IGNORED] * int(np.sum(tokens.starts < 3)) + [0] * int(
        np.sum(tokens.starts >= 3)
    )


def test_masked_ranges_are_ignored(tokenizer: Tokenizer) -> None:
    page = AnnotatedText("a", "12\t34", (), masked=((3, 4),))
    assert tagged(tokenizer, page) == [0, 0, 0, IGNORED, 0]


def test_an_overlap_names_both_spans() -> None:
    with pytest.raises(RegionError, match=r"owner_name at 0:4.*transaction_code at 3:5"):
        AnnotatedText("a", "Jane D", (Span(0, 4, "owner_name"), Span(3, 5, "transaction_code")))


def test_a_span_past_the_end_is_refused() -> None:
    with pytest.raises(RegionError, match="does not fit a text of 3 characters"):
        AnnotatedText("a", "abc", (Span(1, 4, "owner_name"),))


@given(
    st.lists(
        st.tuples(
            st.text("0123456789,./", min_size=1, max_size=6), st.sampled_from(["", *TAGS.labels])
        ),
        max_size=12,
    )
)
def test_spans_come_back_from_their_tags(
    tokenizer: Tokenizer, parts: list[tuple[str, str]]
) -> None:
    text, spans = "", []
    for piece, label in parts:
        if label:
            spans.append(Span(len(text), len(text) + len(piece), label))
        text += piece + "\t"
    tokens = encode(tokenizer, text)
    found = tag_tokens(AnnotatedText("a", text, tuple(spans)), tokens, TAGS)
    sure = np.eye(TAGS.count, dtype=np.float32)[np.maximum(found.tags, 0)]
    back = [] if not text else spans_of(text, tokens, found.tags, sure, TAGS)
    kept = [span for span in spans if span not in found.off_border]
    assert found.off_border or back == kept


def test_a_region_of_half_a_word_is_told_as_training_masks_it(tmp_path: Path) -> None:
    text = "Shares Doe 11,796 SONUS--"
    marked = [(0, 3), (7, 10), (11, 14), (18, 24)]  # "Sha", "Doe", "11,", "SONUS-"
    spans = tuple(Span(start, end, "owner_name") for start, end in marked)
    page = AnnotatedText("d", text, spans)
    find = border_check("base")
    assert find(page) == (spans[0], spans[3])
    path, report = tmp_path / "export.json", ExportReport()
    write_tasks(path, [page])
    (_,) = read_export(path, ReadPolicy(off_border=find), report)
    assert report.counts == {Reason.OFF_BORDER: 2}
    assert "owner_name at 0:3 marks 'Sha' of 'Shares Doe '" in str(report.examples)
