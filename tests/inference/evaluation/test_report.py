"""A report in its three forms, and gold found on disk."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.gold import GoldDocument, expand_annotations, find_gold
from form4.inference.evaluation.machine import machine_class
from form4.inference.evaluation.measured import Measured
from form4.inference.evaluation.reader import Alone, Reader
from form4.inference.evaluation.report import Report
from form4.inference.evaluation.run import filing_sections, measure_filings, score_annotated
from form4.inference.evaluation.scores import EVERYTHING
from form4.model.errors import DocumentError, ExportError, Form4Error
from form4.model.filing import Filing, Issuer, ReportingOwner
from form4.model.spans import Span

GOLD = Filing(issuer=Issuer(name="ACME"), reporting_owners=(ReportingOwner(name="Roe Jane"),))


def finish(text: str, spans: Sequence[Span], source: str | None) -> Filing:
    """Stands in for a model: reads the issuer alone, and fails on a text that says so."""
    if text == "broken":
        raise DocumentError(f"{source}: is broken.")
    return Filing(issuer=Issuer(name=text))


def assemble_issuer(text: str, spans: object) -> Filing:
    """Stands in for the assembler."""
    return GOLD if spans else Filing()


READER = Reader("m 1", lambda _: [Span(0, 3, "issuer_name")], finish, assemble_issuer)


def measured(*texts: str, with_spans: bool = False) -> list[Measured]:
    """The counts of some texts, all of them said to be of the same filing."""
    documents = (GoldDocument(text, text, GOLD, ("seen",)) for text in texts)
    return list(measure_filings(documents, Alone(READER), with_spans=with_spans))


def test_documents_are_scored_and_failures_named() -> None:
    counts = measured("ACME", "broken", with_spans=True)
    assert [one.problem for one in counts] == [None, "broken: broken: is broken."]
    read, confidence, lost, causes, entities = filing_sections(
        counts, with_spans=True, is_calibrated=False
    )
    overall = read.to_data()[0]
    assert overall["all_fields"]["correct"] == 1
    assert overall["all_fields"]["missed"] == 3  # both owners, and the issuer of the broken one
    assert confidence.to_data()["calibrated"] is False
    assert [row[0] for row in lost.to_data()["rows"]] == [EVERYTHING, "seen"]
    # The stand-in assembles the owner from any span: missed by tags where there is one to see.
    assert causes.to_data()["rows"][0] == [EVERYTHING, 2, 0, 1, 1, 0, 0, 0.6667, None]
    assert entities.title == "Entities"


def test_annotated_texts_give_entity_scores_and_rows() -> None:
    text = AnnotatedText("a", "ACME", (Span(0, 4, "issuer_name"),), "tabs")
    entities, rows = score_annotated([text], READER)
    assert entities.scores[0].to_dict()["entities"]["f1"]["value"] == 0.0
    assert rows.scores[0].to_dict()["all_fields"]["f1"]["value"] == 1.0


def test_a_report_as_markdown_and_as_json() -> None:
    sections = filing_sections(measured("ACME"), with_spans=False, is_calibrated=False)
    report = Report("m 1", datetime.date(2020, 1, 2), "cpu, 2 cores", sections, ("oh",))
    page = report.to_markdown()
    assert "m 1, 2020-01-02, cpu, 2 cores" in page
    assert "| seen | 1 | 0.000 .000–.000 | 0.667 .667–.667 | – | – |" in page
    assert "| filing.issuer.name | 1.000 1.000–1.000 | 1.000 | 1.000 | 1 | 0 | 0 |" in page
    assert page.endswith("- oh\n")
    data = json.loads(json.dumps(report.to_dict()))
    assert data["sections"]["Filings"][1]["name"] == "seen"


def test_the_machine_has_a_name_and_cores() -> None:
    assert machine_class().endswith(("core", "cores"))


def write_gold(folder: Path, stem: str) -> Path:
    """A gold file as the contract has it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}.json"
    path.write_text(json.dumps(GOLD.to_dict(gold=True)), encoding="utf-8")
    return path


def test_texts_are_found_beside_gold_by_stem(tmp_path: Path) -> None:
    write_gold(tmp_path / "gold", "a.1")
    write_gold(tmp_path / "gold", "lonely")
    (tmp_path / "a.1.txt").write_text("one")
    (tmp_path / "a.1.tabs.md").write_text("two")
    (tmp_path / "a.10.txt").write_text("of another filing")
    files, exports = expand_annotations([tmp_path / "gold"])
    assert exports == []
    first, second, problem = find_gold(files)
    assert isinstance(first, GoldDocument) and isinstance(second, GoldDocument)
    assert (first.document_id, first.text, first.groups) == (
        "a.1.tabs.md",
        "two",
        ("layout: tabs",),
    )
    assert (second.document_id, second.groups, second.cluster) == ("a.1.txt", (), "a.1")
    assert isinstance(problem, Form4Error) and "lonely.json: no text" in str(problem)


def test_a_damaged_gold_file_is_a_problem_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"reporting_owners": 3}')
    (problem,) = find_gold([path])
    assert isinstance(problem, ExportError) and "x.json: is no gold filing" in str(problem)


def test_exports_are_told_from_gold_filings(tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_text('[{"data": {"text": "x"}, "annotations": []}]')
    gold = write_gold(tmp_path, "g")
    assert expand_annotations([export, gold]) == ([gold], [export])


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no such file"):
        expand_annotations([tmp_path / "none.json"])
    with pytest.raises(ExportError, match="no JSON"):
        expand_annotations([tmp_path])
