"""The shipped model on five real torn pages, field by field against hand-made gold.

These pages are for measuring only: nothing is trained on them.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.fields import ALL, CORE
from form4.inference.extract import Extractor
from form4.model.filing import Evidence, Filing, Origin

STEMS = (
    "000_c31567469ba1177f",
    "001_5cb21eca172bb697",
    "002_1f95b1e0dbffe881",
    "003_47b33eeacef7bd42",
    "004_5c26543a8494ebd9",
)
CONFIDENT = 0.9


@cache
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module", params=STEMS)
def seed(request: pytest.FixtureRequest, shared: Path) -> tuple[dict[str, Any], Filing]:
    gold = json.loads((shared / "seeds" / "gold" / f"{request.param}.json").read_text())
    text = (shared / "seeds" / f"{request.param}.txt").read_text(encoding="utf-8")
    return gold, extractor().extract(text, request.param)


def evidence_at(filing: Filing, path: str) -> Evidence:
    """The evidence of `transactions[0].transaction_code` and the like."""
    match = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", path)
    assert match is not None, path
    part = getattr(filing, match[1])[int(match[2])]
    evidence: Evidence = part.evidence[match[3]]
    return evidence


def test_every_core_value_is_right(seed: tuple[dict[str, Any], Filing]) -> None:
    gold, filing = seed
    comparison = compare_filings(Filing.from_dict(gold), filing).filter(CORE)
    assert [match for match in comparison.matches if not match.is_same] == []
    assert len(comparison.exact_rows) == len(gold["transactions"])


def test_mended_values_say_so(seed: tuple[dict[str, Any], Filing]) -> None:
    """A cut date is confirmed by box 3; a cut price by nothing, so nobody may be sure of it."""
    gold, filing = seed
    for path in gold["repaired"]:
        if path.endswith(("transaction_date", "transaction_price_per_share")):
            evidence = evidence_at(filing, path)
            assert evidence.origin is Origin.REPAIRED, path
            if path.endswith("price_per_share"):
                assert evidence.score < CONFIDENT, path


def test_concluded_codes_say_so(seed: tuple[dict[str, Any], Filing]) -> None:
    gold, filing = seed
    for path in gold["inferred"]:
        if path.endswith("transaction_code"):
            assert evidence_at(filing, path).origin is Origin.INFERRED


def test_the_option_of_table_ii(shared: Path) -> None:
    text = (shared / "seeds" / f"{STEMS[4]}.txt").read_text(encoding="utf-8")
    (option,) = (row for row in extractor().extract(text).transactions if row.table == "derivative")
    (gold,) = (
        row
        for row in json.loads((shared / "seeds" / "gold" / f"{STEMS[4]}.json").read_text())[
            "transactions"
        ]
        if row["table"] == "derivative"
    )
    stated = Filing(transactions=(option,)).to_dict(gold=True)["transactions"][0]
    for name in ("security_title", "conversion_or_exercise_price", "expiration_date"):
        assert stated[name] == gold[name]
    for name in ("underlying_security_title", "underlying_security_shares"):
        assert stated[name] == gold[name]


def test_all_other_fields_are_right(shared: Path) -> None:
    wrong: list[str] = []
    for stem in STEMS:
        gold = Filing.from_dict(
            json.loads((shared / "seeds" / "gold" / f"{stem}.json").read_text())
        )
        text = (shared / "seeds" / f"{stem}.txt").read_text(encoding="utf-8")
        comparison = compare_filings(gold, extractor().extract(text)).filter(ALL - CORE)
        wrong += [
            f"{stem}: {m.name}: {m.predicted} for {m.gold}"
            for m in comparison.matches
            if not m.is_same
        ]
    assert wrong == []
