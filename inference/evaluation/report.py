"""Scores as a page: the same cells as a terminal table, as Markdown and as JSON."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rich.table import Table

from form4.inference.evaluation.bootstrap import Interval, Measure
from form4.inference.evaluation.causes import Failure
from form4.inference.evaluation.scores import Scores
from form4.inference.evaluation.spans import SpanScores

INTERVAL_NOTE = "Ranges: the middle 95 % of 1,000 resamples of the filings."


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of printed cells; the first column holds names."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def to_markdown(self) -> str:
        """The grid as a Markdown section."""
        ruler = ("---", *("---:" for _ in self.columns[1:]))
        lines = [f"| {' | '.join(row)} |" for row in (self.columns, ruler, *self.rows)]
        note = ("", self.note) if self.note else ()
        return "\n".join((f"## {self.title}", "", *lines, *note))

    def to_table(self) -> Table:
        """The grid as rich prints it; its note is printed beside it."""
        table = Table(
            title=self.title, title_justify="left", box=None, padding=(0, 1), collapse_padding=True
        )
        for position, column in enumerate(self.columns):
            table.add_column(column, justify="right" if position else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*row)
        return table


class AnySection(Protocol):
    """A part of the report that prints as tables."""

    @property
    def title(self) -> str:
        """What it is about."""

    def grids(self) -> Iterator[Grid]:
        """Its tables."""

    def to_data(self) -> Any:
        """What JSON has of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """Scores of one comparison by group, all documents first."""

    title: str
    scores: tuple[Scores, ...] | tuple[SpanScores, ...]

    def grids(self) -> Iterator[Grid]:
        """The scores by group, then those of every field or label over all documents."""
        rows = tuple(_score_row(scores) for scores in self.scores)
        if not rows:
            return
        first = self.scores[0]
        columns = _ENTITY_COLUMNS if isinstance(first, SpanScores) else _COLUMNS
        yield Grid(self.title, columns, rows)
        measures = first.labels if isinstance(first, SpanScores) else first.fields
        what = "label" if isinstance(first, SpanScores) else "field"
        details = tuple(_measure_row(name, measure) for name, measure in measures.items())
        yield Grid(f"{self.title}: each {what}", (what, *_MEASURE_COLUMNS), details)

    def to_data(self) -> list[dict[str, Any]]:
        """The scores by group as JSON has them."""
        return [scores.to_dict() for scores in self.scores]


@dataclass(frozen=True, slots=True)
class Report:
    """What was scored: with which model, when, on what machine, and what failed."""

    model: str
    measured_on: datetime.date
    machine: str
    sections: tuple[AnySection, ...]
    problems: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def heading(self) -> str:
        """One line on the circumstances."""
        return f"{self.model}, {self.measured_on.isoformat()}, {self.machine}"

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return {
            "model": self.model,
            "measured_on": self.measured_on.isoformat(),
            "machine": self.machine,
            "sections": {section.title: section.to_data() for section in self.sections},
            "problems": list(self.problems),
        }

    def to_markdown(self) -> str:
        """The report as one Markdown page."""
        parts = [grid.to_markdown() for section in self.sections for grid in section.grids()]
        problems = [f"- {problem}" for problem in self.problems]
        if problems:
            parts.append("\n".join(("## Problems", "", *problems)))
        return "\n\n".join(("# Scores", f"{self.heading}. {INTERVAL_NOTE}", *parts)) + "\n"


_COLUMNS = ("group", "texts", "core F1", "all-field F1", "exact rows", "confident errors")
_ENTITY_COLUMNS = ("group", "texts", "precision", "recall", "F1")
_MEASURE_COLUMNS = ("F1", "P", "R", "correct", "missed", "extra")


def _score_row(scores: Scores | SpanScores) -> tuple[str, ...]:
    if isinstance(scores, SpanScores):
        figures: Sequence[Interval] = (
            scores.overall.precision,
            scores.overall.recall,
            scores.overall.f1,
        )
    else:
        figures = (
            scores.core.f1,
            scores.all_fields.f1,
            scores.exact_rows.share,
            scores.confident_errors.share,
        )
    axis, _, value = scores.name.rpartition(": ")
    name = f"· {value}" if axis else value  # one of several on an axis: converters, layouts
    return (name, str(scores.documents), *map(str, figures))


def _measure_row(name: str, measure: Measure) -> tuple[str, ...]:
    shares = (measure.precision.value, measure.recall.value)
    return (
        name,
        str(measure.f1),
        *("–" if share is None else f"{share:.3f}" for share in shares),
        *map(str, (measure.correct, measure.missed, measure.spurious)),
    )
