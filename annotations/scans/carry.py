"""Labels from the glyphs of a print into the text that OCR made of it."""

import math
from collections import Counter
from collections.abc import Sequence

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.degrade import Affine
from form4.annotations.scans.editing import likeness, paired
from form4.annotations.scans.judging import Draft, Fate, judged
from form4.annotations.scans.marked import MASK
from form4.annotations.scans.printing import Glyph, PrintedPage
from form4.annotations.scans.reading import Reading, Word
from form4.annotations.synthesis.linearizers.tape import Piece, Tape
from form4.model.labels import BY_NAME, Kind

_SLACK = 2.0  # pixels by which the middle of a glyph may lie over or under its word
_REACH = 0.6  # of the word's height, by which it may lie beside it
_MOST_JUNK = 12  # characters of dirt inside a text; more of them are words from elsewhere


def carry(
    pages: Sequence[tuple[PrintedPage, Affine, Reading]],
    labels: Sequence[str | None],
    document_id: str,
    layout: str,
) -> tuple[AnnotatedText, Fate]:
    """The text of all pages with the labels of what was printed, and what became of them.

    A value of which hardly a character was read is masked, never left without its label.
    """
    text = "".join(reading.text for _, _, reading in pages)
    nothing = [False] * len(text)
    draft = Draft(text, [0] * len(text), [0.0] * len(text), nothing, nothing.copy())
    printed: Counter[int] = Counter()
    base = 0
    for page, affine, reading in pages:
        printed.update(glyph.value for glyph in page.glyphs if glyph.value)
        _read_page(draft, base, page, affine, reading)
        base += len(reading.text)
    _bridge(draft, labels)
    annotated = Tape(_pieces(draft, labels)).annotated(document_id, layout)
    return judged(annotated, draft, labels, printed)


def _read_page(
    draft: Draft, base: int, page: PrintedPage, affine: Affine, reading: Reading
) -> None:
    for word, glyphs in _by_word(page.glyphs, affine, reading.words):
        read = reading.text[word.start : word.end]
        if not glyphs:
            draft.dirt[base + word.start : base + word.end] = [True] * len(read)
        labelled = {place for place, glyph in enumerate(glyphs) if glyph.value}
        places = paired(read, [glyph.character for glyph in glyphs], labelled)
        owners = [None if place is None else glyphs[place].value for place in places]
        for offset, (place, sign) in enumerate(zip(places, read, strict=True)):
            at = base + word.start + offset
            if place is None:
                draft.owners[at], draft.doubt[at] = _inserted(owners, offset, sign)
            else:
                draft.owners[at] = glyphs[place].value
                draft.likes[at] = likeness(sign, glyphs[place].character)


def _inserted(owners: list[int | None], offset: int, sign: str) -> tuple[int, bool]:
    """The value of a character that was never printed, and whether it is in doubt.

    Between characters of one value it is part of it; at the edge of one nobody can tell.
    """
    before = next((owner for owner in reversed(owners[:offset]) if owner is not None), 0)
    after = next((owner for owner in owners[offset + 1 :] if owner is not None), 0)
    if before == after:
        return before, False
    return 0, sign.isalnum()


def _by_word(
    glyphs: Sequence[Glyph], affine: Affine, words: Sequence[Word]
) -> list[tuple[Word, list[Glyph]]]:
    """The glyphs under each word's box from left to right; a glyph goes to one word only."""
    taken: dict[int, list[tuple[float, Glyph]]] = {}
    rows = _Shelves(words)
    for glyph in glyphs:
        x, y = affine.of(glyph.x, glyph.y)
        number = rows.find(x, y)
        if number is not None:
            taken.setdefault(number, []).append((x, glyph))
    return [
        (word, [glyph for _, glyph in sorted(taken.get(number, ()), key=lambda item: item[0])])
        for number, word in enumerate(words)
    ]


class _Shelves:
    """Words by the strips of the image they cross, to find the one at a point."""

    _HEIGHT = 32

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._strips: dict[int, list[int]] = {}
        for number, word in enumerate(words):
            first = int(word.top - _SLACK) // self._HEIGHT
            last = int(word.bottom + _SLACK) // self._HEIGHT
            for strip in range(first, last + 1):
                self._strips.setdefault(strip, []).append(number)

    def find(self, x: float, y: float) -> int | None:
        """The word at the point, or the nearest one beside it in its line.

        Tesseract draws the boxes of short words too narrow and beside their ink.
        """
        best, best_rank = None, (math.inf, 0)
        for number in self._strips.get(int(y) // self._HEIGHT, ()):
            word = self._words[number]
            height = word.bottom - word.top
            aside = max(word.left - x, x - word.right, 0.0)
            if aside > _REACH * height or not word.top - _SLACK <= y <= word.bottom + _SLACK:
                continue
            rank = (aside, (word.right - word.left) * height)
            if rank < best_rank:
                best, best_rank = number, rank
        return best


def _bridge(draft: Draft, labels: Sequence[str | None]) -> None:
    """Give dirt inside a text to that text, as a reader would pass over it."""
    last = 0  # the value of the last character that is neither white space nor dirt
    start = junk = 0
    for place, sign in enumerate(draft.text):
        if sign.isspace() or draft.dirt[place]:
            junk += draft.dirt[place]
            continue
        value = draft.owners[place]
        if value == last and 0 < junk <= _MOST_JUNK and _kind(labels[value]) is Kind.TEXT:
            draft.owners[start:place] = [value] * (place - start)
        last, start, junk = value, place + 1, 0


def _kind(label: str | None) -> Kind | None:
    return BY_NAME[label].kind if label in BY_NAME else None


def _pieces(draft: Draft, labels: Sequence[str | None]) -> list[Piece]:
    pieces: list[Piece] = []
    start = 0
    for end in range(1, len(draft.text) + 1):
        if end < len(draft.text) and draft.owners[end] == draft.owners[start]:
            continue
        value = draft.owners[start]
        label = labels[value]
        plain = label is None or label == MASK
        text = draft.text[start:end]
        pieces.append(Piece(text) if plain else Piece(text, label, value))
        start = end
    return pieces
