"""Hidden tokens, training for a time, and a BERT encoder under other tokens."""

import itertools
import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
from form4.annotations.tags import IGNORED  # noqa: E402  after the guard
from form4.model.errors import ConfigError, ModelError  # noqa: E402
from form4.model.network import NetworkConfig, load_network, new_network  # noqa: E402
from form4.training.budget import Budget, Progress, batches, train_for  # noqa: E402
from form4.training.pretrain import (  # noqa: E402
    HIDDEN_SHARE,
    KEPT_SHARE,
    hide_tokens,
    mask_id_of,
    masked_language_model,
    pretrain,
)
from form4.training.transplant import spelled_embeddings, transplanted_network  # noqa: E402

LABELS = ("issuer_name", "owner_name")
MASK_ID = 2
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
WINDOWS = [{"input_ids": [3, 4, 5, 6] * size, "labels": [0, 1, 2, 0] * size} for size in (1, 2, 4)]


def test_hidden_tokens_are_the_only_labels() -> None:
    ids = torch.randint(3, 50, (40, 100))
    mask = torch.ones_like(ids)
    mask[:, 80:] = 0
    batch = {"input_ids": ids, "attention_mask": mask, "labels": ids}
    (hidden,) = hide_tokens([batch], MASK_ID, 50, seed=1)
    asked = hidden["labels"] != IGNORED
    assert torch.equal(hidden["labels"][asked], ids[asked])
    assert torch.equal(hidden["input_ids"][~asked], ids[~asked])
    assert not asked[:, 80:].any(), "padding was asked for"
    assert asked[:, :80].float().mean() == pytest.approx(HIDDEN_SHARE, abs=0.03)
    shown = hidden["input_ids"][asked]
    assert (shown == MASK_ID).float().mean() == pytest.approx(0.8, abs=0.05)
    assert (shown == ids[asked]).float().mean() == pytest.approx(KEPT_SHARE, abs=0.05)


def test_each_reading_hides_others_and_a_seed_the_same() -> None:
    batch = {"input_ids": torch.full((2, 50), 7), "attention_mask": torch.ones(2, 50)}
    first, second = hide_tokens([batch, batch], MASK_ID, 50, seed=1)
    (again,) = hide_tokens([batch], MASK_ID, 50, seed=1)
    assert not torch.equal(first["labels"], second["labels"])
    assert torch.equal(first["labels"], again["labels"])


def test_pretraining_changes_the_encoder_and_not_the_head() -> None:
    model = new_network(TINY, LABELS)
    encoder = model.base_model.embeddings.tok_embeddings.weight.detach().clone()
    head = model.classifier.weight.detach().clone()
    assert masked_language_model(model).base_model is model.base_model
    progress = pretrain(model, batches(WINDOWS, 2, 0), Budget(0.05, 1e-3), MASK_ID, 0)
    assert progress.steps > 0
    assert progress.seconds >= 0.05
    assert not torch.equal(model.base_model.embeddings.tok_embeddings.weight, encoder)
    assert torch.equal(model.classifier.weight, head)


def test_the_rate_follows_the_time() -> None:
    budget = Budget(100.0, 1e-3, warmup=0.1)
    rates = [budget.rate(spent) for spent in range(0, 130, 5)]
    assert max(rates) == budget.rate(10) == 1e-3
    assert rates[0] == pytest.approx(1e-4)
    assert all(left >= right for left, right in itertools.pairwise(rates[2:]))
    assert budget.rate(100) == budget.rate(120) == 0


def test_training_stops_at_each_mark_and_at_the_end() -> None:
    model = new_network(TINY, LABELS)
    budget = Budget(0.4, 1e-2, mark_every=0.2)
    marks = list(train_for(model, batches(WINDOWS, 3, 0), budget))
    assert marks[-1].seconds >= 0.4
    assert [budget.marks(mark.seconds) for mark in marks] == sorted(
        {budget.marks(mark.seconds) for mark in marks}
    )
    assert marks[-1].tokens == marks[-1].steps * sum(len(row["labels"]) for row in WINDOWS)
    assert Progress().after(1.0, 5, 0.5).after(1.0, 5, 0.25) == Progress(2.0, 2, 10, 0.25)


def test_batches_read_every_window_once_a_round() -> None:
    windows = [{"input_ids": [number] * 3, "labels": [0] * 3} for number in range(10)]
    stream = list(itertools.islice(batches(windows, 4, seed=3), 6))
    rounds = [sorted(int(row[0]) for batch in part for row in batch["input_ids"])
              for part in (stream[:3], stream[3:])]  # fmt: skip
    assert rounds == [list(range(10))] * 2


def test_a_tokenizer_without_a_mask_is_refused(tokenizer: Tokenizer) -> None:
    assert mask_id_of(tokenizer) == MASK_ID
    with pytest.raises(ConfigError, match="MASK"):
        mask_id_of(Tokenizer(models.BPE()))


@pytest.fixture(scope="module")
def word_pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with word pieces, as it is saved."""
    from transformers import BertConfig, BertModel

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *"0123456789,.$",
        "common",
        "sto",
        "##ck",
    ]
    pieces = Tokenizer(
        models.WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]")
    )
    pieces.normalizer = normalizers.BertNormalizer()
    pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    folder = tmp_path_factory.mktemp("bert")
    pieces.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    torch.manual_seed(0)
    BertModel(config).save_pretrained(folder)
    return folder


def test_a_piece_starts_from_the_mean_of_what_spells_it(word_pieces: Path) -> None:
    pieces = Tokenizer.from_file(str(word_pieces / "tokenizer.json"))
    words = torch.randn(pieces.get_vocab_size(), 4)
    texts = ("[PAD]", " Common", "STOCK", "7", "\t", "[MASK]")
    ours = Tokenizer(models.WordLevel({text: number for number, text in enumerate(texts)}))
    made = spelled_embeddings(ours, pieces, words)
    place = pieces.token_to_id
    assert torch.equal(made[0], words[place("[PAD]")])
    assert torch.equal(made[1], words[place("common")])
    assert torch.allclose(made[2], (words[place("sto")] + words[place("##ck")]) / 2)
    assert torch.equal(made[3], words[place("7")])
    assert torch.isfinite(made[4]).all()
    assert not any(torch.equal(made[4], word) for word in words)
    assert torch.equal(made[5], words[place("[MASK]")])


def test_a_transplanted_encoder_keeps_its_layers(
    word_pieces: Path, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    from transformers import BertModel

    model = transplanted_network(word_pieces, tokenizer, LABELS)
    source = BertModel.from_pretrained(word_pieces)
    for name, weight in source.encoder.state_dict().items():
        assert torch.equal(model.bert.encoder.state_dict()[name], weight), name
    assert model.get_input_embeddings().num_embeddings == tokenizer.get_vocab_size()
    assert (model.config.form4_window, model.config.form4_overlap) == (64, 16)
    model.save_pretrained(tmp_path)
    tags = load_network(tmp_path).config.id2label
    assert list(tags.values())[:2] == ["O", "B-issuer_name"]


def test_another_kind_of_model_is_refused(word_pieces: Path, tokenizer: Tokenizer) -> None:
    with pytest.raises(ModelError, match="is missing"):
        transplanted_network(word_pieces / "nowhere", tokenizer, LABELS)
    settings = json.loads((word_pieces / "config.json").read_text())
    (word_pieces / "config.json").write_text(json.dumps({**settings, "model_type": "roberta"}))
    with pytest.raises(ModelError, match="a BERT is needed"):
        transplanted_network(word_pieces, tokenizer, LABELS)
