"""Real filings printed by a browser: the PDF gives the records that the filing's XML has."""

import json
import shutil
from pathlib import Path

import pytest

from form4.annotations.scans.printing import BROWSER, print_pdf
from form4.inference.documents.pdf import read_pdf
from form4.inference.evaluation.comparison import Comparison, compare_filings
from form4.inference.evaluation.fields import CORE
from form4.inference.extract import Extractor
from form4.model.filing import Filing

STEMS = ("0000899243-22-022688", "0001062993-23-018084")  # training filings, of both looks


MORE = ("0000789019-25-000020", "0001179110-20-002918", "0001475115-20-000107")
LEAST = 0.97  # of their core fields

pytestmark = pytest.mark.skipif(shutil.which(BROWSER) is None, reason=f"{BROWSER} is not installed")


@pytest.mark.parametrize("style", ["@page{size:A4} html{zoom:0.7}", "@page{size:Letter landscape}"])
def test_the_print_of_a_filing_gives_its_records(shared: Path, tmp_path: Path, style: str) -> None:
    extractor = Extractor()
    for stem in STEMS:
        compared = _compared(extractor, shared, tmp_path, stem, style)
        wrong = [
            match.name for match in (*compared.misses, *compared.spurious) if match.name in CORE
        ]
        assert not wrong


def test_prints_give_nearly_all_core_fields(shared: Path, tmp_path: Path) -> None:
    extractor, right, wrong = Extractor(), 0, 0
    for stem in MORE:
        found = _compared(extractor, shared, tmp_path, stem, "@page{size:Letter}").filter(CORE)
        right += len(found.true_positives)
        wrong += len(found.misses) + len(found.spurious)
    assert right > 40
    assert 2 * right / (2 * right + wrong) >= LEAST


def _compared(
    extractor: Extractor, shared: Path, folder: Path, stem: str, style: str
) -> Comparison:
    """A filing's records as its XML has them, beside those of its page printed by a browser."""
    found = next((shared / "data" / "converted").glob(f"{stem}*.html"))
    markup = f"<style>{style}</style>" + found.read_text(encoding="utf-8")
    text = read_pdf(stem, print_pdf(markup, folder).read_bytes()).text
    gold = json.loads((shared / "data" / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
    return compare_filings(Filing.from_dict(gold), extractor.extract(text))
