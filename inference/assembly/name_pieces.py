"""Which pieces of owners' names are one name: torn, wrapped beside other boxes, or cut by cells.

Joint filers stand in lists and tables: names below each other that are names of their own, whatever
stands between them.
"""

import re
from collections.abc import Sequence

from form4.inference.assembly.items import fold
from form4.inference.assembly.lines import is_torn_off, runs_of, stands_below
from form4.inference.assembly.names import ENTITY_WORDS, is_entity
from form4.inference.assembly.reading import Page
from form4.model.labels import BY_NAME, Place
from form4.model.spans import Span

_OWNER_LABELS = frozenset(name for name, one in BY_NAME.items() if one.place is Place.OWNER)
_NAME, _ISSUER = "owner_name", "issuer_name"
# A zip code, or the captions and words of an address: the name before it has ended.
_ADDRESS = re.compile(r"\b\d{5}\b|\((?:last|first|street|city|zip)\)|\bc/o\b", re.IGNORECASE)
# A state and its zip code right behind: the line of an address, not a name.
_CITY = re.compile(r"[^\d\n]{0,25}\b[A-Z]{2}\b[\s|,]{0,8}\d{5}\b")
_CITY_AND_STATE = re.compile(r", ?[A-Z]{2}$")
_ZIP = re.compile(r"[\s|,]{0,8}\d{5}\b")
_NEXT_ENTRY = re.compile(r"\n[\s|*>#-]*\(?\d{1,2}\\?[.)][\s|*]*$")
_LEGAL_FORM_WORDS = """
bv co company corp corporation foundation gmbh inc incorporated limited llc llp lllp lp ltd nv
partnership plc sarl trust
"""
_LEGAL_FORMS = frozenset(_LEGAL_FORM_WORDS.split())
_GOES_ON = frozenset({"dated", "dtd", "fbo", "for", "of", "the", "ua", "uad", "under", "and"})
_NUMERAL = re.compile(r"[ivx]+|\d+")
_MOST_PIECES = 4


def name_runs(page: Page, spans: Sequence[Span]) -> list[list[Span]]:
    """The owners' names in text order, each with its pieces."""
    named = [span for span in spans if span.label == _NAME]
    names = [span for span in named if not _is_city(page.text, span)] or named
    around = [span for span in spans if span.label in _OWNER_LABELS or span.label == _ISSUER]
    runs = runs_of(names, lambda left, right: _continues(page, around, left, right))
    return _joined_as_elsewhere(page, runs)


def _is_city(text: str, span: Span) -> bool:
    if _CITY_AND_STATE.search(text[span.start : span.end]):
        return _ZIP.match(text, span.end) is not None
    return _CITY.match(text, span.end) is not None


def _continues(page: Page, spans: Sequence[Span], left: Span, right: Span) -> bool:
    """Whether two pieces are one name, torn or wrapped below itself beside other boxes.

    In a list of owners each name has its own marks, address or number, or is a whole name.
    """
    gap = page.text[left.end : right.start]
    if _NEXT_ENTRY.search(gap):
        return False
    if is_torn_off(page.text, left, right):
        return True
    if not stands_below(page.lines, left, right) or _ADDRESS.search(gap):
        return False
    between = {span.label for span in spans if left.end <= span.start < right.start}
    if _ISSUER in between:
        return True
    if _are_two_names(page.printed(left), page.printed(right)):
        return False
    after = (span.label for span in spans if right.end <= span.start)
    own = next((label for label in after if label in _OWNER_LABELS), _NAME)
    return not between & _OWNER_LABELS or own == _NAME


def _are_two_names(upper: str, lower: str) -> bool:
    """Whether each of two names is whole by itself.

    'Tempus Corp.' over 'Jane Doe', but not 'Doe Family Growth' over 'Fund IX, L.P.'.
    """
    first, second = _bare_words(upper), _bare_words(lower)
    closed = bool(first) and first[-1] in _LEGAL_FORMS
    if not (closed or (len(first) > 1 and not is_entity(first))) or not second:
        return False
    if second[0] in ENTITY_WORDS or second[0] in _GOES_ON or lower[:1].islower():
        return False
    named = [word for word in second if len(word) > 1 and not _is_common(word)]
    ends = second[-1] in _LEGAL_FORMS or not is_entity(second)
    return ends and len(named) > (0 if closed and second[-1] in _LEGAL_FORMS else 1)


def _bare_words(printed: str) -> list[str]:
    words = (re.sub(r"[\W_]+", "", piece).casefold() for piece in re.split(r"[\s|]+", printed))
    return [word for word in words if word]


def _is_common(word: str) -> bool:
    return word in ENTITY_WORDS or word in _LEGAL_FORMS or bool(_NUMERAL.fullmatch(word))


def _joined_as_elsewhere(page: Page, runs: Sequence[list[Span]]) -> list[list[Span]]:
    """Neighbouring runs joined that other cells cut apart, where the page has the name whole."""
    folded = [fold("".join(page.printed(span) for span in run)) for run in runs]
    whole = {one for run, one in zip(runs, folded, strict=True) if len(run) == 1}
    joined: list[list[Span]] = []
    at = 0
    while at < len(runs):
        ends = range(min(len(runs), at + _MOST_PIECES), at + 1, -1)
        end = next((end for end in ends if "".join(folded[at:end]) in whole), at + 1)
        joined.append([span for run in runs[at:end] for span in run])
        at = end
    return joined
