"""Which method to use: who is ahead on each group of documents, said plainly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from form4.inference.comparing.paired import HEADLINES, Difference
from form4.inference.evaluation.report import Grid


class Verdict(StrEnum):
    """How the second method stands to the first; surely when interval and test both say so."""

    SURELY_AHEAD = "surely ahead"
    AHEAD = "ahead"
    EVEN = "even"
    BEHIND = "behind"
    SURELY_BEHIND = "surely behind"
    UNKNOWN = "nothing to count"


SURE = 0.05  # the largest p-value of a lead that is called sure
NOT_AHEAD = (Verdict.EVEN, Verdict.BEHIND, Verdict.SURELY_BEHIND)


@dataclass(frozen=True, slots=True)
class AheadSection:
    """The verdicts on the headline scores by group, and the groups without a lead."""

    differences: tuple[Difference, ...]
    names: tuple[str, str]
    title: str = "Who is ahead"

    @property
    def not_ahead(self) -> list[str]:
        """The groups on which the second method's core fields are no better than the first's."""
        core = HEADLINES[0]
        return [
            one.group for one in self.differences if one.name == core and verdict(one) in NOT_AHEAD
        ]

    def grids(self) -> Iterator[Grid]:
        """A line a group, and the sentence on where the second method does not lead."""
        rows = tuple(
            (group, *(str(found.get(name, Verdict.UNKNOWN)) for name in HEADLINES))
            for group, found in self._verdicts()
        )
        columns = ("the second method is", *HEADLINES)
        yield Grid(self.title, columns, rows, self._sentence())

    def to_data(self) -> dict[str, Any]:
        """The verdicts as JSON has them."""
        return {
            "groups": {
                group: {name: str(one) for name, one in found.items()}
                for group, found in self._verdicts()
            },
            "not_ahead": self.not_ahead,
            "sentence": self._sentence(),
        }

    def _verdicts(self) -> list[tuple[str, dict[str, Verdict]]]:
        groups: dict[str, dict[str, Verdict]] = {}
        for one in self.differences:
            groups.setdefault(one.group, {})[one.name] = verdict(one)
        return list(groups.items())

    def _sentence(self) -> str:
        first, second = self.names
        behind = self.not_ahead
        if behind:
            return f"In core fields {second} is not ahead of {first} on: {', '.join(behind)}."
        return f"In core fields {second} is ahead of {first} on every group."


def verdict(difference: Difference) -> Verdict:
    """How the second method stands to the first on one score."""
    apart = difference.difference.value
    if apart is None:
        return Verdict.UNKNOWN
    if apart == 0:
        return Verdict.EVEN
    if apart > 0:
        return Verdict.SURELY_AHEAD if _is_sure(difference) else Verdict.AHEAD
    return Verdict.SURELY_BEHIND if _is_sure(difference) else Verdict.BEHIND


def _is_sure(difference: Difference) -> bool:
    """Whether nought is outside the interval and the test agrees.

    Of a handful of filings either can be had by chance: resamples of three that all lean one way
    leave nought out, and the test cannot fall below 0.25.
    """
    low, high, p_value = difference.difference.low, difference.difference.high, difference.p_value
    if low is None or high is None or p_value is None:
        return False
    return not low <= 0 <= high and p_value < SURE


def ahead_section(differences: Sequence[Difference], names: tuple[str, str]) -> AheadSection:
    """The section of the headline scores among some differences."""
    return AheadSection(tuple(one for one in differences if one.name in HEADLINES), names)
