"""A whole tiny run: pages, fit, export, report; killed and resumed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from form4.inference.tagger import load_tagger
from form4.model.errors import ConfigError
from form4.model.network import NetworkConfig
from form4.training.config import TrainConfig

pytest.importorskip("transformers")
from form4.training.train import train_model  # noqa: E402  after the guard

TINY = TrainConfig(
    name="tiny 0.1",
    synthetic=12,
    held_out=3,
    batch_windows=4,
    eval_steps=4,
    patience=100,  # nothing is learnt in so few steps: an early end would be chance
    network=NetworkConfig(
        vocabulary_size=600,
        hidden_size=32,
        layers=1,
        intermediate_size=32,
        heads=2,
        local_attention=32,
        window=256,
        overlap=32,
    ),
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("trained")
    train_model(TINY, output)
    return output


def test_a_run_leaves_a_model_and_its_report(trained: Path) -> None:
    report = json.loads((trained / "report.json").read_text())
    assert report["settings"]["seed"] == TINY.seed
    assert report["training"]["tokens"] > 1000
    assert 0 <= report["entities"]["overall"]["f1"] <= 1
    assert (trained / "curves.png").read_bytes().startswith(b"\x89PNG")
    tagger = load_tagger(trained)
    assert (tagger.name, tagger.window) == ("tiny 0.1", 256)


def test_another_run_in_the_same_folder_is_refused(trained: Path) -> None:
    with pytest.raises(ConfigError, match="holds a run already"):
        train_model(TINY, trained)
    with pytest.raises(ConfigError, match="other settings"):
        train_model(replace(TINY, seed=2), trained, resume=True)


def test_a_resumed_run_goes_on_from_its_checkpoint(trained: Path) -> None:
    steps = json.loads((trained / "report.json").read_text())["steps"]
    (trained / "model.onnx").unlink()
    report = train_model(TINY, trained, resume=True)
    assert report.steps == steps
    assert report.seconds < 60
    assert load_tagger(trained).tag("Common Stock") is not None


def test_a_base_model_is_tuned_further(trained: Path, tmp_path: Path) -> None:
    report = train_model(replace(TINY, base=str(trained), synthetic=4), tmp_path / "tuned")
    assert report.steps > 0
    assert (tmp_path / "tuned" / "model.safetensors").is_file()


def test_a_stage_ends_at_its_step(tmp_path: Path) -> None:
    report = train_model(replace(TINY, stop_after=2), tmp_path / "stage")
    assert report.steps == 2
    assert [entry["step"] for entry in report.log if "eval_f1" in entry] == [2]
