"""Records printed as a caption and its value a line, as dumps of data have them."""

import re
from collections.abc import Iterator

from form4.inference.rules.captioned import label_of, value_spans
from form4.model.spans import Span

_PAIR = re.compile(
    r"^[ \t|*\-]{0,6}(?P<caption>[A-Za-z#][^\n:=|\t]{0,60}?)[ \t*]{0,4}[:=|\t][ \t*]{0,6}"
    r"(?P<value>[^\n|]{1,200})",
    re.MULTILINE,
)
_FEWEST = 5
_PROOF = frozenset({"transaction_date", "transaction_shares", "transaction_code"})


def keyed_spans(text: str) -> Iterator[Span]:
    """The values behind captions, where a text has enough of them to be such a record."""
    found = [
        (match, label)
        for match in _PAIR.finditer(text)
        if (label := label_of(match["caption"])) is not None
    ]
    labels = {label for _, label in found}
    if len(labels) < _FEWEST or len(labels & _PROOF) < len(_PROOF) - 1:
        return
    for match, label in found:
        yield from value_spans(text, *match.span("value"), label)
