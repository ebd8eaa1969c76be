"""Costs of runs of many lengths, a document: python -m scripts.flat_cost FOLDER.

FOLDER gets the pages, links to copies of one, and the outputs. Each run is a process of its
own; its processor time and its peak memory are those of the largest of its processes.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A small process between: the memory of this one would be counted to a child forked from it.
_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
PAGE = "3-cell-a-line.txt"
A_FOLDER = 1_000  # documents; larger folders are slow on some file systems


def main() -> int:
    """Run every number of documents, smallest first, and print one line each."""
    options = _options()
    print("| documents | processor s | ms a document | further ms a document | peak memory |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    before = (0, 0.0)
    for count in sorted(options.documents):
        seconds, kilobytes = _run(options, count)
        further = (seconds - before[1]) / (count - before[0])
        print(
            f"| {count:,} | {seconds:.1f} | {1000 * seconds / count:.2f} "
            f"| {1000 * further:.2f} | {kilobytes / 1024:.0f} MB |",
            flush=True,
        )
        before = (count, seconds)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", type=Path, default=ROOT / "examples" / PAGE)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--method", default="rules", choices=["model", "rules"])
    return parser.parse_args()


def _run(options: argparse.Namespace, count: int) -> tuple[float, int]:
    pages, output = options.folder / f"pages-{count}", options.folder / f"out-{count}.jsonl"
    if not pages.exists():
        _make_pages(pages, count, options.page)
    command = [sys.executable, "-m", "form4.cli.main", "extract", str(pages), "--overwrite"]
    command += ["--format", "jsonl", "--output", str(output), "--workers", str(options.workers)]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command, "--method", options.method],
        capture_output=True,
        text=True,
        check=True,
    )
    with output.open("rb") as stream:
        written = sum(1 for _ in stream)
    if written != count:
        sys.exit(f"{output}: {written} filings of {count}")
    seconds, kilobytes = done.stdout.split()
    return float(seconds), int(kilobytes)


def _make_pages(folder: Path, count: int, page: Path) -> None:
    """Links and no copies, of which a hundred thousand would be four hundred megabytes."""
    for number in range(count):
        part = folder / f"{number // A_FOLDER:04d}"
        if number % A_FOLDER == 0:
            part.mkdir(parents=True)
            shutil.copy(page, part / f"first{page.suffix}")
            continue
        (part / f"{number:07d}{page.suffix}").hardlink_to(part / f"first{page.suffix}")


if __name__ == "__main__":
    sys.exit(main())
