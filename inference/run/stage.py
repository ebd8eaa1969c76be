"""The folder in which an output grows: files that are only added to, and their manifest.

It stands beside the output as OUTPUT.part until all documents are done. Data reach the disk before
the manifest's lines that tell of them, many documents at a time.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from form4.inference.run.locking import lock
from form4.inference.run.manifest import (
    MANIFEST,
    Entry,
    Progress,
    entry_of,
    finished_line,
    head_line,
    read_manifest,
)
from form4.model.errors import ConfigError, Form4Error

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
COMMIT_DOCUMENTS = 256
COMMIT_SECONDS = 1.0  # what a kill costs at most, beside the documents in work


def stage_of(output: Path) -> Path:
    """The folder beside an output in which it grows."""
    return output.with_name(f"{output.name}.part")


class Stage:
    """An open folder: add documents, commit, and finish."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder = folder
        self.progress = progress
        self.written = len(progress.done) - progress.failed  # documents, earlier ones included
        self.failed = progress.failed
        self._ends = list(progress.ends)
        self._entries: list[Entry] = []
        self._committed_at = time.monotonic()
        self._manifest = (folder / MANIFEST).open("r+b")
        self._files: list[BinaryIO] = []
        try:
            lock(self._manifest, folder)
            self._manifest.truncate(progress.size)
            self._manifest.seek(progress.size)
            if not progress.finished:
                self._files = [self._at_end(*file) for file in self._sizes()]
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Stage":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None or isinstance(error, KeyboardInterrupt):
                self.commit()
        finally:
            self.close()

    def add(self, source: str, chunks: Sequence[bytes], *, failed: bool = False) -> None:
        """Add what a document brings to each file; committed now and then."""
        for number, (file, chunk) in enumerate(zip(self._files, chunks, strict=True)):
            if chunk:
                self._write(file, chunk)
                self._ends[number] += len(chunk)
        self._entries.append(entry_of(source, self._ends, failed=failed))
        self.written += not failed
        self.failed += failed
        waited = time.monotonic() - self._committed_at
        if len(self._entries) >= COMMIT_DOCUMENTS or waited >= COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Bring all that was added to the disk, and then say so in the manifest."""
        if self._entries:
            for file in self._files:
                self._to_disk(file)
            self._write(self._manifest, b"".join(entry.line() for entry in self._entries))
            self._to_disk(self._manifest)
            self._entries.clear()
        self._committed_at = time.monotonic()

    def finish(self) -> None:
        """Say that all documents are done: from here on the files only need to be moved."""
        self.commit()
        if not self.progress.finished:
            self._write(self._manifest, finished_line())
            self._to_disk(self._manifest)
            self.progress.finished = True

    def close(self) -> None:
        """Close the files, without a word when the disk is full: what counts was committed."""
        for file in (*self._files, self._manifest):
            try:
                file.close()
            except OSError:
                continue
        self._files = []

    def _sizes(self) -> Iterable[tuple[Path, int]]:
        names = self.progress.files
        return ((self.folder / name, end) for name, end in zip(names, self._ends, strict=True))

    def _at_end(self, path: Path, end: int) -> BinaryIO:
        """The file cut to what the manifest knows, so that nothing is there twice."""
        file = path.open("r+b")
        size = file.seek(0, os.SEEK_END)
        if size < end:
            file.close()
            raise ConfigError(
                f"{path}: is shorter than its manifest says. Begin anew with --overwrite."
            )
        file.truncate(end)
        file.seek(end)
        return file

    def _write(self, file: BinaryIO, data: bytes) -> None:
        try:
            file.write(data)
        except OSError as error:
            raise self.unwritable(error) from error

    def _to_disk(self, file: BinaryIO) -> None:
        try:
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            raise self.unwritable(error) from error

    def unwritable(self, error: OSError) -> Form4Error:
        """The sentence for a full disk and the like, which costs nothing of what is done."""
        reason = error.strerror or error
        return Form4Error(
            f"{self.folder}: cannot be written ({reason}). What is done is kept: make room and "
            "give the same command again."
        )


def begin(
    folder: Path,
    heads: Mapping[str, bytes],
    options: Mapping[str, Any],
    continued: Mapping[str, Path] | None = None,
) -> Stage:
    """A new folder, whole from the moment that it has its name.

    `heads` are the files with what they begin with, `continued` those that begin as copies of
    other files instead.
    """
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        for name, head in heads.items():
            _start(fresh / name, head, (continued or {}).get(name))
        ends = [(fresh / name).stat().st_size for name in heads]
        (fresh / MANIFEST).write_bytes(head_line(options, heads, ends))
        fresh.rename(folder)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if error.errno in _FULL:  # the call was right: the same one goes on when there is room
            raise Form4Error(
                f"{folder}: cannot be made ({error.strerror}). Make room and give the same command "
                "again."
            ) from error
        raise ConfigError(
            f"{folder}: cannot be made ({error.strerror}). Choose another place."
        ) from error
    return Stage(folder, read_manifest(folder / MANIFEST))


def discard(folder: Path) -> None:
    """Remove the folder of a run that was stopped; raises ConfigError while it goes on."""
    manifest = folder / MANIFEST
    if manifest.is_file():
        with manifest.open("rb") as stream:
            lock(stream, folder)
            remove(folder)
    shutil.rmtree(folder, ignore_errors=True)


def remove(folder: Path) -> None:
    """Remove a folder, its manifest last: a kill before that leaves what can be gone on with."""
    manifest = folder / MANIFEST
    for path in folder.iterdir():
        if path != manifest:
            path.unlink()
    manifest.unlink()
    folder.rmdir()


def resume(folder: Path, options: Mapping[str, Any]) -> Stage:
    """The folder of a run that was stopped; raises ConfigError when it had other options."""
    progress = read_manifest(folder / MANIFEST)
    other = [name for name in options if progress.options.get(name) != options[name]]
    if other:
        was = ", ".join(f"{name} {progress.options.get(name)}" for name in other)
        raise ConfigError(
            f"{folder}: holds what a run with other options has done ({was}). Give the same ones "
            "to go on, or --overwrite to begin anew."
        )
    return Stage(folder, progress)


def _start(path: Path, head: bytes, continued: Path | None) -> None:
    if continued is not None:
        shutil.copyfile(continued, path)
    else:
        path.write_bytes(head)
