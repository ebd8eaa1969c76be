"""Markup to print in which every labelled value has a nearly black colour of its own."""

import html
from dataclasses import dataclass

# Each channel takes so many shades from black; all of them look black in print.
SHADES = 32
MOST_VALUES = SHADES**3 - 1
MASK = "?"
"""The label of values whose label is not known."""


@dataclass(frozen=True, slots=True)
class Marked:
    """HTML to print; value k of it carries labels[k], and value 0 is all print without a label."""

    markup: str
    labels: tuple[str | None, ...]


def colour_of(value: int) -> str:
    """The CSS colour that says to which value a character belongs."""
    return f"rgb({value // SHADES**2},{value // SHADES % SHADES},{value % SHADES})"


def value_of(red: int, green: int, blue: int) -> int:
    """The value that a printed colour tells; 0 for any lighter colour."""
    if max(red, green, blue) >= SHADES:
        return 0
    return (red * SHADES + green) * SHADES + blue


def escaped(text: str) -> str:
    """Characters as HTML has them, line ends as breaks."""
    return html.escape(text, quote=False).replace("\n", "<br>").replace("\t", "&emsp; ")
