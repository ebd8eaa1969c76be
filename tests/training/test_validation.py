"""Entity scores of seqeval, cross-checked by counting spans by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from form4.training.validation import Tags, entity_scores

TAGS = st.sampled_from(["O", "O", "B-a", "I-a", "B-b", "I-b"])
PAIRS = st.lists(
    st.lists(st.tuples(TAGS, TAGS, st.booleans()), min_size=1, max_size=12), min_size=1, max_size=4
)


def strict_spans(tags: Tags) -> set[tuple[int, int, int, str]]:
    """Entities as (sequence, start, end, label): B- and the I- of its label right after it."""
    found = set()
    for number, sequence in enumerate(tags):
        for start, tag in enumerate(sequence):
            if tag.startswith("B-"):
                label, end = tag[2:], start + 1
                while end < len(sequence) and sequence[end] == f"I-{label}":
                    end += 1
                found.add((number, start, end, label))
    return found


@settings(max_examples=80, deadline=None)
@given(pairs=PAIRS)
def test_seqeval_counts_what_a_plain_count_of_spans_counts(
    pairs: list[list[tuple[str, str, bool]]],
) -> None:
    gold = [[g for g, _, _ in sequence] for sequence in pairs]
    predicted = [[g if same else p for g, p, same in sequence] for sequence in pairs]
    left, right = strict_spans(gold), strict_spans(predicted)
    scores = entity_scores(gold, predicted, ["x"] * len(gold))
    hits = len(left & right)
    assert scores.overall.precision == approx(hits / len(right) if right else 0.0)
    assert scores.overall.recall == approx(hits / len(left) if left else 0.0)
    assert scores.overall.support == len(left)
    for label, score in scores.by_label.items():
        mine = {span for span in left if span[3] == label}
        assert score.support == len(mine)
        assert score.recall == approx(len(mine & right) / len(mine) if mine else 0.0)


def test_scores_by_layout_and_label_on_a_case_counted_by_hand() -> None:
    gold = [["B-a", "I-a", "O", "B-b"], ["B-a", "O"]]
    predicted = [["B-a", "O", "O", "B-b"], ["B-a", "B-b"]]
    scores = entity_scores(gold, predicted, ["tabs", "fixed"])
    assert (scores.overall.precision, scores.overall.recall) == approx((2 / 4, 2 / 3))
    assert scores.f1 == scores.overall.f1 == approx(4 / 7)
    assert {name: score.f1 for name, score in scores.by_group.items()} == {
        "fixed": approx(2 / 3),
        "tabs": approx(0.5),
    }
    assert {name: score.support for name, score in scores.by_label.items()} == {"a": 2, "b": 1}
    assert scores.to_dict()["by_layout"]["tabs"]["f1"] == 0.5
    assert "| tabs | 0.500 | 0.500 | 0.500 | 2 |" in scores.to_markdown()


def test_nothing_gives_zeros_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    assert entity_scores([["O", "I-a"]], [["O", "O"]], ["x"]).overall.support == 0
    assert entity_scores([], [], []).by_group == {}
    assert not [w for w in recwarn if issubclass(w.category, RuntimeWarning)]


def test_sequences_of_unequal_number_are_refused() -> None:
    with pytest.raises(ValueError, match="1 gold, 0 predicted, 1 groups"):
        entity_scores([["O"]], [], ["x"])
