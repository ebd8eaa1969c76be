"""Ways to read documents that are timed: the whole way, tagging alone, the pipeline of others."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from form4.inference.documents import read_document
from form4.inference.run.desk import Announce, Desk, Job
from form4.inference.run.result import Result
from form4.inference.tagger import Backend, load_tagger
from form4.model.errors import ConfigError, DocumentError
from form4.model.network import TOKENIZER_FILE, find_model, load_network
from form4.model.tokenizer import encode, load_tokenizer

_NO_PEER = "--peer needs torch and transformers: pip install 'form4-extractor[train]'."


@dataclass(frozen=True, slots=True)
class Timed:
    """A job whose results hold the processor seconds that each document took, and no records."""

    job: Job

    def open(self, threads: int = 0, announce: Announce | None = None) -> "_TimedDesk":
        """The desk, which times."""
        return _TimedDesk(self.job.open(threads, announce))


class _TimedDesk:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, source: str) -> Result:
        begin = time.process_time()
        result = self._desk.read(source)
        seconds = time.process_time() - begin
        return Result(source, problem=result.problem, notes=(repr(seconds),))


@dataclass(frozen=True, slots=True)
class Tagging:
    """Reading and tagging, without assembly."""

    model: str
    backend: Backend = "onnx"

    def open(self, threads: int = 0, announce: Announce | None = None) -> "_TextDesk":
        """The desk with the tagger loaded."""
        return _TextDesk(load_tagger(self.model, self.backend, threads).tag)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Reading, and tagging the same network by the pipeline of transformers.

    Windows and overlap are those that the model was trained with, entities are joined by the
    pipeline's simple aggregation; nothing is cut off.
    """

    model: str

    def open(self, threads: int = 0, announce: Announce | None = None) -> "_TextDesk":
        """The desk with the pipeline loaded; raises ConfigError without the extra for training."""
        try:
            import torch
            from transformers import PreTrainedTokenizerFast, pipeline
            from transformers.utils import logging
        except ImportError as error:
            raise ConfigError(_NO_PEER) from error
        if threads:
            torch.set_num_threads(threads)
        logging.disable_progress_bar()
        folder = find_model(self.model)
        network = load_network(folder).eval()
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_file=str(folder / TOKENIZER_FILE),
            pad_token="[PAD]",
            unk_token="[UNK]",
            model_max_length=network.config.form4_window,
            model_input_names=["input_ids", "attention_mask"],
        )
        tag = pipeline(
            "token-classification",
            model=network,
            tokenizer=tokenizer,
            aggregation_strategy="simple",
            stride=network.config.form4_overlap,
            device="cpu",
        )
        return _TextDesk(tag)


class _TextDesk:
    """Reads a document and hands its text to something."""

    def __init__(self, use: Callable[[str], object]) -> None:
        self._use = use

    def read(self, source: str) -> Result:
        try:
            self._use(read_document(source).text)
        except DocumentError as error:
            return Result(source, problem=str(error))
        return Result(source)


def readable(sources: Iterable[str], model: str) -> tuple[list[str], int, list[str]]:
    """The documents that can be read, the tokens that the model sees in them, and the problems.

    Tokens count once, though windows overlap; XML is read without the model and has none.
    """
    tokenizer = load_tokenizer(find_model(model) / TOKENIZER_FILE)
    good, problems, tokens = [], [], 0
    for source in sources:
        try:
            document = read_document(source)
            tokens += len(encode(tokenizer, document.text)) if document.filing is None else 0
            good.append(source)
        except DocumentError as problem:
            problems.append(str(problem))
    return good, tokens, problems
