"""Annotated texts to Label Studio tasks and back, and what the reader refuses."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.exports import ReadPolicy
from form4.annotations.findings import ExportReport, Reason, Weight
from form4.annotations.label_studio import read_tasks, task_of, write_tasks
from form4.annotations.overlaps import OnOverlap
from form4.model.errors import ExportError, RegionError
from form4.model.spans import Span

TEXT = "Jane Q. Doe\t\U0001f600 1,200\r\nshares"
PIECES = st.sampled_from(
    [
        "\U0001f600",
        "\r\n",
        "\n",
        "\t",
        "  ",
        "e\u0301",
        "\u202b\u0639\u0631\u0628\u064a",
        "A",
        "1,2",
        "\\n",
        "\u2028",
        "\x1f",
    ]
)
NOT_SURROGATE = st.characters(exclude_categories=["Cs"])


@st.composite
def annotated_texts(draw: st.DrawFn) -> AnnotatedText:
    """Texts with everything that shifts offsets, spans that begin and end with print."""
    text = "".join(draw(st.lists(PIECES | NOT_SURROGATE, max_size=40)))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    spans = []
    for start, end in zip(borders[::2], borders[1::2], strict=False):
        if text[start:end].strip() == text[start:end]:
            label = draw(st.sampled_from(["owner_name", "remarks"]))
            spans.append(Span(start, end, label, draw(st.sampled_from([1.0, 0.25]))))
    masked = tuple((start, start) for start in borders[:2])
    name = draw(st.text(NOT_SURROGATE, min_size=1, max_size=8))
    return AnnotatedText(
        name, text, tuple(spans), draw(st.sampled_from(["tabs", "unknown"])), masked
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(texts=st.lists(annotated_texts(), max_size=4))
def test_what_is_written_is_read_back(tmp_path: Path, texts: list[AnnotatedText]) -> None:
    path = tmp_path / "tasks.json"
    assert write_tasks(path, texts) == len(texts)
    assert list(read_tasks(path)) == texts
    assert [entry.name for entry in tmp_path.iterdir()] == ["tasks.json"]


def region(start: Any, end: Any, text: str | None = None, **changes: Any) -> dict[str, Any]:
    """A region as the browser makes it."""
    value: dict[str, Any] = {"start": start, "end": end, "labels": ["owner_name"]}
    if text is not None:
        value["text"] = text
    base = {"id": f"r{start}", "from_name": "label", "to_name": "text", "type": "labels"}
    return {**base, "value": value, **changes}


def export(path: Path, *tasks: Any) -> Path:
    """A file that holds the tasks as a list."""
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def task(result: Iterable[Any], text: str = TEXT, **annotation: Any) -> dict[str, Any]:
    """A task with one annotation."""
    return {
        "id": 7,
        "data": {"text": text},
        "annotations": [{"result": list(result), **annotation}],
    }


def read_one(
    path: Path, *tasks: Any, policy: ReadPolicy | None = None, report: ExportReport | None = None
) -> AnnotatedText:
    """The one annotated text of the tasks."""
    found = ExportReport(fatal=Weight.PROBLEM) if report is None else report
    (annotated,) = read_tasks(export(path / "export.json", *tasks), policy, found)
    return annotated


def places(annotated: AnnotatedText) -> list[tuple[int, int]]:
    """The offsets of the spans."""
    return [(span.start, span.end) for span in annotated.spans]


def test_an_exported_task_is_written_as_the_server_wants_it() -> None:
    annotated = AnnotatedText("d-1", "Jane Doe", (Span(0, 4, "owner_name"),), "tabs")
    written = task_of(annotated)
    assert written["data"] == {
        "text": "Jane Doe",
        "document_id": "d-1",
        "layout": "tabs",
        "masked": [],
        "text_sha256": "01332c876518a793b7c1b8dfaf6d4b404ff5db09b21c6627ca59710cc24f696a",
    }
    (found,) = written["annotations"][0]["result"]
    assert (found["from_name"], found["to_name"], found["type"]) == ("label", "text", "labels")
    assert found["value"] == {"start": 0, "end": 4, "text": "Jane", "labels": ["owner_name"]}
    assert "score" not in found


def test_region_ids_are_stable_and_differ_by_document_span_and_label() -> None:
    def region_id(document: str, start: int, label: str) -> str:
        annotated = AnnotatedText(document, "aaaa", (Span(start, start + 1, label),))
        return str(task_of(annotated)["annotations"][0]["result"][0]["id"])

    first = region_id("a", 0, "x")
    assert first == region_id("a", 0, "x")
    assert len({first, region_id("b", 0, "x"), region_id("a", 1, "x"), region_id("a", 0, "y")}) == 4


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    texts = [AnnotatedText("d", TEXT, (Span(0, 4, "owner_name", 0.3),))]
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    write_tasks(one, texts)
    write_tasks(two, texts)
    assert one.read_bytes() == two.read_bytes()


def test_a_span_with_a_blank_border_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    with pytest.raises(RegionError, match="white space"):
        write_tasks(path, [AnnotatedText("d", "a b", (Span(0, 2, "x"),))])
    assert list(tmp_path.iterdir()) == []


def test_a_failing_source_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text("old")

    def texts() -> Iterable[AnnotatedText]:
        yield AnnotatedText("d", "a", ())
        raise RegionError("stop")

    with pytest.raises(RegionError):
        write_tasks(path, texts())
    assert path.read_text() == "old"


def test_half_a_pair_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="half of a pair"):
        write_tasks(tmp_path / "t.json", [AnnotatedText("d", "a\ud83d", ())])


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write_tasks(tmp_path / "none" / "t.json", [])


def test_one_task_alone_and_gzip_by_content(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(gzip.compress(json.dumps(task([region(0, 4)])).encode()))
    (annotated,) = read_tasks(path)
    assert (annotated.document_id, places(annotated)) == ("task 7", [(0, 4)])


def test_cancelled_annotations_are_dropped_and_empty_ones_kept(tmp_path: Path) -> None:
    cancelled = task([region(0, 4)], was_cancelled=True)
    untouched = {"id": 8, "data": {"text": "x"}, "annotations": []}
    report = ExportReport()
    annotated = read_one(tmp_path, cancelled, untouched, task([]), report=report)
    assert annotated.spans == ()
    assert report.counts == {Reason.CANCELLED: 1, Reason.NOT_ANNOTATED: 2, Reason.EMPTY: 1}


def test_ground_truth_goes_before_the_newest(tmp_path: Path) -> None:
    def annotation(start: int, day: int, **more: Any) -> dict[str, Any]:
        return {"result": [region(start, 4)], "updated_at": f"2020-01-0{day}T00:00:00Z", **more}

    older, newer, true = (annotation(n, n) for n in (1, 2, 0))
    true["ground_truth"] = True
    base = {"data": {"text": TEXT}}
    assert places(read_one(tmp_path, {**base, "annotations": [newer, older]})) == [(2, 4)]
    report = ExportReport()
    several = {**base, "annotations": [newer, true, older]}
    assert places(read_one(tmp_path, several, report=report)) == [(0, 4)]
    assert report.counts[Reason.PASSED_OVER] == 2
    assert report.agreement == 0.0


def test_stored_text_is_compared_as_the_browser_stores_it(tmp_path: Path) -> None:
    marked = TEXT[14:27]
    stored = marked.replace("\r\n", "\\n")
    assert places(read_one(tmp_path, task([region(14, 27, stored)]))) == [(14, 27)]


def test_a_wrong_stored_text_is_refused_with_both_texts(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match=r"region r1: .* 'Jane' .* 'ane' there"):
        read_one(tmp_path, task([region(1, 5, "Jane")]))


def test_stored_text_may_be_part_of_its_region(tmp_path: Path) -> None:
    report = ExportReport()
    annotated = read_one(tmp_path, task([region(0, 11, "Jane Q.")]), report=report)
    assert places(annotated) == [(0, 11)]
    assert report.counts == {Reason.SHORT_TEXT: 1}


def test_utf16_offsets_are_seen_for_a_whole_task(tmp_path: Path) -> None:
    # in UTF-16 the emoji takes two units, so everything behind it stands one further
    annotated = read_one(tmp_path, task([region(0, 4, "Jane"), region(15, 20, "1,200")]))
    assert [TEXT[start:end] for start, end in places(annotated)] == ["Jane", "1,200"]
    with pytest.raises(RegionError):
        read_one(tmp_path, task([region(14, 19, "1,200"), region(15, 20, "1,200", id="b")]))


def test_borders_are_trimmed_and_exact_repeats_dropped(tmp_path: Path) -> None:
    annotated = read_one(tmp_path, task([region(0, 12), region(0, 11, id="again")]))
    assert places(annotated) == [(0, 11)]


def test_an_overlap_names_both_regions(tmp_path: Path) -> None:
    overlapping = task([region(0, 4), region(2, 7)])
    named = r"region r0 .*'Jane'.* overlaps region r2 .*'ne Q\.'"
    with pytest.raises(RegionError, match=named):
        read_one(tmp_path, overlapping, policy=ReadPolicy(on_overlap=OnOverlap.REFUSE))
    report = ExportReport()
    assert places(read_one(tmp_path, overlapping, report=report)) == [(2, 7)]
    assert report.examples[Reason.SHORTER_DROPPED][0].message.endswith("Kept region r2.")


def test_one_place_with_two_labels_is_an_overlap(tmp_path: Path) -> None:
    other = region(0, 4, id="other")
    other["value"]["labels"] = ["remarks"]
    with pytest.raises(RegionError, match="overlaps"):
        read_one(tmp_path, task([region(0, 4), other]))
    longest = ReadPolicy(on_overlap=OnOverlap.LONGEST)
    assert places(read_one(tmp_path, task([region(0, 7), other]), policy=longest)) == [(0, 7)]


@pytest.mark.parametrize(
    ("start", "end"), [(0, 99), (-1, 3), (4, 4), (5, 2), ("0", 4), (0.0, 4.0), (True, 4), (None, 4)]
)
def test_offsets_that_fit_no_text_are_refused(tmp_path: Path, start: Any, end: Any) -> None:
    with pytest.raises(RegionError):
        read_one(tmp_path, task([region(start, end)]))


def test_a_region_of_white_space_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match="nothing but white space"):
        read_one(tmp_path, task([region(11, 12)]))


def test_unknown_labels_name_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match=r"'owner_name'\. .*Known: issuer_name, remarks\."):
        policy = ReadPolicy(labels=frozenset({"remarks", "issuer_name"}))
        read_one(tmp_path, task([region(0, 4)]), policy=policy)


def test_other_results_are_counted_and_unknown_types_refused(tmp_path: Path) -> None:
    rating = {"id": "c", "type": "rating", "value": {"rating": 3}}
    report = ExportReport()
    assert places(read_one(tmp_path, task([region(0, 4), rating]), report=report)) == [(0, 4)]
    assert report.counts == {Reason.IGNORED: 1}
    with pytest.raises(RegionError, match="unknown type 'brush'"):
        read_one(tmp_path, task([region(0, 4, type="brush")]))


def test_hypertext_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="HyperText"):
        read_one(tmp_path, task([region("/p[1]/text()[1]", "/p[1]", type="hypertextlabels")]))
    value = {"start": "/p[1]", "end": "/p[1]", "startOffset": 1, "endOffset": 2, "labels": ["x"]}
    with pytest.raises(ExportError, match="HyperText"):
        read_one(tmp_path, task([{"type": "labels", "value": value}]))


def test_the_text_may_stand_under_another_key(tmp_path: Path) -> None:
    def other(**data: str) -> dict[str, Any]:
        return {"data": data, "annotations": [{"result": [region(0, 4, "Jane")]}]}

    assert read_one(tmp_path, other(page="Jane Doe", note="short")).text == "Jane Doe"
    with pytest.raises(ExportError, match=r"not exactly one fits the regions \(a, b\)"):
        read_one(tmp_path, other(a="Jane Doe", b="Jane Roe"))


def test_an_edited_text_is_noticed(tmp_path: Path) -> None:
    written = task_of(AnnotatedText("d", "Jane Doe", ()))
    written["data"]["text"] = "Jane Roe"
    with pytest.raises(RegionError, match="checksum"):
        read_one(tmp_path, written)


def test_masked_ranges_out_of_the_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match="masked"):
        read_one(tmp_path, {**task([]), "data": {"text": "abc", "masked": [[2, 9]]}})


def test_bad_tasks_are_left_out_and_reported_region_by_region(tmp_path: Path) -> None:
    bad = task([region(0, 99), region("1", 2), region(0, 4)])
    path = export(tmp_path / "e.json", bad, task([region(0, 4)]))
    report = ExportReport()
    found = list(read_tasks(path, report=report))
    assert [places(annotated) for annotated in found] == [[(0, 4)]]
    assert (report.tasks, report.refused, report.problems) == (1, 1, 2)
    (offset,) = report.examples[Reason.BAD_OFFSET]
    assert offset.place.to_dict()["task"] == "7"
