"""Line ends as inference sees them: one character each."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span


def with_line_feeds(annotated: AnnotatedText) -> AnnotatedText:
    """The text with every CRLF and CR as a line feed, its spans and masks moved along."""
    text = annotated.text
    if "\r" not in text:
        return annotated
    dropped = (c == "\n" and text[n - 1 : n] == "\r" for n, c in enumerate(text))
    before = [0, *accumulate(dropped)]

    def moved(offset: int) -> int:
        return offset - before[offset]

    def spans_moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(replace(one, start=moved(one.start), end=moved(one.end)) for one in spans)

    return replace(
        annotated,
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        spans=spans_moved(annotated.spans),
        masked=tuple((moved(start), moved(end)) for start, end in annotated.masked),
        rows=tuple(map(spans_moved, annotated.rows)),
    )
