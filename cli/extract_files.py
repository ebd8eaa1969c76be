"""`form4 extract` to files: a run that was killed goes on, what failed is listed and retried."""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from form4.cli.extract_run import (
    Request,
    Tally,
    find,
    left,
    problems,
    refuse_reading,
    say,
    shown,
)
from form4.inference.documents import Found
from form4.inference.run import output as files
from form4.inference.run.desk import RULES, Extraction
from form4.inference.run.manifest import key_of
from form4.inference.run.reading import Read, open_reading
from form4.inference.run.stage import Stage
from form4.model.errors import Form4Error


def run_to_files(job: Extraction, request: Request, path: Path) -> int:
    """Read all documents that are not done yet; returns the exit code."""
    target = files.Target(path, request.form, request.review)
    found = _found(target, request)
    for one in (path, request.review):
        refuse_reading(one, found.sources)
    if not files.has_stage(target):
        files.check_place(target, overwrite=request.overwrite or request.retry)
    job = replace(job, form=request.form, apart=files.sharing(target, found.sources))
    tally = Tally(job.min_confidence)
    with open_reading(job, request.workers, say) as read:
        options = _options(job, request)
        flags = {"overwrite": request.overwrite, "retry": request.retry}
        with files.open_stage(target, options, **flags) as stage:
            _read_rest(stage, target, found, read, tally, debug=job.debug)
            tally.written, tally.failed = stage.written, stage.failed
            wrote = files.publish(stage, target)
    code = tally.sum_up(target.failed)
    if request.review is not None:
        say(f"{request.review}: doubtful documents as tasks, most doubtful first")
    if not wrote:
        raise Form4Error(f"{path}: {left(path)}, because no document could be read.")
    return code


def _read_rest(
    stage: Stage, target: files.Target, found: Found, read: Read, tally: Tally, *, debug: bool
) -> None:
    """Read what the stage does not hold yet."""
    done = len(stage.progress.done)
    if done:
        say(f"{target.stage}: goes on behind {done:,} documents that are done")
    if stage.progress.finished:
        return
    rest = files.Remaining(found.sources, stage)
    try:
        for problem in problems(found, debug=debug):
            if key_of(problem.name) not in stage.progress.done:
                tally.add(problem)
                files.store(stage, problem)
        for result in shown(read(rest), len(found.sources), done=done, to_file=True):
            tally.add(result)
            files.store(stage, result)
    except KeyboardInterrupt:
        say(f"{target.stage}: keeps what is done, the same command goes on")
        raise
    if rest.changed:
        say(f"{rest.changed:,} documents changed after they were read; they were not read again")


def _found(target: files.Target, request: Request) -> Found:
    """The documents to read: none where all are done, and only the output is to be put in place.

    A kill there may have come after the list of failures was replaced or removed.
    """
    if not request.retry:
        return find(request.paths)
    return Found(()) if files.is_finished(target) else _failed(target, request)


def _failed(target: files.Target, request: Request) -> Found:
    """What an earlier run could not read; of that, what the paths lead to, where any are given."""
    failed = dict.fromkeys(files.failed_sources(target))
    if request.paths:
        failed = dict.fromkeys(one for one in find(request.paths).sources if one in failed)
    say(f"{target.failed}: {len(failed):,} documents are read again")
    return Found(tuple(failed))


def _options(job: Extraction, request: Request) -> dict[str, Any]:
    """What must be the same when a run goes on."""
    from form4.inference.version import model_version

    name = job.model if job.model == RULES else model_version(job.model)
    return {
        "form4": version("form4-extractor"),
        "format": request.form,
        "model": name,
        "backend": job.backend,
        "min-confidence": job.min_confidence,
        "review-below": job.review_below,
        "PATH": files.digest(request.paths),
    }
