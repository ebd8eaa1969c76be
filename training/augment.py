"""New values in real pages: the layout stays as a converter made it, its contents change.

Real pages are few and are read many times; without this a network learns their names by heart.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from form4.annotations.annotated_text import AnnotatedText
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span

KEPT_SHARE = 0.3
_WORDS = frozenset(
    {
        "issuer_name",
        "owner_name",
        "officer_title",
        "security_title",
        "derivative_security_title",
        "underlying_security_title",
        "nature_of_ownership",
        "signature_name",
    }
)


@dataclass(frozen=True, slots=True)
class Substitutes:
    """Values by label that may stand in for one another."""

    values: dict[str, Sequence[str]]

    def draw(self, label: str, rng: random.Random) -> str | None:
        """A value of the label, or None when there is none."""
        known = self.values.get(label)
        return rng.choice(known).strip() if known else None


def augment(page: AnnotatedText, substitutes: Substitutes, rng: random.Random) -> AnnotatedText:
    """A copy of a page with other names, titles and digits under the same labels.

    The same text under the same label changes the same way; masked ranges move along.
    """
    chosen: dict[tuple[str, str], str] = {}
    parts: list[str] = []
    spans: list[Span] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    position = length = 0
    for span in page.spans:
        old = page.text[span.start : span.end]
        new = chosen.setdefault((span.label, old), _changed(old, span.label, substitutes, rng))
        before = page.text[position : span.start]
        parts += [before, new]
        length += len(before)
        spans.append(Span(length, length + len(new), span.label))
        length += len(new)
        position = span.end
        shifts.append((span.end, length - span.end))
    text = "".join([*parts, page.text[position:]])
    masked = tuple(
        (start + _shift(shifts, start), end + _shift(shifts, end)) for start, end in page.masked
    )
    return AnnotatedText(page.document_id, text, tuple(spans), page.layout, masked)


def _shift(shifts: Sequence[tuple[int, int]], position: int) -> int:
    return next(shift for start, shift in reversed(shifts) if start <= position)


def _changed(old: str, label: str, substitutes: Substitutes, rng: random.Random) -> str:
    if rng.random() < KEPT_SHARE:
        return old
    if label in _WORDS and old.split(" ") == old.split():
        return _in_case_of(old, substitutes.draw(label, rng) or old)
    known = BY_NAME.get(label)
    if known is not None and known.kind is Kind.NUMBER:
        return _other_number(old, rng)
    return _other_date(old, rng) if known is not None and known.kind is Kind.DATE else old


def _in_case_of(old: str, new: str) -> str:
    return new.upper() if old.isupper() else new


def _other_number(old: str, rng: random.Random) -> str:
    """Other digits in the same print: a first digit stays a digit that may stand first."""
    if not any(sign in "123456789" for sign in old):
        return old
    digits = [str(rng.randint(0, 9)) if sign in "0123456789" else sign for sign in old]
    if old[0] in "123456789":
        digits[0] = str(rng.randint(1, 9))
    return "".join(digits)


def _other_date(old: str, rng: random.Random) -> str:
    """Another last digit of the day, which keeps any printed date a date."""
    parts = old.split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return old
    month, day, year = (len(part) for part in parts)
    first = str(rng.randint(1, 12) if month == 2 else rng.randint(1, 9)).zfill(month)
    second = str(rng.randint(1, 28) if day == 2 else rng.randint(1, 9)).zfill(day)
    third = str(rng.randint(1996, 2026))[-year:]
    return "/".join((first, second, third))
