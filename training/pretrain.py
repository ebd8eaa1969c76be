"""Masked-language pre-training: an encoder learns the form's print before it sees a label.

Thirty per cent of the tokens are hidden, as ModernBERT does (arXiv 2412.13663, section 2.2), and of
these a tenth is shown as another token and a tenth as it stands (BERT, arXiv 1810.04805, 3.1).
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from form4.annotations.tags import IGNORED
from form4.model.errors import ConfigError
from form4.model.tokenizer import MASK, PAD, UNKNOWN
from form4.training.budget import Budget, Progress, train_for

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import PreTrainedModel

HIDDEN_SHARE = 0.3
REPLACED_SHARE, KEPT_SHARE = 0.1, 0.1
FIRST_PIECE = len((PAD, UNKNOWN, MASK))


def pretrain(
    classifier: "PreTrainedModel",
    batches: Iterable[dict[str, Any]],
    budget: Budget,
    mask_id: int,
    seed: int,
) -> Progress:
    """Train the classifier's encoder, in place, to guess hidden tokens; labels are not looked at.

    The head that guesses is thrown away.
    """
    model = masked_language_model(classifier)
    hidden = hide_tokens(batches, mask_id, classifier.config.vocab_size, seed)
    marks = list(train_for(model, hidden, budget))
    return marks[-1] if marks else Progress()


def masked_language_model(classifier: "PreTrainedModel") -> "PreTrainedModel":
    """A masked-language model around the very encoder of a token classifier."""
    from transformers import AutoModelForMaskedLM

    classifier.config.sparse_prediction = True  # ModernBERT: guess at the hidden tokens alone
    model: PreTrainedModel = AutoModelForMaskedLM.from_config(classifier.config)
    setattr(model, model.base_model_prefix, classifier.base_model)
    model.tie_weights()
    return model


def hide_tokens(
    batches: Iterable[dict[str, Any]], mask_id: int, vocabulary_size: int, seed: int
) -> Iterator[dict[str, Any]]:
    """Batches whose labels are the hidden tokens; each reading hides others."""
    import torch

    generator = torch.Generator().manual_seed(seed)
    for batch in batches:
        ids, labels = _hide(
            batch["input_ids"], batch["attention_mask"], mask_id, vocabulary_size, generator
        )
        yield {**batch, "input_ids": ids, "labels": labels}


def _hide(
    ids: "torch.Tensor",
    mask: "torch.Tensor",
    mask_id: int,
    vocabulary_size: int,
    generator: "torch.Generator",
) -> tuple["torch.Tensor", "torch.Tensor"]:
    """Ids with hidden tokens, and labels that are IGNORED everywhere else: (windows, tokens)."""
    import torch

    chosen = (torch.rand(ids.shape, generator=generator) < HIDDEN_SHARE) & (mask > 0)
    fate = torch.rand(ids.shape, generator=generator)
    others = torch.randint(FIRST_PIECE, vocabulary_size, ids.shape, generator=generator)
    shown = torch.where(fate < REPLACED_SHARE, others, mask_id)
    shown = torch.where(fate >= 1 - KEPT_SHARE, ids, shown)
    return torch.where(chosen, shown, ids), torch.where(chosen, ids, IGNORED)


def mask_id_of(tokenizer: "Tokenizer") -> int:
    """The id of the mask; raises ConfigError when the tokenizer has none."""
    number = tokenizer.token_to_id(MASK)
    if number is None:
        raise ConfigError(f"The tokenizer has no {MASK}: build it again with form4 train.")
    return int(number)
