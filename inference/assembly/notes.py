"""Footnotes: their texts by id, and which of them a row bears."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from form4.inference.assembly.codes import note_number
from form4.inference.assembly.draft import Draft
from form4.model.spans import Span

_LATEX = re.compile(r"\\(?=\s)|\$|\\text\w*|[{}]")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text, cleaned, and the spans that hold it."""

    text: str
    spans: tuple[Span, ...]


def read_footnotes(text: str, spans: Sequence[Span]) -> dict[str, Note]:
    """The footnotes by id, in order of print; those without a number are counted."""
    notes: dict[str, list[Span]] = {}
    letters = by_letters(text, spans)
    current: str | None = None
    number_stands = False
    for span in spans:
        printed = text[span.start : span.end]
        if span.label == "footnote_id":
            number = note_number(printed, letters=letters)
            current = f"F{number}" if number else None
            number_stands = current is not None
        elif span.label == "footnote_text":
            if not number_stands and (current is None or _begins(text, span)):
                current = f"F{len(notes) + 1}"
            number_stands = False
            notes.setdefault(current or f"F{len(notes) + 1}", []).append(span)
    found = {name: _note(text, pieces) for name, pieces in notes.items()}
    return {name: note for name, note in found.items() if note.text}


def by_letters(text: str, spans: Sequence[Span]) -> bool:
    """Whether the footnotes are lettered: not one mark or number of theirs has a digit."""
    labels = ("footnote_id", "footnote_mark")
    marks = (text[span.start : span.end] for span in spans if span.label in labels)
    return not any(letter.isdigit() for mark in marks for letter in mark)


def _note(text: str, spans: Sequence[Span]) -> Note:
    parts = (_clean(text[span.start : span.end]) for span in spans)
    return Note(" ".join(part for part in parts if part), tuple(spans))


def _begins(text: str, span: Span) -> bool:
    """Whether a text without a number begins a footnote: after a bullet at a line's start."""
    before = text[max(0, span.start - 6) : span.start].rpartition("\n")[2]
    return before.strip() in ("-", "*", "•", "\\-", "–") or (
        text[span.start] in "-•*" and not before.strip()
    )


def _clean(printed: str) -> str:
    plain = _LATEX.sub(" ", printed) if "\\ " in printed else printed
    plain = re.sub(r"</?[a-zA-Z][^<>]{0,40}>|\*\*|\\(?=[^\w\s])", "", plain)
    joined = " ".join(plain.split())
    return re.sub(r"^[-•*–|:]\s+|\s+\|$", "", joined).strip(" |")


def notes_of(draft: Draft, footnotes: Mapping[str, Note]) -> list[Note]:
    """The footnotes that a row's cells bear, else the only footnote there is."""
    ids = list(dict.fromkeys(one for marks in draft.marks.values() for one in marks))
    texts = [footnotes[one] for one in ids if one in footnotes]
    return texts if ids or len(footnotes) != 1 else list(footnotes.values())
