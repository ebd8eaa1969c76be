"""Gold on disk: what cannot be used is named with its file and document."""

import json
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import write_tasks
from form4.inference.evaluation.annotated_gold import annotated_gold
from form4.inference.evaluation.gold import GoldDocument, find_gold
from form4.inference.evaluation.reader import Reader, load_reader
from form4.model.errors import ConfigError, ExportError, Form4Error, ModelError
from form4.model.filing import Filing, Issuer
from form4.model.spans import Span

GOLD = json.dumps(Filing(issuer=Issuer(name="ACME CORP")).to_dict(gold=True))


def reader(labels: frozenset[str] | None) -> Reader:
    """A model of some labels that reads nothing."""
    nothing = Filing()
    return Reader(
        "small 1.0",
        lambda text: [],
        lambda text, spans, source: nothing,
        lambda text, spans: nothing,
        labels=labels,
    )


def only_error(files: list[Path], texts: tuple[Path, ...] = ()) -> str:
    """The one error among what was found."""
    (error,) = (one for one in find_gold(files, texts) if isinstance(one, Form4Error))
    return str(error)


@pytest.mark.parametrize(
    "text",
    [
        GOLD[:60],
        "[1]",
        '{"reporting_owners": 3}',
        GOLD.replace('"issuer": {', '"issuer": 3, "x": {'),
        '{"issuer": {}, "reporting_owners": [], "holdings": [], "transactions": [{"table": "IV"}]}',
    ],
)
def test_malformed_gold_is_named(tmp_path: Path, text: str) -> None:
    gold = tmp_path / "a.json"
    gold.write_text(text)
    (tmp_path / "a.txt").write_text("page")
    assert only_error([gold]).startswith(f"{gold}: is no gold filing (")


def test_gold_without_a_document_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "a.json"
    gold.write_text(GOLD)
    assert only_error([gold]) == (
        f"{gold}: no text of this gold filing was found. Name its folder with --texts."
    )


def test_two_golds_for_one_document_are_named(tmp_path: Path) -> None:
    files = [tmp_path / "one" / "a.json", tmp_path / "two" / "a.json"]
    for file in files:
        file.parent.mkdir()
        file.write_text(GOLD)
    (tmp_path / "a.txt").write_text("page")
    found = list(find_gold(files))
    assert isinstance(found[0], GoldDocument) and len(found) == 2
    assert str(found[1]) == (
        f"{files[1]}: {tmp_path / 'a.txt'} has a gold filing already, {files[0]}. "
        "Leave one of them out."
    )


def test_a_gold_file_named_twice_is_one_gold(tmp_path: Path) -> None:
    gold = tmp_path / "a.json"
    gold.write_text(GOLD)
    (tmp_path / "a.txt").write_text("page")
    assert len(list(find_gold([gold, tmp_path / ".." / tmp_path.name / "a.json"]))) == 1


def export(path: Path, *pages: AnnotatedText) -> Path:
    """An export of some annotated texts."""
    write_tasks(path, pages)
    return path


def test_a_text_annotated_twice_is_named(tmp_path: Path) -> None:
    first = AnnotatedText("a", "ACME CORP", (Span(0, 4, "issuer_name"),))
    second = AnnotatedText("b", "ACME CORP", (Span(0, 9, "issuer_name"),))
    files = [export(tmp_path / "1.json", first), export(tmp_path / "2.json", second)]
    with pytest.raises(ExportError) as error:
        list(annotated_gold(files, []))
    assert str(error.value) == (
        f"{files[1]}: b has a second gold annotation; the first is a in {files[0]}. "
        "Leave one of them out."
    )


def test_a_label_that_the_model_lacks_is_named(tmp_path: Path) -> None:
    page = AnnotatedText("a", "ACME CORP", (Span(0, 4, "plan_name"),))
    file = export(tmp_path / "1.json", page)
    assert list(annotated_gold([file], [reader(None)])) == [page]
    with pytest.raises(ModelError, match=r"1\.json: a marks plan_name, which the model small 1\.0"):
        list(annotated_gold([file], [reader(frozenset({"issuer_name"}))]))


def test_a_label_that_the_rules_lack_is_no_silent_miss(tmp_path: Path) -> None:
    page = AnnotatedText("a", "ACME CORP", (Span(0, 4, "plan_name"),))
    file = export(tmp_path / "1.json", page)
    with pytest.raises(
        ModelError, match=r"1\.json: a marks plan_name, which the model form4-rules"
    ):
        list(annotated_gold([file], [load_reader("rules")]))


def test_a_folder_of_texts_that_does_not_exist_is_one_error(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text(GOLD)
    files = sorted(tmp_path.glob("*.json"))
    with pytest.raises(ConfigError, match=r"nowhere: there is no such folder of texts"):
        list(find_gold(files, [tmp_path / "nowhere"]))
