"""HTML cut into tags and text, in time that grows with its length whatever is broken in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# Quotes count only after an equals sign: a stray apostrophe in a tag must not swallow the page.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_MAX_TAG = 4096  # characters of a tag whose attributes are looked at
_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "title")}


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag; its name in small letters."""

    name: str
    is_end: bool
    inside: str

    def attributes(self) -> dict[str, str]:
        """The attributes, names in small letters; one without a value has an empty one."""
        found = _ATTRIBUTE.findall(self.inside[:_MAX_TAG])
        return {name.lower(): unescape(a or b or c) for name, a, b, c in reversed(found)}


def cut_markup(text: str) -> Iterator[Tag | str]:
    """The tags and the text between them, without comments, declarations, scripts and styles.

    Text comes as it stands, with its entities. What never ends is taken for print.
    """
    scan = _Scan(text)
    at = 0
    while (start := text.find("<", at)) >= 0:
        if start > at:
            yield text[at:start]
        found, at = scan.tag(start)
        if found is not None:
            yield found
            if isinstance(found, Tag) and found.name in _RAW and not found.is_end:
                at = scan.end_of_raw(found.name, at)
    if at < len(text):
        yield text[at:]


class _Scan:
    """What is known of a text: ends that were looked for in vain are not looked for again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = text.rfind(">")
        self._missing: set[str] = set()

    def tag(self, start: int) -> tuple[Tag | str | None, int]:
        """What the `<` at `start` begins, and where it ends; None for comments and the like."""
        if start > self._last:
            return "<", start + 1
        following = self._text[start + 1 : start + 4]
        if following == "!--" and "-->" not in self._missing:
            end = self._text.find("-->", start + 4)
            if end >= 0:
                return None, end + len("-->")
            self._missing.add("-->")
        if following[:1] in ("!", "?"):
            return None, self._text.index(">", start) + 1
        match = _TAG.match(self._text, start) if "tag" not in self._missing else None
        if match is not None:
            return Tag(match[2].lower(), match[1] == "/", match[3]), match.end()
        return self._broken(start, following)

    def _broken(self, start: int, following: str) -> tuple[Tag | str, int]:
        """A tag whose quotes never end, which goes to the next `>`; or a sign that means less."""
        if not following.lstrip("/")[:1].isalpha():
            return "<", start + 1
        self._missing.add("tag")
        end = self._text.index(">", start)
        name = re.match(r"/?([^\s/>]*)", self._text[start + 1 : min(end, start + 42)])
        return Tag(name[1].lower() if name else "", following[:1] == "/", ""), end + 1

    def end_of_raw(self, name: str, at: int) -> int:
        """Where the script, style or title ends that begins at `at`."""
        if name in self._missing:
            return at
        match = _RAW[name].search(self._text, at)
        if match is None:
            self._missing.add(name)
            return at
        return match.start()
