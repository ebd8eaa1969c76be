"""The role marks of box 5: crosses before their words, or in boxes behind them."""

import re
from collections.abc import Iterator

from form4.inference.rules.atoms import SCORE
from form4.model.spans import Span

_ROLE = (
    r"(?:(?<![A-Za-z(])|(?<=\()(?=[Xx✓✔]\s?\)))(?P<mark>[Xx✓✔☒☑](?=[^\w]|_)|checked)"
    r"[\s_|\]\[)>=\"'/\\]{0,12}(?:</?\w{0,6}>?[\s|]{0,4})?"
)
_BELOW = re.compile(r"(?<![A-Za-z(])(?P<mark>[Xx])[ \t_|]{1,12}below\)", re.IGNORECASE)
_WORDS = (
    ("is_director", r"\bdirector\b"),
    ("is_ten_percent_owner", r"(?:10|1o|ten)\s?(?:%|percent)\s?owner"),
    ("is_officer", r"\bofficer\b"),
    ("is_other", r"\bother\b"),
)
_BEFORE = tuple((label, re.compile(_ROLE + words, re.IGNORECASE)) for label, words in _WORDS)
_BOX = r"(?:\[\s{0,2}[xX✓✔]?\s{0,2}\]|\(\s{0,2}[xX✓✔]?\s{0,2}\)|[☐☒☑□■])"
_ASIDE = r"(?:[\s|]{0,4}\((?:give|specify)[^()|]{0,40}\))?"
_BEHIND = tuple(
    (label, re.compile(rf"{words}{_ASIDE}(?P<box>[\s|:]{{0,6}}{_BOX})?", re.IGNORECASE))
    for label, words in _WORDS
)
_BOX_BEFORE = re.compile(rf"(?:{_BOX}|[_xX])[\s|_]{{0,6}}$")
_CROSS = re.compile(r"[xX✓✔☒☑■]")
_REACH = 12  # characters before a word in which its box stands
_WIDTH = 500  # of the four roles, from the first to the last


def role_marks(text: str, start: int, end: int) -> list[Span]:
    """The marks that are set, each with its role."""
    behind = _behind(text, start, end)
    return list(_before(text, start, end)) if behind is None else behind


def _before(text: str, start: int, end: int) -> Iterator[Span]:
    seen = set()
    for label, pattern in _BEFORE:
        match = pattern.search(text, start, end)
        if match:
            seen.add(label)
            yield Span(match.start("mark"), match.end("mark"), label, SCORE)
    below = _BELOW.search(text, start, end)
    if below and "is_officer" not in seen:
        before = text[text.rfind("\n", 0, below.start()) + 1 : below.start()]
        label = "is_other" if "below" in before else "is_officer"
        yield Span(below.start("mark"), below.end("mark"), label, SCORE)


def _behind(text: str, start: int, end: int) -> list[Span] | None:
    """The marks in boxes behind their words; None where boxes stand before, or are not printed.

    The first word must have no box before it and the last one a box behind it: of words with a
    box between them, neither could be told.
    """
    first = _BEHIND[0][1].search(text, start, end)
    if first is None or first["box"] is None:
        return None
    if _BOX_BEFORE.search(text, max(start, first.start() - _REACH), first.start()):
        return None
    limit = min(end, first.start() + _WIDTH)
    found = [(label, words.search(text, first.start(), limit)) for label, words in _BEHIND]
    known = [(label, match) for label, match in found if match is not None]
    if len(known) < 2 or max(known, key=lambda one: one[1].start())[1]["box"] is None:
        return None
    return [span for label, match in known for span in _crossed(text, match, label)]


def _crossed(text: str, match: re.Match[str], label: str) -> Iterator[Span]:
    if match["box"] is None:
        return
    cross = _CROSS.search(text, match.start("box"), match.end("box"))
    if cross:
        yield Span(cross.start(), cross.end(), label, SCORE)
