"""Retraining: pages divided by document, labels added, the base kept, a verdict."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.findings import ExportReport
from form4.annotations.label_studio import write_tasks
from form4.annotations.line_ends import with_line_feeds
from form4.model.errors import ExportError
from form4.model.network import NetworkConfig
from form4.model.spans import Span
from form4.training.comparison import BeforeAfter, PageScores
from form4.training.new_labels import new_labels, with_labels
from form4.training.split import split_by_document
from form4.training.standard_set import standard_pages


def page(name: str, text: str = "", label: str = "owner_name") -> AnnotatedText:
    """A page of one name."""
    text = text or f"Name {name} Doe"
    return AnnotatedText(name, text, (Span(0, 4, label),))


def held_out(*names: str) -> set[str]:
    """The documents that are held out of some."""
    return {one.document_id for one in split_by_document([page(name) for name in names])[1]}


def test_one_document_in_five_is_held_out_whatever_the_order() -> None:
    names = [f"d{number}" for number in range(500)]
    assert 80 < len(held_out(*names)) < 120
    assert held_out(*names) == held_out(*names[::-1])


@settings(max_examples=200)
@given(st.sets(st.integers(0, 10**6), min_size=5, max_size=40), st.integers(5, 40))
def test_no_document_goes_from_training_to_validation_when_others_come(
    numbers: set[int], first: int
) -> None:
    names = [f"pages/{number}.txt" for number in sorted(numbers, key=str)]
    few, many = names[:first], held_out(*names)
    assert 0 < len(many) < len(names)
    assume(len(held_out(*few)) < len(few) - 1)  # all on the side of validation
    assert not many & ({*few} - held_out(*few))


def test_pages_of_one_document_or_text_stay_together() -> None:
    pages = [page(f"d{number // 3}", f"Name {number}") for number in range(30)]
    pages += [page(f"copy {number}", f"Name {number}") for number in range(30)]
    training, held_out = split_by_document(pages)
    assert not {one.text for one in training} & {one.text for one in held_out}
    ids = (
        {one.document_id for one in part if "copy" not in one.document_id}
        for part in (training, held_out)
    )
    assert not set.intersection(*ids)


def test_few_documents_are_all_trained_on() -> None:
    assert split_by_document([page("a"), page("b")])[1] == []


def test_line_ends_become_what_inference_sees() -> None:
    text = "a\r\nJane\r\rDoe\r\n"
    moved = with_line_feeds(
        AnnotatedText("d", text, (Span(3, 12, "x"),), masked=((0, 3), (12, 14)))
    )
    assert (moved.text, moved.masked) == ("a\nJane\n\nDoe\n", ((0, 2), (11, 12)))
    assert moved.text[moved.spans[0].start : moved.spans[0].end] == "Jane\n\nDoe"[:9]


def test_the_standard_set_is_the_same_for_all() -> None:
    assert standard_pages(3) == standard_pages(5)[:3]


def scores(core: float | None, entities: float | None = 1.0) -> PageScores:
    """Scores of ten pages."""
    return PageScores(10, entities, core, core, core, {"owner_name": core})


@pytest.mark.parametrize(
    ("before", "after", "loss"),
    [
        (scores(0.9), scores(0.95), -0.05),
        (scores(0.9), scores(0.8), 0.1),
        (scores(0.9), scores(None), 0.9),
        (scores(None, 0.7), scores(None, 0.6), 0.1),
        (scores(None, None), scores(None, None), 0.0),
    ],
)
def test_a_loss_is_of_core_fields_or_else_of_entities(
    before: PageScores, after: PageScores, loss: float
) -> None:
    both = BeforeAfter("x", before, after)
    assert both.loss == pytest.approx(loss)
    assert "| rules | before | after | change |" in both.to_markdown()


@pytest.mark.parametrize(
    ("own", "standard", "pages", "worse", "sentence"),
    [
        (-0.1, 0.01, 10, True, "worse than the base: a loss of 0.1000 on 10 held-out pages"),
        (0.1, -0.01, 10, True, "worse than the base: a loss of 0.0100 on the standard set"),
        (-0.1, 0.01, 4, False, "a loss of 0.1000 on 4 held-out pages of yours (fewer than 5"),
        (0.1, 0.01, 10, False, "not worse than the base: a gain of 0.0100 on the standard set"),
        (-0.001, -0.002, 10, False, "not worse than the base: a loss of 0.0020 on the standard"),
    ],
)
def test_the_verdict_names_the_side_that_lost(
    own: float, standard: float, pages: int, worse: bool, sentence: str
) -> None:
    from form4.training.retrain import Retraining

    def side(change: float, pages: int) -> BeforeAfter:
        before, after = replace(scores(0.8), pages=pages), scores(0.8 + change)
        return BeforeAfter("x", before, after)

    parts = {"own": side(own, pages), "standard": side(standard, 100), "margin": 0.005}
    rest = {"documents": 30, "added_labels": (), "seconds": 1.0, "processor_seconds": 1.0}
    done = Retraining(export=ExportReport(), training=None, **parts, **rest)  # type: ignore[arg-type]
    assert (done.is_worse, sentence in done.verdict()) == (worse, True), done.verdict()


def test_known_rows_of_the_classifier_are_kept_and_new_ones_unlikely(tiny_model: Path) -> None:
    torch = pytest.importorskip("torch")
    from form4.inference.tagger import load_tagger
    from form4.model.network import load_network

    known = load_tagger(tiny_model).tag_set.labels
    added = new_labels([page("a", label="plan_date"), page("b")], known)
    assert added == ("plan_date",)
    base, model = load_network(tiny_model), load_network(tiny_model)
    wider = with_labels(model, known, added)
    old, new = base.classifier, wider.classifier
    assert torch.equal(new.weight[: old.out_features], old.weight)
    assert new.out_features == old.out_features + 2
    assert wider.config.id2label[new.out_features - 1] == "I-plan_date"
    assert new.bias[-1].item() == old.bias.min().item()
    assert with_labels(base, known, ()) is base


def test_an_export_without_a_usable_task_is_refused(tmp_path: Path) -> None:
    from form4.training.retrain import DEFAULTS, retrain

    path = tmp_path / "export.json"
    path.write_text('[{"id": 3}]')
    with pytest.raises(ExportError, match=r"no annotated task can be used\. .*task 3: has no data"):
        retrain(replace(DEFAULTS, annotations=(path,)), tmp_path / "model")


def test_a_tiny_retraining_reports_before_and_after(tiny_model: Path, tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    from form4.training.retrain import DEFAULTS, retrain

    pages = [replace(one, document_id=f"d{n}") for n, one in enumerate(standard_pages(6))]
    marked = [
        replace(one, spans=(*one.spans[:-1], replace(one.spans[-1], label="own")))
        for one in pages
        if one.spans
    ]
    path = tmp_path / "export.json"
    write_tasks(path, marked)
    config = replace(
        DEFAULTS,
        base=str(tiny_model),
        annotations=(path,),
        synthetic=4,
        held_out=2,
        network=NetworkConfig(window=64, overlap=16, dropout=0.0),
    )
    output = tmp_path / "model"
    done = retrain(config, output, margin=0.5, pages=3)
    report = json.loads((output / "retraining.json").read_text(encoding="utf-8"))
    assert report["added_labels"] == ["own"] == list(done.added_labels)
    assert (report["documents"], report["own"]["before"]["pages"]) == (
        len(marked),
        len(split_by_document(marked)[1]),
    )
    assert "Standard set: 3 pages" in (output / "retraining.md").read_text(encoding="utf-8")
