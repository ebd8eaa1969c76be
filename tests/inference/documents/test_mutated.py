"""Damaged documents of every kind: bytes changed, cut out and put in; read, or refused."""

import gzip
import io
import zipfile

from hypothesis import given, settings
from hypothesis.strategies import binary, integers, lists, sampled_from, tuples

from form4.inference.documents import read_data
from form4.model.errors import DocumentError

XML = (
    b'<?xml version="1.0"?>\n<ownershipDocument><documentType>4</documentType>'
    b"<issuer><issuerName>R&amp;D \xc3\xa9</issuerName></issuer><nonDerivativeTable>"
    b"<nonDerivativeHolding><securityTitle><value>Common</value><footnoteId id='F1'/>"
    b"</securityTitle></nonDerivativeHolding></nonDerivativeTable>"
    b"<footnotes><footnote id='F1'>Note</footnote></footnotes></ownershipDocument>"
)
PAGE = (
    b"<html><!-- x --><style>p{}</style><table><tr><td colspan=2>a<sup>1</sup></td><td><table>"
    b"<tr><td>b</td></tr></table></td></tr></table><pre>c\n d</pre><input checked type=checkbox>"
)
SUBMISSION = (
    b"<SEC-DOCUMENT>1.txt\n<DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n" + XML + b"\n</XML>\n</TEXT>\n"
    b"</DOCUMENT>\n<DOCUMENT>\n<TYPE>4/A\n<TEXT>\n"
    b"<TABLE>\n<S> <C>\na<F1> &amp; b\n</TABLE>\n</TEXT>"
)


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr("a.txt", "FORM 4")
    return packed.getvalue()


SEEDS = (
    XML,
    PAGE,
    SUBMISSION,
    gzip.compress(PAGE, mtime=0),
    archive(),
    XML.decode().encode("utf-16"),
)
PIECES = (
    b"<",
    b">",
    b"<!DOCTYPE x>",
    b"]]>",
    b"&",
    b"\x00",
    b"\xff\xfe",
    b"</table>",
    b"<td>",
    b"'",
)
EDITS = lists(
    tuples(integers(0, 700), integers(0, 8), sampled_from(PIECES) | binary(max_size=3)), max_size=4
)


@settings(max_examples=400, deadline=None)
@given(seed=sampled_from(SEEDS), edits=EDITS)
def test_what_is_damaged_is_read_or_refused(
    seed: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    for at, cut, piece in edits:
        seed = seed[:at] + piece + seed[at + cut :]
    try:
        document = read_data("x", seed)
    except DocumentError as error:
        assert str(error).startswith("x: ")
    else:
        assert document.text.strip()
