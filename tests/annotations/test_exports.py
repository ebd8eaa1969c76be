"""Exports as servers and people make them: JSON_MIN, relations, several annotations, many tasks."""

import json
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.exports import ReadPolicy, ReadTask, read_export
from form4.annotations.findings import ExportReport, Place, Reason, Weight, weight_of
from form4.annotations.label_studio import task_of, write_list
from form4.annotations.labelling_config import LabellingConfig
from form4.annotations.row_groups import RowGroups
from form4.model.spans import Span
from form4.training.sources import read_annotated

TEXT = "Common Stock\t08/15/2013\tF\t11,796"
TITLE, DAY, CODE, SHARES = (
    Span(0, 12, "security_title"),
    Span(13, 23, "transaction_date"),
    Span(24, 25, "transaction_code"),
    Span(26, 32, "transaction_shares"),
)


def read(path: Path, *tasks: Any, **policy: Any) -> tuple[list[ReadTask], ExportReport]:
    """What comes of tasks written to a file."""
    path = path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    report = ExportReport()
    return list(read_export(path, ReadPolicy(**policy), report)), report


def written(rows: RowGroups) -> dict[str, Any]:
    """The page as a task whose relations join the rows."""
    return task_of(AnnotatedText("d", TEXT, (TITLE, DAY, CODE, SHARES), rows=rows))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(order=st.permutations((TITLE, DAY, CODE, SHARES)), cut=st.integers(0, 4))
def test_rows_are_written_as_relations_and_read_back(
    tmp_path: Path, order: list[Span], cut: int
) -> None:
    groups = [tuple(sorted(part)) for part in (order[:cut], order[cut:]) if len(part) > 1]
    (task,), report = read(tmp_path, written(tuple(sorted(groups))))
    assert task.annotated.rows == tuple(sorted(groups))
    assert (report.row_groups, report.problems) == (len(groups), 0)


def test_a_relation_without_its_region_and_another_label_are_told(tmp_path: Path) -> None:
    task = written(((TITLE, DAY),))
    results = task["annotations"][0]["result"]
    results.append({**results[-1], "to_id": "gone"})
    results.append({**results[-1], "labels": ["owned_by"]})
    (read_task,), report = read(tmp_path, task)
    assert read_task.annotated.rows == ((TITLE, DAY),)
    assert report.counts == {Reason.DANGLING: 1, Reason.OTHER_RELATION: 1}


def test_the_chosen_quality_is_counted(tmp_path: Path) -> None:
    task = written(())
    choice = {"type": "choices", "from_name": "quality", "value": {"choices": ["torn"]}}
    task["annotations"][0]["result"].append(choice)
    (read_task,), report = read(tmp_path, task)
    assert (read_task.quality, report.qualities) == ("torn", {"torn": 1})


def test_json_min_is_read_with_a_warning_of_what_it_lost(tmp_path: Path) -> None:
    value = {"start": 0, "end": 12, "text": "Common Stock", "labels": ["security_title"]}
    flat = {"text": TEXT, "id": 1, "annotator": 1, "annotation_id": 2, "lead_time": 1.5}
    tasks, report = read(
        tmp_path, {**flat, "label": [value], "quality": "clean"}, {**flat, "id": 2}
    )
    assert [task.annotated.spans for task in tasks] == [(TITLE,), ()]
    assert (tasks[0].quality, report.counts[Reason.JSON_MIN]) == ("clean", 1)
    assert "relations" in Reason.JSON_MIN.value


FLAT = {"text": TEXT, "id": 1, "annotator": 1, "annotation_id": 2, "lead_time": 1.5}
MARKED = {"start": 0, "end": 12, "text": "Common Stock", "labels": ["security_title"]}


def test_two_annotators_in_json_min_are_one_page_of_which_the_newest_is_taken(
    tmp_path: Path,
) -> None:
    older = {**FLAT, "label": [MARKED], "quality": "torn", "updated_at": "2020-01-01"}
    code = {"start": 24, "end": 25, "text": "F", "labels": ["transaction_code"]}
    newer = {**FLAT, "annotation_id": 3, "label": [code], "updated_at": "2020-01-02"}
    other = {**FLAT, "id": 2, "document_id": "other"}
    tasks, report = read(tmp_path, older, newer, other, {**newer, "id": None})
    assert [task.annotated.spans for task in tasks] == [(CODE,), (), (CODE,)]
    assert report.counts[Reason.PASSED_OVER] == 1
    assert report.agreements == [0.0]


def test_json_min_regions_that_cannot_be_read_do_not_make_an_empty_page(tmp_path: Path) -> None:
    hyper = {"start": "/p[1]", "end": "/p[1]", "globalOffsets": {"start": 0, "end": 5}}
    unlabelled = {"start": 24, "end": 25, "text": "F"}
    for regions, reason in (
        ([{**hyper, "hypertextlabels": ["security_title"]}], Reason.HYPERTEXT),
        ([MARKED, unlabelled], Reason.BAD_REGION),
        ([MARKED, "x"], Reason.BAD_REGION),
    ):
        tasks, report = read(tmp_path, {**FLAT, "label": regions})
        assert (tasks, report.refused, report.counts[reason]) == ([], 1, 1)


def test_the_configuration_names_the_text_and_the_control(tmp_path: Path) -> None:
    config = LabellingConfig("ner", "page", "body", ("owner_name",))
    value = {"start": 0, "end": 4, "labels": ["owner_name"]}
    region = {"id": "a", "from_name": "ner", "to_name": "page", "type": "labels", "value": value}
    task = {"data": {"body": "Jane", "text": "Joan"}, "annotations": [{"result": [region]}]}
    (found,), _ = read(tmp_path, task, config=config)
    assert found.annotated.text == "Jane"
    region["from_name"] = "other"
    assert read(tmp_path, task, config=config)[1].counts == {Reason.OTHER_CONTROL: 1}


def test_a_document_annotated_twice_is_noted(tmp_path: Path) -> None:
    tasks, report = read(tmp_path, written(()), written(()))
    assert (len(tasks), report.counts) == (2, {Reason.SAME_DOCUMENT: 1})


def test_the_newest_of_a_text_in_several_exports_is_trained_on_and_told(tmp_path: Path) -> None:
    older, newer = written(()), written(())
    older["annotations"][0] |= {"ground_truth": False, "updated_at": "2024-01-02T00:00:00Z"}
    newer["annotations"][0] |= {"ground_truth": False, "updated_at": "2024-01-03T00:00:00Z"}
    newer["annotations"][0]["result"] = newer["annotations"][0]["result"][:1]
    newer["data"]["document_id"] = "./d"
    paths = (tmp_path / "second.json", tmp_path / "first.json")
    for path, task in zip(paths, (newer, older), strict=True):
        path.write_text(json.dumps([task]), encoding="utf-8")
    report = ExportReport()
    (page,) = read_annotated(paths, ReadPolicy(), report)
    assert page.spans == (TITLE,)
    (found,) = report.examples[Reason.SAME_DOCUMENT]
    assert "first.json" in found.message.split(":")[0]
    assert "second.json, task 0" in found.message


def test_completions_of_old_servers_are_named_not_taken_for_unannotated(tmp_path: Path) -> None:
    old = {"id": 4, "data": {"text": TEXT}, "completions": [{"result": []}]}
    tasks, report = read(tmp_path, old)
    assert (tasks, report.counts) == ([], {Reason.NO_TASK: 1})
    assert "task 4: has completions" in report.examples[Reason.NO_TASK][0].message


def test_tasks_without_any_name_are_not_one_document(tmp_path: Path) -> None:
    tasks, _ = read(
        tmp_path, *({"data": {"text": text}, "annotations": [{"result": []}]} for text in "ab")
    )
    names = [task.annotated.document_id for task in tasks]
    assert len({*names}) == 2
    assert all(name.startswith("text ") for name in names)


def test_a_text_that_is_an_address_is_taken_when_its_checksum_says_so(tmp_path: Path) -> None:
    address = AnnotatedText("d", "s3://bucket/name", ())
    tasks, _ = read(tmp_path, task_of(address))
    assert [task.annotated for task in tasks] == [address]
    bare = task_of(address)
    del bare["data"]["text_sha256"]
    assert read(tmp_path, bare)[1].counts == {Reason.NO_TEXT: 1}


@pytest.mark.parametrize("start", [2, 3])  # in code points, in UTF-16 units
@pytest.mark.parametrize("beside", ["text", "note"])
def test_the_text_is_the_string_in_which_the_regions_stand(
    tmp_path: Path, start: int, beside: str
) -> None:
    value = {"start": start, "end": start + 8, "text": "Jane Doe", "labels": ["owner_name"]}
    region = {"id": "u", "from_name": "label", "to_name": "t", "type": "labels", "value": value}
    data = {beside: "A title", "body": "\U0001f600 Jane Doe, CEO"}
    (found,), report = read(tmp_path, {"data": data, "annotations": [{"result": [region]}]})
    assert found.annotated.text == data["body"]
    assert found.annotated.spans == (Span(2, 10, "owner_name"),)
    assert report.counts == ({Reason.UTF16: 1} if start == 3 else {})


def test_every_reason_has_a_weight_and_a_report_is_json() -> None:
    report = ExportReport()
    for reason in Reason:
        report.record(reason, Place("export.json", "1"), "found.")
    shown = json.loads(json.dumps(report.to_dict()))["findings"]
    assert len(shown) == len(Reason)
    assert [one["weight"] for one in shown] == sorted(
        (weight_of(reason).name.lower() for reason in Reason),
        key=["problem", "mended", "noted"].index,
    )
    assert {weight_of(reason) for reason in Reason} == set(Weight)


def many(count: int) -> Iterator[dict[str, Any]]:
    """Tasks as long as real ones: 10,000 characters and 100 regions each."""
    line = "Common Stock\t08/15/2013\tF\t11,796\tD\t$3.47\t156,741\tD\t(1)\n"
    text = line * (10_000 // len(line))
    spans = tuple(Span(n * len(line), n * len(line) + 12, "security_title") for n in range(100))
    for number in range(count):
        yield task_of(AnnotatedText(f"d-{number}", text, spans))


def test_a_thousand_tasks_take_a_tenth_of_the_time_that_ten_thousand_may(tmp_path: Path) -> None:
    """Which are 60 s of processor time; it grows with the number of tasks."""
    path = tmp_path / "many.json"
    with path.open("w", encoding="utf-8") as stream:
        write_list(stream, many(1000))
    begin = time.process_time()
    report = ExportReport()
    assert sum(1 for _ in read_export(path, ReadPolicy(), report)) == report.tasks == 1000
    assert time.process_time() - begin < 6


def test_memory_is_that_of_a_few_tasks(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    with path.open("w", encoding="utf-8") as stream:
        write_list(stream, many(200))
    tracemalloc.start()
    assert sum(1 for _ in read_export(path, ReadPolicy(), ExportReport())) == 200
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000 < path.stat().st_size / 1.5
