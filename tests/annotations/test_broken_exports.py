"""One broken export a pitfall: each says what is wrong, and none loses the good tasks beside it."""

from pathlib import Path

import pytest

from form4.annotations.exports import ReadPolicy, read_export
from form4.annotations.findings import ExportReport, Reason, Weight, weight_of
from form4.model.labels import BY_NAME

FOLDER = Path(__file__).parent / "broken_exports"
NOT_JSON = ("conll", "csv", "tsv", "jsonl", "latin-1", "gzip")  # there is no task to keep
EXPECTED = {  # file: what is said of it, and the name of its reason
    "annotation-without-result.json": ("the annotation has no result", Reason.BAD_RESULT),
    "bool-offset.json": ("offset True is no integer", Reason.BAD_OFFSET),
    "cancelled.json": ("1 cancelled", Reason.CANCELLED),
    "choices-beside-labels.json": ("", None),
    "conll.txt": ("this is a CONLL export, which has lost the offsets", Reason.BROKEN_FILE),
    "csv.csv": ("this is a CSV export, which has lost region ids", Reason.BROKEN_FILE),
    "cut-off.json": ("broken JSON", Reason.BROKEN_FILE),
    "dangling-relation.json": ("joins 'r1' and 'gone'", Reason.DANGLING),
    "edited-text.json": ("its checksum differs", Reason.TEXT_CHANGED),
    "empty-annotation.json": ("it teaches that there is none", Reason.EMPTY),
    "empty-region.json": ("does not fit a text", Reason.OUT_OF_BOUNDS),
    "end-past-text.json": ("does not fit a text of 32 characters", Reason.OUT_OF_BOUNDS),
    "float-offset.json": ("offset 12.0 is no integer", Reason.BAD_OFFSET),
    "gzip.json.gz": ("the gzip file is damaged", Reason.BROKEN_FILE),
    "half-pair.json": ("half of a surrogate pair", Reason.HALF_PAIR),
    "hypertext.json": ("whose offsets do not lead back to the text", Reason.HYPERTEXT),
    "json-min.json": ("Export it again as JSON", Reason.JSON_MIN),
    "jsonl.jsonl": ("JSON Lines is refused", Reason.BROKEN_FILE),
    "label-instead-of-labels.json": ("Give each region exactly one", Reason.BAD_REGION),
    "labels-a-string.json": ("Give each region exactly one", Reason.BAD_REGION),
    "latin-1.json": ("is not UTF-8", Reason.BROKEN_FILE),
    "no-data.json": ("has no data, so it is no task", Reason.NO_TASK),
    "line-breaks-and-blanks.json": ("", None),
    "not-annotated.json": ("nobody annotated it", Reason.NOT_ANNOTATED),
    "other-text.json": ("was 'Preferred' when annotated", Reason.OTHER_TEXT),
    "overlap-other-label.json": ("overlaps region", Reason.OVERLAP),
    "overlap-same-label.json": ("Kept region r1", Reason.SHORTER_DROPPED),
    "repeated-region.json": ("repeats region r1", Reason.REPEATED),
    "several-annotators.json": ("annotation 2 by b@x.org was taken", Reason.PASSED_OVER),
    "start-after-end.json": ("does not fit a text", Reason.OUT_OF_BOUNDS),
    "string-offset.json": ("offset '0' is no integer", Reason.BAD_OFFSET),
    "text-behind-address.json": ("holds the address of a text", Reason.NO_TEXT),
    "trailing-blank.json": ("was 'Common Stock\\t'", Reason.TRIMMED),
    "tsv.tsv": ("this is a TSV export", Reason.BROKEN_FILE),
    "two-labels.json": ("has the labels", Reason.BAD_REGION),
    "two-texts.json": ("not exactly one fits the regions (a, b)", Reason.NO_TEXT),
    "unknown-label.json": ("Did you mean 'security_title'?", Reason.UNKNOWN_LABEL),
    "unknown-type.json": ("unknown type 'brushlabels'", Reason.UNKNOWN_TYPE),
    "utf16-offsets.json": ("count UTF-16 units; converted", Reason.UTF16),
    "white-space-region.json": ("nothing but white space", Reason.ONLY_SPACE),
    "word-granularity.json": ("its stored text is 'Common'", Reason.SHORT_TEXT),
}


def test_every_broken_export_has_its_message() -> None:
    assert {path.name for path in FOLDER.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_export_says_what_is_wrong_and_keeps_the_good_tasks(name: str) -> None:
    message, reason = EXPECTED[name]
    report = ExportReport()
    tasks = list(read_export(FOLDER / name, ReadPolicy(labels=frozenset(BY_NAME)), report))
    if not name.startswith(NOT_JSON):
        good = [task.annotated for task in tasks if task.annotated.document_id == "good"]
        assert [[span.label for span in one.spans] for one in good] == [["security_title"]]
    found = [one for one in report.counts if one is not Reason.SAME_DOCUMENT]  # one text for all
    assert found == ([] if reason is None else [reason])
    if reason is not None:
        assert message in report.examples[reason][0].message
        assert report.examples[reason][0].message.startswith(str(FOLDER / name))
        is_lost = weight_of(reason) is Weight.PROBLEM
        assert report.problems == (report.counts[reason] if is_lost else 0)
