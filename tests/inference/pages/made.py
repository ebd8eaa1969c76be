"""PDFs and pictures made by hand for the tests."""

from collections.abc import Sequence

Placed = tuple[float, float, str]  # from the left, from the bottom, in points; what stands there

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(
    *contents: bytes,
    box: tuple[int, int, int, int] = (0, 0, 612, 792),
    page: bytes = b"",
    objects: Sequence[bytes] = (),
    catalog: bytes = b"",
) -> bytes:
    """A PDF with a page for each content stream; `objects` are numbered from 4.

    `page` is added to the dictionary of every page, `catalog` to that of the document.
    """
    first = 4 + len(objects)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(contents)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        FONT,
        *objects,
    ]
    for number, content in enumerate(contents):
        stream = first + 2 * number + 1
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%d %d %d %d] /Contents %d 0 R %s"
            b" /Resources << /Font << /F 3 0 R >> %s >> >>"
            % (*box, stream, page, b"/XObject << /X 4 0 R >>" if objects else b"")
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(bodies)


def _file(bodies: Sequence[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(bodies) + 1)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)


def print_of(*placed: Placed, size: int = 10) -> bytes:
    """A content stream with texts at their places."""
    return b"\n".join(
        b"BT /F %d Tf %f %f Td (%s) Tj ET" % (size, x, y, _escaped(text)) for x, y, text in placed
    )


def ruled(*lines: tuple[float, float, float, float]) -> bytes:
    """A content stream of thin lines from point to point."""
    return b"0.5 w\n" + b"\n".join(b"%f %f m %f %f l S" % line for line in lines)


def _escaped(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252")
