"""What `make extract` prints is right: the made-up filings behind the example pages."""

from pathlib import Path

import pytest

from form4.inference.documents import read_document
from form4.inference.extract import Extractor

CORE = (
    "transaction_date",
    "transaction_code",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
)
EXAMPLES = {
    "1-wrong-columns": ("Marlowe Dagny T.", ["2013-08-19 F 9418 D 4.12"]),
    "2-fixed-width": (
        "OKONJO-REYES PILAR",
        [
            "2019-05-14 M 12000 A 18.25",
            "2019-05-14 S 7500 D 41.8837",
            "2019-05-14 M 12000 D 0",
        ],
    ),
    "3-cell-a-line": (
        "Lindqvist Aurel",
        ["2008-11-24 P 2500 A 6.4", "2008-11-24 P 1100 A 6.37"],
    ),
    "4-column-by-column": (
        "Castellane Thea",
        ["2024-03-06 A 18500 A 0", "2024-03-07 S 4206 D 27.15"],
    ),
    "5-typed-in-1998": (
        "Abernathy, Roscoe L.",
        ["1998-06-09 S 5000 D 11.875", "1998-06-23 S 3500 D 12.25"],
    ),
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The built-in model, loaded once."""
    return Extractor()


def test_every_example_has_its_truth_here(root: Path) -> None:
    assert sorted(path.stem for path in (root / "examples").iterdir()) == sorted(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_right(extractor: Extractor, root: Path, name: str) -> None:
    owner, rows = EXAMPLES[name]
    filing = extractor.extract(read_document(root / "examples" / f"{name}.txt").text)
    assert [found.name for found in filing.reporting_owners] == [owner]
    assert [
        " ".join(str(getattr(row, field)) for field in CORE) for row in filing.transactions
    ] == rows
