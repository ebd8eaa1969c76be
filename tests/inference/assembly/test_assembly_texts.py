"""Torn and wrapped texts."""

import pytest

from form4.inference.assembly.texts import is_word, join_pieces, split_pieces, tidy

KNOWN = is_word(frozenset({"hernandez", "zylotech"}))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("SV\tP, Worldwide Sales", "SVP, Worldwide Sales"),
        ("Chief Fin\t\tancial Officer", "Chief Financial Officer"),
        ("Chief\tFinancial Officer", "Chief Financial Officer"),
        ("Common St\ttock", "Common Stock"),
        ("Class A\nCommon\nStock", "Class A Common Stock"),
        ("Attorney-in-\nfact", "Attorney-in-fact"),
        ("Herna\tndez Maria", "Hernandez Maria"),
        ("Stock Option |(right to buy)", "Stock Option (right to buy)"),
        ("Stock<br>Option", "Stock Option"),
        ("**See** footnote", "See footnote"),
        ("Qwer\tty Smith", "Qwerty Smith"),
        ("By\tTrust", "By Trust"),
        ("Zyglo\tBrumm", "Zyglo Brumm"),
        ("ZYGLO\tBRUMM", "ZYGLO BRUMM"),
    ],
)
def test_pieces_are_joined(raw: str, text: str) -> None:
    assert join_pieces(split_pieces(raw), KNOWN).text == text


def test_only_words_put_together_are_mended() -> None:
    assert join_pieces(split_pieces("SV\tP, Sales"), KNOWN).mended
    assert not join_pieces(split_pieces("Common\tStock"), KNOWN).mended
    assert not join_pieces(split_pieces("Common\nStock"), KNOWN).mended


def test_markup_is_cleaned() -> None:
    assert tidy(r"<u>ACME \& CO</u>  INC") == "ACME & CO INC"
