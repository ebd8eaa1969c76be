"""A run on a local Ray of two workers gives the rows of the local engine, kills included.

Run by `make test-scale`, which installs Ray; skipped where it is not installed.
"""

import contextlib
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from form4.inference.formats.parquet import record_batch
from form4.inference.run.desk import Extraction
from form4.inference.run.reading import open_reading
from form4.model.errors import ConfigError

pytest.importorskip("ray")

from form4.inference.scale import engine  # noqa: E402 - needs Ray
from form4.inference.scale.engine import Cluster, run_on_ray, tables  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
RULES = Extraction(model="rules")
COPIES = 16


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    folder = tmp_path_factory.mktemp("pages")
    pages = [page.read_bytes() for page in sorted((ROOT / "examples").glob("*.txt"))]
    for number in range(COPIES * len(pages)):
        (folder / f"{number:03d}.txt").write_bytes(pages[number % len(pages)])
    (folder / "empty.txt").write_bytes(b"")
    return tuple(map(str, sorted(folder.iterdir())))


def _rows(batches: Iterator[Any]) -> Counter[str]:
    return Counter(repr(row) for batch in batches for row in batch.to_pylist())


def _local(sources: tuple[str, ...]) -> Counter[str]:
    with open_reading(RULES) as read:
        filings = [one.filing for one in read(sources) if one.filing is not None]
    return _rows(iter([record_batch(filings)]))


def _kill_one_actor(done: threading.Event, killed: list[int]) -> None:
    """Kill an actor of this process's Ray once it has begun to read."""
    while not done.wait(0.2):
        for process in _actors():
            time.sleep(1.0)
            os.kill(process, signal.SIGKILL)
            killed.append(process)
            return


def _actors() -> Iterator[int]:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended
            if (process / "cmdline").read_bytes().startswith(b"ray::MapWorker") and _is_ours(
                int(process.name)
            ):
                yield int(process.name)


def _is_ours(process: int) -> bool:
    while process > 1:
        if process == os.getpid():
            return True
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds processes in /proc")
def test_a_killed_actor_loses_and_doubles_nothing(
    sources: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BATCH", 4)
    output, done, killed = str(tmp_path / "out"), threading.Event(), []
    killer = threading.Thread(target=_kill_one_actor, args=(done, killed))
    killer.start()
    try:
        written = run_on_ray(sources, output, RULES, Cluster(actors=2))
    finally:
        done.set()
        killer.join()
    assert killed
    assert written.documents == len(sources) - 1
    ((failed, reason),) = written.failed
    assert Path(failed).name == "empty.txt" and "is empty" in reason
    assert _rows(tables(output)) == _local(sources)
    with pytest.raises(ConfigError, match="exists"):
        run_on_ray(sources, output, RULES, Cluster())


def test_no_cluster_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--engine ray: no cluster at 127.0.0.1:1"):
        run_on_ray((), str(tmp_path / "out"), RULES, Cluster(address="127.0.0.1:1"))
