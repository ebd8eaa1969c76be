"""Kill -9 a run at random moments and count what it wrote: python -m scripts.torture FOLDER.

FOLDER gets copies of the example pages and the output. Exit 1 when a document is lost, there
twice, or has other records than its example has elsewhere.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POLL_SECONDS = 0.02


def main() -> int:
    """Make pages, kill, count; returns the exit code."""
    options = _options()
    chance = random.Random(options.seed)
    pages, output = options.folder / "pages", options.folder / "out.jsonl"
    if output.exists() or output.with_name("out.jsonl.part").exists():
        sys.exit(f"{output}: exists. Give an empty folder.")
    names = _make_pages(pages, options.documents)
    command = [sys.executable, "-m", "form4.cli.main", "extract", str(pages), "--format", "jsonl"]
    command += ["--output", str(output), "--workers", str(options.workers)]
    command += ["--method", options.method]
    for moment in sorted(chance.sample(range(options.documents), options.kills)):
        done = _kill_at(command, output, moment, chance.uniform(0.0, options.jitter))
        print(f"killed with {done} of {options.documents} documents in the manifest", flush=True)
    begin = time.perf_counter()
    if not output.exists():  # the last kill may have come after the end
        subprocess.run(command, check=True)
    print(f"the last run took {time.perf_counter() - begin:.1f} s")
    return _judge(output, names)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--method", default="model", choices=["model", "rules"])
    parser.add_argument("--jitter", type=float, default=0.5, help="seconds after the moment")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _make_pages(folder: Path, count: int) -> list[str]:
    examples = sorted((ROOT / "examples").glob("*.txt"))
    folder.mkdir(parents=True)
    names = [f"{number:06d}-{examples[number % len(examples)].name}" for number in range(count)]
    for number, name in enumerate(names):
        shutil.copy(examples[number % len(examples)], folder / name)
    return names


def _kill_at(command: list[str], output: Path, moment: int, wait: float) -> int:
    """Kill a run once so many documents are in the manifest; returns how many there were then."""
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while run.poll() is None and _confirmed(output) < moment:
        time.sleep(POLL_SECONDS)
    time.sleep(wait)
    done = _confirmed(output)
    run.send_signal(signal.SIGKILL)
    run.wait()
    return done


def _confirmed(output: Path) -> int:
    manifest = output.with_name(f"{output.name}.part") / "manifest.jsonl"
    try:
        return manifest.read_bytes().count(b"\n") - 1
    except FileNotFoundError:
        return 0


def _judge(output: Path, names: list[str]) -> int:
    found: Counter[str] = Counter()
    variants: defaultdict[str, set[str]] = defaultdict(set)
    with output.open(encoding="utf-8") as stream:
        for line in stream:
            filing = json.loads(line)
            name = Path(filing.pop("source")).name
            found[name] += 1
            variants[name.partition("-")[2]].add(json.dumps(filing, sort_keys=True))
    lost = set(names) - set(found)
    doubled = [name for name, count in found.items() if count > 1]
    odd = [example for example, kinds in variants.items() if len(kinds) > 1]
    print(f"{len(names)} documents: {len(lost)} lost, {len(doubled)} doubled, {len(odd)} changed")
    print(f"in the order of the documents: {'yes' if list(found) == sorted(names) else 'no'}")
    return 1 if lost or doubled or odd else 0


if __name__ == "__main__":
    sys.exit(main())
