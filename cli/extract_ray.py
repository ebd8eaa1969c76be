"""`form4 extract --engine ray`: the same documents on a cluster, into a folder of Parquet parts."""

from form4.cli.extract_run import Request, Tally, problems, say
from form4.inference.run.desk import Extraction
from form4.inference.run.result import Result
from form4.inference.scale.engine import Cluster, run_on_ray
from form4.inference.scale.places import find_places
from form4.model.errors import ConfigError, Form4Error


def run_on_cluster(job: Extraction, request: Request, output: str, cluster: Cluster) -> int:
    """Read all documents on Ray into `output`, a path or a URL; returns the exit code."""
    if request.form != "parquet" or request.output is None:
        raise ConfigError("--engine ray writes Parquet. Give --format parquet and --output FOLDER.")
    if request.review or request.overwrite or request.retry:
        raise ConfigError("--engine ray has no --review, --overwrite and --retry-failed.")
    if cluster.gpus and job.backend != "torch":
        raise ConfigError("--gpus are for the torch backend. Add --backend torch.")
    found = find_places(request.paths)
    for note in found.notes:
        say(note)
    tally = Tally()
    for problem in problems(found, debug=job.debug):
        tally.add(problem)
    if not found.sources:
        raise Form4Error(f"{output}: not written, because there is no document.")
    written = run_on_ray(found.sources, output, job, cluster)
    for source, reason in written.failed:
        tally.add(Result(source, problem=reason))
    tally.written = written.documents
    say(f"{output}: {written.documents:,} documents, {written.rows:,} rows")
    return tally.sum_up()
