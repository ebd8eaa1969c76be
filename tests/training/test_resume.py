"""A run that is killed goes on from its last whole checkpoint."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("transformers")
from form4.model.network import NetworkConfig, new_network
from form4.training.config import TrainConfig
from form4.training.trainer import STATE_FILE, fit, last_whole_checkpoint

RECIPE = """
name = "killed 0.1"
base = "{base}"
synthetic = 3
held_out = 1
batch_windows = 4
eval_steps = 4
patience = 100
[network]
window = 64
overlap = 16
dropout = 0.0
"""
DEADLINE_S = 900  # a machine may do much else
TINY = NetworkConfig(
    vocabulary_size=9, hidden_size=8, layers=1, intermediate_size=8, heads=2, window=32
)


def test_a_checkpoint_cut_short_is_passed_over(tmp_path: Path) -> None:
    for number, state in ((4, "{}"), (8, "{}"), (12, '{"step'), (16, None)):
        folder = tmp_path / f"checkpoint-{number}"
        folder.mkdir()
        if state is not None:
            (folder / STATE_FILE).write_text(state)
    assert last_whole_checkpoint(tmp_path) == tmp_path / "checkpoint-8"
    assert last_whole_checkpoint(tmp_path / "nowhere") is None


def test_patience_that_was_used_up_stays_so(tmp_path: Path) -> None:
    import datasets

    network = TINY
    row = {"input_ids": [3, 4, 5], "labels": [0, 1, 2], "length": 3}
    windows = datasets.Dataset.from_list([row] * 8)
    # At a rate of nothing no evaluation is better than the first.
    config = TrainConfig(
        learning_rate=0.0, batch_windows=1, eval_steps=1, patience=2, stop_after=2, network=network
    )
    model = new_network(network, ("owner_name",))
    assert fit(model, windows, windows, config, tmp_path, resume=False).steps == 2
    further = replace(config, stop_after=0)
    assert fit(model, windows, windows, further, tmp_path, resume=True).steps == 3


def test_without_patience_the_last_weights_are_kept(tmp_path: Path) -> None:
    import datasets
    import torch
    from safetensors.torch import load_file

    network = TINY
    row = {"input_ids": [3, 4, 5], "labels": [0, 1, 2], "length": 3}
    windows = datasets.Dataset.from_list([row] * 3)
    config = TrainConfig(batch_windows=1, eval_steps=1, patience=0, network=network)
    model = new_network(network, ("owner_name",))
    fitted = fit(model, windows, windows, config, tmp_path, resume=False)
    assert fitted.steps == 3
    last = load_file(tmp_path / "checkpoint-3" / "model.safetensors")
    assert torch.equal(fitted.model.classifier.weight, last["classifier.weight"])


def test_a_killed_run_is_resumed(tiny_model: Path, tmp_path: Path) -> None:
    recipe, output = tmp_path / "recipe.toml", tmp_path / "model"
    recipe.write_text(RECIPE.format(base=tiny_model))
    command = [sys.executable, "-m", "form4.cli.main", "train", "--recipe", str(recipe)]
    command += ["--output", str(output)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    first = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + DEADLINE_S
    while last_whole_checkpoint(output / "run") is None and time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the run ended with {first.wait(0.1)} before it could be killed")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not (output / "model.onnx").exists()
    reached = last_whole_checkpoint(output / "run")
    assert reached is not None
    done = subprocess.run(
        [*command, "--resume"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    log = json.loads((output / "report.json").read_text())["log"]
    steps = [entry["step"] for entry in log if "eval_f1" in entry]
    assert steps == sorted(set(steps)), "a step was evaluated twice"
    assert int(reached.name.rpartition("-")[2]) in steps
    assert (output / "model.onnx").is_file()
