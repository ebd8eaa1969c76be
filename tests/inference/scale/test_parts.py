"""What travels between the stages, and the folder it ends in; without Ray."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.run.result import Result
from form4.inference.scale.parts import DONE, Written, finish, table_of, write_part
from form4.model.filing import Filing, Row, Table

parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("fsspec")

SALE = Row(Table.NON_DERIVATIVE, transaction_shares=Decimal("7500.5"))
GOOD = Result("a.txt", filing=Filing(source="a.txt", transactions=(SALE, SALE)))
EMPTY = Result("b.txt", filing=Filing(source="b.txt"))
BAD = Result("c.txt", problem="c.txt: is empty.")


def test_a_part_holds_records_and_tells_what_failed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    tables = [table_of([GOOD, BAD]), table_of([EMPTY]), table_of([BAD])]
    written = write_part(str(folder), 3, tables)
    failed = (("c.txt", "c.txt: is empty."),) * 2
    assert written == Written(documents=2, rows=2, failed=failed)
    part = parquet.read_table(folder / "part-000003.parquet")
    assert part["source"].to_pylist() == ["a.txt", "a.txt", "b.txt"]
    assert part["transaction_shares"].to_pylist() == [Decimal("7500.5"), Decimal("7500.5"), None]
    assert "problem" not in part.column_names


def test_a_part_of_failures_alone_writes_no_file(tmp_path: Path) -> None:
    assert write_part(str(tmp_path / "out"), 0, [table_of([BAD])]).documents == 0
    assert list((tmp_path / "out").iterdir()) == []


def test_a_part_that_is_written_twice_is_there_once(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for _ in range(2):
        write_part(str(folder), 0, [table_of([GOOD])])
    assert [path.name for path in folder.iterdir()] == ["part-000000.parquet"]


def test_the_whole_is_marked_and_failures_stand_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    parts = [Written(2, 5, (("d", "no"),)), Written(1, 1, (("c", "nein \u2013"),))]
    assert finish(str(folder), parts) == Written(3, 6, (("c", "nein \u2013"), ("d", "no")))
    assert (folder / DONE).read_bytes() == b""
    lines = (tmp_path / "out.failed.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["c", "d"]
