"""What one call costs: time from start to exit, memory, and what a further text adds."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

START_TO_EXIT_S = 2.0
MEMORY_KB = 500_000
FURTHER = 6
ROUNDS = 3


def run(paths: list[Path]) -> tuple[float, int]:
    """Seconds from start to exit and the peak memory in KB of one extraction."""
    command = [sys.executable, "-m", "form4.cli.main", "extract", "--format", "jsonl"]
    begin = time.perf_counter()
    with subprocess.Popen([*command, *map(str, paths)], stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - begin, usage.ru_maxrss


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KB on Linux alone")
def test_one_text_is_read_within_time_and_memory(root: Path, tmp_path: Path) -> None:
    page = root / "examples" / "1-wrong-columns.txt"
    seconds, memory = zip(*(run([page]) for _ in range(ROUNDS)), strict=True)
    assert min(seconds) < START_TO_EXIT_S
    assert max(memory) < MEMORY_KB
    copies = [tmp_path / f"{number}.txt" for number in range(FURTHER)]
    for copy in copies:
        copy.write_bytes(page.read_bytes())
    many = min(run([page, *copies])[0] for _ in range(ROUNDS))
    assert (many - min(seconds)) / FURTHER < min(seconds) / 2, "a further text pays for start-up"
