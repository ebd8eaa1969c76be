"""An owner's name cut short, grown over its neighbours or misspelt: other mentions decide."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from form4.inference.assembly.reading import Page, Reading
from form4.model.filing import Origin
from form4.model.spans import Span

CONFIRMED_SCORE = 0.85
_RESPELLED_SCORE = 0.8
_AFTER = re.compile(r" ([^\W\d_]{2,})(?![^\s|<*])")
_BEFORE = re.compile(r"(?<![^\s|>*])([^\W\d_]{2,}) $")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PIECE = re.compile(r"\S+")
_ENTITY_WORDS = """
advisers advisors associates bv capital co company corp corporation enterprises equity family
foundation fund funds gmbh gp group holding holdings inc incorporated investment investments limited
llc lllp llp lp ltd management nv opportunities opportunity partners partnership plc pte sarl trust
venture ventures
"""
_PARTICLE_WORDS = """
al ap av bin da dal das de del della den der di do dos du el ibn la las le los mac mc of san st ten
ter und van vande vanden ver von y zu
"""
ENTITY_WORDS = frozenset(_ENTITY_WORDS.split())
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SUFFIXES = frozenset({"cpa", "dr", "esq", "ii", "iii", "iv", "jr", "md", "phd", "sr", "vi"})
_SHORT = 2
_LONG_ENOUGH = 4
_AROUND = 20


def complete_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with owners' names as far as the other mentions go.

    Grown over the words beside them that also stand in a signature which holds a word of the name
    as it was read, never into another span or over more than one blank; cut off where they go on
    into words of the issuer's name or into scraps that stand in no other mention.
    """
    signed = [_words(text, span) for span in spans if span.label == "signature_name"]
    issuer = frozenset().union(*(_words(text, one) for one in spans if one.label == "issuer_name"))
    taken = _Taken(spans)
    names = [span for span in spans if span.label == "owner_name"]
    whole = [span for span in spans if not _is_stray_letter(text, span, names)]
    return [
        _trimmed(text, _completed(text, span, signed, taken), signed, issuer)
        if span.label == "owner_name"
        else span
        for span in whole
    ]


class _Taken:
    """The places that spans hold, which do not overlap, found without looking at each."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = sorted(span.start for span in spans)
        self._ends = sorted(span.end for span in spans)

    def holds(self, start: int, end: int) -> bool:
        """Whether a span holds any character of a stretch."""
        return bisect_left(self._starts, end) > bisect_right(self._ends, start)


def _is_stray_letter(text: str, span: Span, names: Sequence[Span]) -> bool:
    """Whether a letter alone on a line before the owner's name is taken for part of it."""
    if span.label != "owner_name" or span.end - span.start > 1:
        return False
    if any(one.end < span.start and text.count("\n", one.end, span.start) < 2 for one in names):
        return False  # the last letter of a wrapped name
    after = next((one for one in names if one.start > span.end), None)
    if after is None or " " not in text[after.start : after.end].strip():
        return False
    return "\n" in text[span.end : after.start]


def is_entity(words: Collection[str]) -> bool:
    """Whether the folded words of a name are those of a company, fund or trust."""
    return not ENTITY_WORDS.isdisjoint(words)


def _words(text: str, span: Span) -> frozenset[str]:
    return frozenset(_WORD.findall(text[span.start : span.end].casefold()))


def _completed(text: str, span: Span, signed: Sequence[frozenset[str]], taken: _Taken) -> Span:
    own = _words(text, span)
    missing = frozenset().union(*(words - own for words in signed if words & own))
    start, end = span.start, span.end
    while (word := _AFTER.match(text, end)) and _fits(word, missing, taken):
        end = word.end()
    while (word := _BEFORE.search(text, max(0, start - 40), start)) and _fits(word, missing, taken):
        start = word.start(1)
    if (start, end) == (span.start, span.end):
        return span
    return replace(span, start=start, end=end, score=min(span.score, CONFIRMED_SCORE))


def _fits(word: re.Match[str], missing: frozenset[str], taken: _Taken) -> bool:
    return word[1].casefold() in missing and not taken.holds(*word.span(1))


def _trimmed(
    text: str, span: Span, signed: Sequence[frozenset[str]], issuer: frozenset[str]
) -> Span:
    """The name without scraps at its ends, when two words of it stand together elsewhere."""
    every = list(_PIECE.finditer(text, span.start, span.end))
    pieces = _without_issuer(every, issuer, signed)
    if not pieces:
        return span
    printed = text[pieces[0].start() : pieces[-1].end()]
    words = frozenset(_bare(piece[0]) for piece in pieces)
    if is_entity(words) or re.search(r"[\d\t|<]", printed):
        return span
    known = _known(text, span, pieces, signed, issuer)
    if len(pieces) < len(every) and len(known & words) < _SHORT:
        return span  # a company that shares its words with the issuer
    lower = printed.islower()
    while len(pieces) > _SHORT and _is_scrap(pieces[-1][0], known, issuer, last=True, lower=lower):
        pieces.pop()
    while len(pieces) > _SHORT and _is_scrap(pieces[0][0], known, issuer, last=False, lower=lower):
        pieces.pop(0)
    start, end = pieces[0].start(), pieces[-1].end()
    if (start, end) == (span.start, span.end):
        return span
    return replace(span, start=start, end=end, score=min(span.score, CONFIRMED_SCORE))


def _without_issuer(
    pieces: list[re.Match[str]], issuer: frozenset[str], signed: Sequence[frozenset[str]]
) -> list[re.Match[str]]:
    """The pieces before the issuer's name of two words or more, which box 2 has beside box 1.

    An owner that shares its words with the issuer signs with them.
    """
    kept = len(pieces)
    while kept > _SHORT and _is_of(_bare(pieces[kept - 1][0]), issuer):
        kept -= 1
    tail = {_bare(piece[0]) for piece in pieces[kept:]}
    is_issuer = len(tail) >= _SHORT and bool(tail - ENTITY_WORDS)
    return pieces[:kept] if is_issuer and not any(tail & words for words in signed) else pieces


def _known(
    text: str,
    span: Span,
    pieces: Sequence[re.Match[str]],
    signed: Sequence[frozenset[str]],
    issuer: frozenset[str],
) -> frozenset[str]:
    """The words of the name that stand together in a signature or elsewhere on the page.

    With the words beside them there, so that a name's last word is found with the others.
    """
    own = _words(text, span)
    known = frozenset().union(*(words & own for words in signed))
    if len(known) < _SHORT:
        known = frozenset()
    for left, right in pairwise(pieces):
        pair = (_bare(left[0]), _bare(right[0]))
        if min(map(len, pair)) > _SHORT and not all(_is_of(word, issuer) for word in pair):
            known |= _beside(text, span, pair)
    return known


def _is_of(word: str, issuer: Collection[str]) -> bool:
    """Whether a word is one of the issuer's name, of which a letter may be lost at either end."""
    return any(
        word == one or (len(one) >= _LONG_ENOUGH and one in (word[1:], word[:-1])) for one in issuer
    )


def _beside(text: str, span: Span, pair: tuple[str, str]) -> frozenset[str]:
    """Two words that stand together elsewhere, in any order, with their neighbours there."""
    one, other = map(re.escape, pair)
    initial = r"\W{1,3}(?:\w\W{1,2})?"
    both = re.compile(rf"{one}{initial}{other}|{other}{initial}{one}", re.IGNORECASE)
    found: set[str] = set()
    for match in both.finditer(text):
        if match.end() <= span.start or span.end <= match.start():
            around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            before, _, after = around.casefold().partition(match[0].casefold())
            found |= {*pair, *re.findall(r"\w+", before)[-1:], *re.findall(r"\w+", after)[:1]}
    return frozenset(found)


def _bare(piece: str) -> str:
    return re.sub(r"[\W\d_]+", "", piece).casefold()


def _is_scrap(
    piece: str, known: Collection[str], issuer: Collection[str], *, last: bool, lower: bool
) -> bool:
    """Whether a word is no part of a person's name of which the page knows the rest.

    A letter alone is a middle initial behind the name, but not before it.
    """
    word = _bare(piece)
    if not known or word in known or word in _SUFFIXES or word in _PARTICLES:
        return False
    if _is_of(word, issuer) or not word or (piece[0].islower() and not lower):
        return True
    return len(word) == _SHORT or (len(word) < _SHORT and not last)


def count_words(text: str) -> Counter[str]:
    """How often a page has each word, folded."""
    return Counter(_WORD.findall(text.casefold()))


def respelled(
    page: Page, name: Reading, signed: Sequence[Span], counted: Mapping[str, int]
) -> Reading:
    """The name with words that OCR misread spelt as most of the page does.

    Only where a signature has a word but one letter different; where the page has either spelling
    as often, the name stays and is less sure. `counted` are the words of the page.
    """
    value, score = str(name.value), name.score
    signatures = {word for span in signed for word in _words(page.text, span)}
    for word in dict.fromkeys(_WORD.findall(value)):
        folded = word.casefold()
        alike = [one for one in signatures if _one_letter_apart(one, folded)]
        if folded in signatures or len(alike) != 1:
            continue
        score = min(score, _RESPELLED_SCORE)
        if counted.get(alike[0], 0) > counted.get(folded, 0):
            value = value.replace(word, _in_case_of(word, alike[0]))
    if score == name.score:
        return name
    origin = name.evidence.origin if value == name.value else Origin.REPAIRED
    return replace(name, value=value, evidence=replace(name.evidence, score=score, origin=origin))


def _one_letter_apart(left: str, right: str) -> bool:
    if len(left) != len(right) or len(left) < _LONG_ENOUGH:
        return False
    return sum(one != other for one, other in zip(left, right, strict=True)) == 1


def _in_case_of(word: str, spelling: str) -> str:
    if word.isupper():
        return spelling.upper()
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(word, spelling, strict=True)
    )
