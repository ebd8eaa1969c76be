"""Fill docs/many-documents.md: python -m scripts.benchmark_figures PATH... --workers 2.

Runs what `form4 benchmark PATH... --workers N --peer` runs, on a machine that should do nothing
else meanwhile, and fills the block between the markers of the page. A mix of text and HTML pages
is meant; SEC XML is read without the model and would flatter the figures.
"""

import argparse
import sys
from pathlib import Path

from form4.inference.benchmark.jobs import readable
from form4.inference.benchmark.measure import Speed
from form4.inference.benchmark.report import MEGABYTE, Benchmark
from form4.inference.benchmark.run import run_benchmark
from form4.inference.documents import find_documents
from scripts.marked_blocks import fill_file
from scripts.packages import ROOT

PAGE, BLOCK = ROOT / "docs" / "many-documents.md", "benchmark"


def main() -> int:
    """Measure, fill the page, and print what stands in it now."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    sources, tokens, problems = readable(find_documents(options.paths).sources, "base")
    made = run_benchmark(sources, tokens, workers=options.workers, repeat=options.repeat, peer=True)
    fill_file(options.page, BLOCK, block(made))
    print(block(made))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 0


def block(made: Benchmark) -> str:
    """The figures as a table, and in what circumstances they came about."""
    first, slowest = made.speeds[0], made.speeds[-1]
    memory = made.peak_memory_bytes
    shown = "unknown" if memory is None else f"{memory / MEGABYTE:.0f} MB"
    start = made.start_up
    return "\n".join(
        (
            "| | documents/s | tokens/s | processor s a document | ratio of processor time |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(_line(speed, slowest) for speed in made.speeds),
            "",
            f"{first.documents} documents, {first.tokens:,} tokens. Start to exit on one text "
            f"{start.seconds:.2f} s ({start.processor_seconds:.2f} s of processor time, "
            f"{start.peak_memory_bytes / MEGABYTE:.0f} MB); peak memory a process {shown}.",
            f"{made.model}; {made.machine}; {made.day.isoformat()}, by "
            f"`python -m scripts.benchmark_figures PATH... --workers {made.processes}`.",
        )
    )


def _line(speed: Speed, slowest: Speed) -> str:
    each = speed.processor_seconds_a_document
    return (
        f"| {speed.name} | {speed.documents_a_second:.1f} | {speed.tokens_a_second:,.0f} "
        f"| {each:.4f} | {slowest.processor_seconds_a_document / each:.2f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
