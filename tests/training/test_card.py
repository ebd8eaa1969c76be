import json
from pathlib import Path

import pytest

from form4.model.errors import ModelError
from form4.training.card import write_card

SCORE = {"precision": 0.91, "recall": 0.93, "f1": 0.92, "support": 40}
REPORT = {
    "settings": {
        "name": "tiny 0.1",
        "base": None,
        "held_out": 5,
        "synthetic": 12,
        "real_repeats": 2,
        "learning_rate": 0.001,
        "batch_windows": 4,
        "seed": 1,
    },
    "training": {"windows": 20, "tokens": 30000, "spans_off_token_borders": 3},
    "parameters": 1_200_000,
    "steps": 7,
    "minutes": 2.0,
    "machine": "a processor, 2 cores",
    "date": "2026-01-02",
    "entities": {"overall": SCORE, "by_layout": {"wrong_grid": SCORE}},
}
FIGURE = {"value": 0.951, "low": 0.94, "high": 0.96}
GROUP = {
    "name": "unseen",
    "documents": 46,
    "core_fields": {"f1": FIGURE},
    "all_fields": {"f1": FIGURE},
    "exact_rows": {"share": FIGURE},
    "confident_errors": {"share": {"value": None, "low": None, "high": None}},
}


def test_every_figure_comes_from_the_reports(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(REPORT))
    validation = {
        "measured_on": "2026-01-03",
        "machine": "another",
        "sections": {"Records": [GROUP]},
    }
    (tmp_path / "validation.json").write_text(json.dumps(validation))
    write_card(tmp_path)
    card = (tmp_path / "README.md").read_text()
    assert "# tiny 0.1\n" in card
    assert "1.2 M parameters, 7 steps over 20\nwindows (0.0 M tokens)" in card
    figures = "0.951 (0.940–0.960)"
    assert f"| unseen | 46 | {figures} | {figures} | {figures} | – |" in card
    assert "| wrong_grid | 0.910 | 0.930 | 0.920 | 40 |" in card


def test_a_card_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"report\.json: cannot be read"):
        write_card(tmp_path)
