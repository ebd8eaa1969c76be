"""`form4 extract --output` for many documents: formats, kills, failures and their retry."""

import csv
import errno
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from form4.cli.main import main

EACH_DOCUMENT = """
from form4.cli.main import main
from form4.inference.run import stage

stage.COMMIT_DOCUMENTS = 1
if __name__ == "__main__":
    main()
"""


def code_of(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main(["extract", "--method", "rules", *map(str, arguments)])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def pages(root: Path, tmp_path: Path) -> Path:
    """The example pages and one that is empty, in a folder of their own."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in (root / "examples").glob("*.txt"):
        shutil.copy(page, folder)
    (folder / "9-empty.txt").write_text("")
    return folder


def sources(lines: Path) -> list[str]:
    return [Path(json.loads(line)["source"]).name for line in lines.read_text().splitlines()]


def failures(output: Path) -> list[str]:
    listed = output.with_name(f"{output.name}.failed.jsonl")
    return [json.loads(line)["reason"] for line in listed.read_text().splitlines()]


def test_every_format_holds_every_document(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    outputs = {form: tmp_path / f"out.{form}" for form in ("jsonl", "csv", "parquet", "sec")}
    for form, output in outputs.items():
        assert code_of(pages, "--format", form, "--output", output) == 1
        assert "9-empty.txt: is empty" in failures(output)[0]
        assert not output.with_name(f"{output.name}.part").exists()
    filings = [json.loads(line) for line in outputs["jsonl"].read_text().splitlines()]
    names = [filing["source"] for filing in filings]
    with outputs["csv"].open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wanted = sum(len(one["transactions"]) + len(one["holdings"]) for one in filings)
    assert (len(rows), list(dict.fromkeys(row["source"] for row in rows))) == (wanted, names)
    table = pq.read_table(outputs["parquet"])
    assert table.column("source").to_pylist() == [row["source"] for row in rows]
    with (outputs["sec"] / "SUBMISSION.tsv").open(encoding="utf-8") as file:
        keys = [row["ACCESSION_NUMBER"] for row in csv.DictReader(file, delimiter="\t")]
    assert keys == names
    assert f"{outputs['sec']}.failed.jsonl has the reasons" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "sec"])
def test_what_failed_is_retried_and_added(
    pages: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    output = tmp_path / "out"
    arguments = ["--format", form, "--output", output]
    assert code_of(pages, *arguments) == 1
    assert code_of("--retry-failed", *arguments) == 1  # it is still empty
    shutil.copy(pages / "2-fixed-width.txt", pages / "9-empty.txt")
    assert code_of("--retry-failed", pages, *arguments) == 0
    assert not (tmp_path / "out.failed.jsonl").exists()
    assert code_of(pages, "--format", form, "--output", tmp_path / "whole") == 0
    if form == "parquet":
        import pyarrow.parquet as pq

        assert pq.read_table(output).equals(pq.read_table(tmp_path / "whole"))
    elif form == "sec":
        for table in output.iterdir():
            assert table.read_bytes() == (tmp_path / "whole" / table.name).read_bytes()
    else:
        assert output.read_bytes() == (tmp_path / "whole").read_bytes()
    capsys.readouterr()
    assert code_of("--retry-failed", *arguments) == 2
    assert "so nothing is to be retried" in capsys.readouterr().err


def test_a_run_that_was_stopped_refuses_other_options(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(pages, output)
    assert code_of(pages, "--format", "csv", "--output", output) == 2
    assert "other options has done (format jsonl). Give the same" in capsys.readouterr().err
    assert code_of(pages, "--retry-failed", "--format", "jsonl", "--output", output) == 2
    assert code_of(pages, "--format", "csv", "--output", output, "--overwrite") == 1
    assert output.read_bytes().startswith(b"source,form_type,")


def stopped_run(pages: Path, output: Path) -> None:
    """A run that an error of the disk stopped half way."""
    limit = 20_000  # bytes a file
    done = run(pages, output, limit=limit)
    assert done.returncode == 1
    assert "cannot be written (File too large). What is done is kept" in done.stderr
    assert not output.exists()


def run(
    pages: Path, output: Path, *options: str, limit: int | None = None
) -> subprocess.CompletedProcess[str]:
    def set_limit() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        command(pages, output, *options),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=set_limit,
    )


def command(pages: Path, output: Path, *options: str) -> list[str]:
    start = [sys.executable, "-c", EACH_DOCUMENT, "extract", "--method", "rules", str(pages)]
    return [*start, "--format", "jsonl", "--output", str(output), *options]


def test_a_disk_that_was_full_costs_nothing(pages: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(pages, output)
    done = run(pages, output)
    assert (done.returncode, "goes on behind" in done.stderr) == (1, True)
    assert sources(output) == sorted(page.name for page in pages.glob("[1-8]*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")
@pytest.mark.parametrize("workers", ["0", "2"])
def test_kills_at_random_moments_lose_and_double_nothing(
    pages: Path, tmp_path: Path, workers: str
) -> None:
    """A small share of what `make torture` does."""
    names = sorted(page.name for page in pages.glob("[1-8]*"))
    for number in range(30):
        shutil.copy(pages / names[number % len(names)], pages / f"c{number:03d}.txt")
    expected = sorted([*names, *(f"c{number:03d}.txt" for number in range(30))])
    output, chance = tmp_path / "out.jsonl", random.Random(0)
    for _ in range(4):
        killed = subprocess.Popen(
            command(pages, output, "--workers", workers), stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.5, 3.0))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    if not output.exists():
        run(pages, output, "--workers", workers)
    assert sources(output) == expected
    assert len(failures(output)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.jsonl",
        "out.jsonl.failed.jsonl",
        "pages",
    ]


@pytest.mark.parametrize("form", ["jsonl", "sec"])
def test_a_kill_while_the_output_is_put_in_place_does_no_harm(
    pages: Path, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, output = tmp_path / "whole", tmp_path / "out"
    assert code_of(pages, "--format", form, "--output", whole) == 1
    killed_at_each_step(monkeypatch, pages, "--format", form, "--output", output)
    assert content(output) == content(whole)
    assert failures(output) == failures(whole)
    assert not (tmp_path / "out.part").exists()


@pytest.mark.parametrize("still_empty", [True, False])
def test_a_kill_at_the_end_of_a_retry_leaves_a_run_that_goes_on(
    pages: Path, tmp_path: Path, still_empty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, output = tmp_path / "whole", tmp_path / "out"
    if still_empty:
        (pages / "9-empty.txt").rename(pages / "9-none.txt")
    arguments = ["--format", "sec", "--output"]
    (pages / "8-empty.txt").write_text("")
    assert code_of(pages, *arguments, output) == 1
    shutil.copy(pages / "2-fixed-width.txt", pages / "8-empty.txt")
    if not still_empty:
        (pages / "9-empty.txt").unlink()
        (tmp_path / "out.failed.jsonl").write_text(
            json.dumps({"source": str(pages / "8-empty.txt"), "reason": "is empty"}) + "\n"
        )
    assert code_of(pages, *arguments, whole) == int(still_empty)
    killed_at_each_step(monkeypatch, "--retry-failed", *arguments, output)
    assert content(output) == content(whole)
    assert (tmp_path / "out.failed.jsonl").exists() is still_empty
    assert not (tmp_path / "out.part").exists()


def killed_at_each_step(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    """Run again and again, killed one step later each time, until the run comes to its end."""
    for step in range(30):
        with monkeypatch.context() as patch:
            kill_at(step, patch)
            code = code_of(*arguments)
        if code != 130:  # it had fewer steps
            break
    assert code in (0, 1)
    assert 1 < step < 29


def kill_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """Stop before the renames and removals behind so many."""
    left = [step]

    def counted(name: str) -> Callable[..., object]:
        plain = getattr(Path, name)

        def call(path: Path, *arguments: object, **options: object) -> object:
            if ".part" in str(path):
                left[0] -= 1
                if left[0] < 0:
                    raise KeyboardInterrupt
            return plain(path, *arguments, **options)

        return call

    for name in ("replace", "unlink", "rmdir"):
        patch.setattr(Path, name, counted(name))


def content(output: Path) -> dict[str, bytes]:
    files = output.iterdir() if output.is_dir() else [output]
    return {file.name if output.is_dir() else "": file.read_bytes() for file in files}


def test_a_disk_that_is_full_while_parquet_is_made_names_the_place_and_goes_on(
    pages: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    output = tmp_path / "out.parquet"

    def write_batch(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")  # names no file

    with monkeypatch.context() as patch:
        patch.setattr(parquet.ParquetWriter, "write_batch", write_batch)
        assert code_of(pages, "--format", "parquet", "--output", output) == 1
    sentence = f"{output}.part: cannot be written (No space left on device). What is done is kept"
    assert sentence in capsys.readouterr().err
    assert code_of(pages, "--format", "parquet", "--output", output) == 1
    assert f"{output}.part: goes on behind 6 documents that are done" in capsys.readouterr().err
    assert parquet.read_table(output).num_rows > 5


def test_a_disk_that_is_full_at_the_start_is_no_wrong_use(
    pages: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def start(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setattr("form4.inference.run.stage._start", start)
    assert code_of(pages, "--format", "csv", "--output", tmp_path / "out.csv") == 1
    assert "cannot be made (No space left on device). Make room" in capsys.readouterr().err


def test_documents_of_one_accession_number_have_keys_of_their_own(
    pages: Path, tmp_path: Path
) -> None:
    output, number = tmp_path / "out", "0001234567-13-000123"
    text = (pages / "2-fixed-width.txt").read_text()
    (pages / f"{number}.htm").write_text(f"<html><pre>{text}</pre></html>")
    (pages / f"{number}.txt").write_text(text)
    (pages / f"{number}.z.txt").write_text("")
    assert code_of(pages, "--format", "sec", "--output", output) == 1
    (pages / f"{number}.z.txt").write_text(text)
    assert code_of("--retry-failed", "--format", "sec", "--output", output) == 1
    found = {}
    for table in ("SUBMISSION", "NONDERIV_TRANS"):
        with (output / f"{table}.tsv").open(encoding="utf-8") as file:
            rows = [list(row.values())[:2] for row in csv.DictReader(file, delimiter="\t")]
        found[table] = [tuple(row[: 1 + (table != "SUBMISSION")]) for row in rows]
        assert len(set(found[table])) == len(found[table])
    keys = [Path(key).name for (key,) in found["SUBMISSION"] if number in key]
    assert keys == [number, f"{number}.txt", f"{number}.z.txt"]


def test_documents_that_changed_are_told_and_left(pages: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(pages, output)
    first = pages / "1-wrong-columns.txt"
    first.write_text(first.read_text() + "\n")
    assert "1 documents changed after they were read" in run(pages, output).stderr


def test_doubtful_documents_become_tasks(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, review = tmp_path / "out.jsonl", tmp_path / "review.json"
    options = ["--review", review, "--review-below", "1"]
    assert code_of(pages, "--format", "jsonl", "--output", output, *options) == 1
    tasks = json.loads(review.read_text())
    assert len(tasks) == 5
    scores = [task["predictions"][0]["score"] for task in tasks]
    assert scores == sorted(scores)
    capsys.readouterr()
    streamed = tmp_path / "streamed.json"
    options = ["--review", streamed, "--review-below", "1"]
    assert code_of(pages, "--format", "csv", *options) == 1
    assert json.loads(streamed.read_text()) == tasks
    lines = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {Path(line["source"]).name for line in lines} == set(sources(output))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--format", "sec"], "--format sec writes files. Name them with --output."),
        (["--format", "parquet"], "--format parquet writes files. Name them with --output."),
        (["--retry-failed"], "--retry-failed adds to a file."),
        (["-", "--workers", "2"], "--workers read files, and - is standard input."),
        (["--output", "nowhere/out.csv", "--format", "csv"], "there is no folder nowhere"),
    ],
)
def test_wrong_use_is_one_sentence(
    pages: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(pages, *arguments) == 2
    error = capsys.readouterr().err
    assert (error.count("\n"), sentence in error) == (1, True)


def test_no_path_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of() == 2
    assert "PATH: is missing" in capsys.readouterr().err


def test_a_folder_with_other_files_is_not_filled_with_tables(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(pages, "--format", "sec", "--output", pages, "--overwrite") == 2
    assert "holds other files (1-wrong-columns.txt)" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_names_the_place(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = pages / "2-fixed-width.txt"
    assert code_of(page, "--format", "csv", "--output", "/dev/full") == 1
    assert "/dev/full: cannot be written" in capsys.readouterr().err
