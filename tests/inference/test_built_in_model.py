"""The model that comes with form4: it loads, it reads a plain page, and damage is named."""

import shutil
from pathlib import Path

import pytest

from form4.cli.main import main
from form4.inference.extract import Extractor

PAGE = """FORM 4
STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP
1. Name and Address of Reporting Person*
Roe Jane A.
2. Issuer Name and Ticker or Trading Symbol
ALDER NETWORKS INC [ALDN]
3. Date of Earliest Transaction (Month/Day/Year)
08/15/2013
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title of Security\t2. Transaction Date\t3. Transaction Code\t4. Amount\t(A) or (D)\tPrice\tOwned
Common Stock\t08/15/2013\tS\t1,500\tD\t$23.47\t20,250\tD
"""


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A copy of the built-in model that a test may damage."""
    return Path(shutil.copytree(root / "model/weights/base", tmp_path / "model"))


def test_a_plain_page_is_read() -> None:
    filing = Extractor().extract(PAGE)
    (row,) = filing.transactions
    assert (filing.issuer.trading_symbol, row.transaction_code) == ("ALDN", "S")
    assert (str(row.transaction_date), str(row.transaction_shares)) == ("2013-08-15", "1500")
    assert (str(row.transaction_price_per_share), filing.form_type) == ("23.47", "4")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
@pytest.mark.parametrize("damage", ["missing", "cut in half"])
def test_a_damaged_model_is_one_sentence_and_2(
    copy: Path, name: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = (copy / name).read_bytes()
    (copy / name).unlink()
    if damage == "cut in half":
        (copy / name).write_bytes(data[: len(data) // 2])
    page = copy / "page.txt"
    page.write_text(PAGE)
    with pytest.raises(SystemExit) as end:
        main(["extract", str(page), "--model", str(copy)])
    captured = capsys.readouterr()
    assert (end.value.code, captured.out, captured.err.count("\n")) == (2, "", 1)
    assert str(copy) in captured.err
