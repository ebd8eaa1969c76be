"""A run that is killed goes on from its last whole checkpoint."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("transformers")
from form4.training.trainer import STATE_FILE, last_whole_checkpoint

RECIPE = """
name = "killed 0.1"
synthetic = 12
held_out = 1
batch_windows = 4
eval_steps = 4
patience = 100
[network]
vocabulary_size = 600
hidden_size = 32
layers = 1
intermediate_size = 32
heads = 2
local_attention = 32
window = 256
overlap = 32
"""
DEADLINE_S = 120


def test_a_checkpoint_cut_short_is_passed_over(tmp_path: Path) -> None:
    for number, state in ((4, "{}"), (8, "{}"), (12, '{"step'), (16, None)):
        folder = tmp_path / f"checkpoint-{number}"
        folder.mkdir()
        if state is not None:
            (folder / STATE_FILE).write_text(state)
    assert last_whole_checkpoint(tmp_path) == tmp_path / "checkpoint-8"
    assert last_whole_checkpoint(tmp_path / "nowhere") is None


def test_a_killed_run_is_resumed(tmp_path: Path) -> None:
    recipe, output = tmp_path / "recipe.toml", tmp_path / "model"
    recipe.write_text(RECIPE)
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
