"""Form templates: each draws a filing as a page, and says what the page states of it."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.page import Page
from form4.annotations.synthesis.templates import (
    agent_print,
    ascii_1996,
    dump,
    flat,
    letter,
    sec_form,
    sheet,
    vision,
)
from form4.model.filing import Filing

Template = Callable[[Filing, random.Random], tuple[Page, Filing]]

TEMPLATES: dict[str, Template] = {
    "sec_form": sec_form.draw,
    "sheet": sheet.draw,
    "agent_print": agent_print.draw,
    "ascii_1996": ascii_1996.draw,
    "letter": letter.draw,
    "vision": vision.draw,
    "dump": dump.draw,
    "flat": flat.draw,
}
"""Every template by the name its pages carry."""
