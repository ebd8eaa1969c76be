from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.scans.editing import likeness, paired


def test_equal_words_pair_place_by_place() -> None:
    assert paired("2,248", "2,248") == [0, 1, 2, 3, 4]


def test_letters_of_like_shape_stand_for_each_other() -> None:
    assert paired("O8/1S", "08/15") == [0, 1, 2, 3, 4]
    assert likeness("x", "X") > likeness("O", "0") > likeness("W", "0") == 0


def test_a_swallowed_bracket_leaves_the_rest_in_place() -> None:
    assert paired("D1)", "D(1)") == [0, 2, 3]


def test_a_favoured_place_is_taken_where_nothing_else_decides() -> None:
    assert paired("Sh", "S(1)", {0, 2}) == [0, 2]


def test_what_was_never_printed_stands_for_nothing() -> None:
    assert paired("$9|", "$9") == [0, 1, None]


@given(st.text("01OlS(),./$", max_size=8), st.text("01OlS(),./$", max_size=8))
def test_places_rise(read: str, printed: str) -> None:
    places = [place for place in paired(read, printed) if place is not None]
    assert len(paired(read, printed)) == len(read)
    assert places == sorted(set(places))
    assert all(0 <= place < len(printed) for place in places)


@given(st.text("01OlS(),./$", max_size=8))
def test_a_word_read_right_pairs_whole(word: str) -> None:
    assert paired(word, word) == list(range(len(word)))
