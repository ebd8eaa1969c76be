"""Confidence that means something: of values given with 0.9, nine in ten are right.

A judge weighs a handful of named features (confidence_features.py) and bends the result by a
curve. Judges are fitted by `form4.training.calibrate` on documents that took no part in training,
and lie as plain JSON beside the weights. Scores of a model without the file stay as they are.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from form4.inference.confidence_features import (
    CONFIRMED,
    Features,
    filing_features,
    page_features,
    row_features,
    usual_fields,
    value_features,
)
from form4.model.errors import ModelError
from form4.model.filing import Evidence, Filing, Origin, ReportingOwner, Row

CALIBRATION_FILE = "calibration.json"
VERSION = 1
# What was mended or concluded, and confirmed by nothing, is never given with 0.9 or more.
_UNCONFIRMED = 0.89
_MENDED = (Origin.REPAIRED, Origin.INFERRED)
_LIMIT = 30.0  # log odds beyond which nothing changes


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising line through points of [0, 1]; the identity without points."""

    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """The points as pairs."""
        return tuple(zip(self.x, self.y, strict=True))

    def at(self, share: float) -> float:
        """The height of the curve."""
        return float(np.interp(share, self.x, self.y)) if self.x else share


@dataclass(frozen=True, slots=True)
class Judge:
    """The chance that something is right, from its features; one it does not know weighs nothing.

    The logistic of the weighed features, bent by a curve.
    """

    bias: float
    weights: Mapping[str, float]
    curve: Curve = Curve()

    def raw(self, features: Mapping[str, float]) -> float:
        """The chance before it is bent."""
        odds = self.bias + sum(self.weights.get(name, 0.0) * x for name, x in features.items())
        return 1 / (1 + math.exp(-min(max(odds, -_LIMIT), _LIMIT)))

    def chance(self, features: Mapping[str, float]) -> float:
        """The chance of being right, in (0, 1)."""
        return round(self.curve.at(self.raw(features)), 4)

    def to_dict(self) -> dict[str, Any]:
        """The judge as JSON has it."""
        return {
            "bias": round(self.bias, 4),
            "weights": {name: round(self.weights[name], 4) for name in sorted(self.weights)},
            "curve": [[round(x, 5), round(y, 5)] for x, y in self.curve.points],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of to_dict."""
        points = [(float(x), float(y)) for x, y in data["curve"]]
        weights = {str(name): float(weight) for name, weight in data["weights"].items()}
        curve = Curve(tuple(x for x, _ in points), tuple(y for _, y in points))
        return cls(float(data["bias"]), weights, curve)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The judges of a model, and on what they were fitted, for people to read."""

    values: Judge
    transactions: Judge
    holdings: Judge
    filings: Judge
    facts: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, filing: Filing) -> Filing:
        """The filing with calibrated scores: of values first, then of rows, then its own."""
        page = page_features(filing)
        judged = self.with_values(filing, page)
        judged = self.with_rows(judged, page)
        confidence = self.filings.chance(filing_features(judged, page))
        return replace(judged, confidence=confidence)

    def with_values(self, filing: Filing, page: Features) -> Filing:
        """The filing with calibrated evidence; rows keep their confidence."""
        transactions = (self._row(row, "transaction", page) for row in filing.transactions)
        holdings = (self._row(row, "holding", page) for row in filing.holdings)
        return replace(
            filing,
            evidence=self._evidence(filing.evidence, "filing", page),
            reporting_owners=tuple(self._owner(one, page) for one in filing.reporting_owners),
            transactions=tuple(transactions),
            holdings=tuple(holdings),
        )

    def with_rows(self, filing: Filing, page: Features) -> Filing:
        """The filing, of which the evidence is calibrated, with calibrated rows."""
        usual = usual_fields(filing)

        def judged(rows: Sequence[Row], judge: Judge) -> tuple[Row, ...]:
            chances = (judge.chance(row_features(row, usual, page)) for row in rows)
            return tuple(
                replace(row, confidence=chance) for row, chance in zip(rows, chances, strict=True)
            )

        return replace(
            filing,
            transactions=judged(filing.transactions, self.transactions),
            holdings=judged(filing.holdings, self.holdings),
        )

    def _row(self, row: Row, part: str, page: Features) -> Row:
        return replace(row, evidence=self._evidence(row.evidence, part, page, row.warnings))

    def _owner(self, owner: ReportingOwner, page: Features) -> ReportingOwner:
        return replace(owner, evidence=self._evidence(owner.evidence, "owner", page))

    def _evidence(
        self,
        evidence: Mapping[str, Evidence],
        part: str,
        page: Features,
        warnings: Sequence[str] = (),
    ) -> dict[str, Evidence]:
        judged = {}
        for name, one in evidence.items():
            score = self.values.chance(value_features(f"{part}.{name}", one, page, warnings))
            if one.origin in _MENDED and one.score < CONFIRMED:
                score = min(score, _UNCONFIRMED)
            judged[name] = replace(one, score=score)
        return judged

    def to_dict(self) -> dict[str, Any]:
        """The calibration as JSON has it."""
        judges = {name: judge.to_dict() for name, judge in _judges(self).items()}
        return {"version": VERSION, **judges, "facts": dict(self.facts)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of to_dict."""
        judges = {name: Judge.from_dict(data[name]) for name in _PARTS}
        return cls(**judges, facts=data.get("facts", {}))


_PARTS = ("values", "transactions", "holdings", "filings")


def _judges(calibration: Calibration) -> dict[str, Judge]:
    return {name: getattr(calibration, name) for name in _PARTS}


def read_calibration(folder: Path) -> Calibration | None:
    """The calibration of a model folder, None without one; raises ModelError when damaged."""
    path = folder / CALIBRATION_FILE
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.get("version") != VERSION:
            raise ValueError(f"version {data.get('version')}, known is {VERSION}")
        return Calibration.from_dict(data)
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error!r}). Calibrate the model again."
        ) from error


def write_calibration(calibration: Calibration, folder: Path) -> None:
    """Write the calibration beside the weights."""
    text = json.dumps(calibration.to_dict(), ensure_ascii=False, indent=1) + "\n"
    (folder / CALIBRATION_FILE).write_text(text, encoding="utf-8")
