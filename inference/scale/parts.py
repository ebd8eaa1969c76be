"""What travels between the stages of a run on Ray, and the folder of Parquet parts it ends in."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from form4.inference.formats.parquet import record_batch, require_pyarrow
from form4.inference.run.result import Result
from form4.inference.scale.places import file_system

PROBLEM = "problem"  # a column more while a table travels: why a document has no records
DONE = "_SUCCESS"  # beside the parts when all are there, as other engines mark it
COMPRESSION = "zstd"


@dataclass(frozen=True, slots=True)
class Written:
    """What a run has written: its documents, their rows, and why documents have none."""

    documents: int = 0
    rows: int = 0
    failed: tuple[tuple[str, str], ...] = ()  # source, reason


def table_of(results: Sequence[Result]) -> Any:
    """Results as a table of records with the column PROBLEM."""
    arrow = require_pyarrow()
    batch = record_batch(result.filing for result in results if result.filing is not None)
    failed = [result for result in results if result.filing is None]
    none = arrow.nulls(len(failed), arrow.string())
    reasons = {"source": [one.name for one in failed], PROBLEM: [one.problem for one in failed]}
    columns = {
        field.name: arrow.array(reasons[field.name], field.type)
        if field.name in reasons
        else none.cast(field.type)
        for field in batch.schema
    }
    good = arrow.Table.from_batches([batch])
    bad = arrow.table(columns, schema=batch.schema)
    return arrow.concat_tables(
        [
            good.append_column(PROBLEM, arrow.nulls(len(good), arrow.string())),
            bad.append_column(PROBLEM, arrow.array(reasons[PROBLEM], arrow.string())),
        ]
    )


def write_part(output: str, number: int, tables: Iterable[Any]) -> Written:
    """Write the records of tables as one part, named by its number; tells what is in it."""
    arrow = require_pyarrow()
    whole = arrow.concat_tables(tables)
    failed = whole.filter(whole[PROBLEM].is_valid())
    records = whole.filter(whole[PROBLEM].is_null()).drop_columns([PROBLEM])
    schema = record_batch(()).schema
    files, folder = file_system(output)
    files.makedirs(folder, exist_ok=True)
    if len(records):
        with files.open(f"{folder}/part-{number:06d}.parquet", "wb") as stream:
            arrow.parquet.write_table(records.cast(schema), stream, compression=COMPRESSION)
    return Written(
        documents=len(set(records["source"].to_pylist())),
        rows=len(records) - records["row_kind"].null_count,
        failed=tuple(zip(failed["source"].to_pylist(), failed[PROBLEM].to_pylist(), strict=True)),
    )


def finish(output: str, parts: Iterable[Written]) -> Written:
    """Sum up the parts, list what failed beside them, and mark the folder as whole."""
    kept = list(parts)
    failed = tuple(sorted(one for part in kept for one in part.failed))
    files, folder = file_system(output)
    files.makedirs(folder, exist_ok=True)
    if failed:
        lines = (
            json.dumps({"source": source, "reason": reason}, ensure_ascii=False)
            for source, reason in failed
        )
        with files.open(f"{folder}.failed.jsonl", "wb") as stream:
            stream.write("".join(f"{line}\n" for line in lines).encode())
    files.touch(f"{folder}/{DONE}")
    return Written(sum(one.documents for one in kept), sum(one.rows for one in kept), failed)


def parts_sink(output: str) -> Any:
    """Where Ray Data writes to; `written` tells of the whole when all parts are there."""
    from ray.data import Datasink

    class Parts(Datasink):  # type: ignore[misc]  # the library is not followed
        """A part a task; a task that is repeated replaces its part."""

        written = Written()

        def write(self, blocks: Iterable[Any], ctx: Any) -> Written:
            """Write the blocks of one task."""
            return write_part(output, ctx.task_idx, blocks)

        def on_write_complete(self, write_result: Any) -> None:
            """List what failed and mark the output as whole, on the driver."""
            self.written = finish(output, write_result.write_returns)

    return Parts()
