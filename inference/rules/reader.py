"""Filings by rules alone: the tagger by rules before the same assembler that the model has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from form4.inference.assembly import assemble
from form4.inference.assembly.assemble import NOT_A_FORM
from form4.inference.rules.tagger import RuleTagger
from form4.model.filing import Evidence, Filing, Origin
from form4.model.spans import Span

RULES = "rules"  # as the method is named where a model could stand


def extract_by_rules(text: str, source: str | None = None) -> Filing:
    """The records of one document, read without a model; origin `rule` where read as it stands."""
    return finish_by_rules(text, RuleTagger().tag(text), source)


def finish_by_rules(text: str, spans: Sequence[Span], source: str | None = None) -> Filing:
    """The records that the spans of the tagger by rules spell."""
    name = RuleTagger().name
    filing = assemble(text, spans, source=source, model=name)
    if NOT_A_FORM in filing.warnings:
        return Filing(source=source, model=name, warnings=(NOT_A_FORM,))
    return replace(
        filing,
        evidence=_by_rule(filing.evidence),
        reporting_owners=tuple(
            replace(owner, evidence=_by_rule(owner.evidence)) for owner in filing.reporting_owners
        ),
        transactions=tuple(
            replace(row, evidence=_by_rule(row.evidence)) for row in filing.transactions
        ),
        holdings=tuple(replace(row, evidence=_by_rule(row.evidence)) for row in filing.holdings),
    )


def _by_rule(evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    return {
        name: replace(one, origin=Origin.RULE) if one.origin is Origin.MODEL else one
        for name, one in evidence.items()
    }
