"""A pretrained BERT encoder under the layout-keeping tokenizer.

Its own word pieces drop white space and glue digits. So it gets this project's pieces instead:
each starts from the mean of the embeddings of the word pieces that spell it, white space from
noise around the mean of all, since the encoder has never seen any.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from form4.model.errors import ModelError
from form4.model.labels import tag_names
from form4.model.network import CONFIG_FILE, SAFETENSORS_FILE, TOKENIZER_FILE, require_files
from form4.model.tokenizer import MASK, PAD, UNKNOWN, load_tokenizer

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

OVERLAP_SHARE = 4  # a quarter of the window, as the window of 1,024 has


def transplanted_network(
    source: Path, tokenizer: Tokenizer, labels: tuple[str, ...]
) -> "PreTrainedModel":
    """A token classifier with the encoder of a BERT folder; its window is all its positions.

    Raises ModelError when the folder lacks a file or holds another kind of model.
    """
    from transformers import AutoConfig, AutoModel, BertForTokenClassification

    require_files(source, CONFIG_FILE, SAFETENSORS_FILE, TOKENIZER_FILE)
    config = AutoConfig.from_pretrained(source, local_files_only=True)
    if config.model_type != "bert":
        raise ModelError(f"{source}: is a {config.model_type} model, but a BERT is needed.")
    encoder = AutoModel.from_pretrained(source, local_files_only=True, use_safetensors=True)
    pieces = load_tokenizer(source / TOKENIZER_FILE)
    pieces.no_truncation()
    pieces.no_padding()
    words = encoder.get_input_embeddings().weight.detach()
    tags = tag_names(labels)
    config.vocab_size = tokenizer.get_vocab_size()
    config.id2label = dict(enumerate(tags))
    config.label2id = {tag: number for number, tag in enumerate(tags)}
    config.form4_window = config.max_position_embeddings
    config.form4_overlap = config.form4_window // OVERLAP_SHARE
    model = BertForTokenClassification(config)
    state = encoder.state_dict()
    state["embeddings.word_embeddings.weight"] = spelled_embeddings(tokenizer, pieces, words)
    model.bert.load_state_dict(state, strict=False)  # it has a pooler more than a classifier
    return model.float()


def spelled_embeddings(tokenizer: Tokenizer, pieces: Tokenizer, words: "Tensor") -> "Tensor":
    """Embeddings (tokens, size) of the tokenizer's tokens from those of word pieces."""
    import torch

    generator = torch.Generator().manual_seed(0)
    noise = torch.randn((tokenizer.get_vocab_size(), words.shape[1]), generator=generator)
    made = words.mean(dim=0) + noise * words.std(dim=0)
    unknown = pieces.token_to_id(UNKNOWN)
    for text, number in tokenizer.get_vocab().items():
        special = text in (PAD, UNKNOWN, MASK)
        spelling = [text] if special else pieces.encode(text, add_special_tokens=False).tokens
        known = [piece for piece in map(pieces.token_to_id, spelling) if piece is not None]
        if known and (special or known != [unknown]):
            made[number] = words[known].mean(dim=0)
    return made
