"""Calibration of a tiny model, end to end, and what its judges are shown."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.calibration import CALIBRATION_FILE, read_calibration
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.reliability import Judged, calibration_error
from form4.model.filing import Evidence, Filing, Origin, ReportingOwner, Row, Table
from form4.training.calibrate import (
    Case,
    calibrate_model,
    fit_calibration,
    row_examples,
    value_examples,
)


def row(code: str, score: float) -> Row:
    """A row with a code and a number of one score."""
    evidence = {
        name: Evidence("x", ((0, 1),), score, Origin.MODEL)
        for name in ("transaction_code", "transaction_shares")
    }
    return Row(
        Table.NON_DERIVATIVE,
        security_title="Stock",
        transaction_code=code,
        transaction_shares=Decimal(5),
        confidence=score,
        evidence=evidence,
    )


def case(number: int, score: float, is_right: bool) -> Case:
    """A filing of one row and one owner, read right or wrong with a score."""
    evidence = {"name": Evidence("Roe", ((0, 3),), 0.99, Origin.MODEL)}
    owner = ReportingOwner(name="Roe", evidence=evidence)
    gold = Filing(reporting_owners=(owner,), transactions=(row("P", 1.0),))
    predicted = replace(gold, transactions=(row("P" if is_right else "S", score),))
    return Case(f"{number}.txt", "made", gold, predicted)


def test_examples_are_what_was_read_and_whether_it_is_right() -> None:
    wrong = case(1, 0.7, False)
    comparison = compare_filings(wrong.gold, wrong.predicted)
    values = {one.name: one.is_right for one in value_examples(wrong, comparison)}
    assert values == {
        "owner.name": True,
        "transaction.transaction_code": False,
        "transaction.transaction_shares": True,
    }
    (example,) = row_examples(wrong, comparison, wrong.predicted, True)
    assert not example.is_right
    assert list(row_examples(wrong, comparison, wrong.predicted, False)) == []


def test_scores_that_say_too_much_are_brought_down() -> None:
    """Rows given with 0.97 of which six in ten are right, and with 0.6 of which one in ten is."""
    rng = random.Random(2)
    cases = [case(n, 0.97, rng.random() < 0.6) for n in range(150)]
    cases += [case(n + 150, 0.6, rng.random() < 0.1) for n in range(150)]
    fitted = fit_calibration(cases)
    judged = []
    for one in cases:
        (found,) = fitted.apply(one.predicted).transactions
        judged.append(Judged(found.confidence or 0.0, one.predicted.transactions[0] == row("P", 0)))
    high = fitted.apply(cases[0].predicted).transactions[0].confidence
    low = fitted.apply(cases[-1].predicted).transactions[0].confidence
    assert high == pytest.approx(0.6, abs=0.1) and low == pytest.approx(0.1, abs=0.1)
    facts = fitted.facts["sources"]["made"]
    assert (facts["documents"], facts["rows"]) == (300, 300)
    assert facts["row_error"] < 0.1
    assert calibration_error(judged) is not None


def test_a_model_is_calibrated_on_made_up_pages_alone(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for file in tiny_model.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    calibrate_model(folder, scans=tmp_path, synthetic=4)
    found = read_calibration(folder)
    assert found is not None and found.facts["sources"]["synthetic"]["documents"] == 4
    assert (folder / CALIBRATION_FILE).stat().st_size < 20_000
