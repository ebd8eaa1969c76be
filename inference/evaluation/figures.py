"""Tables of figures beside the contract's scores: confidence, lost rows, causes, noise, speed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from form4.inference.evaluation.bootstrap import Interval
from form4.inference.evaluation.causes import Cause
from form4.inference.evaluation.measured import Aligned, Measured
from form4.inference.evaluation.noise_curve import Damage
from form4.inference.evaluation.other_papers import MadeUp
from form4.inference.evaluation.reliability import (
    BINS,
    REVIEWED,
    Judged,
    calibration_error,
    reliability_to_dict,
    review,
)
from form4.inference.evaluation.report import Grid
from form4.inference.evaluation.scores import EVERYTHING, Scores, group_members, score
from form4.inference.evaluation.spans import SpanScores, score_spans

CONFIDENCE = "Confidence"
LOST = "Where rows are lost"
CAUSES = "Wrong core values by cause"
NOISE = "Damaged characters"
OTHERS = "Papers that are no form"
SPEED = "Speed"
_CURVE = tuple(share / 50 for share in range(51))

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures, the first column of names; `details` go into JSON alone."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def grids(self) -> Iterator[Grid]:
        """The table as printed."""
        rows = tuple(tuple(shown(cell) for cell in row) for row in self.rows)
        yield Grid(self.title, self.columns, rows, self.note)

    def to_data(self) -> dict[str, Any]:
        """The table as JSON has it."""
        rows = [[_rounded(cell) for cell in row] for row in self.rows]
        table = {"note": self.note, "columns": list(self.columns), "rows": rows}
        return {**table, **self.details}


def shown(cell: Cell) -> str:
    """A cell as tables print it: three places for a share, a dash for nothing."""
    if cell is None:
        return "–"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _rounded(cell: Cell) -> Cell:
    return round(cell, 4) if isinstance(cell, float) else cell


def confidence_figures(measured: Sequence[Measured], *, is_calibrated: bool) -> Figures:
    """Calibration errors and what a review of the least sure rows catches, by group."""
    details: dict[str, Any] = {"calibrated": is_calibrated, "groups": {}}
    rows: list[tuple[Cell, ...]] = []
    for name, members in _plain_groups(measured):
        found = [one for document in members for one in document.rows]
        values = [one for document in members for one in document.values]
        details["groups"][name] = _confidence_details(members, found, values)
        caught: list[Cell] = [one.caught for one in review(found)]
        wrong = sum(not one.is_right for one in found)
        errors = (calibration_error(found), calibration_error(values))
        caught += [None] * (len(REVIEWED) - len(caught))
        rows.append((name, len(found), wrong, *errors, *caught))
    heads = tuple(f"caught {share:.0%}" for share in REVIEWED)
    columns = ("group", "rows", "wrong", "row ECE", "value ECE", *heads)
    note = (
        f"Scores are {'' if is_calibrated else 'not '}calibrated. ECE: {BINS} bins of equal width, "
        "of transactions read and of core values. Caught: share of the wrong rows among the least "
        "sure ones. Rows that were missed altogether have no confidence and are not here."
    )
    return Figures(CONFIDENCE, columns, tuple(rows), note, details)


def _confidence_details(
    members: Sequence[Measured], rows: Sequence[Judged], values: Sequence[Judged]
) -> dict[str, Any]:
    """Bins of the reliability diagrams, the review curve, and rows that no review can catch."""
    return {
        "rows": reliability_to_dict(rows),
        "values": reliability_to_dict(values),
        "missed_rows": sum(document.read.missed_rows for document in members),
        "review": [
            [_rounded(cell) for cell in (one.looked_at, one.caught, one.wrong_left)]
            for one in (*review(rows), *review(rows, _CURVE))
        ],
    }


def lost_figures(measured: Sequence[Measured]) -> Figures:
    """Tagging against the values placed in the text; rows from gold spans beside rows as read."""
    rows: list[tuple[Cell, ...]] = []
    for name, members in _groups(measured):
        aligned = [one.aligned for one in members if one.aligned is not None]
        if not aligned:
            continue
        tags: SpanScores = score_spans([one.spans for one in aligned])[0]
        gold: Scores = score(name, [one.assembled for one in aligned])
        read: Scores = score(name, [one.read for one in members if one.aligned is not None])
        shares: list[Interval] = [tags.overall.f1, gold.core.f1, read.core.f1]
        shares += [gold.exact_rows.share, read.exact_rows.share]
        rows.append((name, len(aligned), *(share.value for share in shares)))
    columns = ("group", "texts", "entity F1", "core: gold", "read", "exact rows: gold", "read")
    note = "Gold: assembled from the true values where alignment finds them in the text."
    return Figures(LOST, columns, tuple(rows), note)


def cause_figures(measured: Sequence[Measured]) -> Figures:
    """How many core values were missed, wrong or made up, by cause and group."""
    rows: list[tuple[Cell, ...]] = []
    for name, members in _plain_groups(measured):
        aligned = [one.aligned for one in members if one.aligned is not None]
        counts = Counter(failure.cause for one in aligned for failure in one.failures)
        total = sum(counts.values())
        rows.append((name, total, *(counts[cause] for cause in Cause), *_at_best(aligned)))
    columns = ("group", "all", *(cause.value for cause in Cause), "core F1 at best", "exact rows")
    note = (
        "At best: had everything that stands in the text been read right. Of wrong gold data no "
        "count is made: `--errors FILE` lists all for people to judge."
    )
    return Figures(CAUSES, columns, tuple(rows), note)


def _at_best(aligned: Sequence[Aligned]) -> tuple[Cell, Cell]:
    """Core F1 and exact rows of a reading that errs only in what the text has lost."""
    stated = sum(one.core_values for one in aligned)
    found = stated - sum(one.lost_values for one in aligned)
    rows = sum(one.transactions for one in aligned)
    whole = rows - sum(one.lost_rows for one in aligned)
    return _share(2 * found, found + stated), _share(whole, rows)


def noise_figures(curve: Sequence[Damage]) -> Figures:
    """Core F1 as characters are damaged, beside what of the values is still there to be read."""
    rows: list[tuple[Cell, ...]] = []
    for one in curve:
        correct, missed, spurious = one.core
        rows.append(
            (
                f"{one.share:.0%}",
                _share(2 * correct, 2 * correct + missed + spurious),
                _share(one.intact, one.placed),
                _share(one.intact_right, one.intact),
            )
        )
    columns = ("damaged", "core F1", "values left intact", "of these right")
    note = "Characters misread, dropped or doubled in a sample of the text-layer texts."
    return Figures(NOISE, columns, tuple(rows), note)


def other_figures(made_up: MadeUp) -> Figures:
    """Rows made up in papers that have none."""
    share = _share(made_up.with_rows, made_up.papers)
    row = ("other papers", made_up.papers, made_up.with_rows, share, made_up.rows)
    columns = ("what", "papers", "with rows", "share", "rows made up")
    note = "Form 144, proxy statements and the like, half of them of wordings never trained on."
    return Figures(OTHERS, columns, (row,), note)


def speed_figures(measured: Sequence[Measured], processes: int) -> Figures:
    """Documents a second from text to filing, by the processor time that they took."""
    seconds = sum(one.seconds for one in measured)
    rate = processes * len(measured) / seconds if seconds else None
    row = (f"{processes} processes", len(measured), seconds / max(1, len(measured)), rate)
    note = "By processor time, each process on one thread."
    return Figures(SPEED, ("with", "texts", "seconds a text", "texts a second"), (row,), note)


def _groups(measured: Sequence[Measured]) -> Iterator[tuple[str, Sequence[Measured]]]:
    yield EVERYTHING, measured
    yield from group_members(measured).items()


def _plain_groups(measured: Sequence[Measured]) -> Iterator[tuple[str, Sequence[Measured]]]:
    """The groups without those of single converters, of which there are too few rows."""
    return ((name, members) for name, members in _groups(measured) if ": " not in name)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
