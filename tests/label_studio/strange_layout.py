"""Pages in a layout that no model has seen: what a user would annotate a dozen of."""

from dataclasses import replace
from itertools import islice

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.model.spans import Span

_SEED = 61_000_061
_SIGNS = {" ": "_", "\t": " ~ ", "\n": " ##\n"}


def strange_pages(count: int) -> list[AnnotatedText]:
    """Forms in which blanks are underscores, tabs waves, and every line ends with two crosses."""
    drawn = pages(3 * count, _SEED, ValuePools.builtin(), layouts=["grid_tabs", "cell_a_line"])
    written = (_rewritten(page.annotated) for page in drawn if page.annotated.spans)
    return list(islice(written, count))


def _rewritten(page: AnnotatedText) -> AnnotatedText:
    pieces = [_SIGNS.get(character, character) for character in page.text]
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    text = "".join(pieces)
    spans = (Span(places[span.start], places[span.end], span.label) for span in page.spans)
    masked = tuple((places[start], places[end]) for start, end in page.masked)
    return replace(page, text=text, spans=tuple(spans), masked=masked, layout="strange")
