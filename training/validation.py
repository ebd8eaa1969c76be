"""Entity scores of tag sequences by seqeval: strict borders, IOB2, by label and layout family.

With strict mode and a fixed scheme, a stray I- tag opens no entity (seqeval, strict mode).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form4.model.errors import ConfigError

_OVERALL = "micro avg"
_AVERAGES = frozenset({_OVERALL, "macro avg", "weighted avg"})

Tags = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class EntityScore:
    """Precision, recall and F1 in [0, 1] of some gold entities, and how many they are."""

    precision: float
    recall: float
    f1: float
    support: int

    def to_dict(self) -> dict[str, float | int]:
        """The figures, rounded to four places."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "support": self.support,
        }


@dataclass(frozen=True, slots=True)
class EntityScores:
    """Micro-averaged entity scores: over all, of each label, of each group of sequences."""

    overall: EntityScore
    by_label: Mapping[str, EntityScore]
    by_group: Mapping[str, EntityScore]

    @property
    def f1(self) -> float:
        """The one figure that training watches: micro-averaged F1 over all."""
        return self.overall.f1

    def to_dict(self) -> dict[str, Any]:
        """The scores as JSON has them."""
        return {
            "overall": self.overall.to_dict(),
            "by_label": {name: score.to_dict() for name, score in self.by_label.items()},
            "by_layout": {name: score.to_dict() for name, score in self.by_group.items()},
        }

    def to_markdown(self) -> str:
        """Two tables: by layout family with the overall line first, and by label."""
        groups = _markdown("layout", {"all": self.overall, **self.by_group})
        return f"{groups}\n\n{_markdown('label', self.by_label)}"


def entity_scores(gold: Tags, predicted: Tags, groups: Sequence[str]) -> EntityScores:
    """Strict IOB2 entity scores; `groups` names the layout family of each sequence.

    Raises ValueError when the sequences differ in number or length, and ConfigError without
    seqeval.
    """
    if not len(gold) == len(predicted) == len(groups):
        raise ValueError(f"{len(gold)} gold, {len(predicted)} predicted, {len(groups)} groups")
    by_group = {}
    for name in sorted(set(groups)):
        places = [place for place, group in enumerate(groups) if group == name]
        part = _report([gold[i] for i in places], [predicted[i] for i in places])
        by_group[name] = part[_OVERALL]
    report = _report(gold, predicted)
    labels = {name: report[name] for name in sorted(report.keys() - _AVERAGES)}
    return EntityScores(report[_OVERALL], labels, by_group)


def _report(gold: Tags, predicted: Tags) -> dict[str, EntityScore]:
    try:
        from seqeval.metrics import classification_report
        from seqeval.scheme import IOB2
    except ImportError as error:
        raise ConfigError(
            "Entity scores need seqeval: pip install 'form4-extractor[train]'."
        ) from error
    if not any(tag.startswith("B-") for tags in (*gold, *predicted) for tag in tags):
        return {_OVERALL: EntityScore(0.0, 0.0, 0.0, 0)}  # seqeval takes the mean of nothing
    report = classification_report(
        [list(tags) for tags in gold],
        [list(tags) for tags in predicted],
        mode="strict",
        scheme=IOB2,
        output_dict=True,
        zero_division=0,
    )
    return {
        name: EntityScore(
            precision=float(figures["precision"]),
            recall=float(figures["recall"]),
            f1=float(figures["f1-score"]),
            support=int(figures["support"]),
        )
        for name, figures in report.items()
        if name not in _AVERAGES or name == _OVERALL
    }


def _markdown(name: str, scores: Mapping[str, EntityScore]) -> str:
    lines = [
        f"| {name} | precision | recall | F1 | entities |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {key} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {s.support:,} |"
        for key, s in scores.items()
    ]
    return "\n".join(lines)
