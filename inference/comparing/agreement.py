"""Where two methods agree when no truth is known, and whom the form's own sums side with."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from form4.inference.comparing.checks import checks_of
from form4.inference.comparing.compared import Compared
from form4.inference.evaluation.comparison import FieldMatch


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How often both methods state the same, something different, or only one states anything."""

    name: str
    same: int
    different: int
    only_first: int
    only_second: int

    @property
    def share(self) -> float:
        """The share of values that both state alike, of all that either states; in [0, 1]."""
        total = self.same + self.different + self.only_first + self.only_second
        return self.same / total if total else 1.0

    def to_dict(self) -> dict[str, Any]:
        """The counts as JSON has them."""
        return {
            "name": self.name,
            "same": self.same,
            "different": self.different,
            "only_first": self.only_first,
            "only_second": self.only_second,
            "share": round(self.share, 4),
        }


@dataclass(frozen=True, slots=True)
class Sides:
    """Documents on which the two differ, by whose filing the form's own checks speak for.

    `undecidable` are those on which no check can be made of either filing.
    """

    first: int
    second: int
    neither: int
    undecidable: int = 0

    @property
    def decidable(self) -> int:
        """Documents on which a check can be made of one filing at least."""
        return self.first + self.second + self.neither

    @property
    def differing(self) -> int:
        """All documents on which the two differ."""
        return self.decidable + self.undecidable

    def to_dict(self) -> dict[str, int]:
        """The counts as JSON has them."""
        return {
            "first": self.first,
            "second": self.second,
            "neither": self.neither,
            "undecidable": self.undecidable,
        }


def field_agreements(documents: Iterable[Compared]) -> list[FieldAgreement]:
    """The agreement of each field, by name."""
    counts: dict[str, Counter[str]] = {}
    for document in documents:
        for match in document.between.matches:
            counts.setdefault(match.name, Counter())[_kind(match)] += 1
    return [
        FieldAgreement(
            name,
            count["same"],
            count["different"],
            count["only_first"],
            count["only_second"],
        )
        for name, count in sorted(counts.items())
    ]


def _kind(match: FieldMatch) -> str:
    if match.is_same:
        return "same"
    if match.predicted is None:
        return "only_first"
    return "only_second" if match.gold is None else "different"


def sides_of_checks(documents: Iterable[Compared]) -> Sides:
    """How often the checks side with which method, where the two differ.

    Checks that hold count for a method, those that fail against it: by failures alone, who reads
    nothing would never be wrong.
    """
    counts = Counter(_side(document) for document in documents if document.differing)
    return Sides(counts["first"], counts["second"], counts["neither"], counts["undecidable"])


def _side(document: Compared) -> str:
    left, right = (checks_of(one.filing) for one in (document.first, document.second))
    if not left.made and not right.made:
        return "undecidable"
    if left.balance == right.balance:
        return "neither"
    return "first" if left.balance > right.balance else "second"
