from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import floats, lists, sampled_from
from tokenizers import Tokenizer

from form4.model import decoding
from form4.model.decoding import (
    TagSet,
    best_legal_tags,
    is_legal,
    log_softmax,
    spans_of,
    whole_words,
)
from form4.model.spans import Span
from form4.model.tokenizer import encode

LABELS = TagSet(("owner_name", "transaction_code"))


@given(arrays(np.float32, (4, 5), elements=floats(-5, 5, width=32)))
def test_the_best_legal_sequence_is_found(scores: np.ndarray) -> None:
    legal = [np.array(path) for path in product(range(5), repeat=4) if is_legal(np.array(path))]
    best = max(scores[range(4), path].sum() for path in legal)
    found = best_legal_tags(scores)
    assert is_legal(found)
    assert scores[range(4), found].sum() == pytest.approx(best, abs=1e-4)


@given(arrays(np.float32, (40, 5), elements=sampled_from([-9.0, -4.0, -3.0, -0.5, -0.25])))
def test_mending_the_illegal_runs_is_as_good_as_deciding_all(scores: np.ndarray) -> None:
    places = range(len(scores))
    found, whole = best_legal_tags(scores), decoding._viterbi(scores)
    assert is_legal(found)
    assert scores[places, found].sum() == pytest.approx(scores[places, whole].sum(), abs=1e-4)


@given(lists(floats(0, 1, width=32), min_size=1, max_size=30))
def test_the_low_quantile_is_that_of_numpy(values: list[float]) -> None:
    wanted = np.quantile(np.array(values, dtype=np.float64), decoding.TEXT_QUANTILE)
    assert decoding._low_quantile(values) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize(
    ("tags", "legal"),
    [([1, 2, 2], True), ([0, 2], False), ([2], False), ([1, 4], False), ([3, 4, 1, 2], True)],
)
def test_an_inside_needs_its_beginning(tags: list[int], legal: bool) -> None:
    assert is_legal(np.array(tags)) is legal


def test_spans_are_trimmed_and_scored_by_their_least_sure_token(tokenizer: Tokenizer) -> None:
    text = "Name:\tDoe Jane\nD"
    tokens = encode(tokenizer, text)
    tags = np.zeros(len(tokens), dtype=np.int64)
    inside = [k for k in range(len(tokens)) if 5 <= tokens.starts[k] < 15]
    tags[inside], tags[inside[0]], tags[-1] = 2, 1, 3
    probabilities = np.full((len(tokens), 5), 0.01, dtype=np.float32)
    probabilities[range(len(tokens)), tags] = 0.9
    probabilities[-1, 3] = 0.6
    name, code = spans_of(text, tokens, tags, probabilities, LABELS)
    assert (text[name.start : name.end], name.label) == ("Doe Jane", "owner_name")
    assert (text[code.start : code.end], code.label) == ("D", "transaction_code")
    assert code.score == pytest.approx(0.6)


def test_a_span_is_no_surer_than_its_border(tokenizer: Tokenizer) -> None:
    text = "49,537"
    tokens = encode(tokenizer, text)
    probabilities = np.full((len(tokens), 5), 0.01, dtype=np.float32)
    probabilities[:, 4] = 0.9
    probabilities[0, 3] = 0.9
    tags = np.array([3, 4, 0, 0, 0, 0])
    (span,) = spans_of(text, tokens, tags, probabilities, LABELS)
    assert (span.end, span.score) == (2, pytest.approx(0.1))


def test_log_softmax_normalizes() -> None:
    rows = np.exp(log_softmax(np.array([[1000.0, 1000.0], [0.0, -80.0]], dtype=np.float32)))
    assert rows.sum(axis=1) == pytest.approx([1, 1])


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Doe Jan", "Doe Ja", "Doe Jan"),
        ("HOLLYWOOD INC", "OLLYWOOD", "HOLLYWOOD"),
        ("ACME INCCommon Stock", "ACME INC", "ACME INC"),
        ("BuyerStock", "Stock", "Stock"),
        ("Buyer Stockholm", "yer Stock", "Buyer Stockholm"),
        ("ROE JANEC/O ACME", "ROE JANE", "ROE JANE"),
        ("SVP2", "SVP", "SVP"),
    ],
)
def test_a_name_ends_with_its_word(text: str, found: str, whole: str) -> None:
    start = text.index(found)
    (span,) = whole_words(text, [Span(start, start + len(found), "owner_name")])
    assert text[span.start : span.end] == whole


def test_words_never_grow_into_another_span_and_numbers_never_grow() -> None:
    spans = [Span(0, 2, "owner_name"), Span(2, 4, "owner_name"), Span(5, 7, "transaction_shares")]
    assert whole_words("JANE 12ab", spans) == spans
