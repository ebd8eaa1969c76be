"""Parquet with typed columns: decimals, dates and text; made of JSON lines in constant memory."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from form4.inference.columns import (
    COLUMNS,
    DECIMAL_DIGITS,
    DECIMAL_PLACES,
    Cell,
    Kind,
    fixed,
    records,
)
from form4.model.errors import ConfigError
from form4.model.filing import Filing

GROUP_FILINGS = 500  # of a row group: some ten megabytes of columns, a hundred on the way to them
GROUP_ROWS = 2_000  # of a batch that is read again, likewise

_MISSING = "Parquet needs pyarrow: pip install 'form4-extractor[parquet]'."


def require_pyarrow() -> Any:
    """The library, or ConfigError with the command that installs it."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigError(_MISSING) from error
    return pyarrow


def write_parquet(lines: Path, target: Path, before: Path | None = None) -> int:
    """Write the filings of a file of JSON lines, behind the rows of another Parquet file.

    Returns the number of rows. Raises ConfigError when `before` has other columns.
    """
    arrow = require_pyarrow()
    schema = _schema(arrow)
    count = 0
    with arrow.parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in _batches(arrow, schema, lines, before):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def check_parquet(path: Path) -> None:
    """Raise ConfigError when a file is no Parquet file with these columns."""
    arrow = require_pyarrow()
    try:
        found = arrow.parquet.read_schema(path)
    except (OSError, arrow.ArrowInvalid) as error:
        raise ConfigError(f"{path}: is no Parquet file ({error}).") from error
    if not found.equals(_schema(arrow)):
        raise ConfigError(f"{path}: has other columns than this version writes.")


def record_batch(filings: Iterable[Filing]) -> Any:
    """The records of filings as a batch with these columns."""
    arrow = require_pyarrow()
    return _batch(arrow, _schema(arrow), filings)


def _batches(arrow: Any, schema: Any, lines: Path, before: Path | None) -> Iterator[Any]:
    if before is not None:
        check_parquet(before)
        with arrow.parquet.ParquetFile(before) as file:
            yield from file.iter_batches(batch_size=GROUP_ROWS)
    with lines.open("rb") as stream:
        while group := list(islice(stream, GROUP_FILINGS)):
            yield _batch(arrow, schema, (Filing.from_dict(json.loads(line)) for line in group))


def _batch(arrow: Any, schema: Any, filings: Iterable[Filing]) -> Any:
    rows = [record for filing in filings for record in records(filing)]
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [
        arrow.array([_typed(cell) for cell in column], type=field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _typed(cell: Cell) -> Cell:
    if isinstance(cell, Decimal):
        return fixed(cell)
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell


def _schema(arrow: Any) -> Any:
    types = {
        Kind.TEXT: arrow.string(),
        Kind.JSON: arrow.string(),
        Kind.DATE: arrow.date32(),
        Kind.DECIMAL: arrow.decimal128(DECIMAL_DIGITS, DECIMAL_PLACES),
        Kind.BOOLEAN: arrow.bool_(),
        Kind.INTEGER: arrow.int32(),
        Kind.FLOAT: arrow.float64(),
    }
    return arrow.schema([(name, types[kind]) for name, kind in COLUMNS])
