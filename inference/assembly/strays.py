"""Spans that the rest of the page shows to be something else: captions read as figures, box 3 as 4.

OCR of small print makes figures of captions: '(Instr. 4)' has been read as '(11150.4)'.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from form4.inference.assembly.items import ROW_LABELS
from form4.inference.assembly.lines import Lines
from form4.inference.assembly.parse import parse_day
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span

_FAINT = 0.6
# Words of captions on the line: figures stand behind one, 'Price 3.47', letters behind none.
_FEWEST = {Kind.NUMBER: 2, Kind.CODE: 1}
_CAPTION = re.compile(
    r"\b(?:amount|price|code|exercisable|expiration|transaction|securities|beneficially|ownership|"
    r"owned|acquired|disposed|instr)",
    re.IGNORECASE,
)
_PERIOD, _ORIGINAL = "period_of_report", "date_of_original_submission"
_PERIOD_SCORE = 0.6


def settle_strays(text: str, lines: Lines, spans: Sequence[Span]) -> list[Span]:
    """The spans without figures of captions, and with the date of box 3 where box 4 has it."""
    kept = list(_without_captions(text, lines, spans))
    return list(_with_period(text, [span for span in kept if not _is_echo(text, span, kept)]))


def _without_captions(text: str, lines: Lines, spans: Sequence[Span]) -> Iterator[Span]:
    """A faint figure or letter that stands alone on a line of captions is a caption."""
    cells = Counter(lines.line(span.start) for span in spans if span.label in ROW_LABELS)
    for span in spans:
        fewest = _FEWEST.get(BY_NAME[span.label].kind) if span.label in ROW_LABELS else None
        alone = span.score < _FAINT and cells[lines.line(span.start)] == 1
        if fewest is None or not alone or _captions_beside(text, span) < fewest:
            yield span


def _captions_beside(text: str, span: Span) -> int:
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    line += text[span.end :].partition("\n")[0]
    return len({match[0].casefold() for match in _CAPTION.finditer(line)})


def _is_echo(text: str, span: Span, spans: Sequence[Span]) -> bool:
    """Whether a faint original date is box 3's once more, as where OCR read the boxes twice."""
    if span.label != _ORIGINAL or span.score >= _FAINT:
        return False
    day = parse_day(text[span.start : span.end])
    boxes = (text[one.start : one.end] for one in spans if one.label == _PERIOD)
    return day is not None and day in map(parse_day, boxes)


def _with_period(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """A page without box 3 whose one original date is that of a transaction: it is box 3's.

    An amendment prints both dates, and the original was filed after the transaction.
    """
    dates = [span for span in spans if span.label == _ORIGINAL]
    lone = len(dates) == 1 and not any(span.label == _PERIOD for span in spans)
    traded = {parse_day(text[s.start : s.end]) for s in spans if s.label == "transaction_date"}
    for span in spans:
        same = lone and span is dates[0] and parse_day(text[span.start : span.end]) in traded
        if same:
            yield replace(span, label=_PERIOD, score=min(span.score, _PERIOD_SCORE))
        else:
            yield span
