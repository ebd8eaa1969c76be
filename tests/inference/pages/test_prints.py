"""PDFs made by hand, and the text that is read from them."""

import pytest

from form4.inference.documents.pdf import read_pdf
from tests.inference.pages.made import pdf, print_of, ruled

ROW = ((72, 700, "Common Stock"), (240, 700, "08/15/2013"), (340, 700, "11,796"))
ROW_TEXT = "Common Stock\t08/15/2013\t11,796"


def text_of(data: bytes) -> str:
    return read_pdf("form.pdf", data).text


def test_a_row_is_a_line_with_tabs_at_wide_gaps() -> None:
    assert text_of(pdf(print_of(*ROW, (72, 680, "Class A Stock")))) == f"{ROW_TEXT}\nClass A Stock"


def test_the_order_of_the_file_does_not_matter() -> None:
    pieces = print_of((340, 700, "11,796"), (72, 680, "Class A"), (240, 700, "08/15/2013"))
    assert text_of(pdf(pieces + b"\n" + print_of(ROW[0]))) == f"{ROW_TEXT}\nClass A"


def test_pages_are_parted_by_form_feeds() -> None:
    assert text_of(pdf(print_of((72, 700, "one")), print_of((72, 700, "two")))) == "one\n\ftwo"


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_as_it_was_written(degrees: int) -> None:
    assert text_of(pdf(print_of(*ROW), page=b"/Rotate %d" % degrees)) == ROW_TEXT


@pytest.mark.parametrize(
    "turn",
    [
        b"0 1 -1 0 800 0",  # counterclockwise
        b"-1 0 0 -1 800 1000",
        b"0 -1 1 0 -600 800",
    ],
)
def test_print_that_lies_on_its_side_is_read_upright(turn: bytes) -> None:
    content = b"q " + turn + b" cm\n" + print_of(*ROW, (72, 680, "Class A")) + b"\nQ"
    assert text_of(pdf(content)) == f"{ROW_TEXT}\nClass A"


def test_print_across_the_page_comes_after_the_rest() -> None:
    aside = b"q 0 1 -1 0 600 0 cm\n" + print_of((100, 100, "draft copy")) + b"\nQ\n"
    assert text_of(pdf(aside + print_of(*ROW))) == f"{ROW_TEXT}\ndraft copy"


def test_the_page_need_not_begin_at_zero() -> None:
    assert text_of(pdf(print_of(*ROW), box=(-100, 500, 700, 900))) == ROW_TEXT


def test_a_raised_mark_stays_beside_its_cell() -> None:
    marks = print_of((371, 704, "(1)"), size=6) + b"\n"
    assert text_of(pdf(marks + print_of(*ROW))) == f"{ROW_TEXT}(1)"


def test_a_bare_raised_mark_gets_brackets() -> None:
    marks = print_of((371, 704, "1"), size=6) + b"\n"
    assert text_of(pdf(marks + print_of(*ROW))) == f"{ROW_TEXT}(1)"


def test_a_word_that_was_drawn_in_pieces_is_one() -> None:
    content = b"BT /F 10 Tf 72 700 Td [(11) -20 (,796) -2000 (D)] TJ ET"
    assert text_of(pdf(content)) == "11,796\tD"


def test_a_ruled_table_is_a_line_a_row_whatever_is_wrapped_in_its_cells() -> None:
    columns = (70, 170, 250, 290, 350, 380, 440)
    rows = (720, 690, 670)
    lines = [(columns[0], y, columns[-1], y) for y in rows]
    lines += [(x, rows[0], x, rows[-1]) for x in columns]
    content = ruled(*lines) + b"\n"
    content += print_of(
        (72, 706, "Common Stock,"), (72, 694, "par value"), (172, 700, "08/15/2013")
    )
    content += b"\n" + print_of((252, 700, "S"), (292, 700, "11,796"), (382, 700, "By wife"))
    content += b"\n" + print_of((72, 676, "Class A"), (382, 676, "3,000"), (72, 650, "Remarks"))
    assert text_of(pdf(content)) == (
        "Common Stock, par value\t08/15/2013\tS\t11,796\t\tBy wife\nClass A\t\t\t\t\t3,000\nRemarks"
    )


def test_boxes_of_several_lines_come_one_after_the_other() -> None:
    frame = ruled(
        (70, 740, 470, 740), (70, 700, 470, 700), (70, 700, 70, 740), (270, 700, 270, 740)
    )
    frame += b"\n" + ruled((470, 700, 470, 740)) + b"\n"
    content = frame + print_of(
        (72, 728, "1. Name of Reporting Person"),
        (72, 708, "Doe Jane"),
        (272, 728, "2. Issuer Name"),
        (272, 708, "ACME CORP [ ACM ]"),
    )
    assert text_of(pdf(content)) == (
        "1. Name of Reporting Person\nDoe Jane\n2. Issuer Name\nACME CORP [ ACM ]"
    )


def test_an_underline_does_not_cut_a_box() -> None:
    frame = ruled((70, 740, 470, 740), (70, 700, 470, 700), (70, 700, 70, 740))
    frame += b"\n" + ruled((270, 700, 270, 740), (470, 700, 470, 740), (72, 716, 150, 716)) + b"\n"
    content = frame + print_of(
        (72, 728, "2. Issuer"), (72, 718, "ACME HOLDING"), (152, 718, "[ ACM ]"), (272, 708, "X")
    )
    assert text_of(pdf(content)) == "2. Issuer\nACME HOLDING [ ACM ]\nX"


def test_a_colour_behind_the_words_is_no_cell() -> None:
    painted = b"1 1 0.9 rg 70 695 120 14 re f 238 695 60 14 re f 0 g\n"
    assert text_of(pdf(painted + print_of(*ROW))) == ROW_TEXT


def test_what_was_filled_in_is_read() -> None:
    appearance = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F 3 0 R >> >>"
        b" /Length 41 >>\nstream\nBT /F 10 Tf 2 5 Td (Jane Q. Doe) Tj ET   \nendstream"
    )
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Jane Q. Doe) /F 4"
        b" /Rect [230 695 330 715] /DA (/F 10 Tf 0 g) /AP << /N 4 0 R >> >>"
    )
    data = pdf(
        print_of((72, 700, "Name of Reporting Person")),
        page=b"/Annots [5 0 R]",
        objects=(appearance, field),
        catalog=b"/AcroForm << /Fields [5 0 R] /DR << /Font << /F 3 0 R >> >> >>",
    )
    assert text_of(data) == "Name of Reporting Person\tJane Q. Doe"
