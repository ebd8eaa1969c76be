"""One extracted filing: frozen values whose dictionaries are the published JSON.

Field names are the element names of the SEC ownership XML schema in snake_case.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from form4.model.errors import Form4Error
from form4.model.values import Period, to_date, to_decimal, to_json, to_period


class Origin(StrEnum):
    """How a value came about."""

    MODEL = "model"
    RULE = "rule"
    REPAIRED = "repaired"
    INFERRED = "inferred"
    XML = "xml"


class Table(StrEnum):
    """The two tables of the form."""

    NON_DERIVATIVE = "non_derivative"
    DERIVATIVE = "derivative"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: its text, half-open code-point spans, score in [0, 1] and origin."""

    text: str
    spans: tuple[tuple[int, int], ...]
    score: float
    origin: Origin

    def to_dict(self) -> dict[str, Any]:
        """The evidence as JSON has it."""
        spans = [list(span) for span in self.spans]
        score = round(self.score, 4)
        return {"text": self.text, "spans": spans, "score": score, "origin": self.origin.value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of to_dict."""
        spans = tuple((int(start), int(end)) for start, end in data["spans"])
        return cls(data["text"], spans, float(data["score"]), Origin(data["origin"]))


def _evidence_to_dict(evidence: Mapping[str, Evidence]) -> dict[str, Any]:
    return {name: evidence[name].to_dict() for name in sorted(evidence)}


def _evidence_from_dict(data: Mapping[str, Any]) -> dict[str, Evidence]:
    return {name: Evidence.from_dict(value) for name, value in data.items()}


@dataclass(frozen=True, slots=True)
class Issuer:
    """The company whose securities are reported (box 2)."""

    cik: str | None = None
    name: str | None = None
    trading_symbol: str | None = None


@dataclass(frozen=True, slots=True)
class ReportingOwner:
    """One reporting person with the relationship to the issuer."""

    cik: str | None = None
    name: str | None = None
    is_director: bool = False
    is_officer: bool = False
    is_ten_percent_owner: bool = False
    is_other: bool = False
    officer_title: str | None = None
    other_text: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A transaction, or a holding when nothing was traded; its confidence is a low quantile."""

    table: Table
    security_title: str | None = None
    conversion_or_exercise_price: Decimal | None = None
    transaction_date: datetime.date | None = None
    deemed_execution_date: datetime.date | None = None
    transaction_code: str | None = None
    equity_swap_involved: bool | None = None
    transaction_timeliness: str | None = None
    transaction_shares: Decimal | None = None
    transaction_total_value: Decimal | None = None
    transaction_acquired_disposed_code: str | None = None
    transaction_price_per_share: Decimal | None = None
    exercise_date: datetime.date | None = None
    expiration_date: datetime.date | None = None
    underlying_security_title: str | None = None
    underlying_security_shares: Decimal | None = None
    underlying_security_value: Decimal | None = None
    shares_owned_following_transaction: Decimal | None = None
    value_owned_following_transaction: Decimal | None = None
    direct_or_indirect_ownership: str | None = None
    nature_of_ownership: str | None = None
    footnote_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidence: float | None = None
    warnings: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as signed, and its date."""

    name: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """One form, as the contract's JSON; gold filings lack source, evidence and confidence."""

    form_type: str | None = None
    period_of_report: Period | None = None
    date_of_original_submission: datetime.date | None = None
    aff10b5_one: bool | None = None
    issuer: Issuer = Issuer()
    reporting_owners: tuple[ReportingOwner, ...] = ()
    transactions: tuple[Row, ...] = ()
    holdings: tuple[Row, ...] = ()
    footnotes: Mapping[str, str] = field(default_factory=dict)
    remarks: str | None = None
    signatures: tuple[Signature, ...] = ()
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    confidence: float | None = None
    warnings: tuple[str, ...] = ()
    source: str | None = None
    model: str | None = None

    def to_dict(self, *, gold: bool = False) -> dict[str, Any]:
        """The filing as JSON; `gold` leaves out source, evidence, confidence and the like."""
        data: dict[str, Any] = {
            "form_type": self.form_type,
            "period_of_report": to_json(self.period_of_report),
            "date_of_original_submission": to_json(self.date_of_original_submission),
            "aff10b5_one": self.aff10b5_one,
            "issuer": _plain(self.issuer),
            "reporting_owners": [_part_to_dict(owner, gold) for owner in self.reporting_owners],
            "transactions": [_part_to_dict(row, gold) for row in self.transactions],
            "holdings": [_part_to_dict(row, gold) for row in self.holdings],
            "footnotes": dict(self.footnotes),
            "remarks": self.remarks,
            "signatures": [_plain(signature) for signature in self.signatures],
        }
        return data if gold else self._with_provenance(data)

    def _with_provenance(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "source": self.source,
            **data,
            "extra": {name: list(texts) for name, texts in self.extra.items()},
            "evidence": _evidence_to_dict(self.evidence),
            "confidence": _rounded(self.confidence),
            "warnings": list(self.warnings),
            "model": self.model,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of to_dict, for extracted and gold filings; unknown keys are ignored.

        Raises Form4Error naming the field whose value has the wrong form.
        """
        try:
            return cls._parsed(data)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Form4Error(
                f"This is no filing: {error!r}. Expected the contract's JSON."
            ) from error

    @classmethod
    def _parsed(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            form_type=data.get("form_type"),
            period_of_report=to_period(data.get("period_of_report")),
            date_of_original_submission=to_date(data.get("date_of_original_submission")),
            aff10b5_one=data.get("aff10b5_one"),
            issuer=Issuer(**{f.name: data["issuer"].get(f.name) for f in fields(Issuer)}),
            reporting_owners=tuple(_owner(owner) for owner in data["reporting_owners"]),
            transactions=tuple(_row(row) for row in data["transactions"]),
            holdings=tuple(_row(row) for row in data["holdings"]),
            footnotes=dict(data.get("footnotes") or {}),
            remarks=data.get("remarks"),
            signatures=tuple(
                Signature(signature.get("name"), to_date(signature.get("date")))
                for signature in data.get("signatures") or ()
            ),
            extra={name: tuple(texts) for name, texts in (data.get("extra") or {}).items()},
            evidence=_evidence_from_dict(data.get("evidence") or {}),
            confidence=data.get("confidence"),
            warnings=tuple(data.get("warnings") or ()),
            source=data.get("source"),
            model=data.get("model"),
        )


_PROVENANCE = frozenset({"evidence", "confidence", "warnings"})
DATE_FIELDS = frozenset(
    {"transaction_date", "deemed_execution_date", "exercise_date", "expiration_date"}
)
NUMBER_FIELDS = frozenset(
    {
        "conversion_or_exercise_price",
        "transaction_shares",
        "transaction_total_value",
        "transaction_price_per_share",
        "underlying_security_shares",
        "underlying_security_value",
        "shares_owned_following_transaction",
        "value_owned_following_transaction",
    }
)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def _plain(part: Issuer | Signature) -> dict[str, Any]:
    return {f.name: to_json(getattr(part, f.name)) for f in fields(part)}


def _part_to_dict(part: Row | ReportingOwner, gold: bool) -> dict[str, Any]:
    names = [f.name for f in fields(part) if not (gold and f.name in _PROVENANCE)]
    return {name: _field_to_json(name, getattr(part, name)) for name in names}


def _field_to_json(name: str, value: Any) -> Any:
    if name == "evidence":
        return _evidence_to_dict(value)
    if name == "footnote_ids":
        return {cell: list(marks) for cell, marks in value.items()}
    if name == "warnings":
        return list(value)
    if name == "confidence":
        return _rounded(value)
    return to_json(value)


def _owner(data: Mapping[str, Any]) -> ReportingOwner:
    values = {f.name: data[f.name] for f in fields(ReportingOwner) if f.name in data}
    values["evidence"] = _evidence_from_dict(data.get("evidence") or {})
    return ReportingOwner(**values)


def _row(data: Mapping[str, Any]) -> Row:
    values = {f.name: _row_value(f.name, data[f.name]) for f in fields(Row) if f.name in data}
    return Row(**values)


def _row_value(name: str, value: Any) -> Any:
    if name in DATE_FIELDS:
        return to_date(value)
    if name in NUMBER_FIELDS:
        return to_decimal(value)
    if name == "table":
        return Table(value)
    if name == "footnote_ids":
        return {cell: tuple(marks) for cell, marks in value.items()}
    if name == "evidence":
        return _evidence_from_dict(value)
    return tuple(value) if name == "warnings" else value
