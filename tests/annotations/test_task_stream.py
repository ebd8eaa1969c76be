"""The incremental reader: the same as json.loads, in bounded memory, with clear refusals."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4.annotations import task_stream
from form4.annotations.task_stream import stream_tasks
from form4.model.errors import ExportError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)
TASKS = st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=3), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(tasks=TASKS, chunk=st.integers(1, 30), indent=st.sampled_from([None, 1]), raw=st.booleans())
def test_a_list_is_read_as_json_loads_reads_it(
    tmp_path: Path, tasks: list[dict[str, Any]], chunk: int, indent: int | None, raw: bool
) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks, indent=indent, ensure_ascii=raw), encoding="utf-8-sig")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task_stream, "CHUNK_CHARACTERS", chunk)
        assert list(stream_tasks(path)) == tasks


def test_memory_is_bounded_by_the_largest_task(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    one = json.dumps({"data": {"text": "x" * 20_000}})
    path.write_text(f"[{','.join([one] * 1000)}]")  # 20 MB
    tracemalloc.start()
    count = sum(1 for _ in stream_tasks(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty"),
        ("  \n", "the file is empty"),
        ("hello", "no JSON"),
        ("-DOCSTART- -X- O\nJane -X- _ B-owner_name\n", "CONLL"),
        ('annotation_id,annotator,label\n1,2,"[]"\n', "CSV"),
        ("annotation_id\tannotator\n1\t2\n", "TSV"),
        ('[{"a": 1}', "',' or ']' should stand here"),
        ('[{"a": ', "broken JSON"),
        ('[{"a": 1} {"a": 2}]', "',' or ']' should stand here"),
        ('[{"a": 1},]', "a task should begin here"),
        ("[1, 2]", "a task should begin here"),
        ('{"a": 1}\n{"a": 2}\n', "JSON Lines"),
        ('[{"a": 1}] more', "more text after the end"),
        ('[{"a":' + "[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_export_is_refused_with_the_reason(
    tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "export"
    path.write_text(content)
    with pytest.raises(ExportError, match="export") as caught:
        list(stream_tasks(path))
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x1f\x8b\x08\x00broken", "gzip file is damaged"),
        ('[{"a": "\u00e9"}]'.encode("latin-1"), "not UTF-8"),
    ],
)
def test_damaged_bytes_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(content)
    with pytest.raises(ExportError, match=reason):
        list(stream_tasks(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"none\.json: cannot be read"):
        list(stream_tasks(tmp_path / "none.json"))
