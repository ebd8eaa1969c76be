"""Blocks of a page that a program fills, between `<!-- NAME -->` and `<!-- end of NAME -->`."""

import re
from pathlib import Path

from form4.model.errors import ConfigError


def fill(page: str, name: str, text: str) -> str:
    """The page with its block made anew; raises ConfigError when it has none of that name."""
    block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    filled, found = block.subn(lambda match: f"{match[1]}{text}\n{match[2]}", page)
    if not found:
        raise ConfigError(f"the page has no block <!-- {name} --> to fill.")
    return filled


def fill_file(path: Path, name: str, text: str) -> None:
    """Fill the block of a file in place."""
    path.write_text(fill(path.read_text(encoding="utf-8"), name, text), encoding="utf-8")
