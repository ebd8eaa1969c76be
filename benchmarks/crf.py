"""A linear-chain CRF (python-crfsuite) on hand-made features of words, values and layout."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.crf_features import features
from benchmarks.peer import Training, Variants, one
from benchmarks.pieces import OUTSIDE, UNKNOWN, cut, spans_of, tags_of
from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span

FILE = "crf.model"
TITLE = "linear-chain CRF (python-crfsuite)"
# Learnt by averaged perceptron: stochastic gradients sum over all pairs of 77 tags at every piece,
# and came to less in more time on 40 pages.
ALGORITHM = "ap"
SECONDS_A_MILLION = 8.5  # processor time of one pass over so many pieces, measured
MOST_PASSES = 60


def train(pages: Sequence[AnnotatedText], folder: Path, seconds: float) -> Training:
    """Fit the weights; as many passes over the pages as the processor seconds allow."""
    import pycrfsuite

    begin = time.process_time()
    trainer: Any = pycrfsuite.Trainer(verbose=False)
    count = 0
    for page in pages:
        pieces = cut(page.text)
        tags = [OUTSIDE if tag == UNKNOWN else tag for tag in tags_of(page, pieces)]
        if pieces:
            trainer.append(features(page.text, pieces), tags)
            count += len(pieces)
    left = seconds - (time.process_time() - begin)
    passes = max(2, min(MOST_PASSES, int(left / (SECONDS_A_MILLION * count / 1e6))))
    trainer.select(ALGORITHM, "crf1d")
    trainer.set_params({"max_iterations": passes, "feature.possible_transitions": False})
    folder.mkdir(parents=True, exist_ok=True)
    trainer.train(str(folder / FILE))
    spent = time.process_time() - begin
    return Training(spent, f"{passes} passes over {count:,} pieces, {ALGORITHM}")


def load(folder: Path) -> Variants:
    """The trained CRF as a tagger."""
    import pycrfsuite

    tagger: Any = pycrfsuite.Tagger()
    tagger.open(str(folder / FILE))

    def tag(text: str) -> list[Span]:
        pieces = cut(text)
        if not pieces:
            return []
        # A perceptron's weights give no probabilities, so every span is as sure as the others.
        return spans_of(pieces, tagger.tag(features(text, pieces)), [1.0] * len(pieces))

    return one(TITLE, tag)
