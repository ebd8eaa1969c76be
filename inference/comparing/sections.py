"""What a comparison says, as sections of a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from form4.inference.comparing.agreement import (
    FieldAgreement,
    Sides,
    field_agreements,
    sides_of_checks,
)
from form4.inference.comparing.ahead import ahead_section
from form4.inference.comparing.compared import Compared
from form4.inference.comparing.paired import HEADLINES, Difference, paired_differences
from form4.inference.comparing.plot import agreement_plot, difference_plots
from form4.inference.evaluation.report import AnySection, Grid

_CHECKS_NOTE = (
    "Checks that hold less those that fail, by document: amounts owned that move by the amount "
    "traded from row to row of one holder's security in Table I, box 3 on the earliest "
    "transaction, no transaction after the signature. They can tell whose dates and amounts fit "
    "together. They cannot tell who reads names, titles, codes, prices or Table II rightly; "
    "documents of a single row have no sums; and true filings fail some, too."
)
_MOST_DIFFERENT = 10  # documents that are named
_LEAST_P = 0.001  # smaller ones are told as such
_TEST_NOTE = (
    "difference: second minus first, with the middle 95 % of 1,000 resamples of the filings; "
    "p: paired randomisation test over filings, two-sided, not adjusted for the number of lines."
)


@dataclass(frozen=True, slots=True)
class PairedSection:
    """Both methods' scores against gold and their differences."""

    differences: tuple[Difference, ...]
    title: str = "Paired differences"

    def grids(self) -> Iterator[Grid]:
        """The headline scores by group, then each field over all documents."""
        headlines = [one for one in self.differences if one.name in HEADLINES]
        fields = [one for one in self.differences if one.name not in HEADLINES]
        columns = ("first", "second", "difference", "p")
        rows = tuple((f"{one.group}: {one.name}", *_figures(one)) for one in headlines)
        yield Grid(self.title, ("group: score", *columns), rows, _TEST_NOTE)
        details = tuple((one.name, *_figures(one)) for one in fields)
        yield Grid(f"{self.title}: each field (F1)", ("field", *columns), details)

    def to_data(self) -> list[dict[str, Any]]:
        """The differences as JSON has them."""
        return [one.to_dict() for one in self.differences]


@dataclass(frozen=True, slots=True)
class AgreementSection:
    """What can be said without gold: agreement, checks, and the documents that differ most."""

    fields: tuple[FieldAgreement, ...]
    sides: Sides
    most_different: tuple[tuple[str, int], ...]
    names: tuple[str, str]
    title: str = "Agreement"

    def grids(self) -> Iterator[Grid]:
        """The agreement of each field, the checks' sides, and the documents that differ most."""
        columns = ("field", "agree", "same", "differ", "only 1st", "only 2nd")
        rows = tuple(
            (
                one.name,
                f"{one.share:.3f}",
                *map(str, (one.same, one.different, one.only_first, one.only_second)),
            )
            for one in self.fields
        )
        yield Grid(self.title, columns, rows)
        sides = self.sides
        counts = (str(n) for n in (sides.decidable, sides.first, sides.second, sides.neither))
        yield Grid(
            "Whom the checks side with",
            ("documents that differ", "decidable", *self.names, "neither"),
            ((str(sides.differing), *counts),),
            _CHECKS_NOTE,
        )
        named = tuple((name, str(count)) for name, count in self.most_different)
        yield Grid("Documents that differ most", ("document", "fields that differ"), named)

    def to_data(self) -> dict[str, Any]:
        """The agreement as JSON has it."""
        return {
            "fields": [one.to_dict() for one in self.fields],
            "checks_side_with": self.sides.to_dict(),
            "most_different": [
                {"document": name, "fields": count} for name, count in self.most_different
            ],
        }


def comparison_sections(
    documents: Sequence[Compared], names: tuple[str, str]
) -> tuple[AnySection, ...]:
    """Who is ahead and by how much where gold is known, and agreement over all documents."""
    sections: list[AnySection] = []
    pairs = [one.against.scored for one in documents if one.against is not None]
    if pairs:
        differences = tuple(paired_differences(pairs))
        sections += [ahead_section(differences, names), PairedSection(differences)]
    differing = sorted(documents, key=lambda one: (-one.differing, one.paper.document_id))
    most = [(one.paper.document_id, one.differing) for one in differing if one.differing]
    sections.append(
        AgreementSection(
            tuple(field_agreements(documents)),
            sides_of_checks(documents),
            tuple(most[:_MOST_DIFFERENT]),
            names,
        )
    )
    return tuple(sections)


def plots(sections: Sequence[AnySection], names: tuple[str, str]) -> str:
    """The differences drawn; where no gold is known, the agreement."""
    differences = [
        one
        for section in sections
        if isinstance(section, PairedSection)
        for one in section.differences
    ]
    if differences:
        return difference_plots(differences, names)
    agreements = [section for section in sections if isinstance(section, AgreementSection)]
    return "".join(agreement_plot(one.fields, names) for one in agreements)


def _figures(one: Difference) -> tuple[str, ...]:
    scores = ("–" if score is None else f"{score:.3f}" for score in (one.first, one.second))
    apart = one.difference
    if apart.value is None:
        return (*scores, "–", "–")
    known = apart.low is not None and apart.high is not None
    between = f" {apart.low:+.3f} … {apart.high:+.3f}" if known else ""
    return (*scores, f"{apart.value:+.3f}{between}", _shown_p(one.p_value))


def _shown_p(p_value: float | None) -> str:
    """A p-value in three places; never 0, which no test can give."""
    if p_value is None:
        return "–"
    return "<0.001" if p_value < _LEAST_P else f"{p_value:.3f}"
