"""Blocks that programs fill."""

from pathlib import Path

import pytest

from form4.model.errors import ConfigError
from scripts.marked_blocks import fill_file


def test_only_the_marked_block_of_a_page_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- scores -->\nold\n<!-- end of scores -->\nafter\n")
    fill_file(page, "scores", "new \\1")
    assert page.read_text() == "before\n<!-- scores -->\nnew \\1\n<!-- end of scores -->\nafter\n"


def test_a_page_without_the_block_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no block")
    with pytest.raises(ConfigError, match="has no block"):
        fill_file(page, "scores", "new")
    assert page.read_text() == "no block"
