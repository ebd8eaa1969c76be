"""A spaCy entity recogniser: convolutions over hashed words, and transitions between entities."""

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peer import Training, Variants, one
from benchmarks.pieces import Piece, cut, touched, whole_spans
from form4.annotations.annotated_text import AnnotatedText
from form4.model.spans import Span

TITLE = "spaCy NER (CNN)"
SEED, PAGES_A_STEP, DROPOUT = 7, 2, 0.1
# spaCy's default but for the window, two words to each side in place of one: a cell needs its row,
# and wider or deeper networks see too few pages in the same time.
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 4000,
    "window_size": 2,
    "maxout_pieces": 3,
    "subword_features": True,
}
NER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": True,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": TOK2VEC,
}


def train(pages: Sequence[AnnotatedText], folder: Path, seconds: float) -> Training:
    """Train in shuffled rounds until the processor seconds are spent; the rate falls to nothing."""
    import spacy
    from spacy.util import fix_random_seed

    begin = time.process_time()
    fix_random_seed(SEED)
    nlp = _blank()
    examples = [_example(nlp, page) for page in pages]
    examples = [example for example in examples if len(example.reference)]
    optimizer = nlp.initialize(lambda: examples)
    rng = random.Random(SEED)
    steps = seen = 0
    while time.process_time() - begin < seconds:
        rng.shuffle(examples)
        for batch in spacy.util.minibatch(examples, PAGES_A_STEP):
            share = (time.process_time() - begin) / seconds
            optimizer.learn_rate = max(1e-5, 1e-3 * min(1.0, 1.5 * (1 - share)))
            nlp.update(batch, sgd=optimizer, drop=DROPOUT)
            steps, seen = steps + 1, seen + sum(len(one.reference) for one in batch)
            if time.process_time() - begin >= seconds:
                break
    nlp.to_disk(folder, exclude=["tokenizer"])
    return Training(time.process_time() - begin, f"{steps} steps, {seen:,} pieces")


def load(folder: Path) -> Variants:
    """The trained recogniser as a tagger; spaCy's own has no scores, so every span has 1."""
    nlp = _blank().from_disk(folder, exclude=["tokenizer"])

    def tag(text: str) -> list[Span]:
        pieces = cut(text)
        doc = nlp(_doc(nlp, text, pieces))
        return [
            Span(pieces[one.start].start, pieces[one.end - 1].end, one.label_) for one in doc.ents
        ]

    return one(TITLE, tag)


def _blank() -> Any:
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))  # numpy's own products are twice as fast here
    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": NER})
    return nlp


def _doc(nlp: Any, text: str, pieces: Sequence[Piece]) -> Any:
    """A document of our pieces, because spaCy's own cut numbers that converters glued."""
    from spacy.tokens import Doc

    blanks = [text[piece.end : piece.end + 1] == " " for piece in pieces]
    return Doc(nlp.vocab, words=[piece.text for piece in pieces], spaces=blanks)


def _example(nlp: Any, page: AnnotatedText) -> Any:
    from spacy.tokens import Span as Entity
    from spacy.training import Example

    pieces = cut(page.text)
    wanted, unknown = _doc(nlp, page.text, pieces), []
    entities = []
    for span, within in whole_spans(page, pieces):
        if within is None:
            unknown += touched(pieces, span.start, span.end)
        else:
            entities.append(Entity(wanted, within.start, within.stop, span.label))
    missing = [wanted[number : number + 1] for number in sorted(set(unknown))]
    wanted.set_ents(entities, missing=missing, default="outside")
    return Example(_doc(nlp, page.text, pieces), wanted)
