import json
from pathlib import Path

import pytest

from form4.inference.calibration import Calibration, Judge, write_calibration
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
    assert "are network probabilities, not calibrated; a value" in card
    assert "# tiny 0.1\n" in card
    assert "1.2 M parameters, 7 steps over 20\nwindows (0.0 M tokens)" in card
    figures = "0.951 (0.940–0.960)"
    assert f"| unseen | 46 | {figures} | {figures} | {figures} | – |" in card
    assert "| wrong_grid | 0.910 | 0.930 | 0.920 | 40 |" in card


GRAPH = {
    "weights": "8 bits",
    "documents": 53,
    "core_f1_exact": 0.9871,
    "core_f1_8_bits": 0.9866,
    "tokens": 60_000,
    "same_tags": 0.99952,
    "drift": 0.0007,
    "gates": {"core_f1_loss": 0.002, "same_tags": 0.999, "drift": 0.005},
}


def test_the_card_tells_what_8_bit_weights_cost(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(REPORT | {"graph": GRAPH}))
    write_card(tmp_path)
    card = (tmp_path / "README.md").read_text()
    assert "`model.onnx` has 8-bit weights." in card
    assert "| core-field F1 | 0.9871 | 0.9866 | -0.0005 | -0.002 |" in card
    assert "of 60,000 | | | 0.048% | 0.1% |" in card


CONFIDENCE = {
    "note": "Scores are calibrated.",
    "columns": ["group", "rows", "row ECE"],
    "rows": [["all documents", 84, 0.0213], ["OCR", 12, None]],
    "groups": {
        "all documents": {
            "rows": {"bins": [[12, 0.41, 0.5], [72, 0.97, 0.98]]},
            "values": {"bins": [[300, 0.99, 0.98]]},
            "review": [[0.0, 0.0, 0.05], [0.1, 0.7, 0.01], [1.0, 1.0, 0.0], [0.5, None, 0.0]],
        }
    },
}
NOISE = {
    "note": "Damaged.",
    "columns": ["damaged", "core F1", "values left intact", "of these right"],
    "rows": [["0%", 0.98, 1.0, 0.99], ["10%", 0.6, 0.7, 0.9]],
}
ENTITIES = {"name": "OCR", "documents": 3, "entities": dict.fromkeys(("precision", "recall", "f1"))}


def test_tables_and_pictures_of_confidence_and_noise(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    (tmp_path / "report.json").write_text(json.dumps(REPORT))
    sections = {"Confidence": CONFIDENCE, "Damaged characters": NOISE, "Entities": [ENTITIES]}
    validation = {"measured_on": "2026-01-03", "machine": "another", "sections": sections}
    (tmp_path / "validation.json").write_text(json.dumps(validation))
    nothing = Judge(0.0, {})
    facts = {"sources": {"real": {"documents": 53}, "synthetic": {"documents": 300}}}
    write_calibration(Calibration(nothing, nothing, nothing, nothing, facts), tmp_path)
    write_card(tmp_path)
    card = (tmp_path / "README.md").read_text()
    assert "| all documents | 84 | 0.021 |\n| OCR | 12 | – |\n\nScores are calibrated." in card
    assert "| OCR | 3 | – | – | – |" in card
    assert "calibrated on held-back documents (53 real, 300 synthetic)" in card
    for name in ("reliability.png", "review.png", "noise.png"):
        assert f"]({name})" in card
        assert 1000 < (tmp_path / name).stat().st_size < 60_000


def test_a_card_without_a_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"report\.json: cannot be read"):
        write_card(tmp_path)
