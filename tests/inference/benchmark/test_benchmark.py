"""The benchmark: what it counts, what it compares, how it is printed."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from form4.cli.main import main
from form4.inference.benchmark.jobs import Pipeline, Tagging, Timed, readable
from form4.inference.benchmark.measure import Speed, StartUp, measure_speed
from form4.inference.benchmark.report import Benchmark
from form4.inference.run.desk import Extraction
from form4.model.errors import ConfigError

PAGE = "FORM 4\nJane Doe\tCommon Stock\n"


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Two pages and an empty file."""
    for name, text in (("a", PAGE), ("b", PAGE * 40), ("c", "")):
        (tmp_path / f"{name}.txt").write_text(text)
    return [str(tmp_path / f"{name}.txt") for name in "abc"]


def code_of(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main(["benchmark", *map(str, arguments)])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_what_cannot_be_read_is_not_measured(pages: list[str], tiny_model: Path) -> None:
    good, tokens, problems = readable(pages, str(tiny_model))
    assert (good, tokens > 100) == (pages[:2], True)
    assert [problem.endswith("a form.") for problem in problems] == [True]


def test_a_result_tells_its_processor_time(pages: list[str]) -> None:
    desk = Timed(Extraction(model="rules", form="jsonl")).open()
    result = desk.read(pages[0])
    assert (result.chunks, float(result.notes[0]) > 0) == ((), True)


def test_the_fastest_pass_counts(pages: list[str]) -> None:
    speed = measure_speed("x", Extraction(model="rules"), pages[:2], 120, repeat=2)
    assert (speed.documents, speed.tokens) == (2, 120)
    assert speed.documents_a_second == pytest.approx(2 / speed.seconds)
    assert 0 < speed.processor_seconds_a_document < 10


def test_the_pipeline_reads_all_of_a_long_text(pages: list[str], tiny_model: Path) -> None:
    pytest.importorskip("torch")
    for job in (Tagging(str(tiny_model)), Pipeline(str(tiny_model))):
        assert job.open(threads=1).read(pages[1]).problem is None


def test_a_peer_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ConfigError, match=r"form4-extractor\[train\]"):
        Pipeline("base").open()


def test_the_command_prints_figures(
    pages: list[str], tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--model", tiny_model, "--repeat", "1", "--format", "json"]
    assert code_of(*pages, *options) == 1
    captured = capsys.readouterr()
    figures = json.loads(captured.out)
    assert [speed["documents"] for speed in figures["speeds"]] == [2]
    assert figures["start_up_seconds"] > 0
    assert figures["peak_memory_bytes"] > 0
    assert figures["machine"]
    assert "c.txt: is empty" in captured.err


def test_the_table_has_ratios_to_the_peer(capsys: pytest.CaptureFixture[str]) -> None:
    from form4.inference.table import table_console

    fast, slow = Speed("ours", 10, 1000, 1.0, 2.0), Speed("peer", 10, 1000, 4.0, 8.0)
    made = Benchmark(
        "m", "a machine", date(2026, 1, 2), 1, 0, (fast, slow), StartUp(1.0, 0.9, 10**8), None
    )
    table_console(sys.stdout).print(made.table())
    shown = capsys.readouterr().out.splitlines()
    assert shown[1].split() == ["ours", "10.0", "1,000", "0.2000", "4.00"]
    assert shown[-1] == "m; a machine; 2026-01-02"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--workers", "2", "--threads", "2"], "--workers have one thread each."),
        (["--model", "nowhere"], "nowhere: no model there"),
    ],
)
def test_wrong_use_is_one_sentence(
    pages: list[str], options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(pages[0], *options) == 2
    assert sentence in capsys.readouterr().err


def test_nothing_to_measure_is_told(pages: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(pages[2]) == 1
    assert "no document to measure on" in capsys.readouterr().err
