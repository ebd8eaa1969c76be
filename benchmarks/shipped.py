"""form4 as it ships: trained longer and on more, real converters among it, than the peers here."""

from pathlib import Path

from benchmarks.peer import Variants, one

TITLE = "form4, the model that ships"


def load(folder: Path) -> Variants:
    """The built-in model on one thread of ONNX Runtime."""
    from form4.inference.tagger import load_tagger

    return one(TITLE, load_tagger("base", threads=1).tag)
