"""The benchmark from pages to table, with the rules, which need nothing installed."""

import json
from pathlib import Path

import pytest

from benchmarks import measure, peers
from benchmarks.material import (
    TEST_FILE,
    Example,
    held_out_pages,
    read_examples,
    training_pages,
    write_material,
)
from benchmarks.peer import LEARNERS, PEERS, find_peer
from benchmarks.pipeline import apart
from benchmarks.table import BLOCK, fill_page, markdown
from form4.annotations.annotated_text import AnnotatedText
from form4.model.errors import ConfigError
from form4.model.filing import Filing
from form4.model.spans import Span


def test_examples_survive_their_file() -> None:
    page = AnnotatedText("a", "ACME", (Span(0, 4, "issuer_name"),), "tabs", ((1, 2),))
    example = Example(page, Filing(form_type="4"), ("OCR",), "filing")
    assert Example.from_dict(json.loads(json.dumps(example.to_dict()))) == example


def test_pages_to_read_are_none_of_those_to_train_on(tmp_path: Path) -> None:
    write_material(tmp_path, 3, 3, None)
    drawn = [example.page.text for example in training_pages(3)]
    read = read_examples(tmp_path / TEST_FILE)
    assert [example.page.text for example in read] == [one.page.text for one in held_out_pages(3)]
    assert not {example.page.text for example in read} & {*drawn}


def test_every_peer_is_a_module() -> None:
    for name in PEERS:
        assert callable(find_peer(name).load)
        assert hasattr(find_peer(name), "train") == (name in LEARNERS)


@pytest.fixture
def result(tmp_path: Path) -> dict[str, object]:
    """A result of the rules on a few synthetic pages, measured in this process."""
    write_material(tmp_path, 2, 4, None)
    (tmp_path / "rules-read.json").write_text(json.dumps(measure.read("rules", tmp_path)))
    return peers.collect(tmp_path, 60.0)


def test_rules_are_measured_and_tabled(result: dict[str, object], tmp_path: Path) -> None:
    table = markdown(result)
    lines = [line for line in table.splitlines() if line.startswith("| form4, rules")]
    assert len(lines) == 2  # what it costs, and its scores on the one group
    assert "(1.00)" in lines[0] and "synthetic, held out: 4 pages" in table
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- peers -->\nold\n<!-- end of peers -->\nb\n")
    fill_page(page, table)
    filled = BLOCK.search(page.read_text())
    assert filled is not None and "old" not in page.read_text() and table in page.read_text()
    page.write_text("no block")
    with pytest.raises(ConfigError, match="has no <!-- peers --> block"):
        fill_page(page, table)


def test_what_is_done_is_not_done_again(
    result: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--output", str(tmp_path), "--pages", "2", "--held-out", "4", "--peers", "rules"]
    assert peers.main(given) == 0
    out, err = capsys.readouterr()
    assert out == (tmp_path / "peers.md").read_text() and err == ""
    assert json.loads((tmp_path / "peers.json").read_text())["test_pages"] == 4


def test_nothing_measured_is_said(tmp_path: Path) -> None:
    write_material(tmp_path, 1, 1, None)
    assert markdown(peers.collect(tmp_path, 1.0)) == "Nothing was measured.\n"


def test_spans_of_windows_that_overlap_are_kept_once() -> None:
    first, second, third = Span(0, 4, "a"), Span(2, 6, "b"), Span(4, 8, "c")
    assert apart([third, second, first]) == [first, third]


@pytest.mark.parametrize(("name", "library"), [("crf", "pycrfsuite"), ("spacy_ner", "spacy")])
def test_a_peer_learns_what_it_is_shown(name: str, library: str, tmp_path: Path) -> None:
    pytest.importorskip(library, reason=f"{library} comes with make benchmark-peers")
    text = "Name: Smith Jane\nCode: S\tShares: 100\n" * 4
    spans = [
        Span(found, found + len(value), label)
        for value, label in (("Smith Jane", "owner_name"), ("100", "transaction_shares"))
        for found in range(len(text))
        if text.startswith(value, found)
    ]
    pages = [AnnotatedText(str(n), text, tuple(spans)) for n in range(4)]
    peer = find_peer(name)
    training = peer.train(pages, tmp_path / name, 4.0)  # type: ignore[attr-defined]
    assert training.seconds > 0 and training.seen
    loaded = peer.load(tmp_path / name)
    (finish,) = loaded.finish.values()
    places = [(span.start, span.end, span.label) for span in finish(text, loaded.prepare(text))]
    assert places == sorted((span.start, span.end, span.label) for span in spans)


def test_the_pipeline_has_every_strategy(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks import pipeline

    monkeypatch.setattr(pipeline, "find_model", lambda name: tiny_model)
    monkeypatch.setattr(pipeline, "STRIDE", 16)
    loaded = pipeline.load(tmp_path)
    assert len(loaded.finish) == 4
    text = "Common Stock 03/05/2021 S 100 D $ 10.5 900 D\n" * 6  # several windows
    prepared = loaded.prepare(text)
    assert len(prepared) > 1
    for finish in loaded.finish.values():
        spans = finish(text, prepared)
        assert all(text[span.start : span.end].strip() for span in spans)
        assert all(0 <= span.score <= 1 for span in spans)
    assert all(finish("", loaded.prepare("")) == [] for finish in loaded.finish.values())
