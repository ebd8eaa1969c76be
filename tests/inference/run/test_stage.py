"""The stage: whatever moment a kill comes at, what is confirmed is there once."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form4.inference.run import stage as module
from form4.inference.run.manifest import MANIFEST, key_of, read_manifest
from form4.inference.run.stage import Stage, begin, discard, resume
from form4.model.errors import ConfigError, Form4Error

OPTIONS = {"model": "base", "format": "jsonl"}
HEADS = {"one": b"head\n", "two": b""}


def add(stage: Stage, name: str) -> None:
    stage.add(name, (f"{name}\n".encode(), b""))


def test_a_stage_grows_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    with begin(folder, HEADS, OPTIONS) as stage:
        add(stage, "a")
        stage.add("b", (b"", b"bad\n"), failed=True)
    with resume(folder, OPTIONS) as stage:
        assert set(stage.progress.done) == {key_of("a"), key_of("b")}
        assert (stage.written, stage.failed) == (1, 1)
        add(stage, "c")
    assert (folder / "one").read_bytes() == b"head\na\nc\n"
    assert (folder / "two").read_bytes() == b"bad\n"


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 400), lost=st.integers(0, 30), seed=st.integers(0, 9))
def test_a_kill_at_any_byte_neither_loses_nor_doubles(
    tmp_path_factory: pytest.TempPathFactory, cut: int, lost: int, seed: int
) -> None:
    """The manifest is cut anywhere behind its head; the data are whole or longer than it knows."""
    folder = tmp_path_factory.mktemp("kill") / "out.part"
    names = [f"{seed}-{number}" for number in range(6)]
    with begin(folder, HEADS, OPTIONS) as stage:
        for name in names:
            add(stage, name)
            stage.commit()
    manifest = folder / MANIFEST
    data = manifest.read_bytes()
    head = data.index(b"\n") + 1
    manifest.write_bytes(data[: head + min(cut, len(data) - head)])
    with (folder / "one").open("ab") as file:
        file.write(random.Random(seed).randbytes(lost))
    with resume(folder, OPTIONS) as stage:
        for name in names:
            if key_of(name) not in stage.progress.done:
                add(stage, name)
    assert (folder / "one").read_text() == "head\n" + "".join(f"{name}\n" for name in names)


def test_other_options_are_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    begin(folder, HEADS, OPTIONS).close()
    with pytest.raises(ConfigError, match=r"other options has done \(model base\)"):
        resume(folder, {**OPTIONS, "model": "mine"})


def test_two_runs_cannot_share_a_stage(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    with begin(folder, HEADS, OPTIONS):
        with pytest.raises(ConfigError, match="another run writes there now"):
            resume(folder, OPTIONS)
        with pytest.raises(ConfigError, match="another run writes there now"):
            discard(folder)
    resume(folder, OPTIONS).close()
    discard(folder)
    assert not folder.exists()


def test_a_damaged_manifest_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    with begin(folder, HEADS, OPTIONS) as stage:
        add(stage, "a")
    manifest = folder / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b'"ends":[7,0]', b'"ends":[7,0'))
    with pytest.raises(ConfigError, match="line 2: is damaged"):
        read_manifest(manifest)


def test_data_shorter_than_the_manifest_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    with begin(folder, HEADS, OPTIONS) as stage:
        add(stage, "a")
    (folder / "one").write_bytes(b"")
    with pytest.raises(ConfigError, match="shorter than its manifest"):
        resume(folder, OPTIONS)


def test_lines_are_confirmed_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COMMIT_DOCUMENTS", 3)
    monkeypatch.setattr(module, "COMMIT_SECONDS", 1e9)
    folder = tmp_path / "out.part"
    with begin(folder, HEADS, OPTIONS) as stage:
        for name in "abcd":
            add(stage, name)
        assert len((folder / MANIFEST).read_bytes().splitlines()) == 1 + 3
    lines = (folder / MANIFEST).read_bytes().splitlines()
    assert [json.loads(line)["ends"] for line in lines[1:]] == [[7, 0], [9, 0], [11, 0], [13, 0]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    begin(folder, HEADS, OPTIONS).close()
    stage = resume(folder, OPTIONS)
    stage._files[0] = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
    with pytest.raises(Form4Error, match=r"cannot be written \(No space left on device\)"):
        add(stage, "a")
    stage.close()
