"""What reading an export found: every reason counted, the first places of each kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Any, NoReturn, Self

from form4.model.errors import ExportError, Form4Error, RegionError

EXAMPLES_KEPT = 3


class Weight(IntEnum):
    """What became of it: what people or a policy decided, a mark mended or dropped, a task lost."""

    NOTED = 0
    MENDED = 1
    PROBLEM = 2


class Reason(StrEnum):
    """Why something of an export was left out, mended or is worth knowing."""

    BROKEN_FILE = "file cannot be read to its end"
    NO_TASK = "object is no task"
    BAD_RESULT = "result is no list of regions"
    BAD_REGION = "region has no value or no single label"
    UNKNOWN_TYPE = "unknown region type"
    HYPERTEXT = "HyperText region"
    UNKNOWN_LABEL = "unknown label"
    OTHER_CONTROL = "region of another control"
    BAD_OFFSET = "offset is no integer"
    OUT_OF_BOUNDS = "region does not fit the text"
    OTHER_TEXT = "text differs from when it was annotated"
    ONLY_SPACE = "region of white space alone"
    OVERLAP = "overlapping regions"
    NO_TEXT = "annotated text not found"
    TEXT_CHANGED = "text is not the one exported"
    HALF_PAIR = "text holds half of a character"
    BAD_MASK = "masked ranges do not fit"
    JSON_MIN = "JSON_MIN export, which has lost region ids, scores, relations, cancelled work"
    UTF16 = "tasks with UTF-16 offsets converted"
    SHORT_TEXT = "stored text shorter than its region"
    TRIMMED = "white space at region borders trimmed"
    REPEATED = "repeated regions dropped"
    OFF_BORDER = "regions that begin or end inside a word, which training masks"
    SHORTER_DROPPED = "overlapping regions dropped for the longer"
    DANGLING = "relations without their regions dropped"
    CANCELLED = "cancelled annotations left out"
    NOT_ANNOTATED = "tasks that nobody annotated left out"
    PASSED_OVER = "annotations passed over for another of the same task"
    EMPTY = "annotations without a region kept"
    IGNORED = "results of other kinds ignored"
    OTHER_RELATION = "relations with other labels ignored"
    SAME_DOCUMENT = "texts annotated in several tasks or files, of which the newest is taken"


_MENDED = frozenset(
    {
        Reason.JSON_MIN,
        Reason.UTF16,
        Reason.SHORT_TEXT,
        Reason.TRIMMED,
        Reason.REPEATED,
        Reason.SHORTER_DROPPED,
        Reason.DANGLING,
        Reason.OFF_BORDER,
        Reason.IGNORED,
        Reason.OTHER_RELATION,
    }
)
_NOTED = frozenset(
    {
        Reason.CANCELLED,
        Reason.NOT_ANNOTATED,
        Reason.PASSED_OVER,
        Reason.EMPTY,
        Reason.SAME_DOCUMENT,
    }
)
_OF_THE_FILE = frozenset(
    {Reason.BROKEN_FILE, Reason.NO_TASK, Reason.HYPERTEXT, Reason.NO_TEXT, Reason.JSON_MIN}
)


def weight_of(reason: Reason) -> Weight:
    """How heavy a reason is; what is not listed as light loses a task."""
    if reason in _NOTED:
        return Weight.NOTED
    return Weight.MENDED if reason in _MENDED else Weight.PROBLEM


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an export: file, task, and perhaps annotation and region."""

    file: str
    task: str | None = None
    annotation: str | None = None
    region: str | None = None

    def at(self, region: object) -> Self:
        """The place of one region of it."""
        return replace(self, region=str(region))

    def __str__(self) -> str:
        parts = (("task", self.task), ("annotation", self.annotation), ("region", self.region))
        return ", ".join([self.file, *(f"{name} {one}" for name, one in parts if one is not None)])

    def to_dict(self) -> dict[str, str | None]:
        """The place as JSON has it."""
        return {
            "file": self.file,
            "task": self.task,
            "annotation": self.annotation,
            "region": self.region,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, in a sentence that names its place."""

    reason: Reason
    place: Place
    message: str

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON has it."""
        return {"reason": self.reason.name.lower(), "message": self.message, **self.place.to_dict()}


class TaskRefusedError(Exception):
    """Ends the reading of one task whose problem has been recorded."""


@dataclass(slots=True)
class ExportReport:
    """What was read and found so far; a finding of `fatal` weight is raised instead of counted."""

    fatal: Weight | None = None
    tasks: int = 0
    refused: int = 0
    regions: int = 0
    row_groups: int = 0
    counts: Counter[Reason] = field(default_factory=Counter)
    examples: dict[Reason, list[Finding]] = field(default_factory=dict)
    labels: Counter[str] = field(default_factory=Counter)
    qualities: Counter[str] = field(default_factory=Counter)
    agreements: list[float] = field(default_factory=list)
    seen: dict[bytes, str] = field(default_factory=dict, repr=False)  # texts, over all files

    def record(self, reason: Reason, place: Place, message: str, times: int = 1) -> None:
        """Count a finding and keep the first ones; raises it where it is fatal."""
        if times < 1:
            return
        sentence = f"{place}: {message}"
        if self.fatal is not None and weight_of(reason) >= self.fatal:
            raise _error(reason, sentence)
        self.counts[reason] += times
        kept = self.examples.setdefault(reason, [])
        if len(kept) < EXAMPLES_KEPT:
            kept.append(Finding(reason, place, sentence))

    def refuse(self, reason: Reason, place: Place, message: str) -> NoReturn:
        """Count a finding after which the task cannot be read on."""
        self.record(reason, place, message)
        raise TaskRefusedError

    @property
    def problems(self) -> int:
        """Findings for which tasks were left out."""
        return self._sum(Weight.PROBLEM)

    @property
    def mended(self) -> int:
        """Findings that were mended."""
        return self._sum(Weight.MENDED)

    @property
    def agreement(self) -> float | None:
        """Mean F1 of the regions of further annotations against the chosen one's."""
        return sum(self.agreements) / len(self.agreements) if self.agreements else None

    def _sum(self, weight: Weight) -> int:
        return sum(count for reason, count in self.counts.items() if weight_of(reason) is weight)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON has it, heaviest reasons first."""
        return {
            "tasks": self.tasks,
            "tasks_refused": self.refused,
            "regions": self.regions,
            "row_groups": self.row_groups,
            "agreement": None if self.agreement is None else round(self.agreement, 4),
            "labels": dict(sorted(self.labels.items())),
            "quality": dict(sorted(self.qualities.items())),
            "findings": [
                {
                    "reason": reason.name.lower(),
                    "weight": weight_of(reason).name.lower(),
                    "what": reason.value,
                    "count": self.counts[reason],
                    "examples": [one.to_dict() for one in self.examples[reason]],
                }
                for reason in self.reasons()
            ],
        }

    def reasons(self) -> list[Reason]:
        """What was found, the heaviest and then the most frequent first."""
        return sorted(self.counts, key=lambda r: (-weight_of(r), -self.counts[r], r.name))


def _error(reason: Reason, sentence: str) -> Form4Error:
    return ExportError(sentence) if reason in _OF_THE_FILE else RegionError(sentence)


def count_labels(report: ExportReport, labels: Mapping[str, int]) -> None:
    """Add the regions of a task that was read."""
    report.labels.update(labels)
    report.regions += sum(labels.values())
