"""The benchmark's block in the documentation: its figures and its place."""

from datetime import date

from form4.inference.benchmark.measure import Speed, StartUp
from form4.inference.benchmark.report import Benchmark
from scripts.benchmark_figures import BLOCK, PAGE, block
from scripts.marked_blocks import fill


def test_the_page_has_a_block_that_takes_the_figures() -> None:
    speeds = (
        Speed("whole way, 2 processes", 300, 500_000, 20.0, 36.0),
        Speed("tagging alone, this process", 300, 500_000, 30.0, 33.0),
        Speed("the same in transformers' pipeline", 300, 500_000, 120.0, 132.0),
    )
    start = StartUp(1.2, 1.1, 140_000_000)
    made = Benchmark("base 1", "AMD", date(2026, 1, 2), 2, 0, speeds, start, 200_000_000)
    page = fill(PAGE.read_text(encoding="utf-8"), BLOCK, block(made))
    assert "| whole way, 2 processes | 15.0 | 25,000 | 0.1200 | 3.67 |" in page
    assert "| tagging alone, this process | 10.0 | 16,667 | 0.1100 | 4.00 |" in page
    assert "300 documents, 500,000 tokens. Start to exit on one text 1.20 s" in page
    assert "140 MB); peak memory a process 200 MB." in page
    assert "base 1; AMD; 2026-01-02" in page
