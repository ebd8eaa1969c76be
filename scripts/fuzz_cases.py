"""Documents that nobody should send: pages, spoiled; and spans that no tagger should give."""

import gzip
import html
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.model.labels import LABELS
from form4.model.spans import Span
from scripts.packages import ROOT

SYNTHETIC_PAGES = 100
MOST_SPANS = 120
_PICTURES = ("PNG", "TIFF")
_PICTURED = 8  # lines: OCR takes the time of a hundred other cases
MOST_BYTES = 60_000  # of a mutant: what grows without end is for the tests of limits

_ODD = (
    *("\x00", "\x0b", "\x0c", "\x1b[31m", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffd"),
    *("\u0130", "\u00df", "\ufb01", "\u0661\u0662", "\u00bd", "\u2460", "\u2070", "\U0001d7d8"),
    *("\U0001f600", "e\u0301" * 5, "\u1e9e", "\u01c5", "\u3000", "\u00a0"),
    *("(", ")", "((((", "(1)", "(1)(2)(3)", "(999999999)", "[X]", "\u2612", "$", "$$", "%", "*"),
    *("-", "--", "-1", "0", "00", "0.0", ".", ",", ",,", "1,", ",1", "1.2.3", "1e999", "NaN"),
    *("9" * 30, "9" * 400, "0." + "0" * 60 + "1", "1,234,567,890,123,456,789.123456789012345"),
    *("00/00/0000", "13/32/2020", "02/30/2021", "12/31/9999", "01/01/0001", "1/1/1", "2020-00-00"),
    *("//", "/", "08//15//2013", "8/15/", "/2013", "February 30, 2020", "0/0/0"),
    *("\t" * 40, " " * 300, "\n" * 50, "|" * 20, "| --- |", "\r", "\r\n", "\n\t\n"),
    *("<", ">", "<td>", "</table>", "<!--", "]]>", "<![CDATA[", "&", "&amp;", "&#0;", "&#x110000;"),
    *("<ownershipDocument>", "<?xml version='1.0'?>", "<TEXT>", "<DOCUMENT>", "<SEC-DOCUMENT>"),
    *("FORM 4", "Form 144", "Table II", "TABLE I", "Explanation of Responses:", "Remarks:"),
    *("=cmd()", "\\$3 \\quad", "\\(", "{", "}", "\\", "%PDF", "PK\x03\x04"),
)
_OWN = """<?xml version="1.0"?><ownershipDocument><documentType>4</documentType>
<periodOfReport>2013-08-15</periodOfReport><issuer><issuerName>Quillfern</issuerName></issuer>
<reportingOwner><reportingOwnerId><rptOwnerName>Marlowe</rptOwnerName></reportingOwnerId>
</reportingOwner><nonDerivativeTable><nonDerivativeTransaction><securityTitle><value>Common</value>
</securityTitle><transactionDate><value>2013-08-15</value></transactionDate><transactionAmounts>
<transactionShares><value>100</value><footnoteId id="F1"/></transactionShares></transactionAmounts>
</nonDerivativeTransaction></nonDerivativeTable><footnotes><footnote id="F1">Sold.</footnote>
</footnotes></ownershipDocument>"""
_SUBMISSION = (
    b"<SEC-DOCUMENT>1.txt : 20130816\n<DOCUMENT>\n<TYPE>4\n<TEXT>\n%b\n</TEXT>\n</DOCUMENT>\n"
)


def seed_pages(seed: int, count: int = SYNTHETIC_PAGES) -> list[bytes]:
    """Sound documents to spoil: examples, synthetic pages, HTML, XML, submissions, packed ones.

    PDFs and, where Pillow is installed, pictures too.
    """
    examples = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.txt"))]
    drawn = pages(count, seed, ValuePools.builtin())
    texts = [page.annotated.text.encode("utf-8", "replace") for page in drawn]
    marked = [_as_html(text) for text in (*examples, *texts[:10])]
    bodies = (*examples[:3], marked[0], _OWN.encode())
    submissions = [_SUBMISSION % body for body in bodies]
    packed = [pack(one) for one in (*bodies, submissions[0]) for pack in (_gzipped, _zipped)]
    prints = map(_as_pdf, examples)
    pictures = [_as_picture(examples[0], kind) for kind in _PICTURES] if find_spec("PIL") else []
    exact = (_OWN.encode(), *submissions)
    return [*examples, *texts, *marked, *prints, *exact, *packed, *pictures]


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("form.txt"), data)
    return stream.getvalue()


def mutant(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds after some mutations."""
    data = chance.choice(seeds)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 20))):
        data = chance.choice(_MUTATIONS)(chance, data, seeds)[:MOST_BYTES]
    return data


def random_spans(chance: random.Random, text: str) -> list[Span]:
    """Sorted spans that do not overlap, of any labels, at any places."""
    count = min(chance.randrange(MOST_SPANS), len(text) // 2)
    edges = sorted(chance.sample(range(len(text) + 1), 2 * count))
    if chance.random() < 0.5:  # as a tagger gives them: on words and trimmed
        return list(_on_words(chance, text))
    found = zip(edges[::2], edges[1::2], strict=True)
    return [_labelled(chance, text, start, end) for start, end in found if text[start:end].strip()]


def _on_words(chance: random.Random, text: str) -> Iterator[Span]:
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        if chance.random() < 0.3:
            yield _labelled(chance, text, start, end)


def _labelled(chance: random.Random, text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return Span(start, end, chance.choice(LABELS).name, chance.choice((1.0, 0.9, 0.5, 0.01)))


def _as_html(data: bytes) -> bytes:
    lines = html.escape(data.decode("utf-8", "replace")).split("\n")
    rows = ("".join(f"<td>{cell}</td>" for cell in line.split("\t")) for line in lines)
    return f"<html><body><table><tr>{'</tr><tr>'.join(rows)}</tr></table></body></html>".encode()


def _as_pdf(data: bytes) -> bytes:
    """The print as a PDF of one page, a line of text after the other."""
    lines = data.decode("ascii", "replace").translate(
        str.maketrans({"(": "[", ")": "]", "\\": "/"})
    )
    shown = "".join(f"({line.expandtabs(4)}) '\n" for line in lines.split("\n"))
    stream = f"BT /F 6 Tf 7 TL 20 780 Td\n{shown}ET"
    bodies = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        "/Resources << /Font << /F 3 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    objects = "".join(f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, 1))
    return f"%PDF-1.4\n{objects}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n".encode(
        "ascii", "replace"
    )


def _as_picture(data: bytes, kind: str) -> bytes:
    """The first lines of a print as a small picture; a TIFF has them as a page each."""
    from PIL import Image, ImageDraw

    lines = data.decode("ascii", "replace").expandtabs(4).split("\n")[:_PICTURED]
    size = 6 * max(map(len, lines)) + 20, 12 * len(lines) + 20
    page = Image.new("L", size, 255)
    ImageDraw.Draw(page).multiline_text((10, 10), "\n".join(lines), fill=0)
    stream = io.BytesIO()
    pages = {"save_all": True, "append_images": [page]} if kind == "TIFF" else {}
    page.save(stream, kind, dpi=(100, 100), **pages)
    return stream.getvalue()


Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def _cut(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 5, 20, 100, 1000, 10_000)))


def _delete(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, data)
    return data[:start] + data[end:]


def _repeat(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 5, 50)) + data[end:]


def _move(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, data)
    rest = data[:start] + data[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def _splice(chance: random.Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, other := chance.choice(seeds))
    place, _ = _cut(chance, data)
    return data[:place] + other[start:end] + data[place:]


def _insert(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    places = sorted(chance.randrange(len(data) + 1) for _ in range(chance.choice((1, 1, 3, 30))))
    odd = [chance.choice(_ODD).encode() for _ in places]
    pieces = [
        data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)
    ]
    return b"".join(piece + one for piece, one in zip(pieces, [*odd, b""], strict=True))


def _flip(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if data else 0):
        spoiled[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(spoiled)


def _lines(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return chance.choice((b"\n", b"\t", b" ", b"")).join(lines)


def _digits(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Other digits, so that nothing adds up and dates are none."""
    digit = str(chance.randrange(10)).encode()
    return bytes(digit[0] if chr(one).isdigit() and chance.random() < 0.2 else one for one in data)


def _coded(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    text = data.decode("utf-8", "replace")
    coded: tuple[Callable[[], bytes], ...] = (
        lambda: text.encode("utf-16"),
        lambda: text.encode("utf-32"),
        lambda: text.encode("cp1252", "replace"),
        lambda: text.encode("utf-8-sig"),
        lambda: gzip.compress(data),
        lambda: _as_html(data),
        lambda: text.upper().encode(),
        lambda: b"<SEC-DOCUMENT>\n<DOCUMENT>\n<TYPE>4\n<TEXT>\n" + data,
    )
    return chance.choice(coded)()


_MUTATIONS: tuple[Mutation, ...] = (
    *(_delete, _repeat, _move, _splice, _insert, _insert, _flip, _lines, _digits, _coded),
)
