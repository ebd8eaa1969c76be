"""Layouts that no model has seen: what a user would annotate a dozen pages of.

cells     a JSON object a cell with its row and column, as services for reading tables answer
latex     tables of LaTeX, as some vision models write them
signs     blanks are underscores, tabs waves, and every line ends with two crosses
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.model.spans import Span

SEED = 61_000_061
_LATEX = {"\t": " & ", "\n": " \\\\ \\hline\n"} | {sign: f"\\{sign}" for sign in "$%&#_{}"}
_SIGNS = {" ": "_", "\t": " ~ ", "\n": " ##\n"}

Rewrite = Callable[[str], Iterator[str]]  # what each character of a text becomes


def unfamiliar_pages(layout: str, count: int, seed: int = SEED) -> list[AnnotatedText]:
    """Forms of the built-in values in one of the layouts; raises KeyError for another name."""
    drawn = pages(3 * count, seed, ValuePools.builtin(), layouts=["grid_tabs"])
    labelled = (page.annotated for page in drawn if page.annotated.spans)
    return [rewritten(page, layout) for page in islice(labelled, count)]


def rewritten(page: AnnotatedText, layout: str) -> AnnotatedText:
    """The page in another layout; its spans ride along and end where a cell does."""
    pieces = list(LAYOUTS[layout](page.text))
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    spans = (
        Span(places[start], places[end], span.label)
        for span in page.spans
        for start, end in _cells(page.text, span.start, span.end)
    )
    masked = tuple((places[start], places[end]) for start, end in page.masked)
    return replace(page, text="".join(pieces), spans=tuple(spans), masked=masked, layout=layout)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a range between tabs and line ends, without blanks at their borders."""
    for place in range(start, end + 1):
        if place == end or text[place] in "\t\n":
            part = text[start:place]
            if part.strip():
                left = start + len(part) - len(part.lstrip())
                yield left, left + len(part.strip())
            start = place + 1


def _cells_as_csv(text: str) -> Iterator[str]:
    row = column = 0
    last = len(text) - 1
    for place, character in enumerate(text):
        opening = 'row,column,text\n0,0,"' if place == 0 else ""
        closing = '"\n' if place == last else ""
        if character in "\t\n":
            row, column = (row, column + 1) if character == "\t" else (row + 1, 0)
            character = f'"\n{row},{column},"'
        elif character == '"':
            character = '""'
        yield f"{opening}{character}{closing}"


def _by_signs(signs: dict[str, str]) -> Rewrite:
    return lambda text: (signs.get(character, character) for character in text)


LAYOUTS: dict[str, Rewrite] = {
    "cells": _cells_as_csv,
    "latex": _by_signs(_LATEX),
    "signs": _by_signs(_SIGNS),
}
