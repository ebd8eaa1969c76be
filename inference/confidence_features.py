"""What tells a wrong value or row from a right one: the named features that calibration weighs."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from form4.inference.assembly.confidence import low_quantile
from form4.model.filing import Evidence, Filing, Origin, Row, Table

Features = dict[str, float]

CORE_FIELDS = (
    "transaction_date",
    "transaction_code",
    "transaction_shares",
    "transaction_acquired_disposed_code",
    "transaction_price_per_share",
)
HEADER_CORE = ("name", "officer_title")
CONFIRMED = 0.9  # the assembler gives no mended value more, unless something confirms it
FIELD = "field "  # before the name of the field, whose weight tells how often it is right
RISING = frozenset({"score", "page sureness", "lowest", "joint", "others"})  # others are doubts
_EDGE = 1e-4  # scores nearer to 0 or 1 than this say no more than this
_DISAGREES = (" does not ", " later than ", " earlier than ", " outside ")
_PAIRED = "row: paired"


def logit(share: float) -> float:
    """The log odds of a share, bounded to about ±9.2."""
    inside = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))


def page_features(filing: Filing) -> Features:
    """How hard the whole page was to read, told by the raw scores of all that was read."""
    scores = [one.score for one in _all_evidence(filing)]
    if not scores:
        return {"page sureness": 0.0, "page doubtful": 0.0}
    return {
        "page sureness": sum(map(logit, scores)) / len(scores) / 5,
        "page doubtful": math.sqrt(sum(score < CONFIRMED for score in scores) / len(scores)),
    }


def value_features(
    name: str,
    evidence: Evidence,
    page: Mapping[str, float],
    warnings: Sequence[str] = (),
) -> Features:
    """Features of one value; `name` is qualified by its part, as `transaction.transaction_date`."""
    field = name.rpartition(".")[2]
    warned = sum(warning.startswith(f"{field}:") for warning in warnings)
    return {
        "score": logit(evidence.score) / 3,
        "unsure": float(evidence.score < CONFIRMED),
        "repaired": float(evidence.origin is Origin.REPAIRED),
        "inferred": float(evidence.origin is Origin.INFERRED),
        "in pieces": float(len(evidence.spans) > 1),
        "warned": float(warned > 0),
        f"{FIELD}{name}": 1.0,
        **page,
    }


def usual_fields(filing: Filing) -> dict[Table, frozenset[str]]:
    """The core fields that most transactions of each table state, counted once for all rows."""
    usual = {}
    for table in Table:
        alike = [row for row in filing.transactions if row.table is table]
        stated = Counter(
            name for row in alike for name in CORE_FIELDS if getattr(row, name) is not None
        )
        usual[table] = frozenset(name for name in CORE_FIELDS if stated[name] * 2 > len(alike))
    return usual


def row_features(
    row: Row, usual: Mapping[Table, frozenset[str]], page: Mapping[str, float]
) -> Features:
    """Features of one row, of which the values are calibrated already.

    `usual` are the `usual_fields` of its filing.
    """
    traded = row.transaction_code is not None or row.transaction_date is not None
    core = [row.evidence[name] for name in CORE_FIELDS if name in row.evidence]
    shares = [one.score for one in core] or [one.score for one in row.evidence.values()]
    others = [one.score for name, one in row.evidence.items() if name not in CORE_FIELDS]
    missing = {
        f"without {name}": float(getattr(row, name) is None) for name in CORE_FIELDS if traded
    }
    if row.table is Table.DERIVATIVE:  # its price is often not stated
        missing["without price in Table II"] = missing.pop(
            "without transaction_price_per_share", 0.0
        )
    return {
        "lowest": logit(min(shares, default=0.5)) / 3,
        "joint": max(-3.0, sum(math.log(max(share, _EDGE)) for share in shares)),
        "others": logit(low_quantile(others) or 0.5) / 3,
        "repaired": float(sum(one.origin is Origin.REPAIRED for one in core)),
        "inferred": float(sum(one.origin is Origin.INFERRED for one in core)),
        "warnings": math.log1p(len(row.warnings)),
        "disagreeing": float(_mentions(row, _DISAGREES)),
        "paired by order": float(_mentions(row, (_PAIRED,))),
        "unlike the others": float(_is_odd(row, usual[row.table])),
        **missing,
        **page,
    }


def filing_features(filing: Filing, page: Mapping[str, float]) -> Features:
    """Features of a whole filing, of which the values and rows are calibrated already."""
    rows = [row.confidence for row in filing.transactions if row.confidence is not None]
    head = [
        owner.evidence[name].score
        for owner in filing.reporting_owners
        for name in HEADER_CORE
        if name in owner.evidence
    ]
    shares = [*rows, *head]
    return {
        "lowest": logit(low_quantile(shares) or 0.5) / 3,
        "joint": max(-5.0, sum(math.log(max(share, _EDGE)) for share in shares)),
        "no rows": float(not filing.transactions and not filing.holdings),
        "no owner": float(not filing.reporting_owners),
        "warnings": math.log1p(len(filing.warnings)),
        **page,
    }


def _all_evidence(filing: Filing) -> Iterator[Evidence]:
    yield from filing.evidence.values()
    for owner in filing.reporting_owners:
        yield from owner.evidence.values()
    for row in (*filing.transactions, *filing.holdings):
        yield from row.evidence.values()


def _mentions(row: Row, words: Sequence[str]) -> bool:
    return any(word in f" {warning}" for warning in row.warnings for word in words)


def _is_odd(row: Row, usual: Collection[str]) -> bool:
    """Whether the row lacks a core field that most transactions of its table state."""
    return any(getattr(row, name) is None for name in usual)
