"""A model before and after retraining on the same pages, label by label and row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.assembly import assemble
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.scores import ScoredDocument, score, score_document
from form4.inference.evaluation.spans import SpanCounts, count_spans, score_spans
from form4.model.filing import Filing

MARGIN = 0.005  # what a retrained model may lose on the standard set


@dataclass(frozen=True, slots=True)
class PageScores:
    """What a model makes of pages whose spans are known; None where there is nothing to count.

    Rows and fields are compared with what the assembler makes of the known spans.
    """

    pages: int
    entities: float | None
    core_fields: float | None
    all_fields: float | None
    exact_rows: float | None
    labels: Mapping[str, float | None]

    @classmethod
    def of(
        cls, reader: Reader, pages: Sequence[AnnotatedText], gold: Sequence[Filing] | None = None
    ) -> "PageScores":
        """Read all pages and count; `gold` is what `gold_filings` makes of them, to save time."""
        spans: list[SpanCounts] = []
        rows: list[ScoredDocument] = []
        for page, wanted in zip(pages, gold or gold_filings(pages), strict=True):
            read = reader.attempt(page.text, page.document_id)
            spans.append(count_spans(page, read.spans))
            rows.append(score_document(page.document_id, compare_filings(wanted, read.filing)))
        entities, records = score_spans(spans)[0], score("all", rows)
        return cls(
            pages=len(pages),
            entities=entities.overall.f1.value,
            core_fields=records.core.f1.value,
            all_fields=records.all_fields.f1.value,
            exact_rows=records.exact_rows.share.value,
            labels={name: one.f1.value for name, one in entities.labels.items()},
        )

    def figures(self) -> dict[str, float | None]:
        """The overall figures by name."""
        return {
            "entity F1": self.entities,
            "core-field F1": self.core_fields,
            "all-field F1": self.all_fields,
            "exact rows": self.exact_rows,
        }

    def to_dict(self) -> dict[str, Any]:
        """The scores as JSON has them."""
        named = {
            name.replace(" ", "_").replace("-", "_"): _rounded(x)
            for name, x in self.figures().items()
        }
        labels = {name: _rounded(value) for name, value in sorted(self.labels.items())}
        return {"pages": self.pages, **named, "labels": labels}


def gold_filings(pages: Sequence[AnnotatedText]) -> list[Filing]:
    """What the assembler makes of the known spans of each page, in rows that people joined."""
    return [assemble(page.text, page.spans, rows=page.rows) for page in pages]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Two models on the same pages, and beside them the rules without learning."""

    name: str
    before: PageScores
    after: PageScores
    rules: PageScores | None = None

    @classmethod
    def of(cls, name: str, pages: Sequence[AnnotatedText], *readers: Reader) -> Self:
        """Let two models read the pages, and the rules as a third where they are given."""
        gold = gold_filings(pages)
        return cls(name, *(PageScores.of(reader, pages, gold) for reader in readers))

    @property
    def loss(self) -> float:
        """How much core-field F1 fell, or entity F1 where no field is stated; negative: it rose."""
        for name in ("core-field F1", "entity F1"):
            pair = self.before.figures()[name], self.after.figures()[name]
            if pair[0] is not None:
                return pair[0] - (pair[1] or 0.0)
        return 0.0

    def to_dict(self) -> dict[str, Any]:
        """Both as JSON has them."""
        return {
            "name": self.name,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "rules": None if self.rules is None else self.rules.to_dict(),
            "loss": round(self.loss, 4),
        }

    def to_markdown(self) -> str:
        """A table of the overall figures and of the labels that changed."""
        lines = [f"## {self.name}: {self.before.pages} pages", "", *_HEAD]
        after, rules = self.after.figures(), self.rules.figures() if self.rules else {}
        lines += [
            _row(name, value, after[name], rules.get(name))
            for name, value in self.before.figures().items()
        ]
        names = sorted({*self.before.labels, *self.after.labels})
        by_rules = self.rules.labels if self.rules else {}
        for name in names:
            old, new = self.before.labels.get(name), self.after.labels.get(name)
            if _rounded(old) != _rounded(new):
                lines.append(_row(f"`{name}`", old, new, by_rules.get(name)))
        return "\n".join(lines) + "\n"


_HEAD = ("| | rules | before | after | change |", "| --- | ---: | ---: | ---: | ---: |")


def _row(name: str, before: float | None, after: float | None, rules: float | None) -> str:
    change = "–" if before is None or after is None else f"{after - before:+.3f}"
    shown = ["–" if value is None else f"{value:.3f}" for value in (rules, before, after)]
    return f"| {name} | {' | '.join(shown)} | {change} |"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
