import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from form4.inference.tagger import Tagger, load_tagger
from form4.model.decoding import TagSet
from form4.model.errors import ModelError
from form4.model.tokenizer import encode


def test_both_backends_give_the_same_scores(tiny_model: Path) -> None:
    text = "Common Stock\t08/15/2013\tS\t1,250\t(1)\tD\t$3.47\n" * 9
    onnx, torch = load_tagger(tiny_model), load_tagger(tiny_model, "torch")
    tokens = encode(onnx.tokenizer, text)
    assert len(tokens) > 3 * onnx.window
    assert np.abs(onnx.score(tokens) - torch.score(tokens)).max() < 1e-3
    assert onnx.tag(text) == onnx.tag(text)


@pytest.mark.parametrize("count", [1, 7, 8, 9, 63, 64, 65])
def test_any_length_is_scored_alike(tiny_model: Path, count: int) -> None:
    onnx, torch = load_tagger(tiny_model), load_tagger(tiny_model, "torch")
    tokens = encode(onnx.tokenizer, "7" * count)
    assert onnx.score(tokens).shape == (count, onnx.tag_set.count)
    assert np.abs(onnx.score(tokens) - torch.score(tokens)).max() < 1e-3


def test_a_long_document_is_tagged_to_its_last_character(tiny_model: Path) -> None:
    """A network that finds every 7 must find each one, however long the text is."""
    tiny = load_tagger(tiny_model)
    seven = tiny.tokenizer.token_to_id("7")

    def find_sevens(ids: np.ndarray) -> np.ndarray:
        scores = np.zeros((*ids.shape, 3), dtype=np.float32)
        scores[..., 1] = np.where(ids == seven, 9, -9)
        scores[..., 2] = -9
        return scores

    tags = TagSet(("transaction_shares",))
    tagger = Tagger("sevens", tiny.tokenizer, tags, find_sevens, window=64, overlap=16)
    text = "a,7\n" * 5000
    spans = tagger.tag(text)
    assert [span.start for span in spans] == list(range(2, len(text), 4))
    assert spans[-1].end == len(text) - 1


def test_an_empty_text_has_no_spans(tiny_model: Path) -> None:
    assert load_tagger(tiny_model).tag("") == []


def test_loads_in_transformers_with_its_labels(tiny_model: Path) -> None:
    transformers = pytest.importorskip("transformers")
    model = transformers.AutoModelForTokenClassification.from_pretrained(tiny_model)
    assert model.config.id2label[0] == "O"
    assert model.config.label2id["B-issuer_name"] == 1
    tokenizer = transformers.AutoTokenizer.from_pretrained(tiny_model)
    text = "Doe\tJane 1,250\n"
    ours = encode(load_tagger(tiny_model).tokenizer, text).ids.tolist()
    assert tokenizer(text)["input_ids"] == ours


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_damaged_model_is_one_sentence(
    tiny_model: Path, tmp_path: Path, name: str, damage: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    path = folder / name
    content = path.read_bytes()
    path.unlink() if damage == "missing" else path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError) as caught:
        load_tagger(folder)
    assert str(folder) in str(caught.value)


def test_tags_out_of_order_are_refused(tiny_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    config = json.loads((folder / "config.json").read_text())
    config["id2label"]["1"], config["id2label"]["3"] = (
        config["id2label"]["3"],
        config["id2label"]["1"],
    )
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="class order"):
        load_tagger(folder)
