"""Wordings with choices: `[a|b]` draws one of its branches, `{slot}` is filled in by the caller."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from form4.model.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill in."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Branches of which one is drawn."""

    branches: tuple["Phrase", ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text, slots and choices in order."""

    parts: tuple[str | Slot | Choice, ...]

    def draw(self, rng: random.Random, fill: Callable[[str], str]) -> str:
        """One wording of the phrase; `fill` gives the text of a slot by its name."""
        return "".join(_draw(part, rng, fill) for part in self.parts)


def _draw(part: str | Slot | Choice, rng: random.Random, fill: Callable[[str], str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Slot):
        return fill(part.name)
    return rng.choice(part.branches).draw(rng, fill)


_TOKEN = re.compile(r"[\[\]|]|\{\w+\}|[^\[\]|{}]+")


@cache
def parse(template: str) -> Phrase:
    """The phrase that a template writes down; raises ConfigError where brackets do not match."""
    tokens = _TOKEN.findall(template)
    if "".join(tokens) != template:
        raise ConfigError(f"{template!r}: braces stand around one slot name only.")
    branches, rest = _branches(tokens, 0)
    if rest != len(tokens) or len(branches) != 1:
        raise ConfigError(f"{template!r}: brackets do not match, or a | stands outside them.")
    return branches[0]


def _branches(tokens: list[str], at: int) -> tuple[tuple[Phrase, ...], int]:
    """Branches from position `at` up to the bracket that closes them."""
    done: list[Phrase] = []
    parts: list[str | Slot | Choice] = []
    while at < len(tokens) and tokens[at] != "]":
        token = tokens[at]
        if token == "|":
            done.append(Phrase(tuple(parts)))
            parts = []
        elif token == "[":
            inner, at = _branches(tokens, at + 1)
            parts.append(Choice(inner))
        else:
            parts.append(Slot(token[1:-1]) if token[0] == "{" else token)
        at += 1
    return (*done, Phrase(tuple(parts))), at


def words(text: str) -> tuple[str, ...]:
    """The words of a text, for lists that are easier to read without quotes."""
    return tuple(text.split())


def options(text: str) -> tuple[str, ...]:
    """The parts of a text between bars."""
    return tuple(text.split("|"))


def sections(text: str) -> Mapping[str, tuple[str, ...]]:
    """Lines by the `== name` heading they stand under; `#` opens a comment."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ").strip()
        elif line.strip() and not line.startswith("#"):
            found.setdefault(name, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}
