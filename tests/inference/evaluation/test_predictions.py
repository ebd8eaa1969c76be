"""Filings extracted before, against gold filings, and several methods in one table."""

import json
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference.evaluation.predictions import (
    Predictions,
    read_predictions,
    score_predictions,
)
from form4.inference.evaluation.report import Section
from form4.inference.evaluation.run import filing_sections
from form4.inference.evaluation.scores import score_groups
from form4.inference.evaluation.side_by_side import side_by_side
from form4.model.errors import ExportError
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Table

ROW = Row(
    Table.NON_DERIVATIVE,
    security_title="Common Stock",
    transaction_date=date(2021, 3, 5),
    transaction_code="S",
    transaction_shares=Decimal(100),
    transaction_acquired_disposed_code="D",
    transaction_price_per_share=Decimal("10.5"),
)
GOLD = Filing(
    issuer=Issuer(name="ACME CORP"),
    reporting_owners=(ReportingOwner(name="Smith Jane"),),
    transactions=(ROW,),
)
WRONG = replace(GOLD, transactions=(replace(ROW, transaction_shares=Decimal(10)),))


def write_gold(folder: Path, *stems: str) -> list[Path]:
    """Gold files of the same filing."""
    files = [folder / f"{stem}.json" for stem in stems]
    for file in files:
        file.write_text(json.dumps(GOLD.to_dict(gold=True)), encoding="utf-8")
    return files


def write_lines(path: Path, **filings: Filing) -> Path:
    """Filings as lines of JSON; two underscores in a name are a point."""
    named = (replace(f, source=f"pages/{n.replace('__', '.')}") for n, f in filings.items())
    path.write_text("".join(f"{json.dumps(one.to_dict())}\n" for one in named), encoding="utf-8")
    return path


def test_lines_are_scored_against_the_gold_of_their_name(tmp_path: Path) -> None:
    files = write_gold(tmp_path, "a", "b")
    lines = write_lines(tmp_path / "old.jsonl", a__pypdf__txt=GOLD, a__cells__md=WRONG, b__txt=GOLD)
    measured, problems = score_predictions(files, read_predictions(lines))
    assert problems == []
    assert [(one.document_id, one.groups, one.read.exact_rows) for one in measured] == [
        ("a.pypdf.txt", ("layout: pypdf",), (1, 1)),
        ("a.cells.md", ("layout: cells",), (0, 1)),
        ("b.txt", (), (1, 1)),
    ]
    assert {one.read.cluster for one in measured} == {"a", "b"}
    sections = filing_sections(measured, with_spans=False, is_calibrated=False)
    assert isinstance(sections[0], Section)
    assert sections[0].scores[0].documents == 3


def test_what_has_no_counterpart_is_named(tmp_path: Path) -> None:
    files = write_gold(tmp_path, "a", "b")
    lines = write_lines(tmp_path / "old.jsonl", a__txt=GOLD, c__txt=GOLD)
    measured, problems = score_predictions(files, read_predictions(lines))
    assert len(measured) == 1
    assert problems == [
        "old: c.txt has no gold filing; it is not scored.",
        f"{files[1]}: old has no filing of this document.",
    ]


def test_lines_that_are_no_filing_are_named(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "old.jsonl", a__txt=GOLD)
    twice = lines.read_text() + lines.read_text() + '{"issuer": 3}\n{"cut'
    lines.write_text(twice)
    problems = read_predictions(lines).problems
    assert [problem.split(".jsonl: ")[1].split(" (")[0][:20] for problem in problems] == [
        "line 2: a.txt has a ",
        "line 3: This is no f",
        "line 4 is no JSON",
    ]


def test_json_files_and_folders_are_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(GOLD.to_dict(gold=True)))
    listed = [replace(GOLD, source=name).to_dict() for name in ("a.txt", "b.txt")]
    (tmp_path / "two.json").write_text(json.dumps(listed))
    assert list(read_predictions(tmp_path).filings) == ["one", "a.txt", "b.txt"]
    with pytest.raises(ExportError, match="there is no such file"):
        read_predictions(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(ExportError, match="holds no filing"):
        read_predictions(tmp_path / "empty.jsonl")


def test_several_methods_stand_side_by_side(tmp_path: Path) -> None:
    files = write_gold(tmp_path, "a")
    sections = [
        [Section("Filings", score_groups([one.read for one in score_predictions(files, p)[0]]))]
        for p in (Predictions("right", {"a": GOLD}), Predictions("wrong", {"a": WRONG}))
    ]
    (table,) = side_by_side(list(zip(("right", "wrong"), sections, strict=True)))
    (grid,) = table.grids()
    assert grid.columns == ("group: score", "right", "wrong")
    rows = {row[0]: [cell.split(" ")[0] for cell in row[1:]] for row in grid.rows}
    assert rows["all documents: exact rows"] == ["1.000", "0.000"]
    assert set(table.to_data()) == {"right", "wrong"}


def test_ten_thousand_filings_are_scored_within_a_minute(tmp_path: Path) -> None:
    """A fiftieth of them, five rows each, one out of order, in a fiftieth of the minute."""
    count = 200
    later = [replace(ROW, transaction_date=ROW.transaction_date + timedelta(n)) for n in range(5)]  # type: ignore[operator]
    gold = replace(GOLD, transactions=tuple(later))
    found = replace(gold, transactions=(*later[1:], replace(ROW, transaction_code="P")))
    files = [tmp_path / f"{n}.json" for n in range(count)]
    for file in files:
        file.write_text(json.dumps(gold.to_dict(gold=True)))
    predictions = Predictions("old", dict.fromkeys(map(str, range(count)), found))
    begin = time.process_time()
    measured, problems = score_predictions(files, predictions)
    filing_sections(measured, with_spans=False, is_calibrated=False)
    assert time.process_time() - begin < 60 * count / 10_000
    assert (len(measured), problems) == (count, [])


def test_two_golds_of_one_document_count_once_and_are_named(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    files = [file for folder in folders for file in write_gold(folder, "a")]
    lines = write_lines(tmp_path / "old.jsonl", a__txt=GOLD)
    measured, problems = score_predictions([*files, files[0]], read_predictions(lines))
    assert len(measured) == 1
    assert problems == [
        f"{files[1]}: a has a gold filing already, {files[0]}. Leave one of them out."
    ]
    files[0].write_text("cut")
    measured, problems = score_predictions(files, read_predictions(lines))
    assert len(measured) == 1
    assert problems[0].startswith(f"{files[0]}: is no gold filing (")
