"""The reporting owners: mentions of one person made one, marks given to whom they stand with."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from form4.inference.assembly.items import fold
from form4.inference.assembly.name_pieces import name_runs
from form4.inference.assembly.names import count_words, is_entity, respelled
from form4.inference.assembly.reading import (
    INFERRED_SCORE,
    Page,
    Reading,
    evidence_of,
    lowest,
    read_text,
)
from form4.inference.assembly.torn_words import with_head, without_caption
from form4.model.filing import Evidence, Origin, ReportingOwner
from form4.model.labels import BY_NAME, Kind, Place
from form4.model.spans import Span

_OWNER_LABELS = frozenset(name for name, one in BY_NAME.items() if one.place is Place.OWNER)
_MARKS = tuple(name for name in sorted(_OWNER_LABELS) if BY_NAME[name].kind is Kind.MARK)
_TEXTS = ("officer_title", "other_text")
_LINES_OF_A_TITLE = 2
_LONG_WORD = 5


@dataclass(slots=True)
class _Person:
    """One owner while mentions are gathered."""

    key: frozenset[str]
    name: Reading | None
    marks: dict[str, list[Span]] = field(default_factory=dict)
    texts: dict[str, list[list[Span]]] = field(default_factory=dict)


def read_owners(page: Page, spans: Sequence[Span]) -> tuple[ReportingOwner, ...]:
    """The owners in order of their first mention, with their roles and titles."""
    people: list[_Person] = []
    for name_spans, others in _mentions(page, spans):
        person = _person_of(page, people, name_spans)
        _gather(page, person, others)
    signed = [span for span in spans if span.label == "signature_name"]
    counted = count_words(page.text) if signed else {}
    for person in people:
        if person.name is not None:
            person.name = respelled(page, person.name, signed, counted)
    return tuple(_finished(page, person) for person in people)


def _mentions(page: Page, spans: Sequence[Span]) -> list[tuple[list[Span], list[Span]]]:
    """Names with what follows them until the next name; roles before any name go to the first."""
    runs = name_runs(page, spans)
    others = [span for span in spans if span.label in _OWNER_LABELS and span.label != "owner_name"]
    if not runs:
        return [([], others)] if others else []
    starts = [run[0].start for run in runs[1:]]
    mentions: list[tuple[list[Span], list[Span]]] = [(run, []) for run in runs]
    for span in others:
        mentions[bisect_right(starts, span.start)][1].append(span)
    return mentions


def _tokens(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold()))


def _person_of(page: Page, people: list[_Person], spans: Sequence[Span]) -> _Person:
    name = read_text(page, spans) if spans else None
    key = _tokens(str(name.value)) if name is not None else frozenset()
    for person in people:
        if _same(key, person.key) or _same_but_for_a_slip(name, person.name):
            if name is not None and person.name is not None and name.score > person.name.score:
                person.name = _agreed(person.name, name)
            return person
    people.append(_Person(key, name))
    return people[-1]


def _agreed(first: Reading, again: Reading) -> Reading:
    """The first printing, as sure as the surer of two that agree."""
    same = _tokens(str(first.value)) == _tokens(str(again.value))
    if not same:
        return again
    if first.evidence.origin is Origin.REPAIRED and again.evidence.origin is Origin.MODEL:
        return again
    return first.scored(again.score)


def _same(left: frozenset[str], right: frozenset[str]) -> bool:
    """Same words in any order, but for middle names that one of them shortens or leaves out."""
    shorter, longer = sorted((left, right), key=len)
    few, many = shorter - longer, longer - shorter
    if len(left & right) < min(2, len(shorter)):
        return False
    if is_entity(left) or is_entity(right):
        return not few | many  # 'Fund II GP' is not 'Fund I GP'
    for word in few:
        match = next((one for one in many if one[0] == word[0] and 1 in (len(one), len(word))), "")
        if not match:
            return False
        many = many - {match}
    return all(len(word) == 1 for word in many)


def _same_but_for_a_slip(left: Reading | None, right: Reading | None) -> bool:
    """The same letters with other blanks, or a person's name with one letter misread inside a word.

    A last letter tells Eric from Erica, and a letter or numeral tells funds apart.
    """
    if left is None or right is None:
        return False
    one, other = (str(reading.value).casefold() for reading in (left, right))
    if fold(one) == fold(other):
        return True
    words, again = (re.findall(r"[^\W_]+", name) for name in (one, other))
    if is_entity(words) or is_entity(again) or len(words) != len(again) or len(words) < 2:
        return False
    apart = [pair for pair in zip(words, again, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and _is_slip(*apart[0])


def _is_slip(word: str, other: str) -> bool:
    """Whether two words differ in one letter that is not the last."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < _LONG_WORD or len(longer) - len(shorter) > 1 or word[-1] != other[-1]:
        return False
    head = next(at for at, letter in enumerate(longer) if shorter[at : at + 1] != letter)
    return longer[head + 1 :] == shorter[head + (len(shorter) == len(longer)) :]


def _gather(page: Page, person: _Person, spans: Sequence[Span]) -> None:
    last: Span | None = None
    for span in spans:
        if span.label in _MARKS:
            person.marks.setdefault(span.label, []).append(span)
            continue
        mentions = person.texts.setdefault(span.label, [])
        near = (
            last is not None
            and last.label == span.label
            and page.text.count("\n", last.end, span.start) <= _LINES_OF_A_TITLE
        )
        if near and last is not None and _is_amid_others(page.text, last, span):
            continue
        if near:
            mentions[-1].append(span)
        else:
            mentions.append([span])
        last = span


def _is_amid_others(text: str, last: Span, span: Span) -> bool:
    """Whether a piece on a later line is of an address: '77 MASS AVE', or cut off, '4 TECH'."""
    if "\n" not in text[last.end : span.start]:
        return False
    before = re.split(r"[\t\n|]| {2,}", text[last.end : span.start])[-1]
    behind = re.split(r"[\t\n|]| {2,}", text[span.end : span.end + _LONG_WORD])[0]
    amid = bool(re.search(r"\w", before)) and bool(re.search(r"\w", behind))
    return amid or before.strip().isdigit()


def _finished(page: Page, person: _Person) -> ReportingOwner:
    evidence: dict[str, Evidence] = {}
    if person.name is not None:
        evidence["name"] = person.name.evidence
    for label, spans in person.marks.items():
        best = max(spans, key=lambda span: span.score)
        evidence[label] = evidence_of(page, [best], Origin.MODEL, lowest([best]))
    texts: dict[str, str | None] = {}
    for label in _TEXTS:
        reading = _best_text(page, person.texts.get(label, []))
        if reading is not None:
            evidence[label], texts[label] = reading.evidence, str(reading.value)
    _conclude_officer(person.marks, evidence)
    return ReportingOwner(
        name=None if person.name is None else str(person.name.value),
        is_director="is_director" in evidence,
        is_officer="is_officer" in evidence,
        is_ten_percent_owner="is_ten_percent_owner" in evidence,
        is_other="is_other" in evidence,
        officer_title=texts.get("officer_title"),
        other_text=texts.get("other_text"),
        evidence=evidence,
    )


def _best_text(page: Page, mentions: Sequence[Sequence[Span]]) -> Reading | None:
    titles = (without_caption(page.text, spans) for spans in mentions)
    whole = (with_head(page.text, page.lines, spans) for spans in titles)
    readings = [one for spans in whole if (one := read_text(page, spans)) is not None]
    if not readings:
        return None
    plain = [one for one in readings if one.evidence.origin is Origin.MODEL]
    return max(plain or readings, key=lambda one: (round(one.score, 1), len(str(one.value))))


def _conclude_officer(marks: Mapping[str, object], evidence: dict[str, Evidence]) -> None:
    """An officer's title without a mark: the mark was lost, the title shows the office."""
    title = evidence.get("officer_title")
    if title is not None and "is_officer" not in marks:
        score = min(title.score, INFERRED_SCORE)
        evidence["is_officer"] = Evidence(title.text, title.spans, score, Origin.INFERRED)
