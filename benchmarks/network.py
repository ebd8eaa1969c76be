"""form4's own network, from random weights, on the peers' pages and in the peers' time."""

import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peer import Training, Variants, one
from form4.annotations.annotated_text import AnnotatedText
from form4.model.decoding import TagSet
from form4.model.labels import LABELS
from form4.model.network import TOKENIZER_FILE, NetworkConfig, find_model, new_network
from form4.model.tokenizer import load_tokenizer

TITLE = "form4's network, same pages and time"
SEED, TOKENS_A_STEP, LEARNING_RATE = 7, 4096, 1.2e-3


def train(pages: Sequence[AnnotatedText], folder: Path, seconds: float) -> Training:
    """Train for the processor seconds, in the way of the built-in model."""
    import torch

    from form4.model.export import save_model
    from form4.training.budget import Budget, batches, train_for
    from form4.training.dataset import Encoder

    begin = time.process_time()
    torch.manual_seed(SEED)
    labels = tuple(label.name for label in LABELS)
    tokenizer = load_tokenizer(find_model("base") / TOKENIZER_FILE)
    config = NetworkConfig(vocabulary_size=tokenizer.get_vocab_size())
    encoder = Encoder(tokenizer, TagSet(labels), config.window, config.overlap)
    windows = [window for page in pages for window in encoder.windows(page)]
    model = new_network(config, labels)
    left = seconds - (time.process_time() - begin)
    stream = batches(windows, TOKENS_A_STEP // config.window, SEED)
    *_, last = train_for(model, stream, Budget(left, LEARNING_RATE))
    spent = time.process_time() - begin
    save_model(model, tokenizer, folder)
    return Training(spent, f"{last.steps} steps, {last.tokens:,} tokens")


def load(folder: Path) -> Variants:
    """The trained network on one thread of ONNX Runtime."""
    from form4.inference.tagger import load_tagger

    return one(TITLE, load_tagger(folder, threads=1).tag)
