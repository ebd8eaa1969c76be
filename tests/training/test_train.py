"""A whole tiny run: pages, fit, export, report; killed and resumed."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from form4.inference.calibration import read_calibration
from form4.inference.tagger import load_tagger
from form4.model.errors import ConfigError, Form4Error
from form4.model.network import NetworkConfig
from form4.training.config import TrainConfig

pytest.importorskip("transformers")
from form4.training import train
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


@pytest.fixture
def uncalibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calibration, most of a tiny run's time, is looked at once, in the run of `trained`."""
    monkeypatch.setattr(train, "calibrate_model", lambda *_: None)


def test_a_run_leaves_a_model_and_its_report(trained: Path) -> None:
    assert read_calibration(trained) is not None
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


@pytest.mark.parametrize("damage", ["missing", "no tokenizer", "cut weights", "no export"])
def test_what_cannot_be_read_leaves_no_run_behind(
    trained: Path, tmp_path: Path, damage: str
) -> None:
    base, output = tmp_path / "base", tmp_path / "output"
    if damage != "missing":
        shutil.copytree(trained, base, ignore=shutil.ignore_patterns("run"))
    if damage == "no tokenizer":
        (base / "tokenizer.json").unlink()
    if damage == "cut weights":
        (base / "model.safetensors").write_bytes(b"cut")
    config = replace(TINY, base=str(base))
    if damage == "no export":
        config = replace(config, annotations=(tmp_path / "gone.json",))
    with pytest.raises(Form4Error):
        train_model(config, output)
    assert not output.exists()


@pytest.mark.usefixtures("uncalibrated")
def test_a_resumed_run_goes_on_from_its_checkpoint(trained: Path) -> None:
    steps = json.loads((trained / "report.json").read_text())["steps"]
    (trained / "model.onnx").unlink()
    report = train_model(TINY, trained, resume=True)
    assert report.steps == steps
    assert report.seconds < 60
    assert load_tagger(trained).tag("Common Stock") is not None


@pytest.mark.usefixtures("uncalibrated")
def test_a_base_model_is_tuned_further(trained: Path, tmp_path: Path) -> None:
    report = train_model(replace(TINY, base=str(trained), synthetic=4), tmp_path / "tuned")
    assert report.steps > 0
    assert (tmp_path / "tuned" / "model.safetensors").is_file()


@pytest.mark.usefixtures("uncalibrated")
def test_a_stage_ends_at_its_step(trained: Path, tmp_path: Path) -> None:
    config = replace(TINY, base=str(trained), stop_after=2)
    report = train_model(config, tmp_path / "stage")
    assert report.steps == 2
    assert [entry["step"] for entry in report.log if "eval_f1" in entry] == [2]
