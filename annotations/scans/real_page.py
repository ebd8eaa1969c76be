"""The HTML of a real filing with its values coloured, and exchanged for others if asked."""

import random
import re
from collections.abc import Callable
from html import unescape

from form4.annotations.alignment.aligner import align
from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.looks import PAPERS
from form4.annotations.scans.marked import MASK, Marked, colour_of, escaped
from form4.model.filing import Filing

Change = Callable[[AnnotatedText], AnnotatedText]

_MARKUP = re.compile(r"<!--.*?-->|<(style|script|title)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.I)
_BREAK = re.compile(r"</?(td|th)\b", re.I)
_LINE = re.compile(r"<(?:br|hr|/?(?:tr|p|div|table|center|body|html))\b", re.I)
_SPACE = re.compile(r"\s+")


def marked_page(
    markup: str, filing: Filing, document_id: str, change: Change | None = None
) -> tuple[Marked, AnnotatedText]:
    """The page with a colour for every value that can be placed, and the text it was placed in.

    `change` may exchange the labelled values, as long as their number and order stay; what is
    masked in the text is masked in print.
    """
    nodes = _nodes(markup)
    text = "".join(node for node, is_text in nodes if is_text is not None)
    aligned = align(text, filing, document_id, "html").annotated
    changed = change(aligned) if change else aligned
    marks = _marks(aligned, changed)
    labels = [None, *(label for *_, label, _ in marks)]
    return Marked(_written(nodes, marks), tuple(labels)), changed


def set_page(marked: Marked, rng: random.Random) -> Marked:
    """The page on some paper at some size, as people print it from a browser."""
    paper, margin = rng.choice(PAPERS), rng.choice((5, 8, 10, 13))
    zoom = rng.uniform(0.55, 0.95) * (1.1 if "landscape" in paper else 1.0)
    style = f"<style>@page{{size:{paper};margin:{margin}mm}} html{{zoom:{zoom:.2f}}}</style>"
    return Marked(marked.markup + style, marked.labels)


Mark = tuple[int, int, str, str | None]


def _marks(aligned: AnnotatedText, changed: AnnotatedText) -> list[Mark]:
    """Start, end, label and the characters to print (None for those that stand there)."""
    found: list[Mark] = [
        (old.start, old.end, old.label, changed.text[new.start : new.end])
        for old, new in zip(aligned.spans, changed.spans, strict=True)
    ]
    found += [(start, end, MASK, None) for start, end in aligned.masked if start < end]
    return sorted(found)


def _nodes(markup: str) -> list[tuple[str, bool | None]]:
    """The page in pieces: markup (None), print (True), breaks that only the text has (False)."""
    nodes: list[tuple[str, bool | None]] = []
    position = 0
    for tag in _MARKUP.finditer(markup):
        if position < tag.start():
            nodes.append((_SPACE.sub(" ", unescape(markup[position : tag.start()])), True))
        nodes.append((tag[0], None))
        if _BREAK.match(tag[0]):
            nodes.append(("\t", False))
        elif _LINE.match(tag[0]):
            nodes.append(("\n", False))
        position = tag.end()
    if position < len(markup):
        nodes.append((_SPACE.sub(" ", unescape(markup[position:])), True))
    return nodes


def _written(nodes: list[tuple[str, bool | None]], marks: list[Mark]) -> str:
    parts: list[str] = []
    position = 0
    for node, is_text in nodes:
        if is_text is None:
            parts.append(node)
            continue
        if is_text:
            parts.append(_coloured(node, position, marks))
        position += len(node)
    return "".join(parts)


def _coloured(node: str, position: int, marks: list[Mark]) -> str:
    """A text node with the values in it; one that reaches over nodes keeps its characters."""
    parts = []
    end = position + len(node)
    at = position
    for value, (start, stop, _, shown) in enumerate(marks, start=1):
        left, right = max(start, position), min(stop, end)
        if left >= right:
            continue
        parts.append(escaped(node[at - position : left - position]))
        inside = position <= start and stop <= end
        characters = (
            shown if inside and shown is not None else node[left - position : right - position]
        )
        parts.append(f'<span style="color:{colour_of(value)}">{escaped(characters)}</span>')
        at = right
    return "".join([*parts, escaped(node[at - position :])])
