"""Several methods in one table: the headline scores of each, group by group."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from form4.inference.evaluation.bootstrap import Interval
from form4.inference.evaluation.report import Grid, Section
from form4.inference.evaluation.scores import Scores
from form4.inference.evaluation.spans import SpanScores

_Figure = Callable[[Scores], Interval]
_FIGURES: tuple[tuple[str, _Figure], ...] = (
    ("core F1", lambda scores: scores.core.f1),
    ("all-field F1", lambda scores: scores.all_fields.f1),
    ("exact rows", lambda scores: scores.exact_rows.share),
    ("confident errors", lambda scores: scores.confident_errors.share),
)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The same section of several methods; `methods` holds each one's name and section."""

    title: str
    methods: tuple[tuple[str, Section], ...]

    def grids(self) -> Iterator[Grid]:
        """A table of every group and score, a column a method."""
        names = [name for name, _ in self.methods]
        rows = tuple(self._rows(names))
        yield Grid(self.title, ("group: score", *names), rows)

    def to_data(self) -> dict[str, Any]:
        """Each method's scores as JSON has them."""
        return {name: section.to_data() for name, section in self.methods}

    def _rows(self, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
        found: dict[str, dict[str, Interval]] = {}
        for name, section in self.methods:
            for scores in section.scores:
                for score, figure in _figures(scores):
                    found.setdefault(f"{scores.name}: {score}", {})[name] = figure
        for label, figures in found.items():
            yield (label, *(str(figures.get(name, Interval(None))) for name in names))


def _figures(scores: Scores | SpanScores) -> Iterator[tuple[str, Interval]]:
    if isinstance(scores, SpanScores):
        yield "entity F1", scores.overall.f1
        return
    for name, figure in _FIGURES:
        yield name, figure(scores)


def side_by_side(reports: Sequence[tuple[str, Sequence[Section]]]) -> list[SideBySide]:
    """The sections that methods have in common by title, next to each other."""
    titles = dict.fromkeys(section.title for _, sections in reports for section in sections)
    return [
        SideBySide(
            title,
            tuple(
                (name, section)
                for name, sections in reports
                for section in sections
                if section.title == title
            ),
        )
        for title in titles
    ]
