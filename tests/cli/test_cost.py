"""What one call costs: time from start to exit, memory, and what a further text adds."""

import subprocess
import sys
from pathlib import Path

import pytest

START_TO_EXIT_S = 1.5
MEMORY_KB = 500_000
FURTHER = 6
# A small process between: the memory of this one would be counted to a child forked from it.
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
ROUNDS = 3


def run(paths: list[Path]) -> tuple[float, int]:
    """Seconds of processor time and the peak memory in KB of one extraction.

    The wall clock says more about what else the machine does.
    """
    command = [sys.executable, "-m", "form4.cli.main", "extract", "--format", "jsonl"]
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, *command, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = measured.stdout.split()
    return float(seconds), int(memory)


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KB on Linux alone")
def test_xml_alone_loads_no_model(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "form.xml"
    page.write_text(
        '<?xml version="1.0"?><ownershipDocument><documentType>4</documentType>'
        "<issuer><issuerName>Quillfern</issuerName></issuer></ownershipDocument>"
    )
    _, by_model = run([root / "examples" / "1-wrong-columns.txt"])
    _, exact = run([page])
    assert exact < 0.7 * by_model


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
