"""HTML laid out as text: a row of a table is a line, its cells stand between tabs."""

import re
from collections.abc import Iterator
from html import unescape

from form4.inference.documents.blocks import Block, Table, flat
from form4.inference.documents.markup import Tag, cut_markup

_BREAKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div"}
    | {"dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "select", "ul"}
)
_CELLS = frozenset({"td", "th"})
_OF_TABLES = frozenset({"table", "tr"} | _CELLS)
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})  # without an end tag

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSHOWN_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image", "password", "file"})
_CHECK_BOXES = frozenset({"checkbox", "radio"})
_CHECKED, _UNCHECKED = "[X]", "[ ]"
_ALT_CHECKED, _ALT_UNCHECKED = ("x", "[x]", "checked", "☒", "☑"), ("unchecked", "[ ]", "☐")
# Wingdings and Wingdings 2: letters that are drawn as boxes with and without a mark.
_SYMBOLS = str.maketrans(dict.fromkeys("xþýüRSTQ", _CHECKED) | dict.fromkeys("o¨qr£", _UNCHECKED))
_MAX_SPAN = 1000  # as browsers have it
_RAISED_MARKS = re.compile(r"\d{1,2}(?:\s*,\s*\d{1,2})*|[a-z]")


def lay_out(text: str, *, keep_lines: bool = False) -> str:
    """The print of HTML; `keep_lines` where line ends outside tables are the author's own."""
    shown = _Shown(text)
    page = _filled(_Page(keep_lines=keep_lines), shown)
    if shown.hidden:  # never shown again: its end is missing, and the page would be lost with it
        page = _filled(_Page(keep_lines=keep_lines), cut_markup(text))
    return "\n".join(page.finish()) + "\n"


def _filled(page: "_Page", pieces: "_Shown | Iterator[Tag | str]") -> "_Page":
    for piece in pieces:
        if isinstance(piece, str):
            page.text(piece)
        elif piece.is_end:
            page.end(piece.name)
        else:
            page.start(piece)
    return page


class _Shown:
    """The pieces of a text that a browser shows: nothing within hidden elements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.hidden = ""  # the name of the hidden element that is open

    def __iter__(self) -> Iterator[Tag | str]:
        depth = 0
        for piece in cut_markup(self._text):
            if depth:
                if isinstance(piece, Tag) and piece.name == self.hidden:
                    depth += -1 if piece.is_end else 1
                self.hidden = self.hidden if depth else ""
            elif isinstance(piece, Tag) and _is_hidden(piece):
                if piece.name not in _VOID:
                    self.hidden, depth = piece.name, 1
            else:
                yield piece


class _Page:
    """The layout of a page while its markup is read."""

    def __init__(self, *, keep_lines: bool) -> None:
        self._keep_lines = keep_lines
        self._root = Block(typed=keep_lines)
        self._tables: list[Table] = []
        self._pre = 0
        self._raised = 0
        self._symbols = ""  # the tag that set a font of symbols
        self._in_option = False
        self._is_chosen = False

    def finish(self) -> Iterator[str]:
        """The lines of the page."""
        while self._tables:
            self._end_table()
        self._root.end_line()
        return flat(self._root.lines)

    @property
    def _block(self) -> Block:
        return self._tables[-1].block if self._tables else self._root

    def text(self, data: str) -> None:
        """Print between tags."""
        if self._in_option and not self._is_chosen:
            return
        data, block = unescape(data), self._block
        if self._symbols:
            data = data.translate(_SYMBOLS)
        if self._pre or (self._keep_lines and block is self._root):
            block.add_typed(data)
        elif self._raised and _RAISED_MARKS.fullmatch(data.strip()) and not block.ends_with("("):
            block.add("".join(f"({mark.strip()})" for mark in data.split(",")))
        else:
            block.add(data)

    def start(self, tag: Tag) -> None:
        """A start tag."""
        name = tag.name
        if name in _OF_TABLES:
            self._start_of_table(tag)
        elif name in _BREAKS:
            self._end_line(forced=name == "br")
        if name == "pre":
            self._pre += 1
        elif name == "sup":
            self._raised += 1
        elif name == "input":
            self._block.add(_print_of_input(tag.attributes()))
        elif name == "img":
            self._block.add(_print_of_image(tag.attributes().get("alt", "")))
        elif name == "option":
            self._in_option, self._is_chosen = True, "selected" in tag.attributes()
        elif "ingdings" in tag.inside:
            self._symbols = name

    def end(self, name: str) -> None:
        """An end tag."""
        if name == self._symbols:
            self._symbols = ""
        if name in _OF_TABLES:
            self._end_of_table(name)
        elif name == "pre":
            self._end_pre()
        elif name == "sup":
            self._raised = max(0, self._raised - 1)
        elif name in ("option", "select"):
            self._in_option = False
        elif name in _BREAKS:
            self._end_line()

    def _end_line(self, *, forced: bool = False) -> None:
        self._symbols = ""
        self._block.end_line(forced=forced)

    def _start_of_table(self, tag: Tag) -> None:
        name = tag.name
        self._symbols, self._raised = "", 0
        if name == "table" or not self._tables:
            self._tables.append(Table(self._block))
        if name == "tr":
            self._tables[-1].end_row()
        elif name in _CELLS:
            spans = tag.attributes() if "span" in tag.inside.lower() else {}
            self._tables[-1].start_cell(_span(spans, "colspan"), _span(spans, "rowspan"))

    def _end_of_table(self, name: str) -> None:
        self._symbols, self._raised = "", 0
        if name == "table":
            self._end_table()
        elif name == "tr" and self._tables:
            self._tables[-1].end_row()
        elif self._tables:
            self._tables[-1].end_cell()

    def _end_table(self) -> None:
        if self._tables:
            table = self._tables.pop()
            table.end_row()
            if table.around is self._root:
                self._root.add_lines(table.lines)
            else:
                table.around.add_inner_table(table.lines)

    def _end_pre(self) -> None:
        if self._pre:
            self._pre -= 1
            self._block.end_typed_line()


def _is_hidden(tag: Tag) -> bool:
    if tag.is_end or (tag.name != "template" and "style" not in tag.inside.lower()):
        return False
    return tag.name == "template" or bool(_HIDDEN.search(tag.attributes().get("style", "")))


def _span(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _print_of_input(attributes: dict[str, str]) -> str:
    kind = attributes.get("type", "text").lower()
    if kind in _CHECK_BOXES:
        return _CHECKED if "checked" in attributes else _UNCHECKED
    return "" if kind in _UNSHOWN_INPUTS else attributes.get("value", "")


def _print_of_image(alternative: str) -> str:
    """Check boxes are often drawn; other pictures have nothing to read."""
    folded = alternative.strip().casefold()
    if folded in _ALT_CHECKED:
        return _CHECKED
    return _UNCHECKED if folded in _ALT_UNCHECKED else ""
