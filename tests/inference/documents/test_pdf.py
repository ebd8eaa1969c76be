"""PDFs that people hand over, good and bad."""

import sys
import threading
import zlib

import pytest

from form4.inference.documents import limits, pdf
from form4.inference.documents.document import Kind
from form4.inference.documents.pdf import read_pdf
from form4.inference.pages import apart, pdfium
from form4.inference.pages.reading import Reading
from form4.inference.pages.words import Word
from form4.model.errors import DocumentError
from tests.inference.pages import made

LINE = "Common Stock 08/15/2013 S 11,796 D $3.47 156,741 D"
PRINTED = made.pdf(made.print_of((72, 700, LINE)))
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8 /Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream"
)
DAMAGED = "form.pdf: is a damaged PDF, or one without a page. Save or fetch it again."
DRAWN = b"q 144 0 0 144 0 0 cm /X Do Q\n"


class Fake:
    """An engine that finds the same word on every picture."""

    name = "Fake"

    def read(self, image: object, dpi: int) -> Reading:
        """One word, surely."""
        return Reading((Word("scanned", 10, 10, 90, 30),), 1.0)


def scan(*contents: bytes) -> bytes:
    """A PDF with a picture, on small pages."""
    return made.pdf(*contents, objects=(PICTURE,), box=(0, 0, 144, 144))


def problem(data: bytes) -> str:
    with pytest.raises(DocumentError) as error:
        read_pdf("form.pdf", data)
    return str(error.value)


def test_print_is_read_without_a_warning() -> None:
    document = read_pdf("form.pdf", PRINTED)
    assert (document.text, document.kind, document.warnings) == (LINE, Kind.PDF, ())


def test_junk_before_the_header_does_no_harm() -> None:
    assert read_pdf("form.pdf", b"\r\n" * 20 + PRINTED).text == LINE


def test_a_broken_cross_reference_table_is_rebuilt() -> None:
    start, end = PRINTED.index(b"xref"), PRINTED.index(b"trailer")
    broken = PRINTED[:start] + b"xref\n0 9\n" + b"\xff" * 50 + PRINTED[end:]
    assert read_pdf("form.pdf", broken).text == LINE


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000), PRINTED[:200]])
def test_a_damaged_file_is_told_so(data: bytes) -> None:
    assert problem(data) == DAMAGED


def test_a_password_is_told_of() -> None:
    encrypted = made.pdf(
        made.print_of((72, 700, LINE)),
        objects=(
            b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <"
            + b"5a" * 32
            + b"> /U <"
            + b"a5" * 32
            + b"> >>",
        ),
    ).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>]")
    assert problem(encrypted) == ("form.pdf: is locked by a password. Save a copy without one.")


def test_no_page_is_no_document() -> None:
    assert problem(made.pdf()) == DAMAGED


def test_too_many_pages_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 2)
    assert problem(made.pdf(b"", b"", b"")) == (
        "form.pdf: has 3 pages, 2 are the most. Give each filing a file of its own."
    )


def test_too_much_text_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 60)
    content = made.print_of((72, 700, LINE))
    assert problem(made.pdf(content, content, content)) == (
        "form.pdf: has more than 60 characters. Give each filing a file of its own."
    )


def test_a_damaged_page_is_left_out_with_a_warning() -> None:
    data = made.pdf(made.print_of((72, 700, LINE)), b"")
    lost = data.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [4 0 R 9 0 R]")
    document = read_pdf("form.pdf", lost)
    assert document.text.strip() == LINE
    assert document.warnings == ("page 2 is damaged and left out",)


def test_a_picture_of_a_page_is_read_by_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_engine", Fake)
    document = read_pdf("form.pdf", scan(made.print_of((2, 70, LINE)), DRAWN, DRAWN))
    assert document.text == f"{LINE}\n\fscanned\n\fscanned"
    assert document.warnings == ("pages 2 and 3 are read by OCR (Fake)",)


def test_a_picture_without_an_engine_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_engine", lambda: None)
    assert problem(scan(DRAWN)) == (
        "form.pdf: holds pictures of pages. Reading it needs OCR: install Tesseract "
        "(apt install tesseract-ocr), or pip install 'form4-extractor[ocr]'."
    )
    mixed = scan(made.print_of((2, 70, LINE)), DRAWN)
    assert (
        read_pdf("form.pdf", mixed)
        .warnings[0]
        .startswith("page 2 is a picture and left out. Reading it needs OCR:")
    )


def test_too_many_pictures_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PICTURES", 1)
    monkeypatch.setattr(pdf, "find_engine", Fake)
    assert "more than 1 pages that are pictures" in problem(scan(DRAWN, DRAWN))


def test_a_missing_library_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert problem(PRINTED) == (
        "form.pdf: PDF reading needs pypdfium2 and Pillow: pip install 'form4-extractor[pdf]'."
    )


def test_a_page_of_absurd_size_is_read() -> None:
    data = made.pdf(made.print_of((72, 700, LINE)), box=(0, 0, 2_000_000, 2_000_000))
    assert read_pdf("form.pdf", data).text == LINE


def test_a_picture_on_a_page_of_absurd_size_is_drawn_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdfium, "MAX_PIXELS", 200_000)
    content = b"q 2000000 0 0 2000000 0 0 cm /X Do Q"
    data = made.pdf(content, objects=(PICTURE,), box=(0, 0, 2_000_000, 2_000_000))
    page = pdfium.open_pdf("form.pdf", data).page(0)
    assert page is not None
    assert page.picture is not None
    assert page.picture.width == page.picture.height == pytest.approx(447, abs=2)


def test_threads_may_read_at_the_same_time() -> None:
    texts: list[str] = []

    def read() -> None:
        texts.extend(read_pdf("form.pdf", PRINTED).text for _ in range(20))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [LINE] * 80


def test_deeply_nested_objects_do_no_harm() -> None:
    nested = b"[" * 100_000 + b"]" * 100_000
    data = made.pdf(made.print_of((72, 700, LINE)), page=b"/Annots " + nested)
    assert read_pdf("form.pdf", data).text == LINE


def test_a_page_that_draws_itself_ends() -> None:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
        b" /Length 5 >>\nstream\n/X Do\nendstream"
    )
    data = made.pdf(made.print_of((72, 700, LINE)) + b"\n/X Do", objects=(form,))
    assert read_pdf("form.pdf", data).text == LINE


def test_a_stream_that_unpacks_without_end_is_bounded() -> None:
    packed = zlib.compress(b" " * 50_000_000)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    data = made.pdf(made.print_of((72, 700, LINE)), objects=(stream,))
    assert read_pdf("form.pdf", data).text == LINE


def drawings_within_drawings(levels: int, times: int) -> bytes:
    """A small PDF whose page draws the same text `times` to the power of `levels` times."""
    forms = []
    for level in range(levels):
        inner = b"/X Do " * times if level < levels - 1 else made.print_of((72, 700, LINE))
        forms.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources"
            b" << /Font << /F 3 0 R >> /XObject << /X %d 0 R >> >> /Length %d >>"
            b"\nstream\n%s\nendstream" % (level + 5, len(inner), inner)
        )
    return made.pdf(b"/X Do", objects=forms)


def test_drawings_within_drawings_cost_the_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "TIMEOUT_S", 10.0)
    assert problem(drawings_within_drawings(levels=12, times=20)) == (
        "form.pdf: cannot be read in 10 s and 2 GB of memory, as a page draws too much. "
        "Print it into a new PDF."
    )
    assert read_pdf("form.pdf", PRINTED).text == LINE


def test_a_helper_that_was_ended_is_replaced() -> None:
    assert read_pdf("form.pdf", PRINTED).text == LINE
    for helper in apart._HELPERS._idle:
        helper.end()
    assert read_pdf("form.pdf", PRINTED).text == LINE


def test_a_helper_serves_one_document_after_the_other() -> None:
    read_pdf("form.pdf", PRINTED)
    before = {id(helper) for helper in apart._HELPERS._idle}
    read_pdf("form.pdf", PRINTED)
    assert {id(helper) for helper in apart._HELPERS._idle} == before
