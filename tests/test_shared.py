"""Tests that read shared data: skipped without it, failures where they are required to run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MISSING_SHARED


def test_shared_data_is_what_the_tests_expect(shared: Path) -> None:
    names = {entry.name for entry in (shared / "data").iterdir()}
    assert {"converted", "gold", "schema", "split.json", "xml"} <= names


@pytest.mark.parametrize(("switch", "code"), [((), 0), (("--require-shared",), 1)])
def test_missing_shared_data_fails_only_where_it_is_required(
    root: Path, tmp_path: Path, switch: tuple[str, ...], code: int
) -> None:
    test = "tests/test_shared.py::test_shared_data_is_what_the_tests_expect"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *switch, test],
        cwd=root,
        env={"FORM4_SHARED": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, MISSING_SHARED in run.stdout) == (code, True)
