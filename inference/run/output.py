"""Where a run writes: the output, which appears when all is done, and what stands beside it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4.inference.export import check_new, check_output
from form4.inference.formats.encodings import JSON_LINES, encoding_of
from form4.inference.run.manifest import MANIFEST, key_of, read_manifest, stamp_of
from form4.inference.run.result import Result
from form4.inference.run.stage import Stage, begin, discard, remove, resume, stage_of
from form4.model.errors import ConfigError

PARQUET, SEC = "parquet", "sec"
FAILED, REVIEW = "failed.jsonl", "review.jsonl"
_PARQUET_FILE = "records.parquet"
_TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Target:
    """An output by path and format, and the file for tasks, if any."""

    path: Path
    form: str
    review: Path | None = None

    @property
    def failed(self) -> Path:
        """The list of what could not be read, with reasons, a line a document."""
        return self.path.with_name(f"{self.path.name}.failed.jsonl")

    @property
    def stage(self) -> Path:
        """The folder in which the output grows."""
        return stage_of(self.path)


def open_stage(
    target: Target, options: Mapping[str, Any], *, overwrite: bool = False, retry: bool = False
) -> Stage:
    """The stage of a run that was stopped, or a new one.

    Raises ConfigError for an output that exists unless `overwrite`, for a stage of other options
    likewise, and for `retry` without an earlier run's failures.
    """
    options = {**options, "retry": retry}
    if has_stage(target):
        try:
            return resume(target.stage, options)
        except ConfigError:
            if not overwrite or retry:
                raise
    check_place(target, overwrite=overwrite or retry)
    discard(target.stage)
    return _begin(target, options, retry=retry)


def has_stage(target: Target) -> bool:
    """Whether a run was stopped there."""
    return (target.stage / MANIFEST).is_file()


def is_finished(target: Target) -> bool:
    """Whether a run was stopped there when all its documents were done."""
    return has_stage(target) and read_manifest(target.stage / MANIFEST).finished


def check_place(target: Target, *, overwrite: bool) -> None:
    """Raise ConfigError when the output could not be made there, or would replace another."""
    if target.form == PARQUET:
        from form4.inference.formats.parquet import require_pyarrow

        require_pyarrow()
    for path in (target.path, target.review):
        if path is None:
            continue
        if not overwrite:
            check_new(path)
        if path == target.path and target.form == SEC and path.exists():
            _check_folder(path)
        else:
            check_output(path)


def failed_sources(target: Target) -> Iterator[str]:
    """The documents that an earlier run could not read; raises ConfigError for a broken list."""
    try:
        with target.failed.open(encoding="utf-8") as stream:
            for line in stream:
                if (source := json.loads(line)["source"]) is not None:
                    yield str(source)
    except FileNotFoundError as error:
        raise ConfigError(
            f"{target.failed}: there is no such file, so nothing is to be retried."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{target.failed}: cannot be read ({error}).") from error


def sharing(target: Target, sources: Iterable[str]) -> frozenset[str]:
    """The sources that SEC tables must key by themselves, as another has their accession number."""
    if target.form != SEC:
        return frozenset()
    from form4.inference.formats import sec

    return sec.sharing(sources, sec.keys_in(target.path / sec.FILES[0]))


def store(stage: Stage, result: Result) -> None:
    """Add what came of a document."""
    if result.problem is None:
        stage.add(result.name, (*result.chunks, b"", result.review))
        return
    line = {"source": result.source, "reason": result.problem}
    failure = json.dumps(line, ensure_ascii=True).encode() + b"\n"
    count = len(stage.progress.files) - 2  # the others are failures and tasks
    stage.add(result.name, (*(b"",) * count, failure, b""), failed=True)


@dataclass(slots=True)
class Remaining:
    """The documents that an earlier run left; those that changed since are counted."""

    sources: Iterable[str]
    stage: Stage
    changed: int = 0

    def __iter__(self) -> Iterator[str]:
        """Those that are not done."""
        done = self.stage.progress.done
        for source in self.sources:
            key = key_of(source)
            if key not in done:
                yield source
            elif done[key] != stamp_of(source):
                self.changed += 1


def publish(stage: Stage, target: Target) -> bool:
    """Put everything where it belongs and remove the stage; a kill in between is no harm.

    Returns whether there is an output: when no document could be read, an older one stays.
    """
    wrote = stage.written > 0
    if not stage.progress.finished:
        if target.form == PARQUET and wrote:
            _make_parquet(stage, target)
        if target.review is not None:
            _make_review(stage.folder / REVIEW, target.review)
        stage.finish()
    stage.close()
    if wrote:
        _place_records(stage.folder, target)
    _place_failures(stage.folder / FAILED, target.failed)
    remove(stage.folder)
    return wrote


def digest(paths: Iterable[str]) -> str:
    """A short name for a list of paths."""
    return hashlib.sha256("\0".join(paths).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _begin(target: Target, options: Mapping[str, Any], *, retry: bool) -> Stage:
    encoding = encoding_of(target.form)
    heads = dict(zip(encoding.files, encoding.heads, strict=True))
    continued: dict[str, Path] = {}
    if retry and target.path.exists() and target.form != PARQUET:
        folder = target.form == SEC
        continued = {name: target.path / name if folder else target.path for name in heads}
        for name, path in continued.items():
            _check_head(path, heads[name])
    failures = _without_source(target.failed) if retry else b""
    return begin(target.stage, {**heads, FAILED: failures, REVIEW: b""}, options, continued)


def _without_source(failures: Path) -> bytes:
    """The lines about what was no document, such as an empty folder: they stay."""
    with failures.open("rb") as stream:
        return b"".join(line for line in stream if json.loads(line).get("source") is None)


def _check_head(path: Path, head: bytes) -> None:
    try:
        with path.open("rb") as stream:
            found = stream.read(len(head) or 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}).") from error
    if found != head and not (not head and found in (b"", b"{")):
        raise ConfigError(f"{path}: is not what this format writes. Give its --format.")


def _check_folder(path: Path) -> None:
    if not path.is_dir():
        raise ConfigError(f"{path}: is a file, and the tables need a folder. Choose another name.")
    ours = set(encoding_of(SEC).files)
    others = sorted(one.name for one in path.iterdir() if one.name not in ours)
    if others:
        raise ConfigError(f"{path}: holds other files ({others[0]}). Choose another folder.")


def _make_parquet(stage: Stage, target: Target) -> None:
    from form4.inference.formats.parquet import write_parquet

    stage.commit()
    before = target.path if stage.progress.options["retry"] and target.path.exists() else None
    try:
        write_parquet(stage.folder / JSON_LINES, stage.folder / _PARQUET_FILE, before)
    except OSError as error:  # the library's own, which names no file
        raise stage.unwritable(error) from error


def _make_review(lines: Path, target: Path) -> None:
    from form4.inference.run.review import write_review

    with lines.open("rb") as stream:
        write_review(stream, target)


def _place_records(folder: Path, target: Target) -> None:
    if target.form == SEC:
        _place_tables(folder, target.path)
        return
    name = _PARQUET_FILE if target.form == PARQUET else encoding_of(target.form).files[0]
    if (folder / name).exists():  # or it was placed before a kill
        (folder / name).replace(target.path)


def _place_tables(folder: Path, target: Path) -> None:
    """One table after the other: a rename of the folder could not replace an older one."""
    target.mkdir(exist_ok=True)
    for name in encoding_of(SEC).files:
        if (folder / name).exists():
            (folder / name).replace(target / name)


def _place_failures(failures: Path, target: Path) -> None:
    if not failures.exists():
        return
    if failures.stat().st_size:
        failures.replace(target)
    else:
        target.unlink(missing_ok=True)
        failures.unlink()
