"""SEC XML and full submissions: read exactly where there is XML, as print where there is none."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from form4.inference.documents import Document, Kind, read_document
from form4.inference.extract import extract_document
from form4.model.errors import DocumentError
from form4.model.filing import Filing

Write = Callable[[str], str]

XML = """<?xml version="1.0"?>
<ownershipDocument><documentType>4</documentType>
<issuer><issuerName>Acme & Sons</issuerName></issuer>
<footnotes></footnotes></ownershipDocument>"""
HEADER = """<SEC-DOCUMENT>0000000001-00-000001.txt : 20000110
<SEC-HEADER>0000000001-00-000001.hdr.sgml : 20000110
CONFORMED SUBMISSION TYPE:\t4
</SEC-HEADER>
"""
ASCII = """<PAGE>
            FORM 4

<TABLE>
<CAPTION>
1. Title          2. Date      4. Amount
<S>               <C>          <C>
AT&amp;T Common   12/08/99     1,000<F1>
</TABLE>
<FN>
<F1> Held by a trust.
</FN>
"""
PAGE = "<html><body><p>FORM 4</p><table><tr><td>a</td><td>b</td></tr></table></body></html>"


def document(kind: str, body: str) -> str:
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    path = tmp_path / "filing.txt"

    def write(text: str) -> str:
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_xml_is_read_without_a_model(write: Write) -> None:
    found = read_document(write(XML))
    assert (found.kind, found.text, found.warnings) == (Kind.XML, XML, ())
    filing = extract_document(found, no_model)
    assert (filing.issuer.name, filing.source, filing.model) == ("Acme & Sons", found.source, "xml")


def no_model(_text: str, _source: str | None) -> Filing:
    raise AssertionError("the model was asked")


def test_xml_in_a_submission_is_read_without_a_model(write: Write) -> None:
    submission = HEADER + document("4", f"<XML>\n{XML}\n</XML>") + document("EX-24", "POWER")
    found = read_document(write(submission))
    assert (found.kind, found.text) == (Kind.SGML, XML)
    assert found.filing is not None
    ((start, end),) = found.filing.evidence["issuer.name"].spans
    assert found.text[start:end] == "Acme & Sons"
    assert found.warnings == ("other documents of the submission were left out: EX-24 1",)


def test_print_in_a_submission_loses_its_headers_and_tags(write: Write) -> None:
    found = read_document(write(HEADER + document("4/A", ASCII)))
    assert (found.kind, found.filing) == (Kind.SGML, None)
    assert found.text == (
        "            FORM 4\n\n1. Title          2. Date      4. Amount\n"
        "AT&T Common   12/08/99     1,000(1)\n(1)  Held by a trust."
    )


def test_a_page_in_a_submission_is_laid_out(write: Write) -> None:
    found = read_document(write(HEADER + document("EX-1", "x") + document("4", PAGE)))
    assert (found.text, found.filing) == ("FORM 4\na\tb\n", None)


@pytest.mark.parametrize("header", ["", "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nX\n\n" + HEADER])
def test_submissions_begin_in_several_ways(write: Write, header: str) -> None:
    assert read_document(write(header + document("4", "FORM 4"))).text == "FORM 4"


def test_a_submission_that_is_cut_off_is_read_as_far_as_it_goes(write: Write) -> None:
    assert read_document(write(HEADER + "<DOCUMENT>\n<TYPE>4\n<TEXT>\nFORM 4\nCo")).text == (
        "FORM 4\nCo"
    )
    with pytest.raises(DocumentError, match="well formed"):
        read_document(write(HEADER + "<DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n" + XML[:90]))
    with pytest.raises(DocumentError, match="header without a <DOCUMENT>"):
        read_document(write(HEADER))


def test_of_several_filings_the_first_is_read_and_the_others_can_be_named(write: Write) -> None:
    second = XML.replace("Acme", "Bolt")
    for text in (XML + second, document("4", XML) + document("4", second)):
        name = write(text)
        first, other = read_document(name), read_document(f"{name}::2")
        assert first.warnings == (
            f"holds 2 filings, of which this is the first; the others are {name}::2",
        )
        assert [issuer(found) for found in (first, other)] == ["Acme & Sons", "Bolt & Sons"]
        assert (other.source, other.warnings) == (f"{name}::2", ())
        with pytest.raises(DocumentError, match="there are 2 filings in the file"):
            read_document(f"{name}::3")


def issuer(found: Document) -> str | None:
    return found.filing.issuer.name if found.filing is not None else None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + XML[22:], "has a document type"),
        ('<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>',
            "document type",
        ),
        (document("4", f"<XML><!DOCTYPE a>{XML[22:]}</XML>"), "document type"),
        (XML.replace("<issuer>", "<a>" * 1000), "more than 100 in one another"),
        (XML.replace("Acme", "\x00"), "well formed"),
        (XML + "<" * 17 * 2**20, "larger than 16 MB"),
    ],
)
def test_hostile_xml_is_one_sentence(write: Write, text: str, reason: str) -> None:
    name = write(text)
    with pytest.raises(DocumentError, match=reason) as caught:
        read_document(name)
    assert str(caught.value).startswith(f"{name}: ")


def test_every_public_filing_is_its_gold_within_three_milliseconds(shared: Path) -> None:
    files = sorted((shared / "data" / "xml").glob("*.xml"))
    begin = time.process_time()
    found = {file.stem: read_document(file).filing for file in files}
    seconds = time.process_time() - begin
    for stem, filing in found.items():
        gold = json.loads((shared / "data" / "gold" / f"{stem}.json").read_text("utf-8"))
        assert filing is not None
        assert filing.to_dict(gold=True) == Filing.from_dict(gold).to_dict(gold=True), stem
    assert files
    assert seconds / len(files) < 0.003
