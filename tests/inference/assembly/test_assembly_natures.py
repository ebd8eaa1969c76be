"""Natures of ownership wrapped around the lines of their rows."""

import pytest

from form4.model.filing import Filing
from tests.inference.assembly.marked import filing

HEAD = "FORM 4\n{per:03/12/2015}\nTable I - Non-Derivative Securities Acquired\n"
PAD = " " * 60


def natures(of: Filing) -> list[str | None]:
    return [row.nature_of_ownership for row in (*of.transactions, *of.holdings)]


def test_natures_centred_on_their_rows() -> None:
    page = HEAD + (
        "{t:Stock}  {d:03/12/2015} {c:A} {n:189} {ad:A} {p:0} {o:7,459}  {di:D}\n"
        f"{PAD}{{nat:Alder Capital}}\n"
        "{t:Stock}                                         {o:449,988} {di:I} {nat:U.S. Seed}\n"
        f"{PAD}{{nat:Fund, L.P.}}\n"
        f"{PAD}{{nat:Alder Capital}}\n"
        "{t:Stock}                                         {o:858,081} {di:I} {nat:U.S. Growth}\n"
        f"{PAD}{{nat:Fund IV, L.P.}}\n"
        f"{PAD}{{nat:By estate}}\n"
        "{t:Stock}                                         {o:361,073} {di:I} {nat:planning}\n"
        f"{PAD}{{nat:vehicle}}\n"
    )
    assert natures(filing(page)) == [
        None,
        "Alder Capital U.S. Seed Fund, L.P.",
        "Alder Capital U.S. Growth Fund IV, L.P.",
        "By estate planning vehicle",
    ]


def test_natures_wholly_below_their_rows() -> None:
    row = "{t:Stock} {d:03/12/2015} {c:J} {n:%s} {ad:D} {p:0} {o:0} {di:I}\n"
    page = HEAD + (
        row % "3,474" + "{nat:By\nAlder\nCapital\nFund, LP}\n({m:1})\n"
        + row % "380" + "{nat:By\nAlder\nPartners\nFund (Q),\nLP} ({m:1})\n"
        + row % "77" + "{nat:By\nAlder\nGrowth\nFund, LP}\n"
    )  # fmt: skip
    assert natures(filing(page)) == [
        "By Alder Capital Fund, LP",
        "By Alder Partners Fund (Q), LP",
        "By Alder Growth Fund, LP",
    ]


def test_natures_on_their_own_lines_stay() -> None:
    page = HEAD + (
        "{t:Stock} {o:10} {di:I} {nat:By Trust}\n"
        "{t:Stock} {o:20} {di:I} {nat:By Son}\n"
        "{t:Stock} {o:30} {di:D}\n"
        "{t:Stock} {o:40} {di:I} {nat:By Wife}\n"
    )
    assert natures(filing(page)) == ["By Trust", "By Son", None, "By Wife"]


def test_fewer_natures_than_indirect_rows_are_not_spread() -> None:
    page = HEAD + (
        "{t:Stock} {o:10} {di:I}\n{t:Stock} {o:20} {di:I} {nat:By Son}\n{t:Stock} {o:30} {di:I}\n"
    )
    assert natures(filing(page)) == [None, "By Son", None]


def test_natures_wholly_above_their_rows() -> None:
    above = f"{PAD}{{nat:By %s}}\n{PAD}{{nat:Family}}\n{PAD}{{nat:Trust}}\n"
    row = "{t:Stock}                    {o:%s}     {di:%s}\n"
    page = HEAD + above % "Alder" + row % (10, "I") + above % "Birch" + row % (20, "I")
    page += row % (30, "D")
    assert natures(filing(page)) == ["By Alder Family Trust", "By Birch Family Trust", None]


@pytest.mark.parametrize(("above", "below"), [(1, 1), (2, 0), (1, 2)])
@pytest.mark.parametrize("kinds", ["III", "IID", "DII"])
def test_wrapped_natures_in_every_place(above: int, below: int, kinds: str) -> None:
    page, expected = HEAD, []
    for row, kind in enumerate(kinds):
        words = [f"By N{row}", "Family", "Trust", "LP"][: above + below] if kind == "I" else []
        expected.append(" ".join(words) or None)
        wrapped = [f"{PAD}{{nat:{word}}}\n" for word in words]
        line = f"{{t:Stock}}  {{o:{10 + row}}}  {{di:{kind}}}\n"
        page += "".join([*wrapped[:above], line, *wrapped[above:]])
    assert natures(filing(page)) == expected
