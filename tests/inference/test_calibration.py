"""Calibrated confidence: applied in order, bounded, kept in a plain file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from form4.inference.calibration import (
    CALIBRATION_FILE,
    Calibration,
    Curve,
    Judge,
    read_calibration,
    write_calibration,
)
from form4.inference.confidence_features import (
    page_features,
    row_features,
    usual_fields,
    value_features,
)
from form4.inference.extract import Extractor
from form4.model.errors import ModelError
from form4.model.filing import Evidence, Filing, Origin, Row, Table
from form4.model.spans import Span

SURE = Judge(3.0, {"score": 1.0, "repaired": -0.5}, Curve((0.0, 0.5, 1.0), (0.01, 0.6, 0.99)))
LOWEST = Judge(0.0, {"lowest": 3.0})
CALIBRATION = Calibration(SURE, LOWEST, LOWEST, LOWEST, {"folds": 5})


def row(score: float, origin: Origin = Origin.MODEL) -> Row:
    """A purchase whose code has a score."""
    evidence = {"transaction_code": Evidence("P", ((0, 1),), score, origin)}
    return Row(Table.NON_DERIVATIVE, transaction_code="P", confidence=score, evidence=evidence)


def applied(score: float, origin: Origin = Origin.MODEL) -> Row:
    """The only row of a filing after calibration."""
    return CALIBRATION.apply(Filing(transactions=(row(score, origin),))).transactions[0]


def test_a_row_is_judged_by_its_calibrated_values() -> None:
    judged = applied(0.5)
    score = judged.evidence["transaction_code"].score
    assert score == pytest.approx(0.953, abs=0.001)  # logistic of 3, bent by the curve
    assert judged.confidence == pytest.approx(score, abs=0.001)  # the lowest of one value


def test_what_is_mended_and_unconfirmed_stays_below_nine_tenths() -> None:
    assert applied(0.89).evidence["transaction_code"].score > 0.9
    for origin in (Origin.REPAIRED, Origin.INFERRED):
        assert applied(0.89, origin).evidence["transaction_code"].score == 0.89
        assert applied(0.93, origin).evidence["transaction_code"].score > 0.9


def test_surer_values_stay_surer() -> None:
    scores = [applied(score).evidence["transaction_code"].score for score in (0.1, 0.5, 0.9, 0.99)]
    assert scores == sorted(set(scores))
    assert scores[0] > 0 and scores[-1] < 1


def test_a_filing_is_as_sure_as_its_least_sure_row() -> None:
    both = CALIBRATION.apply(Filing(transactions=(row(0.1), row(0.99))))
    assert both.confidence == pytest.approx(both.transactions[0].confidence, abs=0.001)


def test_an_empty_filing_can_be_judged() -> None:
    assert CALIBRATION.apply(Filing()).confidence == 0.5


def test_values_are_not_touched() -> None:
    before = Filing(transactions=(row(0.4),), warnings=("w",))
    after = CALIBRATION.apply(before)
    assert replace(after, transactions=(), confidence=None) == Filing(warnings=("w",))
    assert after.to_dict(gold=True) == before.to_dict(gold=True)


def test_features_name_what_speaks_against_a_row() -> None:
    warned = replace(
        row(0.8, Origin.REPAIRED), warnings=("x: does not follow from the row before",)
    )
    whole = replace(row(0.9), transaction_shares=1)
    filing = Filing(transactions=(warned, whole, whole))
    features = row_features(warned, usual_fields(filing), page_features(filing))
    assert features["repaired"] == features["disagreeing"] == 1.0
    assert features["unlike the others"] == features["without transaction_shares"] == 1.0
    value = value_features("transaction.x", warned.evidence["transaction_code"], {}, ["x: torn"])
    assert value["warned"] == value["field transaction.x"] == value["repaired"] == 1.0


def test_the_file_gives_back_what_was_written(tmp_path: Path) -> None:
    assert read_calibration(tmp_path) is None
    write_calibration(CALIBRATION, tmp_path)
    assert read_calibration(tmp_path) == CALIBRATION


@pytest.mark.parametrize("content", ["{", "[]", "{}", json.dumps({"version": 1, "values": 3})])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / CALIBRATION_FILE).write_text(content)
    with pytest.raises(ModelError, match=r"calibration\.json: cannot be read"):
        read_calibration(tmp_path)


class Silent:
    """A tagger that finds nothing."""

    name = "silent 1"

    def tag(self, text: str) -> list[Span]:
        """No span."""
        return []


def test_an_extractor_applies_its_calibration() -> None:
    page = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n"
    assert (Extractor.with_tagger(Silent()).extract(page).confidence or 0) > 0.9
    assert Extractor.with_tagger(Silent(), CALIBRATION).extract(page).confidence == 0.5
