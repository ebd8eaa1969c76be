"""The one training format: a text with its labelled spans."""

from dataclasses import dataclass
from itertools import pairwise

from form4.model.errors import RegionError
from form4.model.spans import Span


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A document text with sorted, non-overlapping spans, its layout family and its id.

    `masked` lists half-open ranges that training must ignore: places whose label is not known.
    `rows` lists spans that somebody joined into one row of the form; most texts have none.
    Raises RegionError when a span leaves the text or meets another one, or a row has others.
    """

    document_id: str
    text: str
    spans: tuple[Span, ...]
    layout: str = "unknown"
    masked: tuple[tuple[int, int], ...] = ()
    rows: tuple[tuple[Span, ...], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", tuple(sorted(self.spans)))
        for span in self.spans:
            self._check_bounds(span)
        for left, right in pairwise(self.spans):
            self._check_apart(left, right)
        known = {*self.spans} if self.rows else set()
        for span in (span for row in self.rows for span in row):
            if span not in known:
                raise RegionError(
                    f"{self.document_id}: a row has {span.label} at {span.start}:{span.end}, "
                    "which is none of the spans. Leave it out."
                )

    def _check_bounds(self, span: Span) -> None:
        if not 0 <= span.start < span.end <= len(self.text):
            raise RegionError(
                f"{self.document_id}: {span.label} at {span.start}:{span.end} does not fit a text "
                f"of {len(self.text)} characters. Was the text edited after annotation?"
            )

    def _check_apart(self, left: Span, right: Span) -> None:
        if right.start < left.end:
            raise RegionError(
                f"{self.document_id}: {left.label} at {left.start}:{left.end} "
                f"({self.text[left.start : left.end]!r}) overlaps {right.label} at "
                f"{right.start}:{right.end} ({self.text[right.start : right.end]!r}). "
                "Keep one of them."
            )
