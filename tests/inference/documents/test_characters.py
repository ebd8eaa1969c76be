"""Encodings of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form4.inference.documents.characters import to_characters

PAGE = "FORM 4\tCommon Stock \u2014 1,250\n" * 3
PRINT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff\ufffd"))


@given(PRINT)
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert to_characters(text.encode()) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_nuls(encoding: str) -> None:
    text, warnings = to_characters(PAGE.encode(encoding))
    assert (text, ["no byte order mark" in each for each in warnings]) == (PAGE, [True])


def test_a_slip_in_utf_8_spoils_one_character() -> None:
    text, warnings = to_characters(PAGE.encode() + b"\xe2\x80")
    assert text == PAGE + "\ufffd"
    assert warnings == ("damaged UTF-8", "1 characters could not be decoded")


def test_a_letter_with_an_accent_is_no_slip() -> None:
    text, warnings = to_characters("Soci\xe9t\xe9 \u2014 \x80".encode("cp1252", "replace"))
    assert (text[:7], warnings) == ("Société", ("no UTF-8: read as Windows-1252",))


@pytest.mark.parametrize("data", [b"", b"\x00" * 9, b"ab\x00cd", b"\x00\x01" * 99])
def test_nuls_elsewhere_stay_to_be_refused(data: bytes) -> None:
    text, _ = to_characters(data)
    assert not text.strip("\x00\x01") or "\x00" in text


def test_nuls_at_the_end_are_cut_off_and_counted() -> None:
    assert to_characters(b"Form 4\n\x00\x00") == (
        "Form 4\n",
        ("2 NUL characters at its end were cut off",),
    )
