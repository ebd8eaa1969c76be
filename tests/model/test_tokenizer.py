from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import text as texts
from tokenizers import Tokenizer

from form4.model.errors import ModelError
from form4.model.tokenizer import encode, load_tokenizer


def pieces(tokenizer: Tokenizer, text: str) -> list[str]:
    tokens = encode(tokenizer, text)
    return [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]


def test_digits_and_marks_stand_alone(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "$3.47(1)") == list("$3.47(1)")


def test_layout_is_kept(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "D\t\t\t7   8\n\n9 F") == [
        "D",
        "\t\t\t",
        "7",
        "   ",
        "8",
        "\n\n",
        "9",
        "F",
    ]


def test_glued_cells_come_apart(tokenizer: Tokenizer) -> None:
    starts = encode(tokenizer, "StockF1DCommon").starts.tolist()
    assert {5, 6, 7, 8} <= set(starts)


@given(texts())
def test_every_character_but_white_space_is_in_one_token(tokenizer: Tokenizer, text: str) -> None:
    tokens = encode(tokenizer, text)
    covered = [
        position
        for a, b in zip(tokens.starts, tokens.ends, strict=True)
        for position in range(a, b)
    ]
    assert covered == sorted(set(covered))
    assert {k for k, sign in enumerate(text) if not sign.isspace()} <= set(covered)


def test_long_text_is_not_truncated(tokenizer: Tokenizer) -> None:
    assert len(encode(tokenizer, "7" * 20_000)) == 20_000


def test_a_damaged_tokenizer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text("{")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_tokenizer(path)


def test_signs_that_print_alike_are_read_alike(tokenizer: Tokenizer) -> None:
    plain, odd = encode(tokenizer, 'D 7 "F"'), encode(tokenizer, "Ｄ\u00a0７\u2009“F”")
    assert plain.ids.tolist() == odd.ids.tolist()
    assert plain.starts.tolist() == odd.starts.tolist()
