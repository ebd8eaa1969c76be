"""Judges of confidence, fitted on documents held back from training and never on validation."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.cache import read_scans
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.inference.assembly import assemble
from form4.inference.calibration import Calibration, Judge, write_calibration
from form4.inference.confidence_features import (
    Features,
    filing_features,
    page_features,
    row_features,
    usual_fields,
    value_features,
)
from form4.inference.evaluation.comparison import Comparison, FieldMatch, Pair, compare_filings
from form4.inference.evaluation.fields import ALL, CORE, Part
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.reliability import (
    Judged,
    calibration_error,
    judged_rows,
    judged_values,
)
from form4.inference.extract import Extractor
from form4.inference.tagger import Tagger, load_tagger
from form4.model.filing import Evidence, Filing, Row
from form4.training.corpus import real_filings, real_texts
from form4.training.fitting import fit_judge
from form4.training.sources import HELD_OUT_SCANS

SEED = 77_000_777  # of synthetic pages that neither training nor its held-out pages draw
SYNTHETIC = 300
_FOLDS = 5
_HEAVIEST = 4.0  # how often an example of a rare source may count
_HOLDING = frozenset(
    f"{Part.HOLDING}.{name}"
    for name in (
        "security_title",
        "shares_owned_following_transaction",
        "direct_or_indirect_ownership",
    )
)


@dataclass(frozen=True, slots=True)
class Case:
    """A document as read, before calibration, beside its true filing; and where it came from."""

    document_id: str
    source: str
    gold: Filing
    predicted: Filing


@dataclass(frozen=True, slots=True)
class Example:
    """What a judge learns from: features, whether the thing was right, and its document."""

    case: Case
    features: Features
    is_right: bool
    name: str = ""


def calibrate_model(
    folder: Path,
    data: Path | None = None,
    annotated: Iterable[AnnotatedText] = (),
    scans: Path | None = None,
    synthetic: int = SYNTHETIC,
) -> Calibration:
    """Fit the judges of a model folder and write them beside its weights.

    `scans` is a file of scanned pages, or the folder in which those held back lie.
    """
    cases = list(held_back(load_tagger(folder), data, annotated, scans, synthetic))
    calibration = fit_calibration(cases)
    write_calibration(calibration, folder)
    return calibration


def held_back(
    tagger: Tagger,
    data: Path | None,
    annotated: Iterable[AnnotatedText],
    scans: Path | None,
    synthetic: int,
) -> Iterator[Case]:
    """Held-back documents read: real texts, annotated ones, scans, synthetic pages."""
    extractor = Extractor.with_tagger(tagger)
    reader = Reader(tagger.name, tagger.tag, extractor.finish, assemble)
    for source, page, gold in _documents(data, annotated, scans, synthetic):
        predicted = reader.attempt(page.text, page.document_id).filing
        yield Case(page.document_id, source, gold, predicted)


def _documents(
    data: Path | None, annotated: Iterable[AnnotatedText], scans: Path | None, synthetic: int
) -> Iterator[tuple[str, AnnotatedText, Filing]]:
    known: set[str] = set()
    for source, page, filing in _whole(data, scans):
        known.add(page.document_id)
        yield source, page, filing
    for page in annotated:
        if page.document_id not in known:
            yield "annotated", page, assemble(page.text, page.spans, rows=page.rows)
    pools = ValuePools.builtin() if data is None else ValuePools.from_data(data)
    real = () if data is None else real_filings(data, "dev")
    for made in islice(pages(synthetic, SEED, pools, real=real), synthetic):
        yield "synthetic", made.annotated, made.filing


def _whole(data: Path | None, scans: Path | None) -> Iterator[tuple[str, AnnotatedText, Filing]]:
    """Held-back documents of which the whole filing is known."""
    if data is not None:
        for page, filing in real_texts(data, "dev"):
            yield "real", page, filing
    if scans is not None:
        file = scans / HELD_OUT_SCANS if scans.is_dir() else scans
        for page, scanned in read_scans(file) if file.is_file() else ():
            yield "scans", page, scanned or assemble(page.text, page.spans)


def fit_calibration(cases: Sequence[Case]) -> Calibration:
    """The judges of read documents; facts tell their errors on documents left out in turn."""
    folds = [_fold(case) for case in cases]
    tested: list[tuple[Case, Filing]] = []
    for number in sorted(set(folds)):
        judges = _fit([c for c, fold in zip(cases, folds, strict=True) if fold != number])
        left_out = [c for c, fold in zip(cases, folds, strict=True) if fold == number]
        tested += [(case, judges.apply(case.predicted)) for case in left_out]
    return replace(_fit(cases), facts=_facts(tested))


def _fold(case: Case) -> int:
    return hashlib.sha256(case.document_id.split(".")[0].encode()).digest()[0] % _FOLDS


def _fit(cases: Sequence[Case]) -> Calibration:
    """Values first; rows see calibrated values, filings calibrated rows."""
    compared = [(case, compare_filings(case.gold, case.predicted)) for case in cases]
    values = _judge([one for pair in compared for one in value_examples(*pair)])
    nothing = Judge(0.0, {})
    calibration = Calibration(values, nothing, nothing, nothing)
    judged = _judged(compared, calibration.with_values)
    calibration = replace(
        calibration,
        transactions=_judge([one for three in judged for one in row_examples(*three, True)]),
        holdings=_judge([one for three in judged for one in row_examples(*three, False)]),
    )
    judged = [
        (case, comparison, calibration.with_rows(filing, page_features(case.predicted)))
        for case, comparison, filing in judged
    ]
    return replace(calibration, filings=_judge([filing_example(*three) for three in judged]))


Compared = tuple[Case, Comparison]


def _judged(
    compared: Sequence[Compared], judge: Callable[[Filing, Features], Filing]
) -> list[tuple[Case, Comparison, Filing]]:
    return [
        (case, comparison, judge(case.predicted, page_features(case.predicted)))
        for case, comparison in compared
    ]


def _judge(examples: Sequence[Example]) -> Judge:
    """A judge of examples; rare sources count more, so that many made pages do not outvote them."""
    counts: dict[str, int] = {}
    for one in examples:
        counts[one.case.source] = counts.get(one.case.source, 0) + 1
    most = max(counts.values(), default=0)
    weights = {source: min(_HEAVIEST, most / count) for source, count in counts.items()}
    return fit_judge(
        [one.features for one in examples],
        [one.is_right for one in examples],
        [weights[one.case.source] for one in examples],
    )


def value_examples(case: Case, comparison: Comparison) -> Iterator[Example]:
    """Every scored value that was read, with whether gold has it."""
    page = page_features(case.predicted)
    for match in comparison.filter(ALL).matches:
        evidence, warnings = _proof(case.predicted, match)
        if match.predicted is None or evidence is None:
            continue
        features = value_features(match.name, evidence, page, warnings)
        yield Example(case, features, match.is_same, match.name)


def _proof(filing: Filing, match: FieldMatch) -> tuple[Evidence | None, Sequence[str]]:
    name = match.name.partition(".")[2]
    if match.pair.part is Part.FILING or match.pair.predicted is None:
        return filing.evidence.get(name), ()
    if match.pair.part is Part.OWNER:
        return filing.reporting_owners[match.pair.predicted].evidence.get(name), ()
    row = row_of(filing, match.pair)
    return row.evidence.get(name), row.warnings


def row_of(filing: Filing, pair: Pair) -> Row:
    """The predicted row of a pair that has one."""
    rows = filing.transactions if pair.part is Part.TRANSACTION else filing.holdings
    return rows[pair.predicted or 0]


def row_examples(
    case: Case, comparison: Comparison, judged: Filing, traded: bool
) -> Iterator[Example]:
    """Every row that was read: a transaction is right with all core fields, a holding with its
    title, number and ownership."""
    page = page_features(case.predicted)
    part = Part.TRANSACTION if traded else Part.HOLDING
    right = set(comparison.exact_rows) if traded else _right_holdings(comparison)
    usual = usual_fields(judged)
    for pair in comparison.pairs:
        if pair.part is part and pair.predicted is not None:
            features = row_features(row_of(judged, pair), usual, page)
            yield Example(case, features, pair in right)


def _right_holdings(comparison: Comparison) -> set[Pair]:
    wrong = {m.pair for m in comparison.matches if m.name in _HOLDING and not m.is_same}
    return {pair for pair in comparison.pairs if pair.gold is not None} - wrong


def filing_example(case: Case, comparison: Comparison, judged: Filing) -> Example:
    """A filing is right when every core value is, and no row is missing or made up."""
    rows = len(comparison.exact_rows) == len(comparison.transactions)
    right = rows and all(match.is_same for match in comparison.filter(CORE).matches)
    return Example(case, filing_features(judged, page_features(case.predicted)), right)


def _facts(tested: Sequence[tuple[Case, Filing]]) -> dict[str, Any]:
    """Examples and calibration errors by source, each document judged without itself."""
    facts: dict[str, Any] = {}
    for source in sorted({case.source for case, _ in tested}):
        some = [(case, filing) for case, filing in tested if case.source == source]
        facts[source] = {"documents": len(some), **_errors(some)}
    return {"sources": facts, "folds": _FOLDS}


def _errors(tested: Sequence[tuple[Case, Filing]]) -> Mapping[str, Any]:
    values: list[Judged] = []
    rows: list[Judged] = []
    for case, filing in tested:
        comparison = compare_filings(case.gold, filing)
        values += judged_values(comparison)
        rows += judged_rows(comparison, filing)
    return {
        "core_values": len(values),
        "core_value_error": calibration_error(values),
        "rows": len(rows),
        "row_error": calibration_error(rows),
    }
