"""Parquet: typed columns, exact decimals, one group of rows after the other."""

from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.columns import COLUMNS, records
from form4.inference.formats import parquet
from form4.inference.formats.encodings import json_line
from form4.model.errors import ConfigError
from form4.model.filing import Filing
from tests.inference.formats.filings import EMPTY, FULL

pyarrow = pytest.importorskip("pyarrow")


def write(folder: Path, *filings: Filing, before: Path | None = None) -> Path:
    lines = folder / "lines.jsonl"
    lines.write_bytes(b"".join(json_line(one)[0] for one in filings))
    target = folder / f"{len(list(folder.iterdir()))}.parquet"
    parquet.write_parquet(lines, target, before)
    return target


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(write(tmp_path, FULL, EMPTY))
    assert table.column_names == [name for name, _ in COLUMNS]
    rows = [tuple(row.values()) for row in table.to_pylist()]
    assert rows == [*records(FULL), *records(EMPTY)]
    assert str(table.schema.field("transaction_shares").type) == "decimal128(38, 10)"
    assert str(table.schema.field("transaction_date").type) == "date32[day]"


def test_groups_of_filings_follow_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet as pq

    monkeypatch.setattr(parquet, "GROUP_FILINGS", 2)
    file = pq.ParquetFile(write(tmp_path, *[FULL] * 5))
    assert (file.num_row_groups, file.metadata.num_rows) == (3, 15)


def test_rows_are_added_behind_an_older_file(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    first = write(tmp_path, EMPTY)
    second = write(tmp_path, FULL, before=first)
    sources = pq.read_table(second).column("source").to_pylist()
    assert sources == [EMPTY.source, *[FULL.source] * 3]
    (tmp_path / "other").write_bytes(b"no such thing")
    with pytest.raises(ConfigError, match="is no Parquet file"):
        write(tmp_path, FULL, before=tmp_path / "other")


def test_no_filing_gives_an_empty_table(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    assert pq.read_table(write(tmp_path)).num_rows == 0


def test_a_number_too_long_for_the_column_is_null(tmp_path: Path) -> None:
    from dataclasses import replace

    import pyarrow.parquet as pq

    row = replace(FULL.transactions[0], transaction_shares=Decimal(10**30))
    table = pq.read_table(write(tmp_path, Filing(transactions=(row,))))
    assert table.column("transaction_shares").to_pylist() == [None]


def test_a_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(ConfigError, match=r"pip install 'form4-extractor\[parquet\]'"):
        parquet.require_pyarrow()
