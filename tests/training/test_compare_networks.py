"""The comparison's table, and pages in one piece."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

pytest.importorskip("transformers")
from form4.annotations.annotated_text import AnnotatedText  # noqa: E402  after the guard
from form4.annotations.tags import IGNORED  # noqa: E402
from form4.inference.tagger import load_tagger  # noqa: E402
from form4.model.decoding import TagSet  # noqa: E402
from form4.model.network import NetworkConfig, new_network  # noqa: E402
from form4.model.spans import Span  # noqa: E402
from form4.model.tokenizer import PIECES, build_tokenizer, encode  # noqa: E402
from form4.model.windows import cut_windows  # noqa: E402
from form4.training.whole_pages import WholePage, load_pages, score_pages, windows_of  # noqa: E402
from scripts.compare_arms import (  # noqa: E402
    NAMES,
    Arm,
    Material,
    run_arm,
    tag_weights,
)
from scripts.compare_networks import main as compare  # noqa: E402
from scripts.compare_table import table  # noqa: E402

LABELS = ("owner_name", "transaction_code")
NOTHING = {"seconds": 0.0, "steps": 0, "tokens": 0, "loss": None}
TINY = NetworkConfig(
    vocabulary_size=50,
    hidden_size=16,
    layers=1,
    intermediate_size=16,
    heads=2,
    local_attention=16,
    window=32,
    overlap=8,
)


def _mark(seconds: float, f1: float) -> dict[str, float]:
    figures = {"f1": f1, "synthetic": f1 - 0.1, "real": f1 + 0.1}
    return {"seconds": seconds, "steps": int(seconds), "tokens": int(seconds * 1e4), **figures}


RESULT = {
    "seconds": 300.0,
    "data": {
        "training_pages": 1200,
        "training_tokens": 2_100_000,
        "held_out_synthetic": 40,
        "held_out_real": 53,
        "tokens_a_step": 4096,
        "threads": 2,
        "machine": "a processor, 2 cores",
        "date": "2026-01-02",
    },
    "costs": {
        "scratch": {
            "title": "plain",
            "parameters": 5_500_000,
            "onnx_bytes": 23_600_000,
            "safetensors_bytes": 11_100_000,
            "training": 3000,
            "tagging": 5200,
        },
    },
    "arms": {
        "scratch": {
            "title": "plain",
            "pretraining": NOTHING,
            "off_border": 12,
            "marks": [_mark(101.0, 0.5), _mark(200.2, 0.6), _mark(300.9, 0.7)],
        },
        "masked": {
            "title": "masked",
            "pretraining": {"seconds": 100.0, "steps": 90, "tokens": 800_000, "loss": 4.0},
            "marks": [_mark(199.9, 0.65)],
        },
        "waiting": {"title": "waiting", "pretraining": NOTHING, "marks": []},
    },
}


def test_arms_are_compared_at_the_mark_they_share() -> None:
    assert table(RESULT).splitlines() == [
        "Measured 2026-01-02 on a processor, 2 cores, threads: 2; 1,200 training pages (2.1 M"
        " tokens), held out 40 synthetic and 53 real ones; 4,096 tokens a step. Speeds are tokens"
        " a processor second.",
        "",
        "| network | parameters | ONNX, MB | fp16, MB | training, tokens/s | tagging, tokens/s |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| plain | 5.5 M | 24 | 11 | 3,000 | 5,200 |",
        "",
        "After 200 of 300 processor seconds of training an arm:",
        "",
        "| network | steps | tokens read, M | off border | F1 | synthetic | real |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| plain | 200 | 2.00 | 12 | 0.600 | 0.500 | 0.700 |",
        "| masked | 90 + 199 | 2.80 |  | 0.650 | 0.550 | 0.750 |",
        "",
        "| processor seconds | plain | masked |",
        "| ---: | ---: | ---: |",
        "| 101 | 0.400 / 0.600 |  |",
        "| 200 | 0.500 / 0.700 | 0.550 / 0.750 |",
        "| 301 | 0.600 / 0.800 |  |",
    ]


def test_a_comparison_without_marks_says_so() -> None:
    assert "No arm" in table({**RESULT, "arms": {}})


def test_pages_are_kept_whole_and_cut_later(tokenizer: Tokenizer, tmp_path: Path) -> None:
    text = "Name Doe Jane Code S Price 5 " * 20
    pages = [AnnotatedText("a", text, (Span(5, 13, "owner_name"),), "x")]
    pages.append(AnnotatedText("b", "", ()))
    (page,) = load_pages(lambda: pages, tokenizer, TagSet(LABELS), tmp_path / "part", "real")
    assert page.group == "real"
    assert len(page.ids) == len(page.tags) > 100
    assert 1 in page.tags
    rows = windows_of([page], 64, 16)
    cuts = cut_windows(len(page.ids), size=64, overlap=16)
    assert len(rows) == len(cuts) > 1
    for row, cut in zip(rows, cuts, strict=True):
        assert list(row["input_ids"]) == list(page.ids[cut.start : cut.end])
        assert list(row["labels"]) == list(page.tags[cut.start : cut.end])


def test_scores_look_at_whole_pages_by_group() -> None:
    model = new_network(TINY, LABELS)
    model.classifier.bias.data[:] = 0
    model.classifier.weight.data[:] = 0
    model.classifier.bias.data[1] = 9  # every token begins a name
    ids = np.arange(3, 43)
    right = WholePage(ids, np.ones(40, np.int64), "real")
    half = WholePage(ids, np.array([1, IGNORED, 0, 0] * 10), "synthetic")
    scores = score_pages(model, [right, half])
    assert scores.by_group["real"].f1 == 1
    assert scores.by_group["synthetic"].precision == pytest.approx(1 / 3)
    assert scores.by_group["synthetic"].recall == 1


def test_an_arm_leaves_its_marks_then_its_model(tokenizer: Tokenizer, tmp_path: Path) -> None:
    text = "Name Doe Jane Code S Price 5 " * 20
    pages = [AnnotatedText("a", text, (Span(5, 13, "owner_name"),))]
    (page,) = load_pages(lambda: pages, tokenizer, TagSet(NAMES), tmp_path / "part", "real")
    other = WholePage(page.ids, page.tags, "synthetic")
    arm = Arm("tiny", TINY, pretraining=1 / 3)
    material = Material(tokenizer, (page,), (page, other))
    *early, last = run_arm(arm, material, 0.6, tmp_path / "arm")
    assert not any(state["done"] for state in early)
    assert last["done"]
    assert last["pretraining"]["steps"] > 0
    assert last["marks"][-1]["seconds"] >= 0.6
    assert {"f1", "real", "synthetic", "tokens"} <= last["marks"][-1].keys()
    assert load_tagger(tmp_path / "arm").tag_set.labels == NAMES


def test_a_curriculum_goes_on_with_noisy_pages(tokenizer: Tokenizer, tmp_path: Path) -> None:
    page = WholePage(np.arange(3, 43), np.zeros(40, np.int64), "real", off_border=2)
    clean = WholePage(np.arange(3, 13), np.zeros(10, np.int64), "real")
    arm = Arm("tiny", TINY, curriculum=True)
    first, *_, last = run_arm(
        arm, Material(tokenizer, (page,), (page,), clean=(clean,)), 0.6, tmp_path / "arm"
    )
    assert last["off_border"] == 2
    mark, after = first["marks"][0], last["marks"][-1]
    assert mark["tokens"] == 10 * mark["steps"]  # each step read the one clean page
    assert after["tokens"] > 10 * after["steps"]


def test_rare_tags_count_more() -> None:
    tags = np.array([0] * 9 + [1], np.int64)
    weights = tag_weights([WholePage(tags, tags, "x")], 0.5)
    assert weights[1] == pytest.approx(3 * float(weights[0]))
    assert float(weights[tags].mean()) == pytest.approx(1.0)
    assert float(weights[2]) == float(weights[0])  # a tag that no page has counts as the commonest


def test_numbers_can_be_tokens() -> None:
    pieces = PIECES.replace(r" ?\p{N}", r" ?\p{N}+")
    assert pieces != PIECES
    whole = build_tokenizer(["Price 1234 "] * 5, 400, pieces)
    assert len(encode(whole, "1234")) < len(encode(build_tokenizer(["1234"], 400), "1234")) == 4


def test_arms_that_are_done_are_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "result.json"
    done = {**RESULT["arms"]["scratch"], "done": True}
    output.write_text(json.dumps({**RESULT, "arms": {"scratch": done}}))
    command = ["compare", "--data", "nowhere", "--output", str(output), "--arms", "scratch"]
    monkeypatch.setattr(sys, "argv", [*command, "--seconds", "300"])
    compare()
    assert "| plain | 5.5 M |" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", [*command, "--seconds", "200"])
    with pytest.raises(SystemExit, match="Use another --output"):
        compare()
