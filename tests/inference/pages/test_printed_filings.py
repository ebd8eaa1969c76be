"""Real filings printed by a browser: the PDF gives the records that the filing's XML has."""

import json
import shutil
from pathlib import Path

import pytest

from form4.annotations.scans.printing import BROWSER, print_pdf
from form4.inference.documents.pdf import read_pdf
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.fields import CORE
from form4.inference.extract import Extractor
from form4.model.filing import Filing

STEMS = ("0000899243-22-022688", "0001062993-23-018084")  # training filings, of both looks


@pytest.mark.skipif(shutil.which(BROWSER) is None, reason=f"{BROWSER} is not installed")
@pytest.mark.parametrize("style", ["@page{size:A4} html{zoom:0.7}", "@page{size:Letter landscape}"])
def test_the_print_of_a_filing_gives_its_records(shared: Path, tmp_path: Path, style: str) -> None:
    extractor = Extractor()
    for stem in STEMS:
        found = next((shared / "data" / "converted").glob(f"{stem}*.html"))
        markup = f"<style>{style}</style>" + found.read_text(encoding="utf-8")
        text = read_pdf(stem, print_pdf(markup, tmp_path).read_bytes()).text
        gold = json.loads((shared / "data" / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        compared = compare_filings(Filing.from_dict(gold), extractor.extract(text))
        wrong = [
            match.name for match in (*compared.misses, *compared.spurious) if match.name in CORE
        ]
        assert not wrong
