"""form4 beside its peers: the same pages to train on, the same pages to read, one table.

    python -m benchmarks.peers --data FOLDER --output runs/peers

Every peer trains and reads in a process of its own, one after the other, on one thread. What is
done is not done again. The results lie in OUTPUT/peers.json, the table in OUTPUT/peers.md and on
stdout; without --data only synthetic pages are read.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.material import TEST_FILE, TRAINING_FILE, write_material
from benchmarks.peer import LEARNERS, PEERS
from benchmarks.table import fill_page, markdown
from form4.inference.evaluation.machine import machine_class

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "TOKENIZERS_PARALLELISM": "false",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is not measured yet and print the table; returns the exit code."""
    options = _options(arguments)
    folder: Path = options.output
    write_material(folder, options.pages, options.held_out, options.data, options.every)
    failed = [name for name in options.peers if not _measure(name, folder, options.seconds)]
    result = collect(folder, options.seconds)
    (folder / "peers.json").write_text(f"{json.dumps(result, indent=1)}\n", encoding="utf-8")
    (folder / "peers.md").write_text(markdown(result), encoding="utf-8")
    sys.stdout.write(markdown(result))
    if options.page:
        fill_page(options.page, markdown(result))
    for name in failed:
        sys.stderr.write(f"{name}: could not be measured; why stands above.\n")
    return 1 if failed else 0


def collect(folder: Path, seconds: float) -> dict[str, Any]:
    """What lies below the folder, and the circumstances."""
    peers = {}
    for name in PEERS:
        files = {what: folder / f"{name}-{what}.json" for what in ("train", "read")}
        peers[name] = {
            what: json.loads(file.read_text(encoding="utf-8"))
            for what, file in files.items()
            if file.is_file()
        }
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": machine_class(),
        "seconds": seconds,
        "training_pages": _lines(folder / TRAINING_FILE),
        "test_pages": _lines(folder / TEST_FILE),
        "peers": {name: found for name, found in peers.items() if found},
    }


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8") as stream:
        return sum(1 for _ in stream)


def _measure(name: str, folder: Path, seconds: float) -> bool:
    """Train and read in processes of their own; whether both went well."""
    wanted = ("train", "read") if name in LEARNERS else ("read",)
    for what in wanted:
        if (folder / f"{name}-{what}.json").is_file():
            continue
        sys.stderr.write(f"{name}: {what}\n")
        command = [sys.executable, "-m", "benchmarks.measure", what, name]
        command += ["--folder", str(folder), "--seconds", str(seconds)]
        run = subprocess.run(command, check=False, env=os.environ | ONE_THREAD)
        if run.returncode:
            return False
    return True


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="folder of real filings, to read as well")
    parser.add_argument("--output", type=Path, default=Path("runs/peers"))
    parser.add_argument("--page", type=Path, help="page to put the tables into")
    parser.add_argument("--pages", type=int, default=500, help="synthetic pages to train on")
    parser.add_argument("--held-out", type=int, default=100, help="synthetic pages to read")
    parser.add_argument("--every", type=int, default=1, help="read each k-th real page alone")
    parser.add_argument("--seconds", type=float, default=600.0, help="processor time to train for")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
