"""`form4 text`."""

from pathlib import Path

import pytest

from form4.cli.text import text


def test_the_text_is_what_offsets_count_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"Caf\xe9\r\n4\t1\r\n")
    text(str(page))
    captured = capsys.readouterr()
    assert captured.out == "Café\n4\t1\n"
    assert captured.err == f"form4: {page}: no UTF-8: read as Windows-1252\n"
