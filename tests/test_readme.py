"""README.md says what the commands print."""

import re
from pathlib import Path

from scripts.readme_figures import filled


def test_the_figures_of_the_readme_are_those_of_the_commands(root: Path) -> None:
    page = (root / "README.md").read_text(encoding="utf-8")
    assert "<!-- examples -->\n```" in page
    assert "<!-- scores -->\n| group |" in page
    assert unrounded(filled(page)) == unrounded(page), "run `make figures`"


def unrounded(page: str) -> str:
    """The page without the last digit of confidences, in which processors may differ."""
    return re.sub(r"([01]\.\d)\d$", r"\1", page, flags=re.MULTILINE)
