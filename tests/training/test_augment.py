import random

from hypothesis import given
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span
from form4.training.augment import Substitutes, augment

SUBSTITUTES = Substitutes({"owner_name": ["Roe Richard", "Li Na"]})
TEXT = "Doe Jane\t08/15/2013\t11,796\tF\t$3.47\tmask"
SPANS = (
    Span(0, 8, "owner_name"),
    Span(9, 19, "transaction_date"),
    Span(20, 26, "transaction_shares"),
    Span(27, 28, "transaction_code"),
    Span(30, 34, "transaction_price_per_share"),
)
PAGE = AnnotatedText("a", TEXT, SPANS, "tabs", masked=((35, 39),))


@given(st.integers(0, 10_000))
def test_only_values_change_and_masks_move_along(seed: int) -> None:
    page = augment(PAGE, SUBSTITUTES, random.Random(seed))
    assert [span.label for span in page.spans] == [span.label for span in SPANS]
    values = [page.text[span.start : span.end] for span in page.spans]
    assert values[0] in {"Doe Jane", "Roe Richard", "Li Na"}
    assert [len(value) for value in values[1:]] == [10, 6, 1, 4]
    assert (values[2][2], values[3], values[4][1]) == (",", "F", ".")
    ((start, end),) = page.masked
    assert page.text[start:end] == "mask"


def test_a_value_changes_alike_wherever_it_stands() -> None:
    text = "Doe Jane and Doe Jane"
    page = AnnotatedText("a", text, (Span(0, 8, "owner_name"), Span(13, 21, "owner_name")))
    for seed in range(20):
        first, second = augment(page, SUBSTITUTES, random.Random(seed)).text.split(" and ")
        assert first == second
