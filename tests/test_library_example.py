"""The program of docs/library.md runs."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pandas")


def test_the_example_prints_the_purchases_and_names_what_fails(root: Path) -> None:
    pages = sorted(map(str, (root / "examples").glob("*.txt")))
    command = [sys.executable, str(root / "docs" / "library_example.py"), *pages, "no.txt"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Lindqvist Aurel" in run.stdout
    assert "2008-11-24" in run.stdout and "16000.0" in run.stdout
    assert run.stderr == "no.txt: there is no such file. Check the path.\n"
