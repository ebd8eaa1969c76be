"""The 8-bit graph ships only where tags, probabilities and records all stay."""

import shutil
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.model.filing import Filing, Issuer
from form4.model.network import ONNX_FILE
from form4.model.quantization import Agreement, has_small_weights
from form4.model.spans import Span
from form4.training import graphs
from form4.training.graphs import GraphChoice, TuningText, choose_graph, tuning_texts

pytest.importorskip("onnx")
CLOSE = Agreement(1000, 1.0, 0.0)
PAGE = TuningText("a.txt", "Form 4\nDoe Jane\nCommon Stock 01/02/2015 S 100 D $10 5 D\n", Filing())


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@pytest.mark.parametrize(
    ("choice", "is_small"),
    [
        (GraphChoice(53, 0.98, 0.979, CLOSE), True),
        (GraphChoice(53, 0.98, 0.99, CLOSE), True),
        (GraphChoice(53, 0.98, 0.9779, CLOSE), False),
        (GraphChoice(53, 0.98, 0.98, Agreement(1000, 0.99, 0.0)), False),
        (GraphChoice(0, 0.0, 0.0, CLOSE), False),
    ],
)
def test_records_count_as_tags_do(choice: GraphChoice, is_small: bool) -> None:
    assert choice.is_small is is_small
    assert choice.to_dict()["weights"] == ("8 bits" if is_small else "exact")


def test_a_graph_that_loses_core_fields_is_thrown_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / ONNX_FILE).read_bytes()
    found = iter([0.99, 0.9])
    monkeypatch.setattr(graphs, "_core_f1", lambda tagger, texts: next(found))
    monkeypatch.setattr(graphs, "compare_tags", lambda *_: CLOSE)
    choice = choose_graph(folder, [PAGE])
    assert (choice.is_small, choice.exact_f1, choice.small_f1) == (False, 0.99, 0.9)
    assert (folder / ONNX_FILE).read_bytes() == before
    assert not list(folder.glob("*.int8.onnx"))


def test_a_graph_that_keeps_them_takes_the_place_of_the_exact_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "compare_tags", lambda *_: CLOSE)
    monkeypatch.setattr(graphs, "_core_f1", lambda tagger, texts: 0.5)
    assert choose_graph(folder, [PAGE]).is_small
    assert has_small_weights(folder / ONNX_FILE)


def test_both_graphs_read_the_texts(folder: Path) -> None:
    choice = choose_graph(folder, [PAGE])
    assert choice.documents == 1
    assert choice.agreement.tokens > 10
    assert 0.0 <= choice.exact_f1 <= 1.0


def test_without_a_data_folder_annotated_pages_are_read() -> None:
    spans = (Span(0, 4, "issuer_name", 1.0),)
    (text,) = tuning_texts(None, [AnnotatedText("a", "Acme Form 4", spans, "x")])
    assert text.filing.issuer == Issuer(None, "Acme", None)
