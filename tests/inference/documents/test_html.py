"""HTML as text: what stands in a line, in a cell, and what is not shown."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from, text

from form4.inference.documents import Kind, read_document
from form4.inference.documents.layout import lay_out
from form4.model.errors import DocumentError

PAGE = """<html><head><title>t</title><style>td {color: red}</style></head><body>
<!-- a > b --><p>FORM&nbsp;4</p>
<table><tr><td><table><tr><td>&nbsp;</td></tr></table></td><td>Check this box</td></tr></table>
<table><tr>
 <td>1. Name<sup>*</sup><table><tr><td>DOE</td><td>JANE</td></tr><tr><td>(Last)</td></tr></table>
 <td><table><tr><td>X</td><td>Director</td><td></td><td>10% Owner</td></tr></table></td>
</tr></table>
<table><thead><tr><th rowspan=2>1. Title<br>(Instr. 3)</th><th colspan=2>2. Date</th></tr></thead>
<tbody><tr><td><td>Day</td></tr><tr><td><span>Common
  Stock</span><span><sup>(1)</sup></span></td><td>08/15/2013</td><td></td><td>28,836<sup>2,3</sup>
<tr><td>&#36;<td>3.47</table>
<div style="display: none">hidden <div>deep</div> still</div><script>if (a < b) "<td>"</script>
</body></html>
"""
TEXT = """FORM 4
\tCheck this box
1. Name*
DOE\tJANE
(Last)
X\tDirector\t\t10% Owner
1. Title (Instr. 3)\t2. Date
\t\tDay
Common Stock(1)\t08/15/2013\t\t28,836(2)(3)
$\t3.47
"""


def written(folder: Path, data: bytes) -> str:
    path = folder / "page.dat"
    path.write_bytes(data)
    return str(path)


def test_a_page_becomes_lines_and_tabs(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, PAGE.encode()))
    assert document.kind is Kind.HTML
    assert document.text == TEXT
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<input type=checkbox checked> a <input type='radio'> b", "[X] a [ ] b"),
        ("<input type=hidden value=h><input value='v &amp; w'>", "v & w"),
        ("<select><option>a<option selected>b<option>c</select>", "b"),
        ("<img alt=checked> a <img alt='Logo of Acme'> b <img alt='[ ]'> c", "[X] a b [ ] c"),
        ("<font face='Wingdings'>x</font> a <font face=Wingdings>&#168;</font> b", "[X] a [ ] b"),
        ("<td><font face=Wingdings>x<td>box", "[X]\tbox"),
        ("3<sup>rd</sup> 100<sup>1</sup> 5<sup>(2)</sup> 7(<sup>3</sup>)", "3rd 100(1) 5(2) 7(3)"),
        ("1<sup>a</sup>", "1(a)"),
        ("a < b & c <5 &amp;lt;", "a < b & c <5 &lt;"),
        ("<a title='x > y'>t</a> <p x=5' y>Officer's</p>", "t\nOfficer's"),
        ("a<!-- b --> c <!-- d <b>e</b>", "a c e"),
        ("<script>x<p>y", "x\ny"),
        ("<div style='display:none'>all of it", "all of it"),
        ("</td></tr></table>a</b></div>b", "a\nb"),
        ("<tr><td>a<td>b<tr><td>c", "a\tb\nc"),
        ("<table>stray<tr><td>a</table>b", "stray\na\nb"),
        ("<pre>A   B\n  C  &lt;</pre>d   e", "A   B\n  C  <\nd e"),
        ("<table><tr><td><pre>1\n 2</pre></td><td>x</td></tr></table>", "1\n 2\nx"),
        ("<template><p>t</p></template><noscript>n</noscript>", "n"),
        ("<FONT STYLE='DISPLAY:NONE'>h</FONT>s", "s"),
        ('<a b="never ends><p>one</p><p>two</p>', "one\ntwo"),
    ],
)
def test_pieces(markup: str, expected: str) -> None:
    assert lay_out(markup).strip() == expected


def test_cells_over_several_columns_and_rows_keep_the_others_in_line() -> None:
    page = (
        "<table><tr><td rowspan=2>a<td colspan=3>b<td rowspan=2>c<tr><td>x<td>y<td>z"
        "<tr><td>1<td>2<td>3<td>4<td>5</table>"
    )
    assert lay_out(page) == "a\tb\t\t\tc\n\tx\ty\tz\n1\t2\t3\t4\t5\n"
    for odd in ("0", "-1", "x", "1e9", "99999999999", "٣٣٣٣"):
        assert lay_out(f"<table><tr><td colspan={odd} rowspan={odd}>a<td>b</table>") == "a\tb\n"


def test_rows_that_are_stacked_in_cells_become_rows() -> None:
    cells = (
        "Common<br>Common",
        "<p>08/15/13</p>\n<p>08/16/13</p>",
        "S<br>M",
        "100<br>\n200 (1)",
        "3.47<br>&nbsp;",
        "300",
    )
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    assert lay_out(f"<table><tr>{row}</table>") == (
        "Common\t08/15/13\tS\t100\t3.47\t300\nCommon\t08/16/13\tM\t200 (1)\n"
    )
    heads = "<td>1. Title of<br>Security<td>2. Date<br>(mm/dd)<td>3. Code<br>(Instr. 8)"
    assert lay_out(f"<table><tr>{heads}</table>").count("\n") == 1


def test_tables_in_text_leave_the_other_lines_alone(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td>\n<td>x  y</td></tr>\n" for n in range(4))
    page = f"# FORM 4\n\na   b\tc & d\n<table>\n{rows}</table>\n\n| e | f |\n"
    document = read_document(written(tmp_path, page.encode()))
    assert document.kind is Kind.HTML
    lines = [line for line in document.text.split("\n") if line]
    table = [f"{n}\tx y" for n in range(4)]
    assert lines == ["# FORM 4", "a   b\tc & d", *table, "| e | f |"]


@pytest.mark.parametrize(
    "text",
    ["a line, then <html>", "FORM 4 | <br> | <sup>1</sup>", "<td>x</td> <b>", "<5> & <x@y.z>"],
)
def test_print_with_a_tag_in_it_is_no_page(tmp_path: Path, text: str) -> None:
    document = read_document(written(tmp_path, text.encode()))
    assert (document.kind, document.text) == (Kind.TEXT, text)


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "\n<HTML><body>", "<?xml version='1.0'?><html>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_page_is_told_by_its_beginning(tmp_path: Path, start: str, encoding: str) -> None:
    document = read_document(written(tmp_path, f"{start}<p>a<p>b".encode(encoding)))
    assert (document.kind, document.text) == (Kind.HTML, "a\nb\n")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "<table><tr><td>" * 30_000 + "x",
        "<table><tr><td>x" * 20_000,
        "<table>x" * 20_000,
        "<a " * 200_000 + ">x",
        "<a b=\"'>" * 100_000 + "x",
        "<!--" * 200_000 + "x",
        "<script>" * 100_000 + "x",
        "<div>" * 50_000 + "</p></b>" * 50_000 + "x",
        '<p style="display:none">' * 50_000 + "x",
        "&#" * 200_000 + " x",
    ],
    ids=lambda markup: markup[:16],
)
def test_hostile_markup_takes_no_time(markup: str) -> None:
    begin = time.process_time()
    assert "x" in lay_out(markup)
    assert time.process_time() - begin < 10  # a second where nothing else runs


@given(
    lists(
        sampled_from(["<", ">", "</", "<td>", "<tr>", "<table>", "</table>", "<sup>", "<!--", "'"])
    )
)
def test_broken_markup_never_fails(pieces: list[str]) -> None:
    lay_out("".join(pieces))


@given(text(alphabet="<>/!-='\"abtdrx &;#1\n"))
def test_nothing_fails(markup: str) -> None:
    assert lay_out(markup, keep_lines=True).endswith("\n")


def test_a_table_of_a_hundred_thousand_rows_is_too_long(tmp_path: Path) -> None:
    page = "<html><table>" + "<tr><td>Common Stock<td>100,000" * 100_000
    with pytest.raises(DocumentError, match="has 2,100,000 characters, 2,000,000 are the most"):
        read_document(written(tmp_path, page.encode()))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>" + b"a" * 17 * 2**20, "is larger than 16 MB"),
        (b"<html>" + b"a" * 200_000, "without a blank"),
        (b"<html>" + b"a\x00b", "is binary"),
        (b"<html><p></p><script>x</script>", "is empty"),
    ],
)
def test_pages_without_print_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_document(written(tmp_path, data))
