"""The reporting owners: mentions of one person made one, marks given to whom they stand with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from form4.inference.assembly.reading import INFERRED_SCORE, Page, Reading, evidence_of, read_text
from form4.model.filing import Evidence, Origin, ReportingOwner
from form4.model.labels import BY_NAME, Kind, Place
from form4.model.spans import Span

_OWNER_LABELS = frozenset(name for name, one in BY_NAME.items() if one.place is Place.OWNER)
_MARKS = tuple(name for name in sorted(_OWNER_LABELS) if BY_NAME[name].kind is Kind.MARK)
_TEXTS = ("officer_title", "other_text")
_SAME_NAME = 0.6


@dataclass(slots=True)
class _Person:
    """One owner while mentions are gathered."""

    key: frozenset[str]
    name: Reading | None
    marks: dict[str, list[Span]] = field(default_factory=dict)
    texts: dict[str, list[list[Span]]] = field(default_factory=dict)


def read_owners(page: Page, spans: Sequence[Span]) -> tuple[ReportingOwner, ...]:
    """The owners in order of their first mention, with their roles and titles."""
    mentions = _mentions(page, [span for span in spans if span.label in _OWNER_LABELS])
    people: list[_Person] = []
    for name_spans, others in mentions:
        person = _person_of(page, people, name_spans)
        _gather(page, person, others)
    return tuple(_finished(page, person) for person in people)


def _mentions(page: Page, spans: Sequence[Span]) -> list[tuple[list[Span], list[Span]]]:
    """Names with what follows them until the next name; roles before any name go to the first."""
    mentions: list[tuple[list[Span], list[Span]]] = []
    early: list[Span] = []
    for span in spans:
        if span.label == "owner_name":
            last = mentions[-1] if mentions else None
            if last is not None and not last[1] and _continues(page, last[0][-1], span):
                last[0].append(span)
            else:
                mentions.append(([span], []))
        elif mentions:
            mentions[-1][1].append(span)
        else:
            early.append(span)
    if early and not mentions:
        return [([], early)]
    if early:
        mentions[0][1][:0] = early
    return mentions


def _continues(page: Page, left: Span, right: Span) -> bool:
    """Whether two pieces are one torn name: nothing but marks of layout between them."""
    gap = page.text[left.end : right.start]
    short = min(left.end - left.start, right.end - right.start) < len("Smith J")
    torn = not re.search(r"\w", gap) and "\n\n" not in gap
    return torn and ("\n" not in gap or short)


def _tokens(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold()))


def _person_of(page: Page, people: list[_Person], spans: Sequence[Span]) -> _Person:
    name = read_text(page, spans) if spans else None
    key = _tokens(str(name.value)) if name is not None else frozenset()
    for person in people:
        if _same(key, person.key):
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
    """Same words in any order, or one a torn or shortened form of the other."""
    if left == right:
        return True
    common = left & right
    solid = {"".join(sorted("".join(left))), "".join(sorted("".join(right)))}
    if len(solid) == 1:
        return True
    shorter = min(left, right, key=len)
    initials = {word[0] for word in left ^ right if word}
    # 'Smith John' and 'Smith John A.' are one person, 'Smith John' and 'Smith Jane' two.
    return len(shorter) >= 2 and common == shorter and len(initials) <= 1


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
            and (page.text.count("\n", last.end, span.start) < 8)
        )
        if near:
            mentions[-1].append(span)
        else:
            mentions.append([span])
        last = span


def _finished(page: Page, person: _Person) -> ReportingOwner:
    evidence: dict[str, Evidence] = {}
    if person.name is not None:
        evidence["name"] = person.name.evidence
    for label, spans in person.marks.items():
        best = max(spans, key=lambda span: span.score)
        evidence[label] = evidence_of(page, [best], Origin.MODEL, min(1.0, best.score))
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
    readings = [one for spans in mentions if (one := read_text(page, spans)) is not None]
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
