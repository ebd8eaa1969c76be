"""The table of model against rules in docs/comparing.md."""

import json
from pathlib import Path
from typing import Any

import pytest

from form4.inference.comparing.ahead import ahead_section
from form4.inference.comparing.paired import Difference
from form4.inference.comparing.sections import PairedSection
from form4.inference.evaluation.bootstrap import Interval
from form4.model.errors import ConfigError
from scripts import comparing_figures
from scripts.comparing_figures import comparing_table, main


def report() -> dict[str, Any]:
    """What compare writes of two groups, one of which the second method loses."""
    core = [
        Difference("all documents", "core fields", 9, 0.9, 0.95, Interval(0.05, 0.01, 0.09), 2e-4),
        Difference("converter: cells", "core fields", 1, 1.0, 0.9, Interval(-0.1), 1.0),
    ]
    exact = [
        Difference(one.group, "exact rows", one.documents, 0.5, None, Interval(None), None)
        for one in core
    ]
    sections = (ahead_section([*core, *exact], ("rules", "base")), PairedSection((*core, *exact)))
    found = {one.title: one.to_data() for one in sections}
    return {"model": "a and b", "measured_on": "2026-01-01", "machine": "x", "sections": found}


def test_the_table_has_a_line_a_group_and_the_plain_sentence() -> None:
    lines = comparing_table(report()).splitlines()
    assert lines[2] == (
        "| all documents | 9 | 0.900 | 0.950 | +0.050 (+0.010 … +0.090) | <0.001 | 0.500 | – "
        "| surely ahead |"
    )
    assert lines[3] == (
        "| converter: cells | 1 | 1.000 | 0.900 | -0.100 | 1.000 | 0.500 | – | behind |"
    )
    assert lines[5] == "**In core fields base is not ahead of rules on: converter: cells.**"
    assert lines[7] == "a and b; 2026-01-01, x."
    assert len({line.count("|") for line in lines[:4]}) == 1


def test_the_page_has_the_block_that_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "comparing.md"
    page.write_text(comparing_figures.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(comparing_figures, "PAGE", page)
    (tmp_path / "compare.json").write_text(json.dumps(report()))
    assert main([str(tmp_path / "compare.json")]) == 0
    assert "| converter: cells |" in page.read_text(encoding="utf-8")


def test_another_report_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError, match="this is no report of"):
        comparing_table({"sections": {}})
    assert main([str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err
