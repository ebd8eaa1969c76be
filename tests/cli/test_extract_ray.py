"""`form4 extract --engine ray`: what is refused, and what is handed on; without Ray."""

from pathlib import Path

import pytest

from form4.cli import extract_ray
from form4.cli.main import main
from form4.inference.run.desk import Extraction
from form4.inference.scale.engine import Cluster
from form4.inference.scale.parts import Written

pytest.importorskip("pyarrow")
pytest.importorskip("fsspec")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["extract", *arguments])
    return int(end.value.code or 0)


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text("FORM 4")
    return str(path)


def test_the_job_goes_to_the_cluster(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[object] = []

    def run_on_ray(*given: object) -> Written:
        seen.extend(given)
        return Written(1, 2, (("b.txt", "b.txt: is empty."),))

    monkeypatch.setattr(extract_ray, "run_on_ray", run_on_ray)
    options = ["--engine", "ray", "--address", "head:6379", "--workers", "8", "--method", "rules"]
    assert run(page, *options, "--format", "parquet", "--output", "s3://bucket/out") == 1
    sources, output, job, cluster = seen
    assert (sources, output) == ((page,), "s3://bucket/out")
    assert isinstance(job, Extraction) and job.model == "rules"
    assert cluster == Cluster("head:6379", 8, 0.0)
    told = capsys.readouterr().err
    assert "b.txt: is empty." in told
    assert "s3://bucket/out: 1 documents, 2 rows" in told
    assert "1 of 2 documents failed" in told


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--engine", "ray"], "--engine ray writes Parquet. Give --format parquet and --output"),
        (
            ["--engine", "ray", "--format", "parquet", "--output", "o", "--overwrite"],
            "--engine ray has no --review, --overwrite and --retry-failed.",
        ),
        (
            ["--engine", "ray", "--format", "parquet", "--output", "o", "--gpus", "1"],
            "--gpus are for the torch backend.",
        ),
        (["--address", "head:6379"], "--address and --gpus are for --engine ray."),
    ],
)
def test_what_does_not_go_together_is_a_sentence(
    page: str, options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(page, *options) == 2
    assert sentence in capsys.readouterr().err


def test_an_output_that_exists_is_refused(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("ray")
    options = ["--engine", "ray", "--format", "parquet", "--output", str(tmp_path)]
    assert run(page, *options, "--method", "rules") == 2
    assert "exists. Choose another name" in capsys.readouterr().err
