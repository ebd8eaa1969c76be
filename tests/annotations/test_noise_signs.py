"""Signs that look right and are others: labels stay on what is left."""

import random

from form4.annotations.synthesis.linearizers.tape import Piece, Tape
from form4.annotations.synthesis.noise import NOISES

TAPE = Tape(
    [
        Piece("Officer "), Piece("11,796", "transaction_shares", 1), Piece(" ("),
        Piece("2", "footnote_mark", 2), Piece(") "),
        Piece("Payment of a liability incident to the vesting", "footnote_text", 3),
    ]
)  # fmt: skip


def readings(name: str) -> list[tuple[str, list[str]]]:
    """Texts and span texts under many seeds, the noise at its strongest."""
    found = []
    for seed in range(60):
        annotated = NOISES[name](TAPE, random.Random(seed), 1.0).annotated("test", "test")
        spans = [annotated.text[span.start : span.end] for span in annotated.spans]
        found.append((annotated.text, spans))
    return found


def test_letters_join_to_ligatures() -> None:
    assert any(text.startswith("Oﬃcer") for text, _ in readings("join_letters"))


def test_digits_in_full_width_stay_labelled() -> None:
    assert any(spans[0] in ("１１,７９６", "１１，７９６") for _, spans in readings("wide_signs"))


def test_blanks_turn_thin_throughout() -> None:
    assert any("Officer\u200911,796\u2009(" in text for text, _ in readings("odd_blanks"))


def test_signs_of_no_width_fall_into_words() -> None:
    texts = [text for text, _ in readings("unseen_signs")]
    assert any("\u00ad" in text for text in texts)
    assert any("\u200b" in text for text in texts)


def test_prose_breaks_at_line_ends_with_hyphens_and_amounts_do_not() -> None:
    found = readings("hyphenate")
    assert any("Payment of a liab-\nility" in text for text, _ in found)
    assert all(spans[0] == "11,796" for _, spans in found)


def test_misread_marks_lose_their_span() -> None:
    found = readings("misread_marks")
    assert any("11,796 @ Payment" in text and len(spans) == 2 for text, spans in found)
    assert any("11,7962) Payment" in text and len(spans) == 3 for text, spans in found)
