import gzip
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.cache import ScannedText, append_scan, read_scanned, read_scans
from form4.model.errors import DocumentError
from form4.model.filing import Filing, Issuer
from form4.model.spans import Span

PAGE = AnnotatedText("scan-1", "Doe ~ F\n\f", (Span(0, 3, "owner_name"),), "scan_sheet", ((4, 5),))
SCAN = ScannedText(PAGE, Filing(form_type="4", issuer=Issuer(name="Doe Inc")), {"pages": 1})


def test_what_is_appended_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "scans.jsonl.gz"
    other = ScannedText(PAGE, None, {"pages": 2})
    append_scan(path, SCAN)
    append_scan(path, other)
    assert list(read_scanned(path)) == [SCAN, other]
    assert list(read_scans(path)) == [(PAGE, SCAN.filing), (PAGE, None)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no json", "line 2: broken JSON"),
        ("[]", "line 2: expected an object with filing, provenance, task"),
        ('{"task": {}, "filing": null, "provenance": {}}', "line 2: "),
    ],
)
def test_what_is_no_scan_is_named_by_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "scans.jsonl.gz"
    append_scan(path, SCAN)
    with path.open("ab") as stream:
        stream.write(gzip.compress(f"{line}\n".encode()))
    with pytest.raises(DocumentError, match=reason):
        list(read_scans(path))


def test_a_cut_off_file_is_damaged_and_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "scans.jsonl.gz"
    append_scan(path, SCAN)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    read = read_scans(path)
    assert next(read) == (PAGE, SCAN.filing)
    with pytest.raises(DocumentError, match="damaged after line 1"):
        list(read)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nowhere.gz: cannot be read"):
        list(read_scans(tmp_path / "nowhere.gz"))
