"""The extractor as a library has it: light to import, safe in threads, sent to processes."""

import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from form4 import inference
from form4.inference import Extractor

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(threads=1)


def test_threads_that_share_an_extractor_get_the_same_filings(extractor: Extractor) -> None:
    pages = sorted(EXAMPLES.glob("*.txt")) * 4
    alone = [extractor.read(page) for page in pages[: len(pages) // 4]] * 4
    with ThreadPoolExecutor(max_workers=4) as threads:
        together = list(threads.map(extractor.read, pages))
    assert together == alone
    assert all(filing.transactions for filing in alone)


def test_a_pickled_extractor_loads_its_model_on_arrival(
    extractor: Extractor, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = EXAMPLES / "2-fixed-width.txt"
    sent = pickle.dumps(extractor)
    assert len(sent) < 1000
    assert pickle.loads(sent).read(page) == extractor.read(page)
    monkeypatch.chdir(tiny_model.parent)
    sent = pickle.dumps(Extractor(tiny_model.name))
    monkeypatch.chdir(EXAMPLES)
    assert pickle.loads(sent).read(page).model == tiny_model.name


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, form4.inference;"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'pandas', 'rich'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = inference.Nothing  # type: ignore[attr-defined]
